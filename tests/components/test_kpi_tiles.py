"""A KPI's tile and words."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics.metrics import CATALOGUE
from analytics.signals import Comparison, Lack, Limits, Side, Sign, Verdict
from analytics.targets import Progress, Reached
from analytics.wall import Standing, Wall
from components import kpi_tiles, kpi_verdicts

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
    since=pd.Timestamp("2026-11-09"),
    evidence=4.5,
)
USUAL = replace(FOUND, value=110.0, verdict=Verdict.USUAL, side=None, sign=None, since=None, evidence=1.5)


def wall_of(*standings):
    return Wall(tuple(standings), "week", "EUR", None)


def tile_of(found, key="revenue", **more):
    standing = Standing(key, found, **more)
    return kpi_tiles.tile(standing, wall_of(standing))


def test_a_real_change_is_coloured_by_what_is_good():
    assert (tile_of(FOUND).verdict, tile_of(FOUND).verdict_colour) == ("▲ real change", "blue")
    assert tile_of(FOUND, "tickets_opened").verdict_colour == "orange"
    assert tile_of(FOUND, "social_mentions").verdict_colour == "gray"


def test_a_shift_says_since_when_it_holds():
    shift = replace(FOUND, sign=Sign.SHIFT, since=pd.Timestamp("2026-10-26"))
    assert (tile_of(shift).verdict, tile_of(shift).note) == ("▲ real change", "since W44")


def test_a_value_above_its_range_that_came_down_a_little_is_no_bad_news():
    assert tile_of(replace(FOUND, before=140.0)).colour == "gray"


def test_a_move_within_the_usual_range_is_grey():
    tile = tile_of(USUAL)
    assert (tile.colour, tile.change, tile.verdict) == ("gray", "+10.0\u00a0%", "usual range")
    assert tile.verdict_colour == "gray"


@pytest.mark.parametrize(
    ("lack", "words"), [(Lack.PERIODS, "too few to judge"), (Lack.COUNTED, "too few to judge")]
)
def test_what_nobody_can_judge_says_of_what_there_are_too_few(lack, words):
    found = replace(USUAL, verdict=Verdict.TOO_FEW, lack=lack)
    assert tile_of(found).verdict == words


def test_what_can_not_be_compared_is_not_compared():
    assert tile_of(FOUND).beside == ()


def test_a_tile_holds_the_value_against_a_year_ago_and_against_the_target():
    progress = Progress("Plan", 130.0, 125.0, 150.0, Reached.ON_THE_WAY, 0.5, may_be_chance=False)
    tile = tile_of(replace(FOUND, year_ago=65.0), progress=progress)
    assert tile.beside == ("+100\u00a0% to a year ago", "+4.00\u00a0% to target €125, on the way")


def test_a_target_within_the_margin_of_error_may_be_missed_by_chance():
    progress = Progress("Plan", 0.3, 0.31, 0.31, Reached.MISSED, NAN, may_be_chance=True)
    tile = tile_of(replace(FOUND, value=0.3, before=0.3), "email_open_rate", progress=progress)
    assert tile.beside == ("−1.00\u00a0pp to target 31.0\u00a0%, missed, may be chance",)


def test_a_rate_shows_its_count_and_its_interval_and_how_fresh_it_is():
    found = replace(USUAL, value=0.3, numerator=300.0, denominator=1000.0, low=0.272, high=0.329)
    tile = tile_of(found, "email_open_rate", last_day=date(2026, 11, 14))
    assert tile.footer == "n\u00a0=\u00a01,000 · 27.2–32.9\u00a0% · data to 14\u00a0Nov"


def test_a_kpi_whose_data_end_earlier_names_its_period():
    older = replace(FOUND, period_start=pd.Timestamp("2026-11-02"))
    wall = wall_of(Standing("revenue", FOUND), Standing("web_sessions", older))
    assert kpi_tiles.tile(wall.standings[1], wall).note == "W45, 2–8\u00a0Nov"
    assert [item.key for item in wall.moved] == ["revenue"]  # what is old is no news


def test_a_kpi_of_which_only_a_part_of_a_week_is_known_says_so_and_is_not_compared():
    standing = Standing("revenue", None, so_far=40.0)
    tile = kpi_tiles.tile(standing, wall_of(standing))
    assert (tile.value, tile.verdict, tile.change, tile.beside) == ("€40.0", "partial week", None, ())


def test_the_answer_names_what_changed_the_strongest_evidence_first():
    stronger = replace(FOUND, value=160.0, evidence=7.0)
    wall = wall_of(Standing("revenue", FOUND), Standing("web_sessions", stronger), Standing("web_users", USUAL))
    assert kpi_verdicts.answer(wall) == (
        "2 of 3 KPIs really changed in W46, 9–15\u00a0Nov: Web sessions at 160; Revenue at €130"
    )


@pytest.mark.parametrize(
    ("standings", "answer"),
    [
        ((), "No period is whole yet"),
        (
            (Standing("revenue", USUAL), Standing("web_sessions", USUAL)),
            "Nothing really changed in W46, 9–15\u00a0Nov: 2 KPIs kept to their usual range",
        ),
        (
            (Standing("revenue", replace(USUAL, verdict=Verdict.TOO_FEW, lack=Lack.PERIODS)),),
            "No KPI can be judged yet in W46, 9–15\u00a0Nov: too little lies behind it",
        ),
    ],
)
def test_a_quiet_week_one_that_nobody_can_judge_and_no_week_at_all_are_said(standings, answer):
    assert kpi_verdicts.answer(wall_of(*standings)) == answer


def test_a_change_is_a_sentence_with_what_was_usual():
    wall = wall_of(Standing("revenue", FOUND))
    assert (
        kpi_verdicts.sentence(wall.standings[0], wall) == "**Revenue** at **€130**, above the usual €80.0 to €120."
    )
    shift = replace(FOUND, sign=Sign.SHIFT, since=pd.Timestamp("2026-10-26"), value=118.0)
    wall = wall_of(Standing("revenue", shift))
    assert kpi_verdicts.sentence(wall.standings[0], wall) == (
        "**Revenue** at **€118**, higher than expected since W44; €100 was expected."
    )


def test_the_list_says_how_many_changes_chance_alone_would_show():
    few = replace(USUAL, verdict=Verdict.TOO_FEW, lack=Lack.COUNTED)
    wall = wall_of(*[Standing(key, USUAL) for key in list(CATALOGUE)[:40]], Standing("web_users", few))
    said = kpi_verdicts.trust(wall)
    assert said.startswith("40 KPIs were judged. Chance alone would call about 0.")
    assert said.endswith("1 more has too little behind it.")


def test_the_headline_is_what_changed_and_then_what_is_usually_asked_for():
    wall = wall_of(
        *(Standing(key, USUAL) for key in CATALOGUE if key != "email_bounce_rate"),
        Standing("email_bounce_rate", FOUND),
    )
    keys = [item.key for item in wall.headline()]
    assert keys[:3] == ["email_bounce_rate", "customer_churn_rate", "customers_active"]
    assert len(keys) == 7


def test_an_export_that_ends_in_another_year_than_the_others_names_its_year():
    older = Standing(
        "revenue", replace(USUAL, period_start=pd.Timestamp("2025-12-01")), last_day=date(2025, 12, 9)
    )
    wall = wall_of(older, Standing("web_sessions", USUAL))
    assert kpi_tiles.tile(older, wall).note.endswith("data to 9 Dec 2025")
