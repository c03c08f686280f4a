"""Pinning a note beside its KPI, taking it back, and what people may write in it."""

from datetime import date

import pytest

from components.kpi_notes import isolated
from tests.components.kpi_beside import field, opened, press, said, store

__all__ = ["store"]

PLACE = "page_notes_revenue"
HOSTILE = (
    "**bold** [x](javascript:alert(1)) :red[y] $z$",
    "<script>alert(1)</script>",
    "👩‍👩‍👧 مُنَاقَشَةُ 王小明",
    "x" * 1_000,
)


def pin(page, text, link=""):
    field(page.text_area, f"{PLACE}_text").set_value(text)
    field(page.text_input, f"{PLACE}_link").set_value(link)
    press(page, "Pin note")


def kept(store):
    notes = store.wishes.notes.between(date(2026, 1, 1), date(2026, 12, 31))
    return [(note.day, note.metric_key, note.text, note.author, note.taken_back_at is None) for note in notes]


def test_a_note_is_pinned_to_the_latest_whole_week_and_signed(store):
    page = opened("notes")
    pin(page, "Prices went up")
    assert kept(store) == [(date(2026, 5, 25), "revenue", "Prices went up", "Ann", True)]
    assert "Prices went up" in said(page)
    assert field(page.text_area, f"{PLACE}_text").value == ""


def test_a_note_can_be_on_all_kpis_and_another_day(store):
    page = opened("notes")
    field(page.segmented_control, f"{PLACE}_concerns").set_value("all")
    field(page.date_input, f"{PLACE}_day").set_value(date(2026, 4, 1))
    pin(page, "New site")
    assert [(day, key) for day, key, *_others in kept(store)] == [(date(2026, 4, 1), None)]
    assert "all KPIs" in said(page)


def test_a_note_is_taken_back_and_brought_back(store):
    page = opened("notes")
    pin(page, "Prices went up")
    press(page, "Take back")
    assert [standing for *_others, standing in kept(store)] == [False]
    assert "taken back" in said(page)
    press(page, "Bring back")
    assert [standing for *_others, standing in kept(store)] == [True]
    press(page, "Undo")
    assert [standing for *_others, standing in kept(store)] == [False]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.usefixtures("store")
def test_whatever_is_written_is_shown_as_plain_text(text):
    page = opened("notes")
    pin(page, text)
    assert [shown.value for shown in page.text] == [isolated(text)]
    assert not any(text in shown.value for shown in (*page.markdown, *page.caption))


def test_a_text_that_is_too_long_is_refused_with_its_length(store):
    page = opened("notes")
    pin(page, "x" * 10_000)
    assert "The note has 10,000 letters, and 1,000 fit" in said(page)
    assert kept(store) == []


def test_a_link_that_would_run_something_is_refused_and_the_text_stays(store):
    page = opened("notes")
    pin(page, "Prices went up", "javascript:alert(1)")
    assert "must be an address that begins with https://" in said(page)
    assert field(page.text_area, f"{PLACE}_text").value == "Prices went up"
    assert kept(store) == []


def test_a_nameless_note_is_signed_by_somebody(store):
    page = opened("notes", name=None)
    pin(page, "Prices went up")
    assert [author for _day, _key, _text, author, _standing in kept(store)] == ["somebody"]
