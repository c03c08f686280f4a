"""The main walk: exports dropped in, looked at, taken away; and the terminal asked about the same store."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
from playwright.sync_api import Page, expect

from tests.browser import running, screen

SLOW = 120_000  # milliseconds; two cores shared with other tests


def import_files(page: Page, address: str, *paths: Path) -> None:
    """Drop files on the import page, press its one button, and wait for the summary."""
    screen.open_page(page, address, "import_data")
    screen.choose_files(page, *paths)
    page.get_by_role("button", name=re.compile(f"Import {len(paths)} file")).click(timeout=SLOW)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{len(paths)} file", timeout=SLOW)
    expect(page.get_by_role("heading", level=1)).to_contain_text("imported:", timeout=SLOW)


def terminal(store: str, *words: str) -> Any:
    """Return what a command prints with --json about a store that a server has open."""
    done = subprocess.run(
        [sys.executable, "cli.py", *words, "--json"],
        cwd=running.PROJECT,
        env=os.environ | {"RAPPORT_STORE": store},
        capture_output=True,
        text=True,
        check=True,
        timeout=180,
    )
    return json.loads(done.stdout)


def tile(page: Page, label: str) -> str:
    """Return what a tile says."""
    found = page.get_by_test_id("stMetric").filter(has=page.get_by_text(label, exact=True))
    return found.get_by_test_id("stMetricValue").first.inner_text()


def answer(page: Page) -> str:
    """Return the sentence at the top of a page."""
    return page.get_by_role("heading", level=1).first.inner_text()


def download_table(page: Page) -> tuple[int, pd.DataFrame]:
    """Press the page's download and return how many rows its button promised, and the table."""
    button = page.get_by_role("button", name=re.compile(r"Download [\d,]+ rows? as CSV")).last
    promised = int(re.sub(r"\D", "", button.inner_text().split("Download")[1].split("row")[0]))
    with page.expect_download() as download:
        button.click()
    return promised, pd.read_csv(download.value.path())
