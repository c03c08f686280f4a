"""Take the pictures in docs/pictures: every page, at a desk and on a phone, light and dark.

``make pictures`` runs it on the sample company, in stores of its own; ``--empty`` shows the pages without data,
``--out`` puts the pictures elsewhere.
"""

import argparse
import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from data.store import sample_url
from tests.browser import running

OUT = running.PROJECT / "docs" / "pictures"
PAGES = (
    "weekly_review",
    "kpi_trends",
    "cohorts",
    "channels",
    "churn_risk",
    "social_sentiment",
    "retention_what_if",
    "import_data",
    "company_settings",
)
FIRST = PAGES[0]
WIDTHS = {1280: 800, 390: 844}
TALLEST = 2400  # pixels; what lies below isn't what the picture is for
COLOURS = 128


def main() -> None:
    """Take them."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--empty", action="store_true", help="without the sample company")
    asked.add_argument("--out", type=Path, default=OUT)
    asked.add_argument("--page", action="append", choices=PAGES, help="only these pages")
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    pages = [page for page in given.page or PAGES if (running.PROJECT / "pages" / f"{page}.py").exists()]
    with tempfile.TemporaryDirectory() as folder:
        nothing = f"duckdb:///{folder}/company.duckdb"
        sample = f"duckdb:///{folder}/sample.duckdb" if given.empty else sample_url()
        with running.server(nothing, sample) as address, running.browser() as browser:
            for page in pages:
                for width in WIDTHS:
                    for scheme in ("light", "dark"):
                        stem = f"{page}-{width}-{scheme}" + ("-empty" if given.empty else "")
                        place = "" if page == FIRST else page  # the first page's own address is the bare one
                        picture = _picture(browser, f"{address}/{place}", width=width, scheme=scheme)
                        _save(picture, given.out / f"{stem}.png")


def _picture(browser: Browser, address: str, *, width: int, scheme: str) -> bytes:
    page = browser.new_page(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme)
    try:
        page.goto(address)
        running.wait_until_drawn(page)
        height = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(int(height), WIDTHS[width]), TALLEST)})
        running.wait_until_drawn(page)
        return page.screenshot()
    finally:
        page.close()


def _save(picture: bytes, path: Path) -> None:
    """Keep a picture small: a page of ours has few colours."""
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
