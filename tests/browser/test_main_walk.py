"""From exports to decisions in a real browser, on real exports where they are at hand and on the sample's."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from components import numbers
from tests.browser import running, screen, walk
from tests.browser.conftest import App
from tests.shared_data import shared_file

pytestmark = pytest.mark.browser

REAL = ("churn/telco.csv", "exports/mailchimp/campaigns.csv", "sentiment/en/airline_tweets.csv")
MADE_UP = ("email_campaigns.csv", "mentions.csv", "orders.csv")
EXPORTS = running.PROJECT / "data" / "sample" / "exports"
LABELLED = 600
CALL_LIST = re.compile(r"Download [\d,]+ rows? as CSV")


@pytest.fixture(scope="module", params=["real", "made up"])
def app(request, tmp_path_factory, chromium) -> Iterator[App]:
    """A server whose store has the exports in it, dropped in through the file chooser."""
    folder = tmp_path_factory.mktemp("walk")
    if request.param == "real":
        paths = [shared_file(name) for name in REAL]
    else:
        paths = [labelled(folder / "customers.csv"), *(EXPORTS / name for name in MADE_UP)]
    store, sample = (f"duckdb:///{folder}/{name}.duckdb" for name in ("company", "sample"))
    with running.server(store, sample) as address:
        page = chromium.new_page()
        walk.import_files(page, address, *paths)
        screen.expect_no_trace(page)
        page.close()
        yield App(address, store, sample, folder)


def labelled(path: Path) -> Path:
    """Write customers of whom every third left, all of them paying by month, so that something can be learnt."""
    lines = []
    for number in range(LABELLED):
        plan, churned = ("monthly" if number % 2 else "yearly"), ("Yes" if number % 6 in {1, 3} else "No")
        lines.append(f"C{number},{plan},{number % 48 + 1},{20 + number % 7},{churned}")
    path.write_text("\n".join(["customer_id,plan,tenure,recurring_value,Churn", *lines]), encoding="utf-8")
    return path


def test_every_file_is_in_force_as_the_terminal_sees_it(app):
    files = {row["file"] for row in walk.terminal(app.store, "batches")}
    assert files in ({Path(name).name for name in REAL}, {"customers.csv", *MADE_UP})


def test_the_kpi_on_screen_is_the_one_that_the_terminal_prints(page, app):
    rows = walk.terminal(app.store, "metrics", "--only", "email_open_rate", "--every", "quarter")
    whole = [row for row in rows if not row["partial"] and row["value"] is not None]
    screen.open_page(page, app.address, "kpi_trends?every=Quarter&window=Everything")
    assert walk.tile(page, "E-mail opens") == numbers.value(whole[-1]["value"], "rate")


def test_the_mentions_downloaded_are_as_many_as_the_page_says(page, app):
    screen.open_page(page, app.address, "social_sentiment?window=Everything")
    promised, table = walk.download_table(page)
    assert len(table) == promised > 50
    assert set(table["label"]) <= {"positive", "neutral", "negative", "not_scored"}


@pytest.fixture(scope="module")
def trained(app, chromium) -> str:
    """Press the button that trains the churn model, and return what the page then says."""
    page = chromium.new_page()
    screen.open_page(page, app.address, "churn_risk")
    page.get_by_role("button", name=re.compile("Train")).click(timeout=walk.SLOW)
    expect(page.get_by_role("button", name=CALL_LIST)).to_be_visible(timeout=walk.SLOW)
    screen.expect_no_trace(page)
    said = walk.answer(page)
    page.close()
    return said


def test_the_call_list_downloaded_is_as_long_as_the_page_says(page, app, trained):
    screen.open_page(page, app.address, "churn_risk")
    assert walk.answer(page) == trained
    promised, table = walk.download_table(page)
    assert len(table) == promised > 100
    assert table["churn_probability"].between(0, 1).all()


@pytest.mark.usefixtures("trained")
def test_a_slider_moved_by_the_keyboard_changes_the_answer(page, app):
    screen.open_page(page, app.address, "retention_what_if")
    before = walk.answer(page)
    screen.move_slider(page, "Budget", 10)
    expect(page.get_by_role("heading", level=1).first).not_to_have_text(before)
    screen.expect_no_trace(page)
