"""Dirty files are read as they were meant, without a word about them; the measured command is in ``__main__``."""

import pytest

from tests.pollution.clean import customers, orders
from tests.pollution.measures import score
from tests.pollution.polluting import WEIGHTS, published
from tests.pollution.scoring import by_kind, results_of, simple, weighted

BEST_PUBLISHED = 9.96, 9.60  # simple and weighted, of the programs that were told how each file is written


def test_a_score_worked_by_hand():
    # header: 2 of 2 names, 2 of 3 read; records: 1 of 2, 1 of 1 read; cells: 4 of 6, 4 of 5 read
    measured = score([["a", "b"], ["1", "2"], ["3", "4"]], [["a", "b", "c"], ["1", "2"]])
    assert (measured.header_precision, measured.header_recall, measured.header_f1) == pytest.approx(
        (2 / 3, 1, 0.8)
    )
    assert (measured.record_precision, measured.record_recall, measured.record_f1) == pytest.approx(
        (1, 1 / 2, 2 / 3)
    )
    assert (measured.cell_precision, measured.cell_recall, measured.cell_f1) == pytest.approx(
        (4 / 5, 4 / 6, 8 / 11)
    )
    assert measured.total == pytest.approx(1 + 2 / 3 + 1 + 0.8 + 1 + 1 / 2 + 2 / 3 + 4 / 5 + 4 / 6 + 8 / 11)


def test_every_published_kind_of_dirt_is_made():
    kinds = by_kind(results_of([]))
    assert kinds == {}
    made = [pollution.kind for pollution in published(orders())]
    assert set(made) == set(WEIGHTS)
    # as published: 22 files for the whole, 84 rows, 756 cells twice, 672 delimiters between cells
    assert len(made) == 22 + 84 + 756 + 756 + 672


def test_a_sample_of_dirty_files_is_read_better_than_published():
    every = list(published(orders()))
    whole = [pollution for pollution in every if not pollution.place]
    cells = [pollution for pollution in every if pollution.place][::23]
    results = results_of([*whole, *cells])
    assert weighted(results) > BEST_PUBLISHED[1]
    assert simple([result for result in results if result.pollution.place]) > BEST_PUBLISHED[0]


def test_dirt_in_another_table_is_read_as_well():
    results = results_of(list(published(customers()))[::11])
    assert simple(results) > 9.9


@pytest.mark.parametrize("kind", ["second table, narrower", "second table, wider", "second table, same width"])
def test_a_second_table_without_a_line_between_is_a_table_of_its_own(kind):
    (result,) = results_of(pollution for pollution in published(orders()) if pollution.kind == kind)
    assert result.score.total == 10
