"""A real browser before a server of our own with stores that nobody has touched."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import running

DESK = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class App:
    """A running server: its address, and the stores it reads."""

    address: str
    store: str
    sample_store: str
    folder: Path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with running.browser() as opened:
        yield opened


@pytest.fixture
def fresh_app(tmp_path: Path) -> Iterator[App]:
    """The app on stores that don't exist yet."""
    store, sample = (f"duckdb:///{tmp_path}/{name}.duckdb" for name in ("company", "sample"))
    with running.server(store, sample) as address:
        yield App(address, store, sample, tmp_path)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page at a desk; it asks nobody but the server for anything, or the test fails."""
    context = chromium.new_context(viewport=DESK, accept_downloads=True, locale="en-GB")
    opened = context.new_page()
    asked: set[str] = set()
    opened.on("request", lambda request: asked.add(urlsplit(request.url).hostname or ""))
    yield opened
    context.close()
    assert asked - {"localhost", ""} == set(), "the page asked another machine for something"
