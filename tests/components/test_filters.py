"""The filter bar."""

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from data.wishes.notes import Note

SEGMENTS = [("country", "Germany"), ("country", "France"), ("plan", "Regular"), ("plan", "not known")]
BAR = """
import streamlit as st

from components import filters

filters.bar("kpi_trends")
chosen = filters.chosen()
st.text(
    "nothing" if chosen is None else f"{chosen.first_day} {chosen.last_day} {chosen.grain} {chosen.dimension}"
)
"""


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_STORE", f"duckdb:///{tmp_path}/company.duckdb")
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    return Store(f"duckdb:///{tmp_path}/company.duckdb")


@pytest.fixture
def two_years(store):
    spans = pd.DataFrame(
        {
            "table": ["orders", "tickets"],
            "first_day": [date(2024, 11, 18), date(2026, 1, 1)],
            "last_day": [date(2026, 11, 18), date(2026, 11, 20)],
            "usual_gap_days": [1, 1],
        }
    )
    with store.write() as writer:
        writer.replace("coverage", spans)


def said(app: AppTest) -> str:
    return app.text[0].value


@pytest.mark.usefixtures("store")
def test_without_data_there_is_nothing_to_filter():
    assert said(AppTest.from_string(BAR).run()) == "nothing"


@pytest.mark.usefixtures("two_years")
def test_a_window_goes_back_whole_weeks_from_the_last_day_of_any_export():
    app = AppTest.from_string(BAR).run()
    app.selectbox(key="window").select("13w").run()
    # 2026-11-20 is a Friday; its week began on 16 November, and twelve weeks before that on 24 August.
    assert said(app).startswith("2026-08-24 2026-11-20 week")


@pytest.mark.usefixtures("two_years")
def test_everything_begins_with_the_first_day_of_any_export():
    app = AppTest.from_string(BAR).run()
    app.selectbox(key="window").select("all").run()
    assert said(app).startswith("2024-11-18 2026-11-20")


@pytest.mark.usefixtures("two_years")
def test_a_window_longer_than_the_data_begins_with_the_data():
    app = AppTest.from_string(BAR).run()
    app.selectbox(key="window").select("104w").run()
    assert said(app).startswith("2024-11-25")
    app.segmented_control(key="every").set_value("quarter").run()
    assert said(app).split()[2] == "quarter"


@pytest.mark.usefixtures("two_years")
@pytest.mark.parametrize(
    ("window", "first_day"),
    # Friday 20 November 2026: the fourth week back began on Monday 26 October, the quarter on 1 October.
    [("4w", "2026-10-26"), ("quarter", "2026-10-01"), ("year", "2026-01-01")],
)
def test_the_presets_that_people_use(window, first_day):
    app = AppTest.from_string(BAR).run()
    app.selectbox(key="window").select(window).run()
    assert said(app).startswith(f"{first_day} 2026-11-20")


@pytest.mark.usefixtures("two_years")
def test_values_of_several_dimensions_narrow_the_view_and_stand_in_its_sentence(store):
    rows = [("revenue", "quarter", date(2026, 10, 1), name, value, 1.0) for name, value in SEGMENTS]
    with store.write() as writer:
        names = ["component", "grain", "period_start", "dimension", "segment", "value"]
        writer.replace("rollups", pd.DataFrame(rows, columns=names))
    app = AppTest.from_string(BAR + "st.text(chosen.sentence)").run()
    assert app.multiselect(key="only_country").options == ["France", "Germany"]
    app.multiselect(key="only_country").select("Germany")
    app.multiselect(key="only_plan").select("not known").run()
    assert app.text[1].value.endswith("by week · only Germany · only not known")


@pytest.mark.usefixtures("two_years")
def test_a_note_is_a_day_to_begin_with(store):
    store.wishes.notes.add(Note(date(2026, 6, 8), None, "Prices went up", "Ann"), at="2026-11-20T09:00:00")
    taken_back = store.wishes.notes.add(Note(date(2026, 7, 1), None, "A mistake", "Ann"), at="2026-11-20T09:01:00")
    store.wishes.notes.take_back(taken_back, at="2026-11-20T09:02:00", by="Ann")
    app = AppTest.from_string(BAR).run()
    assert app.selectbox(key="window").options[-1] == "Since 8 Jun 2026: Prices went up"
    app.selectbox(key="window").select("note-1").run()
    assert said(app).startswith("2026-06-08 2026-11-20")
