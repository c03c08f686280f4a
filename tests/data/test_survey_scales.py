"""What counts as a promoter and as satisfied, on which scale; every count is worked by hand."""

import ibis
import pandas as pd
import pytest

from data import summing
from data.components import Basis
from data.components.voice import SURVEYS
from data.settings import Settings
from tests.small_company import table
from tests.tables import in_memory

COLUMNS = "batch_id response_id answered_at score kind scale_max"
DAY = pd.Timestamp("2026-07-06 10:00")


def counted(answers, **settings):
    """Return the components of answers, each (score, kind, scale) or with its batch before."""
    rows = [(row[0] if len(row) == 4 else 1, str(n), DAY, *row[-3:]) for n, row in enumerate(answers)]
    tables = in_memory(surveys=table(COLUMNS, *rows))
    basis = Basis(Settings(**settings))
    sums = summing.summed(SURVEYS, SURVEYS.rows(tables, basis), {}).filter(ibis._.grain == "day").execute()
    return sums.iloc[0]


def nps(found):
    return tuple(found[f"nps_{name}"] for name in ("promoters", "detractors", "answers"))


def csat(found):
    return found["csat_satisfied"], found["csat_answers"]


def test_promoters_answer_9_or_10_and_detractors_at_most_6():
    found = counted([(score, "NPS", 10) for score in range(11)])
    assert nps(found) == (2, 7, 11)


def test_on_a_scale_of_5_promoters_answer_5_and_detractors_at_most_3():
    found = counted([(score, "nps", 5) for score in range(1, 6)], nps_scale=5)
    assert nps(found) == (1, 3, 5)


def test_answers_on_another_scale_than_the_companys_are_kept_out_and_counted():
    found = counted([(10, "nps", 10), (5, "nps", 5), (11, "nps", 10)])
    assert nps(found) == (1, 0, 1)
    assert found["nps_answers_kept_out"] == 2


def test_recommending_answered_low_by_all_is_still_on_the_companys_scale():
    assert nps(counted([(3, "nps", None), (5, "nps", None)])) == (0, 2, 2)


@pytest.mark.parametrize(
    ("scale", "satisfied"),
    [(5, 2), (7, 2), (10, 2), (100, 2)],
)
def test_the_top_two_answers_of_any_scale_are_satisfied(scale, satisfied):
    assert csat(counted([(score, "csat", scale) for score in range(1, scale + 1)])) == (satisfied, scale)


def test_from_which_answer_on_counts_as_satisfied_can_be_set_per_scale():
    answers = [(score, "csat", scale) for scale in (5, 7) for score in range(1, scale + 1)]
    assert csat(counted(answers, csat_satisfied_from={"7": 5.0})) == (2 + 3, 12)


def test_an_answer_above_its_scale_is_no_answer():
    assert csat(counted([(6, "csat", 5), (4, "csat", 5)])) == (1, 1)


@pytest.mark.parametrize(("highest", "satisfied"), [(5, 2), (7, 2), (9, 1)])
def test_a_scale_that_is_not_named_is_the_smallest_usual_one_that_holds_all_answers(highest, satisfied):
    # On the scale of 10 that 9 speaks for, only 9 itself is among the top two.
    assert csat(counted([(score, "csat", None) for score in range(1, highest + 1)])) == (satisfied, highest)


def test_without_kind_and_scale_the_answers_of_a_file_tell_both():
    found = counted([(1, 5, None, None), (1, 1, None, None), (2, 9, None, None), (2, 2, None, None)])
    assert (csat(found), nps(found)) == ((1, 2), (1, 1, 2))
