"""The KPI page in a real browser: tiles opened, targets, notes, a shared address, the keyboard, the terminal."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from analytics.metrics import CATALOGUE
from components import numbers
from data.store import path_of
from tests.browser import running, screen, walk
from tests.browser.conftest import DESK, App
from tests.browser.keyboard import press, tab_to

pytestmark = pytest.mark.browser

CHURN, OPENS = "Customer churn", "E-mail opens"


@pytest.fixture(scope="module")
def app(tmp_path_factory, sample_url) -> Iterator[App]:
    """A server whose company is a copy of the small sample."""
    folder = tmp_path_factory.mktemp("kpis")
    made = path_of(sample_url)
    for part in made.parent.glob(f"{made.stem}.*"):
        if part.suffix in {".duckdb", ".sqlite"}:
            shutil.copy(part, folder / part.name)
    store, sample = f"duckdb:///{folder}/{made.name}", f"duckdb:///{folder}/none.duckdb"
    with running.server(store, sample) as address:
        yield App(address, store, sample, Path(folder))


@pytest.fixture
def opened(page: Page, app: App) -> Page:
    screen.open_page(page, app.address, "kpi_trends")
    return page


def open_tile(page: Page, label: str) -> None:
    """Open the wall's tile of a KPI: the last of that name, as it may stand among the first as well."""
    page.get_by_role("button", name=f"Open {label}", exact=True).last.click()
    running.wait_until_drawn(page)


def panel(page: Page) -> Locator:
    return page.locator(".st-key-kpi_panel")


def unfolded(page: Page, name: str) -> Locator:
    """Open one of the parts below the chart and return it."""
    part = panel(page).get_by_test_id("stExpander").filter(has=page.locator("summary", has_text=name))
    part.locator("summary").click()
    return part


def test_a_tile_opens_below_itself_to_its_chart_and_why_it_changed(opened):
    open_tile(opened, CHURN)
    expect(panel(opened)).to_contain_text("Customer churn")
    expect(panel(opened).get_by_role("heading", name="Why")).to_be_visible()
    expect(panel(opened)).to_contain_text("against the mean of the")
    keep = opened.locator(".st-key-kpi_trends_wall_keep").bounding_box()
    win = opened.locator(".st-key-kpi_trends_wall_win").bounding_box()
    assert keep["y"] < panel(opened).bounding_box()["y"] < win["y"]
    screen.expect_no_trace(opened)


def test_the_rows_behind_a_number_are_one_click_away(opened):
    open_tile(opened, "Tickets opened")
    panel(opened).get_by_text("Show the rows behind it").click()
    running.wait_until_drawn(opened)
    expect(panel(opened).get_by_role("button", name=re.compile(r"Download \d+ rows? as CSV")).last).to_be_visible()
    screen.expect_no_trace(opened)


def test_a_target_that_is_set_stands_on_the_tile(opened):
    open_tile(opened, OPENS)
    shown = unfolded(opened, "Targets")
    shown.get_by_label("Value").first.fill("50")
    shown.get_by_role("button", name="Set target").click()
    running.wait_until_drawn(opened)
    tile = opened.get_by_test_id("stGridCell").filter(has=opened.get_by_text(OPENS, exact=True)).last
    expect(tile).to_contain_text("to target 50.0\u00a0%")
    screen.expect_no_trace(opened)


def test_a_note_that_is_pinned_is_a_day_to_begin_with_and_stays_text(opened):
    open_tile(opened, CHURN)
    shown = unfolded(opened, "Notes")
    shown.get_by_label("Note").fill("<b>Prices</b> went up")
    shown.get_by_role("button", name="Pin note").click()
    running.wait_until_drawn(opened)
    expect(shown).to_contain_text("<b>Prices</b> went up")
    opened.locator(".st-key-window").get_by_role("combobox").click()
    opened.keyboard.type("Since")  # the list shows as many choices as it has room for
    expect(opened.get_by_role("option", name=re.compile("Since .*Prices"))).to_be_visible()
    screen.expect_no_trace(opened)


def test_the_address_shows_the_same_view_in_another_browser(opened, chromium: Browser):
    opened.get_by_text("Month", exact=True).click()
    running.wait_until_drawn(opened)
    open_tile(opened, "Net promoter score")
    other = chromium.new_page(locale="en-GB", viewport=DESK)
    other.goto(opened.url)
    running.wait_until_drawn(other)
    for place in (".st-key-page_header", ".st-key-kpi_panel"):
        assert other.locator(place).inner_text() == opened.locator(place).inner_text()
    voice, service = (
        other.locator(f".st-key-kpi_trends_wall_{group}").bounding_box() for group in ("voice", "service")
    )
    assert voice["y"] < panel(other).bounding_box()["y"] < service["y"]
    other.close()


def test_values_that_narrow_everything_down_stand_in_the_address(opened, app):
    opened.get_by_role("button", name="Only some").click()
    opened.locator(".st-key-only_country").get_by_role("combobox").click()
    opened.get_by_role("option", name="Germany").click()
    running.wait_until_drawn(opened)
    expect(opened.locator(".st-key-page_header")).to_contain_text("only Germany")
    assert "only_country=Germany" in opened.url
    narrowed = walk.terminal(app.store, "metrics", "--only", "revenue", "--where", "country=Germany")
    whole = [row["value"] for row in narrowed if not row["partial"]]
    assert walk.tile(opened, "Revenue") == numbers.money(whole[-1], "EUR")


def test_a_tile_opens_without_a_mouse(opened):
    tab_to(opened, opened.get_by_role("button", name=re.compile("^Open ")).nth(1))
    press(opened, "Enter")
    expect(panel(opened).get_by_role("heading", name="Why")).to_be_visible()
    screen.expect_no_trace(opened)


def test_every_number_of_the_page_is_what_the_terminal_prints(opened, app):
    latest = {}
    for row in walk.terminal(app.store, "metrics"):
        if not row["partial"] and row["value"] is not None:
            latest[row["metric"]] = row
    for key, row in latest.items():
        metric = CATALOGUE[key]
        assert walk.tile(opened, metric.label) == numbers.value(row["value"], metric.unit, currency="EUR"), key
