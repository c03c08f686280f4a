"""A KPI's tile and words."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.metrics import CATALOGUE
from analytics.signals import Comparison, Limits, Side, Sign, Verdict
from analytics.wall import Standing, Wall
from components import kpi_tiles, kpi_words

NAN = float("nan")
FOUND = Comparison(
    period_start=pd.Timestamp("2026-11-09"),
    period_end=pd.Timestamp("2026-11-15"),
    value=130.0,
    numerator=130.0,
    denominator=NAN,
    low=NAN,
    high=NAN,
    before=100.0,
    year_ago=NAN,
    limits=Limits(100.0, 80.0, 120.0),
    verdict=Verdict.REAL,
    side=Side.ABOVE,
    sign=Sign.POINT,
    evidence=4.5,
)


def wall_of(*standings):
    return Wall(tuple(standings), "week", "EUR", None)


def tile_of(found, key="revenue"):
    standing = Standing(key, found)
    return kpi_tiles.tile(standing, wall_of(standing))


def test_a_value_above_its_range_that_rose_is_coloured_by_what_is_good():
    assert tile_of(FOUND).colour == "blue"
    assert tile_of(FOUND, "tickets_opened").colour == "orange"
    assert tile_of(FOUND).note == "above the usual range"


def test_a_value_above_its_range_that_came_down_a_little_is_no_bad_news():
    assert tile_of(replace(FOUND, before=140.0)).colour == "gray"


def test_a_move_within_the_usual_range_is_grey():
    usual = replace(FOUND, value=110.0, verdict=Verdict.USUAL, side=None, sign=None)
    assert (tile_of(usual).colour, tile_of(usual).change) == ("gray", "+10.0\u00a0%")


def test_what_can_not_be_compared_is_not_compared():
    assert tile_of(FOUND).year_change is None


def test_a_kpi_whose_data_end_earlier_names_its_period():
    older = replace(FOUND, period_start=pd.Timestamp("2026-11-02"))
    wall = wall_of(Standing("revenue", FOUND), Standing("web_sessions", older))
    assert kpi_tiles.tile(wall.standings[1], wall).note == "above the usual range · W45, 2–8\u00a0Nov"
    assert [item.key for item in wall.moved] == ["revenue"]  # what is old is no news


def test_the_answer_names_what_moved_the_strongest_evidence_first():
    wall = wall_of(Standing("revenue", FOUND), Standing("web_sessions", replace(FOUND, value=160.0, evidence=9.0)))
    assert kpi_words.answer(wall) == (
        "2 of 2 KPIs left their usual range in W46, 9–15\u00a0Nov: Web sessions at 160; Revenue at €130"
    )


@pytest.mark.parametrize(
    ("standings", "answer"),
    [
        ((), "No period is whole yet"),
        (
            (Standing("revenue", replace(FOUND, verdict=Verdict.USUAL, side=None, sign=None)),),
            "Nothing moved beyond its usual range in W46, 9–15\u00a0Nov",
        ),
    ],
)
def test_a_quiet_week_and_no_week_at_all_are_said(standings, answer):
    assert kpi_words.answer(wall_of(*standings)) == answer


def test_the_headline_is_what_moved_and_then_what_is_usually_asked_for():
    usual = replace(FOUND, verdict=Verdict.USUAL, side=None, sign=None)
    wall = wall_of(
        *(Standing(key, usual) for key in CATALOGUE if key != "email_bounce_rate"),
        Standing("email_bounce_rate", FOUND),
    )
    keys = [item.key for item in wall.headline()]
    assert keys[:3] == ["email_bounce_rate", "customer_churn_rate", "customers_active"]
    assert len(keys) == 7
