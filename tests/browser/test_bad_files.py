"""What somebody sees who drops in something that can't be used: a sentence, no stack trace, nothing stored."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.store import Store
from tests.browser import running, screen, walk
from tests.browser.conftest import App

pytestmark = pytest.mark.browser

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
BAD = {
    "empty": (b"", "is empty"),
    "a header alone": (b"order_id,customer_id,ordered_at,amount\n", "has a header but no rows"),
    "a picture": (PNG, "is a picture (PNG)"),
    "no known column": (b"shape,colour\nround,red\nsquare,blue\n", "none of the exports known"),
    "a required column missing": (b"order_id,customer_id,amount\nA,7,10\nB,8,5\n", "ordered_at"),
    "dates that aren't dates": (
        b"order_id,customer_id,ordered_at,amount\nA,7,soon,10\nB,8,later,5\n",
        "not a date",
    ),
}


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Iterator[App]:
    """One server for all of them, since none may leave anything behind."""
    folder = tmp_path_factory.mktemp("bad")
    store, sample = (f"duckdb:///{folder}/{name}.duckdb" for name in ("company", "sample"))
    with running.server(store, sample) as address:
        yield App(address, store, sample, folder)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence_and_stores_nothing(page, app, tmp_path, name):
    content, sentence = BAD[name]
    path = Path(tmp_path / "file.csv")
    path.write_bytes(content)
    before = Store(app.store).version()
    screen.open_page(page, app.address, "import_data")
    screen.choose_files(page, path)
    expect(screen.main_part(page).get_by_text(sentence).first).to_be_visible(timeout=walk.SLOW)
    screen.expect_no_trace(page)
    expect(page.get_by_role("button", name=re.compile(r"Import \d+ file"))).to_have_count(0)
    assert Store(app.store).version() == before


def test_the_terminal_agrees_that_nothing_is_stored(app):
    assert json.dumps(walk.terminal(app.store, "batches")) == "[]"
