"""What only a browser shows: the frame around a page, widths, paper, and both schemes."""

import pytest
from playwright.sync_api import expect

from tests.browser import running, screen

pytestmark = pytest.mark.browser

PAGES = sorted(path.stem for path in (running.PROJECT / "pages").glob("[!_]*.py"))
A4_BETWEEN_MARGINS = 703  # CSS pixels: 186 mm at 96 to the inch
PHONE = {"width": 390, "height": 844}
WIDER_THAN_THE_SCREEN = """[...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('[data-testid=stDataFrame]'))
    .filter(e => !e.ownerSVGElement)  // a drawing cuts off what lies outside it
    .filter(e => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden')
    .map(e => e.dataset.testid || e.tagName)"""


def test_the_first_visitor_by_a_pages_own_address_sees_the_whole_app(page, fresh_app):
    screen.open_page(page, fresh_app.address, "import_data")
    expect(page.get_by_test_id("stSidebar").get_by_role("link", name="Weekly review")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your name")).to_be_visible()


def test_on_a_phone_nothing_is_wider_than_the_screen(page, fresh_app, sample_url):
    page.set_viewport_size(PHONE)
    with running.server(fresh_app.store, sample_url) as address:
        for name in PAGES:
            screen.open_page(page, address, name)
            assert page.evaluate(WIDER_THAN_THE_SCREEN) == [], name


def test_filters_keep_their_place_in_the_address_across_pages_without_them(page, fresh_app, sample_url):
    with running.server(fresh_app.store, sample_url) as address:
        screen.open_page(page, address, "social_sentiment?every=Month")
        page.get_by_role("link", name="Weekly review").click()
        running.wait_until_drawn(page)
        expect(page.locator(".st-key-every")).to_be_hidden()
        page.get_by_role("link", name="Social sentiment").click()
        running.wait_until_drawn(page)
        assert "every=Month" in page.url


def test_paper_shows_no_controls_and_charts_that_fit(page, fresh_app, sample_url):
    with running.server(fresh_app.store, sample_url) as address:
        screen.open_page(page, address)
        chart = page.get_by_test_id("stPlotlyChart").first
        on_screen = chart.bounding_box()["width"]
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        expect(page.get_by_test_id("stSidebar")).to_be_hidden()
        expect(page.get_by_text("Show as a table").first).to_be_hidden()
        factor = float(chart.evaluate("chart => getComputedStyle(chart).zoom"))
        assert on_screen > A4_BETWEEN_MARGINS
        assert on_screen * factor <= A4_BETWEEN_MARGINS
