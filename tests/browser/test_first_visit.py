"""What somebody sees who opens the app for the first time."""

import pytest
from playwright.sync_api import expect

from tests.browser import running, screen

pytestmark = pytest.mark.browser

PAGES = sorted(path.stem for path in (running.PROJECT / "pages").glob("[!_]*.py"))


def test_an_empty_store_is_met_with_a_way_in(page, fresh_app):
    screen.open_page(page, fresh_app.address)
    screen.expect_no_trace(page)
    expect(screen.main_part(page).get_by_role("button", name="Import exports")).to_be_visible()


def test_every_page_can_be_opened_by_its_own_address(page, fresh_app):
    assert PAGES
    for name in PAGES:
        screen.open_page(page, fresh_app.address, name)
        screen.expect_no_trace(page)
        expect(screen.main_part(page).get_by_role("heading").first).to_be_visible()


def test_a_name_is_asked_once_and_then_remembered(page, fresh_app):
    screen.open_page(page, fresh_app.address)
    field = page.get_by_role("textbox", name="Your name")
    field.fill("Analyst")
    field.press("Enter")
    running.wait_until_drawn(page)
    screen.open_page(page, fresh_app.address)
    expect(page.get_by_role("textbox", name="Your name")).to_have_value("Analyst")
