"""Splits of made-up series: what is told, what stands out, and what can't be split."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pytest

from analytics.drivers import Against, Reason, Split
from analytics.drivers.against import base_of
from analytics.drivers.cells import lay_out
from analytics.drivers.split import split
from analytics.metrics import metric

Pair = tuple[float, float]


def series(segment: str | None, pairs: Sequence[Pair]) -> pd.DataFrame:
    """Return the weeks of one segment, from their numerators and denominators."""
    starts = pd.date_range("2026-01-05", periods=len(pairs), freq="W-MON")
    numerator, denominator = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    value = numerator if np.isnan(denominator).all() else numerator / np.where(denominator, denominator, np.nan)
    return pd.DataFrame(
        {
            "period_start": starts,
            "period_end": starts + pd.Timedelta(days=6),
            "partial": False,
            "segment": segment,
            "value": value,
            "numerator": numerator,
            "denominator": denominator,
            "low": np.nan,
            "high": np.nan,
        }
    )


def found(
    key: str,
    dimension: str,
    segments: Mapping[str, Sequence[Pair]],
    against: Against = Against.MEAN,
    total: Sequence[Pair] | None = None,
) -> Split:
    whole = total or [tuple(np.sum(week, axis=0)) for week in zip(*segments.values(), strict=True)]
    parts = pd.concat([series(name, pairs) for name, pairs in segments.items()], ignore_index=True)
    return split(metric(key), dimension, lay_out(series(None, whole), parts), against, "week")


def of(item: Split, segment: str) -> pd.Series:
    return item.segments.set_index("segment").loc[segment]


NAN = float("nan")
STEADY = [(20 + turn % 3, 1000) for turn in range(12)]


def test_the_plan_whose_own_rate_doubled_stands_out_and_brings_all_of_it():
    churn = found(
        "customer_churn_rate", "plan", {"Regular": [*STEADY, (60, 1000)], "Taster": [*STEADY, (21, 1000)]}
    )
    # Base: the last eight of 20, 21, 22, 20…: 21.125 of 1000 each. Regular's half of the weight: 0.5 x 0.038875.
    assert of(churn, "Regular")["rate"] == pytest.approx(0.5 * (0.060 - 0.021125))
    assert of(churn, "Regular")["mix"] == pytest.approx(0)
    assert of(churn, "Regular")["base_value"] == pytest.approx(0.021125)
    assert churn.segments["segment"].tolist() == ["Regular", "Taster"]
    assert churn.segments["stands_out"].tolist() == [True, False]
    # All of what moved its way is Regular, which is half of the customers.
    assert churn.telling == pytest.approx(0.5, abs=0.01)


def test_a_change_that_all_segments_share_tells_nothing():
    twice = [*STEADY, (60, 1000)]
    churn = found("customer_churn_rate", "plan", {"Regular": twice, "Taster": twice})
    assert churn.segments["stands_out"].all()
    assert churn.telling == pytest.approx(0.0)


def test_a_move_that_few_cases_explain_does_not_stand_out():
    # Two lost of 40 instead of one: 5 % instead of 2.5 %, and nobody can say more.
    few = [(1, 40)] * 12
    churn = found("customer_churn_rate", "plan", {"Regular": [*STEADY, (21, 1000)], "Office": [*few, (2, 40)]})
    assert not churn.segments["stands_out"].any()
    assert churn.telling == 0


def test_a_move_no_larger_than_the_usual_ones_does_not_stand_out_however_many_cases():
    # 400 or 600 of 10,000 in turn: far beyond what counts explain, and quite usual here.
    swings = [(400 + 200 * (turn % 2), 10_000) for turn in range(14)]
    opens = found("email_open_rate", "kind", {"offer": swings, "news": [(500, 10_000)] * 14})
    assert not opens.segments["stands_out"].any()


def test_money_stands_out_by_what_is_usual_alone_and_never_without_a_history():
    usual = [(1000 + 10 * (turn % 3), NAN) for turn in range(20)]
    long = found("revenue", "country", {"NL": [*usual, (2000, NAN)], "DE": [*usual, (1010, NAN)]})
    assert of(long, "NL")["stands_out"]
    assert not of(long, "DE")["stands_out"]
    short = found("revenue", "country", {"NL": [*usual[:4], (2000, NAN)], "DE": [*usual[:4], (1010, NAN)]})
    assert not short.segments["stands_out"].any()


def test_a_number_is_compared_with_the_mean_per_period():
    tickets = found("tickets_opened", "country", {"GB": [(10, NAN)] * 8 + [(50, NAN)], "NL": [(5, NAN)] * 9})
    assert of(tickets, "GB")["part"] == 40
    assert of(tickets, "NL")["part"] == 0
    assert of(tickets, "GB")["base_weight"] == pytest.approx(2 / 3)


def test_a_change_may_be_against_one_period_or_that_of_a_year_ago():
    weeks = [(float(turn), NAN) for turn in range(60)]
    segments = {"GB": weeks, "NL": [(1.0, NAN)] * 60}
    assert of(found("tickets_opened", "country", segments, Against.BEFORE), "GB")["part"] == 1
    assert of(found("tickets_opened", "country", segments, Against.YEAR_AGO), "GB")["part"] == 52


def test_a_dimension_that_only_repeats_the_definition_tells_nothing():
    # Members by tier: everybody in a tier is a member, nobody outside is.
    tiers = {"Gold": [(50, 50)] * 12 + [(150, 150)], "not known": [(0, 450)] * 12 + [(0, 450)]}
    share = found("loyalty_member_share", "loyalty_tier", tiers)
    assert share.mix == pytest.approx(0.25 - 0.1)
    assert share.telling == 0


def test_what_the_total_has_beside_its_segments_is_a_remainder():
    total = [(12, NAN)] * 8 + [(20, NAN)]
    tickets = found("tickets_opened", "country", {"GB": [(10, NAN)] * 9, "NL": [(2, NAN)] * 9}, total=total)
    assert tickets.remainder == 8
    assert tickets.segments["part"].tolist() == [0, 0]


def test_buyers_who_count_in_several_channels_are_not_split():
    # 10 buyers in all, 8 in each channel: six count twice.
    buyers = {"web": [(4, 8)] * 9, "shop": [(4, 8)] * 9}
    repeat = found("repeat_purchase_rate", "channel", buyers, total=[(5, 10)] * 9)
    assert repeat.reason is Reason.OVERLAP
    assert repeat.segments["part"].isna().all()
    assert repeat.segments["value"].tolist() == [0.5, 0.5]


def test_buyers_have_one_country_and_are_split():
    repeat = found("repeat_purchase_rate", "country", {"NL": [(4, 8)] * 9, "DE": [(1, 2)] * 9})
    assert repeat.is_exact


@pytest.mark.parametrize(
    ("key", "dimension", "reason"),
    [
        ("time_to_first_reply", "country", Reason.MEDIAN),
        ("revenue", "currency", Reason.APART),
        ("social_mentions", "brand", Reason.APART),
        ("share_of_voice", "brand", Reason.WHOLE_OF_TOTAL),
    ],
)
def test_what_does_not_add_up_says_why(key, dimension, reason):
    assert found(key, dimension, {"a": [(1, 2)] * 9, "b": [(1, 2)] * 9}).reason is reason


def test_without_a_period_before_there_is_no_base():
    starts = list(pd.date_range("2026-01-05", periods=3, freq="W-MON"))
    assert base_of(starts, 0, Against.MEAN, "week") == []
    assert base_of(starts, 2, Against.MEAN, "week") == [0, 1]
    assert base_of([starts[0], starts[2]], 1, Against.BEFORE, "week") == []
