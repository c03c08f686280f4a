"""Mentions joined with their tone, counted and chosen."""

from datetime import date

import ibis
import pandas as pd
import pytest

from data import facts, tones
from data.tones import Choice
from tests.tables import in_memory, unbound

YEAR = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}


@pytest.fixture
def tables():
    rows = [
        ("a", "2026-03-01 09:00", "Great <b>shop</b>", "X", "Ours", "@Anna"),
        ("b", "2026-03-01 23:59", "Zu spät 50% der Ware", "X", "Ours", None),
        ("c", "2026-03-02 10:00", "great, again", None, None, "bob"),
        ("d", None, "great but when?", "X", "Ours", "eve"),
    ]
    frame = pd.DataFrame(rows, columns=["row_key", "posted_at", "text", "platform", "brand", "author"])
    frame["posted_at"] = pd.to_datetime(frame["posted_at"])
    return in_memory(mentions=frame)


@pytest.fixture
def scored():
    frame = pd.DataFrame(
        [("a", "1", "en", "positive", 0.8, 0.66, "m"), ("b", "2", "de", "not_scored", None, 0.0, "m")],
        columns=list(facts.DERIVED["tones"]),
    )
    return ibis.memtable(frame, schema=ibis.schema(facts.DERIVED["tones"]))


def keys(tables, scored, **choice):
    return tones.chosen(tables, scored, Choice(**YEAR | choice)).execute().row_key.to_list()


def test_mentions_are_counted_by_day_and_label_and_one_without_a_tone_is_not_scored(tables, scored):
    found = tones.counts(tables, scored).execute()
    assert found[["platform", "brand", "language", "label", "mentions"]].to_numpy().tolist() == [
        ["X", "Ours", "de", "not_scored", 1],
        ["X", "Ours", "en", "positive", 1],
        ["", "", "unknown", "not_scored", 1],
    ]


def test_a_mention_without_a_date_enters_no_history(tables, scored):
    assert "d" not in keys(tables, scored)


def test_the_newest_mention_comes_first_and_both_days_are_inside(tables, scored):
    assert keys(tables, scored) == ["c", "b", "a"]
    assert keys(tables, scored, first_day=date(2026, 3, 1), last_day=date(2026, 3, 1)) == ["b", "a"]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"labels": ("positive",)}, ["a"]),
        ({"labels": ("not_scored", "positive")}, ["c", "b", "a"]),
        ({"platform": ""}, ["c"]),
        ({"brand": "Ours"}, ["b", "a"]),
        ({"language": "de"}, ["b"]),
        ({"phrase": " GREAT "}, ["c", "a"]),
        ({"phrase": "anna"}, ["a"]),
        ({"phrase": "50% d"}, ["b"]),  # a percent sign is itself, not "anything"
        ({"phrase": "'; drop"}, []),
    ],
)
def test_mentions_are_chosen_by(tables, scored, choice, expected):
    assert keys(tables, scored, **choice) == expected


def test_both_definitions_compile_for_a_cluster():
    tones_table = ibis.table(facts.DERIVED["tones"], name="tones")
    choice = Choice(**YEAR, labels=("positive",), platform="X", phrase="late")
    for expression in (tones.counts(unbound(), tones_table), tones.chosen(unbound(), tones_table, choice)):
        assert "mentions" in ibis.to_sql(expression, dialect="databricks")
    assert "tones" in ibis.to_sql(tones.without_tone(unbound(), tones_table, "m"), dialect="databricks")
