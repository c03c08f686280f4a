"""What a target means: where it holds, its path over time, and how far a KPI has come."""

import math
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics import target_setting, targets
from analytics.metrics import CATALOGUE, metric
from analytics.signals import Comparison, Verdict
from analytics.targets import Reached, Target
from data.errors import InvalidWishError, UnknownNameError
from data.store import Store

NAN = float("nan")
SAID = {"at": "2026-11-23T09:00:00+01:00", "by": "Ann"}
# From 5 % on 5 January to 4 % on 2 March, 56 days later: an eighth of a point a week.
CHURN = Target("customer_churn_rate", "Plan", ((date(2026, 1, 5), 0.05), (date(2026, 3, 2), 0.04)), "month")
OPENS = Target("email_open_rate", "Plan", ((date(2026, 1, 1), 0.30),))
REVENUE = Target("revenue", "Plan", ((date(2026, 1, 5), 1000.0),), "week")


def found(value: float, *, start: str = "2026-02-02", low: float = NAN, high: float = NAN) -> Comparison:
    day = pd.Timestamp(start)
    return Comparison(
        day, day + pd.Timedelta(days=6), value, NAN, NAN, low, high, NAN, NAN, limits=None, verdict=Verdict.USUAL
    )


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(f"duckdb:///{tmp_path}/facts.duckdb")


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2026-01-04", NAN),
        ("2026-01-05", 0.05),
        ("2026-01-12", 0.04875),
        ("2026-02-02", 0.045),
        ("2026-03-02", 0.04),
        ("2027-01-04", 0.04),
    ],
)
def test_a_path_is_straight_between_points_nothing_before_and_the_last_value_after(day, value):
    assert targets.value_at(CHURN, pd.Timestamp(day)) == pytest.approx(value, nan_ok=True)


def test_a_target_of_one_point_holds_from_its_day_on():
    assert math.isnan(targets.value_at(OPENS, date(2025, 12, 29)))
    assert targets.value_at(OPENS, date(2026, 1, 5)) == 0.30


@pytest.mark.parametrize(
    ("key", "per_period"),
    [
        ("revenue", True),
        ("customers_lost", True),
        ("web_users", True),
        ("customer_retention_rate", True),
        ("customer_churn_rate", True),
        ("net_revenue_retention", True),
        ("loyalty_active_rate", True),
        ("repeat_purchase_rate", True),
        ("customers_active", False),
        ("loyalty_member_share", False),
        ("email_open_rate", False),
        ("average_order_value", False),
        ("net_promoter_score", False),
        ("time_to_first_reply", False),
        ("customer_lifetime_value", False),
    ],
)
def test_what_grows_with_its_period_has_targets_per_period(key, per_period):
    assert targets.is_per_period(metric(key)) is per_period


def test_a_target_for_weeks_says_nothing_of_months(store):
    target_setting.set_line(store, REVENUE, **SAID)
    assert [target.line for target in targets.of(store, "revenue", "week")] == ["Plan"]
    assert targets.of(store, "revenue", "month") == ()


def test_a_target_of_a_rate_holds_at_every_grain_whatever_grain_was_on_screen(store):
    target_setting.set_line(store, replace(OPENS, grain="month"), **SAID)
    for grain in ("day", "week", "month", "quarter"):
        assert [target.grain for target in targets.of(store, "email_open_rate", grain)] == [""]


def test_lines_are_given_for_the_periods_in_which_they_have_a_value(store):
    target_setting.set_line(store, replace(CHURN, grain="week"), **SAID)
    target_setting.set_line(store, replace(CHURN, grain="week", line="Stretch", points=CHURN.points[1:]), **SAID)
    starts = pd.DatetimeIndex(["2025-12-29", "2026-01-05", "2026-03-02"])
    frame = targets.lines(store, "customer_churn_rate", starts, "week")
    assert frame.to_dict("list") == {
        "period_start": [starts[1], starts[2], starts[2]],
        "line": ["Plan", "Plan", "Stretch"],
        "value": [0.05, 0.04, 0.04],
    }
    assert list(targets.lines(store, "revenue", starts, "week").columns) == ["period_start", "line", "value"]


@pytest.mark.parametrize(
    ("target", "value", "reached"),
    [
        (OPENS, 0.31, Reached.MET),
        (OPENS, 0.30, Reached.MET),
        (OPENS, 0.29, Reached.MISSED),
        (CHURN, 0.039, Reached.MET),  # as good as the end of the path
        (CHURN, 0.044, Reached.ON_THE_WAY),  # 4.5 % is wanted by now, 4 % in the end
        (CHURN, 0.046, Reached.MISSED),
        (replace(OPENS, metric="social_mentions", points=((date(2026, 1, 1), 50.0),)), 40.0, None),
    ],
)
def test_whether_a_target_is_met_depends_on_which_way_is_better(target, value, reached):
    progress = targets.progress(target, found(value), metric(target.metric))
    assert progress is not None
    assert progress.reached is reached


def test_progress_says_by_how_much_and_which_part_of_the_way_is_done():
    progress = targets.progress(CHURN, found(0.0475), metric("customer_churn_rate"))
    assert progress is not None
    assert (progress.target, progress.goal) == (pytest.approx(0.045), 0.04)
    assert progress.gap == pytest.approx(0.0025)
    assert progress.share_done == pytest.approx(0.25)  # a quarter point of the one from 5 % to 4 %
    assert math.isnan(targets.progress(OPENS, found(0.3), metric("email_open_rate")).share_done)


def test_a_miss_within_the_margin_of_error_is_said_to_be_one_that_chance_makes():
    item = metric("email_open_rate")
    assert targets.progress(OPENS, found(0.28, low=0.20, high=0.38), item).may_be_chance
    assert not targets.progress(OPENS, found(0.28, low=0.26, high=0.29), item).may_be_chance
    assert not targets.progress(OPENS, found(0.28), item).may_be_chance


def test_there_is_no_progress_before_the_first_point_or_without_a_value():
    assert targets.progress(CHURN, found(0.04, start="2025-12-29"), metric("customer_churn_rate")) is None
    assert targets.progress(CHURN, found(NAN), metric("customer_churn_rate")) is None


def test_a_line_is_kept_with_a_clean_name_and_its_points_in_order(store):
    points = tuple(reversed(CHURN.points))
    target_setting.set_line(store, replace(CHURN, line=" Plan\n\x00 2026 ", points=points), **SAID)
    (kept,) = targets.of(store, "customer_churn_rate")
    assert (kept.line, kept.points, kept.set_by) == ("Plan 2026", CHURN.points, "Ann")


def test_a_removed_line_comes_back_when_that_is_taken_back(store):
    target_setting.set_line(store, REVENUE, **SAID)
    removal = target_setting.remove_line(store, targets.of(store, "revenue")[0], **SAID)
    assert targets.of(store, "revenue") == ()
    store.wishes.targets.take_back(removal, **SAID)
    assert [target.line for target in targets.of(store, "revenue")] == ["Plan"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (replace(REVENUE, grain=""), "Revenue depends on how long the period is"),
        (replace(REVENUE, grain="year"), "choose one per week, month or quarter"),
        (replace(REVENUE, points=()), "needs a day and a value"),
        (replace(REVENUE, points=REVENUE.points * 2), "on the same day"),
        (replace(REVENUE, points=((date(2026, 1, 5), math.inf),)), "without end"),
        (replace(REVENUE, line="  "), "The line's name is empty"),
        (replace(REVENUE, line="x" * 41), "The line's name has 41 letters, and 40 fit"),
        (replace(OPENS, points=((date(2026, 1, 1), 30.0),)), "E-mail opens lies between 0 and 100 %"),
        (
            Target("net_promoter_score", "Plan", ((date(2026, 1, 1), 140.0),)),
            "Net promoter score lies between -100 and 100",
        ),
        (Target("time_to_first_reply", "Plan", ((date(2026, 1, 1), -1.0),)), "can't be below zero"),
    ],
)
def test_a_line_that_can_not_be_is_refused_and_nothing_is_kept(store, target, said):
    with pytest.raises(InvalidWishError, match=said):
        target_setting.set_line(store, target, **SAID)
    assert store.wishes.targets.in_force() == []


def test_a_line_for_a_metric_that_does_not_exist_is_refused(store):
    with pytest.raises(UnknownNameError, match="Did you mean revenue"):
        target_setting.set_line(store, replace(REVENUE, metric="revenu"), **SAID)


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_metric_can_have_a_target(store, key):
    target_setting.set_line(store, Target(key, "Plan", ((date(2026, 1, 5), 0.5),), "week"), **SAID)
    assert len(targets.of(store, key, "week")) == 1
