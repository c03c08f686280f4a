"""Segments of buyers: the rules cover everything once, and moves are counted between them."""

from datetime import date

import pandas as pd
import pytest

from analytics import rfm
from analytics.rfm import Move, Moves
from data.store import Store


def test_every_score_belongs_to_exactly_one_segment():
    every = [r * 100 + f * 10 + m for r in range(1, 6) for f in range(1, 6) for m in range(1, 6)]
    assert sorted(rfm.cells_of(rfm.SEGMENTS)) == every


@pytest.mark.parametrize(
    ("cell", "segment"),
    [
        (555, "champions"),
        (444, "champions"),
        (453, "loyal"),
        (345, "loyal"),
        (535, "potential_loyal"),
        (515, "new"),
        (411, "promising"),
        (333, "need_attention"),
        (321, "about_to_sleep"),
        (155, "cannot_lose"),
        (253, "at_risk"),
        (235, "at_risk"),
        (125, "hibernating"),
    ],
)
def test_scores_belong_to_the_segment_of_their_name(cell, segment):
    assert rfm.segment_of(cell) == segment


def standing(*rows):
    return pd.DataFrame(rows, columns=["cell", "recency_days", "customers", "purchases", "money"])


def test_shares_and_medians_are_those_of_the_customers():
    # Champions: 1 customer away for 2 days, 3 for 4 days. Hibernating: 4 customers, for 100 and 200 days.
    table = rfm.by_segment(
        standing((555, 2, 1, 9, 500), (445, 4, 3, 12, 400), (111, 100, 2, 2, 60), (111, 200, 2, 2, 40))
    ).set_index("segment")
    assert table.loc["champions", ["customers", "purchases", "money"]].tolist() == [4, 21, 900]
    assert table.loc["champions", ["share", "money_share", "median_recency_days"]].tolist() == [0.5, 0.9, 4]
    assert table.loc["hibernating", "median_recency_days"] == 150
    assert table.loc["loyal", "customers"] == 0
    assert pd.isna(table.loc["loyal", "median_recency_days"])
    assert table["share"].sum() == 1


def moved(*rows):
    table = pd.DataFrame(rows, columns=["before", "now", "customers"])
    return Moves(table, date(2026, 6, 30), date(2026, 9, 29))


def test_the_largest_worrying_and_the_largest_good_move():
    made = moved(
        ("champions", "champions", 50),
        ("champions", "cannot_lose", 9),
        ("loyal", "at_risk", 4),
        ("at_risk", "hibernating", 40),  # they were gone before
        ("", "new", 70),  # nobody's move: they had not bought yet
        ("hibernating", "new", 3),
        ("at_risk", "loyal", 5),
    )
    assert made.largest(worrying=True) == Move("champions", "cannot_lose", 9, of=59)
    assert made.largest(worrying=False) == Move("at_risk", "loyal", 5, of=45)
    assert moved(("loyal", "champions", 3)).largest(worrying=True) is None


def test_the_matrix_has_everybody_once(sample_url):
    store = Store(sample_url)
    buyers, moves = rfm.load(store), rfm.moves(store, 91)
    matrix = rfm.matrix(moves)
    assert matrix.to_numpy().sum() == buyers.customers > 100
    assert matrix.sum().tolist() == buyers.table["customers"].tolist()
    assert moves.has_earlier
    assert (moves.as_of - moves.earlier).days == 91


def test_the_list_of_a_segment_has_its_customers(sample_url):
    store = Store(sample_url)
    champions = rfm.members(store, "champions")
    assert len(champions) == rfm.load(store).row("champions")["customers"]
    assert champions["money"].is_monotonic_decreasing
    assert {rfm.segment_of(cell) for cell in champions["cell"]} == {"champions"}


def test_where_orders_do_not_reach_back_no_moves_are_told():
    assert not moved(("", "new", 7), ("", "champions", 2)).has_earlier


def test_a_store_without_orders_has_no_buyers(tmp_path):
    store = Store(f"duckdb:///{tmp_path}/nothing.duckdb")
    assert rfm.load(store) is None
    assert rfm.moves(store) is None
