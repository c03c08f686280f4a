"""Dirt at random in large files: both ways give the same rows, rejects, sentences and figures."""

import csv
import io
import random

import pytest

from data.importing.checking import Checked, Meaning, check
from data.importing.large.check import check_large
from data.reading import ReadOptions, large, read_file
from data.reading.large import large_block
from data.state import State
from data.values.columns import Reading
from tests.data.importing.large.law import assert_same, planned

SEEDS = range(40)
ROWS = 60
DIRTY_ROWS = 12  # about so many of them
EMPTY_ROWS = 0.1  # of the dirty ones are followed by a row of nothing

# What a cell of a column is, and what may stand there instead.
CELLS = {
    "order_id": (["A{n}", "A{n}", "B{few}", "B{few}"], ["", " A{n} ", "1.5E+17", "é{n}"]),
    "customer_id": (["{few}"], ["", "\t{few}", "6,49E+17"]),
    "ticket_id": (["T{n}", "T{n}", "T{few}"], ["", " T{few}"]),
    "mention_id": (["M{n}", "M{few}"], ["", "M{few} "]),
    "email": (["c{few}@example.com"], ["", "nonsense", "C{few}@Example.com", "-", " c{few}@b.org", "Ü@b.org"]),
    "ordered_at": (["2026-03-0{day}", "2026-03-0{day} 09:30"], ["", "never", "31/02/2026", "03/04/2026", "n/a"]),
    "opened_at": (["2026-03-0{day}T10:00:00"], ["", "0000-00-00", "2026-03-01 25:00", "May {day}, 2026", "46000"]),
    "amount": (["{n}.5", "{few}", "-{n}.25"], ["", "much", "€ {n}", "1,5", "1.234", "(3)", " 4 ", "1.5.2"]),
    "quantity": (["{few}"], ["", "-1", "2.5", "n/a", "two"]),
    "text": (["good", "bad {n}"], ["", " ", "Null", 'say "hi"', "two\nlines", "a, b", "NA "]),
    "name": (["Ann", "Bo {few}"], ["", "NA", "Ann ", "O'Neil", '5" pipe', "a, b"]),
    "note": (["x", ""], ["two\nlines", 'say "hi"', " ", "=1+1"]),
    "contact_consent": (["yes", "no"], ["", "maybe", "TRUE", "n/a"]),
}  # fmt: skip
TABLES = {
    "orders": ("order_id", "customer_id", "ordered_at", "amount", "quantity", "note"),
    "orders without ids": ("customer_id", "ordered_at", "amount", "note"),
    "customers": ("customer_id", "email", "name", "contact_consent"),
    "tickets": ("ticket_id", "opened_at", "customer_id", "note"),
    "mentions": ("mention_id", "ordered_at", "text", "name"),
}
HEADERS = {"mentions": ("mention_id", "posted_at", "text", "author")}


def dirty(seed: int) -> str:
    """Return a file of one of the tables, some of its rows not as they should be."""
    chance = random.Random(seed)
    table = chance.choice(list(TABLES))
    names = TABLES[table]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=chance.choice(",;\t"), lineterminator=chance.choice(["\n", "\r\n"]))
    writer.writerow(HEADERS.get(table, names))
    for number in range(ROWS):
        spoilt = set(chance.sample(names, 2)) if chance.random() < DIRTY_ROWS / ROWS and number > 10 else set()
        writer.writerow([_cell(name, number, chance, is_spoilt=name in spoilt) for name in names])
        if spoilt and chance.random() < EMPTY_ROWS:
            writer.writerow([""] * len(names))
    writer.writerow([_cell(name, ROWS, chance, is_spoilt=False) for name in names])
    return text.getvalue()


def _cell(name: str, number: int, chance: random.Random, *, is_spoilt: bool) -> str:
    good, odd = CELLS[name]
    return chance.choice(odd if is_spoilt else good).format(
        n=number, few=chance.randrange(8), day=chance.randrange(1, 10)
    )


@pytest.fixture
def state(tmp_path):
    return State(tmp_path / "state.sqlite")


@pytest.mark.parametrize("seed", SEEDS)
def test_both_ways_give_the_same(seed, state, monkeypatch):
    content = dirty(seed)
    quick = planned(content, state, monkeypatch, quick=True)
    assert_same(quick, planned(content, state, monkeypatch, quick=False))


def test_the_files_hold_rejects_repeats_and_companions(state, monkeypatch):
    plans = [planned(dirty(seed), state, monkeypatch, quick=True).checked for seed in SEEDS]
    assert sum(len(checked.rejects) > 0 for checked in plans) > len(plans) / 2
    assert sum(checked.repeats > 0 for checked in plans) > len(plans) / 8
    assert sum(len(checked.companions) > 0 for checked in plans) > len(plans) / 8


def test_a_tools_words_for_nothing_are_nothing_in_both_ways(monkeypatch):
    monkeypatch.setattr(large, "LARGE_BYTES", 0)
    content = (
        b"order_id,customer_id,ordered_at,amount\n" + b"A1,7,2026-03-01,0\nA2,--,2026-03-01,5\nA3,7,--,1\n" * 9
    )
    mapping = {name: name for name in ("order_id", "customer_id", "ordered_at", "amount")}
    meaning = Meaning("orders", "own", mapping, reading=Reading(nulls=frozenset({"--", "0"})))
    (block,) = read_file("a.csv", content)
    large_one = large_block("a.csv", content, ReadOptions())
    found: list[Checked] = [check_large(large_one, meaning), check(block, meaning)]
    for checked in found:
        rows = checked.rows.to_pandas()
        assert rows["customer_id"].isna().sum() == rows["amount"].isna().sum() == 9
        assert checked.rejects["reason"].tolist() == ["empty, but needed"] * 9
        assert checked.rejects["line"].tolist() == list(range(4, 29, 3))
