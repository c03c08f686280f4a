"""A Monday's import in a real browser: ten files at once, by the keyboard, and cancelled halfway."""

import json
import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser import running, screen, walk

pytestmark = pytest.mark.browser

EXPORTS = running.PROJECT / "data" / "sample" / "exports"
TEN = sorted(EXPORTS.glob("*.csv"))[:10]
AMBIGUOUS = "order_id,customer_id,ordered_at,amount\nA,7,02/04/2026,10\nB,8,03/05/2026,5\n"
MONDAY_SECONDS = 120


def heading(page):
    return page.get_by_role("heading", level=1)


def drop_ten(page, address):
    screen.open_page(page, address, "import_data")
    screen.choose_files(page, *TEN)
    button = page.get_by_role("button", name="Import 10 files")
    expect(button).to_be_enabled(timeout=walk.SLOW)
    return button


def test_ten_files_of_a_monday_take_one_key_and_less_than_two_minutes(page, fresh_app):
    began = time.monotonic()
    button = drop_ten(page, fresh_app.address)
    button.focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("10 files imported:", timeout=walk.SLOW)
    assert time.monotonic() - began < MONDAY_SECONDS
    screen.expect_no_trace(page)
    expect(screen.main_part(page).get_by_role("link", name="Weekly review")).to_be_visible()
    assert len(walk.terminal(fresh_app.store, "batches")) == 10


def test_a_cancelled_import_leaves_nothing_behind(page, fresh_app):
    drop_ten(page, fresh_app.address).click()
    page.get_by_role("button", name="Cancel the import").click(timeout=walk.SLOW)
    expect(heading(page)).to_contain_text("Cancelled:", timeout=walk.SLOW)
    assert walk.terminal(fresh_app.store, "batches") == []
    expect(page.get_by_role("button", name="Import 10 files")).to_be_enabled()


def test_dates_that_can_be_read_two_ways_are_asked_once(page, fresh_app, tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(AMBIGUOUS, encoding="utf-8")
    second.write_text(AMBIGUOUS.replace("A,7", "C,9"), encoding="utf-8")
    screen.open_page(page, fresh_app.address, "import_data")
    screen.choose_files(page, first)
    expect(heading(page)).to_have_text("The file needs a look before it is imported.", timeout=walk.SLOW)
    page.get_by_text(re.compile("the month comes first")).click()
    page.get_by_role("button", name="Import 1 file").click(timeout=walk.SLOW)
    expect(heading(page)).to_contain_text("imported:", timeout=walk.SLOW)
    dialect = json.dumps(walk.terminal(fresh_app.store, "import", str(second), "--dry-run")[0]["dialect"])
    assert '"date_order": "mdy"' in dialect
