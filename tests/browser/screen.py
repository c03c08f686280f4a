"""What a test does with a page, in the words of a person before it."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser import running


def open_page(page: Page, address: str, name: str = "") -> None:
    """Open a page of the app by its address and wait until it is drawn."""
    page.goto(f"{address}/{name}")
    running.wait_until_drawn(page)


def main_part(page: Page) -> Locator:
    """Return the part of the screen that isn't the sidebar."""
    return page.get_by_test_id("stMain")


def choose_files(page: Page, *paths: Path) -> None:
    """Pick files in the file chooser of the page's uploader."""
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("stFileUploader").locator("button").first.click()
    chooser.value.set_files(list(paths))
    running.wait_until_drawn(page)


def move_slider(page: Page, name: str, presses: int) -> None:
    """Move a slider with the arrow keys, to the left where ``presses`` is negative."""
    thumb = page.get_by_role("slider", name=name)
    thumb.focus()
    for _press in range(abs(presses)):
        page.keyboard.press("ArrowRight" if presses > 0 else "ArrowLeft")
    running.wait_until_drawn(page)


def downloaded(page: Page, button: str) -> Path:
    """Press a download button and return the file."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path())


def expect_no_trace(page: Page) -> None:
    """Fail where the page shows a stack trace or our words for a defect."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(main_part(page)).not_to_contain_text("Traceback")
    expect(main_part(page)).not_to_contain_text("Something went wrong")
