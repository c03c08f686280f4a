"""The browser's door, page by page."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parent.parent / "app.py"
PAGES = ["pages/weekly_review.py"]


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_STORE", f"duckdb:///{tmp_path}/company.duckdb")
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    return AppTest.from_file(APP, default_timeout=30)


@pytest.mark.parametrize("page", PAGES)
def test_on_an_empty_store_a_page_says_what_would_be_here_and_how_to_fill_it(app, page):
    app.run()
    app.switch_page(page).run()
    assert not app.exception
    assert not app.error
    assert [button.label for button in app.main.button] == ["Import exports"]


def test_who_does_it_is_asked_on_every_page(app):
    app.run()
    assert app.sidebar.text_input(key="who_name").label == "Your name"
