"""A person without a mouse: where Tab leads, and whether it shows."""

from playwright.sync_api import Locator, Page

from tests.browser import running

MOST_STOPS = 60
FADED_IN = 400  # milliseconds; a frame around what has the focus fades in
# How a control and what is drawn around it look.
LOOK = """control => {
    let around = control;
    for (let steps = 0; steps < 3 && around.parentElement; steps++) around = around.parentElement;
    return [around, ...around.querySelectorAll('*')].map(part => {
        const style = getComputedStyle(part);
        return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
                style.borderColor, style.backgroundColor].join(' ');
    }).join('\\n');
}"""


def tab_to(page: Page, control: Locator) -> None:
    """Press Tab until a control has the focus; fail where it is never reached, or looks the same with it."""
    without = control.evaluate(LOOK)
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if control.evaluate("control => control === document.activeElement"):
            page.wait_for_timeout(FADED_IN)
            assert control.evaluate(LOOK) != without, f"{control} has the focus and doesn't show it"
            return
    raise AssertionError(f"{control} is not reached within {MOST_STOPS} presses of Tab")


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other and wait for what they did."""
    for key in keys:
        page.keyboard.press(key)
    running.wait_until_drawn(page)


def stops(page: Page) -> list[str]:
    """Return the names of the controls of the page that Tab leads to, in its order, from the first to the last."""
    page.get_by_test_id("stMain").focus()
    names = []
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.closest('[data-testid=stMain]') !== null"):
            break
        names.append(page.evaluate(NAME))
    return names


# The words alone: an icon's name is hidden from a screen reader.
NAME = """() => {
    const focused = document.activeElement;
    const label = focused.getAttribute('aria-label')
        ?? document.getElementById(focused.getAttribute('aria-labelledby')?.split(' ').at(-1))?.innerText;
    const words = focused.cloneNode(true);
    words.querySelectorAll('[aria-hidden=true], [data-testid=stIconMaterial]').forEach(icon => icon.remove());
    return (label || words.textContent || focused.closest('label')?.innerText || '').replace(/\\s+/g, ' ').trim();
}"""
