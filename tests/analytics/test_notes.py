"""Notes: which ones concern a chart, which ones lie near a move, and what people may write in them."""

from dataclasses import replace
from datetime import date

import pytest

from analytics import notes
from analytics.notes import Note
from data.errors import InvalidWishError, UnknownNameError
from data.store import Store

AT = "2026-11-23T09:00:00+01:00"
FIRST, LAST = date(2026, 11, 9), date(2026, 11, 15)
NOTE = Note(FIRST, "revenue", "Prices went up by 3 %", "Ann", "https://example.org/prices")
KEPT_AS_THEY_ARE = (
    "**bold** _it_ [link](javascript:alert(1)) :red[x] $x$",
    "<script>alert(1)</script><b>b</b> &amp;",
    "👩‍👩‍👧 😀 e\u0301 مُنَاقَشَةُ 王小明",
    "first line\nsecond line",
    "'; drop table notes; --",
    "x" * notes.LONGEST_TEXT,
)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(f"duckdb:///{tmp_path}/facts.duckdb")


def texts(found) -> list[str]:
    return [note.text for note in found]


def test_a_chart_has_the_notes_of_its_metric_and_those_on_all(store):
    for key in ("revenue", "customers_new", None):
        notes.pin(store, replace(NOTE, metric_key=key, text=str(key)), at=AT)
    assert texts(notes.of(store, "revenue", FIRST, LAST)) == ["revenue", "None"]


def test_a_note_that_was_taken_back_is_on_no_chart_but_in_the_list_to_bring_it_back(store):
    number = notes.pin(store, NOTE, at=AT)
    store.wishes.notes.take_back(number, at=AT, by="Ben")
    assert notes.of(store, "revenue", FIRST, LAST) == ()
    assert notes.near(store, "revenue", FIRST, LAST) == ()
    assert texts(notes.of(store, "revenue", FIRST, LAST, with_taken_back=True)) == [NOTE.text]


def test_near_a_move_are_the_notes_of_the_two_weeks_before_its_own_metric_first(store):
    days = {"too old": (10, 25), "old": (10, 26), "others": (11, 9), "own": (11, 15), "later": (11, 16)}
    for text, (month, day) in days.items():
        key = "revenue" if text in {"own", "too old", "later"} else "customers_new"
        notes.pin(store, replace(NOTE, day=date(2026, month, day), metric_key=key, text=text), at=AT)
    assert texts(notes.near(store, "revenue", FIRST, LAST)) == ["own", "old", "others"]


@pytest.mark.parametrize("text", KEPT_AS_THEY_ARE)
def test_what_was_written_comes_back_as_it_was(store, text):
    notes.pin(store, replace(NOTE, text=text), at=AT)
    assert texts(notes.of(store, "revenue", FIRST, LAST)) == [text]


def test_what_can_not_be_seen_is_cleaned_away(store):
    notes.pin(store, replace(NOTE, text="\x00a\x1b[31mb\u202ec\ud800\r\nd\te\x85 \n"), at=AT)
    assert texts(notes.of(store, "revenue", FIRST, LAST)) == ["a[31mbc\nd e"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "x" * 10_000}, "The note has 10,000 letters, and 1,000 fit. Shorten it."),
        ({"text": " \x00\n"}, "The note is empty"),
        ({"author": " "}, "The author's name is empty"),
        ({"link": "javascript:alert(1)"}, "must be an address that begins with https:// or http://"),
        ({"link": "file:///etc/passwd"}, "'file:///etc/passwd'"),
        ({"link": "https://"}, "must be an address"),
        ({"link": "https://a b.example"}, "must be an address"),
        ({"link": "https://[::1"}, "must be an address"),
        ({"link": "https://example.org/" + "x" * 2_000}, "must be an address"),
    ],
)
def test_a_note_that_can_not_be_is_refused_and_nothing_is_kept(store, change, said):
    with pytest.raises(InvalidWishError) as refused:
        notes.pin(store, replace(NOTE, **change), at=AT)
    assert said in str(refused.value)
    assert notes.of(store, "revenue", FIRST, LAST) == ()


def test_a_note_on_a_metric_that_does_not_exist_is_refused(store):
    with pytest.raises(UnknownNameError):
        notes.pin(store, replace(NOTE, metric_key="revenu"), at=AT)


def test_an_empty_link_is_none(store):
    notes.pin(store, replace(NOTE, link=" "), at=AT)
    assert notes.of(store, "revenue", FIRST, LAST)[0].link is None
