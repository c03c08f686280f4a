"""A server of our own and a browser to look at it, for tests and for the pictures in docs/."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
STARTS_WITHIN_SECONDS = 60


@contextmanager
def server(company: str, sample: str) -> Iterator[str]:
    """Run the app on two stores and give its address; it is stopped at the end."""
    port = _free_port()
    environment = os.environ | {"RAPPORT_STORE": company, "RAPPORT_SAMPLE_STORE": sample}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_until_healthy(f"http://localhost:{port}/_stcore/health")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def browser() -> Iterator[Browser]:
    """Open a browser: the machine's own Chromium, or the one that Playwright brought."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        try:
            yield opened
        finally:
            opened.close()


def wait_until_drawn(page: Page) -> None:
    """Wait until the script has run to its end and every chart on screen has its lines.

    Before the first run begins nothing is running either, so the page's heading is waited for as well.
    """
    page.wait_for_selector('[data-testid="stMain"] :is(h1, [data-testid="stAlert"])', timeout=60_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')", timeout=60_000)
    page.wait_for_timeout(800)  # charts fade in


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(f"No answer from {address} within {STARTS_WITHIN_SECONDS} seconds")
