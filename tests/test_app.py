"""The browser's door, page by page."""

import runpy
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parent.parent / "app.py"
ALWAYS_THERE = {"pages/import_data.py", "pages/company_settings.py"}  # they need no data
PAGES = sorted(f"pages/{path.name}" for path in APP.parent.glob("pages/[a-z]*.py"))


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_STORE", f"duckdb:///{tmp_path}/company.duckdb")
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    # AppTest takes a folder named pages/ for Streamlit's older kind of app on each run, and leaves app.py out.
    monkeypatch.setattr("streamlit.runtime.scriptrunner.script_runner._mpa_v1", runpy.run_path)
    return AppTest.from_file(APP, default_timeout=60)


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ALWAYS_THERE])
def test_on_an_empty_store_a_page_says_what_would_be_here_and_how_to_fill_it(app, page):
    app.run()
    app.switch_page(page).run()
    assert not app.exception
    assert not app.error
    assert [button.label for button in app.main.button] == ["Import exports"]


@pytest.mark.parametrize("page", PAGES)
def test_on_the_sample_company_every_page_is_drawn_and_marked_as_the_sample(app, page, sample_url, monkeypatch):
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", sample_url)
    app.run()
    app.switch_page(page).run()
    assert not app.exception
    assert not app.error
    assert "Sample company" in app.main.markdown[0].value
    assert app.main.title


def test_who_does_it_is_asked_on_every_page(app):
    app.run()
    assert app.sidebar.text_input(key="who_name").label == "Your name"
