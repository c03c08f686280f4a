"""The whole import by the keyboard, and what a screen reader is told of it."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser import screen, walk
from tests.browser.keyboard import press, stops, tab_to

pytestmark = pytest.mark.browser

AMBIGUOUS = "order_id,customer_id,ordered_at,amount\nA,7,02/04/2026,10\nB,8,03/05/2026,5\n"
WITHOUT_A_DATE = "order_id,customer_id,amount,Buchung\nC,7,10,2026-03-01\nD,8,5,2026-03-02\n"
CLEAR = "order_id,customer_id,ordered_at,amount\nE,7,2026-04-01,10\nF,8,2026-04-02,5\n"
CONTROLS = "button|link|textbox|combobox|radio|checkbox|switch|radiogroup|img|region|progressbar"
NAMELESS = re.compile(rf"^\s*- (?:{CONTROLS})(?: \[\w+\])*:?$", re.MULTILINE)  # as Playwright writes the tree
PRESSES = 3
QUESTION = "Which column says this: when it was ordered?"


@pytest.fixture
def files(tmp_path):
    contents = {"asked.csv": AMBIGUOUS, "unmapped.csv": WITHOUT_A_DATE, "clear.csv": CLEAR}
    for name, content in contents.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return [tmp_path / name for name in contents]


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def says(page: Page, text: str) -> None:
    """Wait until the page's answer is this, where a screen reader says what changes."""
    expect(page.get_by_role("status").get_by_role("heading", level=1)).to_contain_text(text, timeout=walk.SLOW)


def drop_by_keyboard(page: Page, files) -> None:
    """Choose files; on a busy machine the key now and then opens no chooser, so it is pressed again."""
    tab_to(page, button(page, "Upload"))
    for _press in range(PRESSES):
        with suppress(Error), page.expect_file_chooser(timeout=walk.SLOW / PRESSES) as chooser:
            page.keyboard.press("Enter")
            chooser.value.set_files(files)
            return
    raise AssertionError("the file chooser never opened")


def test_a_whole_import_needs_no_mouse(page, fresh_app, files):
    screen.open_page(page, fresh_app.address, "import_data")
    drop_by_keyboard(page, files)
    says(page, "1 of 3 files can be imported: 2 rows are new; 1 needs a look and 1 can't be used yet.")
    tab_to(page, page.get_by_role("radio", name=re.compile("the day comes first")))
    press(page, "Space")
    says(page, "2 of 3 files can be imported")
    tab_to(page, page.get_by_role("combobox", name=QUESTION))
    press(page, "ArrowDown", "Enter")
    says(page, "All 3 files can be imported: 6 rows are new.")
    tab_to(page, button(page, "Import 3 files"))
    press(page, "Enter")
    says(page, "3 files imported: 6 rows are new or changed.")
    tab_to(page, button(page, "Take back clear.csv"))
    press(page, "Space")
    says(page, "clear.csv was taken back: 2 rows no longer count.")
    in_force = [batch for batch in walk.terminal(fresh_app.store, "batches") if batch["undone_at"] is None]
    assert {batch["file"] for batch in in_force} == {"asked.csv", "unmapped.csv"}


def test_tab_leads_from_the_main_button_over_the_inbox_through_the_cards(page, fresh_app, files):
    screen.open_page(page, fresh_app.address, "import_data")
    screen.choose_files(page, *files)
    expect(button(page, "Import 1 file")).to_be_enabled(timeout=walk.SLOW)
    cards = ("Remove asked.csv", "Remove unmapped.csv", QUESTION, "Remove clear.csv")
    ordered = ["Import 1 file", "Upload", *cards, "Tool"]
    assert [name for name in stops(page) if name in ordered] == ordered


def test_a_screen_reader_finds_names_and_headings_in_order(page, fresh_app, files):
    screen.open_page(page, fresh_app.address, "import_data")
    screen.choose_files(page, *files)
    expect(button(page, "Import 1 file")).to_be_enabled(timeout=walk.SLOW)
    page.get_by_text(re.compile("Look inside clear")).click()
    table = page.get_by_role("region", name="The first rows of clear.csv as they will be stored")
    expect(table).to_be_visible(timeout=walk.SLOW)
    assert NAMELESS.findall(screen.main_part(page).aria_snapshot()) == []
    assert levels(page) == [1, 2, 2]


def levels(page: Page) -> list[int]:
    """Return the levels of the page's headings from the top to the bottom."""
    return [int(heading.evaluate("heading => heading.tagName")[1])
            for heading in screen.main_part(page).get_by_role("heading").all()]  # fmt: skip


def test_each_step_of_the_work_is_told_to_a_screen_reader(page, fresh_app, files):
    """The bar itself is no such place: it would be told four times a second."""
    screen.open_page(page, fresh_app.address, "import_data")
    page.evaluate("""() => {
        window.told = [];
        new MutationObserver(() => document.querySelectorAll('[role=status]').forEach(
            part => window.told.push(part.innerText))).observe(document.body, {childList: true, subtree: true,
            characterData: true});
    }""")
    screen.choose_files(page, *files)
    says(page, "1 of 3 files can be imported")
    button(page, "Import 1 file").click()
    says(page, "1 file imported")
    told = "\n".join(page.evaluate("window.told"))
    assert re.search(r"Storing clear\.csv|Finding out who is who|Adding up", told)
    assert "seconds left" not in told
