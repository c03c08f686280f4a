"""Every planted truth is found again in the exports, with the size it was planted with.

A size found is a ratio or a difference of counts from all seeds together. It may be off by four of its
standard errors, which are worked out from the counts: that of a log ratio is sqrt(Σ 1 / count). To be an effect
at all it must exceed two of them.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from data.errors import UnknownNameError
from data.sample import generate, truths
from data.sample.scope import Scope
from tests.data.sample.sizes import SUNDAY

ERRORS_ALLOWED = 4
ERRORS_EXCEEDED = 2


@dataclass(frozen=True)
class Ratio:
    """A ratio of rates, each a count of events over an exposure."""

    value: float
    standard_error_of_log: float

    def agrees_with(self, size: float) -> bool:
        return abs(np.log(self.value / size)) <= ERRORS_ALLOWED * self.standard_error_of_log

    def is_an_effect(self) -> bool:
        return abs(np.log(self.value)) > ERRORS_EXCEEDED * self.standard_error_of_log

    def agrees_with_no_effect(self) -> bool:
        return self.agrees_with(1.0)


def ratio(event: tuple[float, float], other: tuple[float, float]) -> Ratio:
    rate, other_rate = event[0] / event[1], other[0] / other[1]
    return Ratio(rate / other_rate, float(np.sqrt(1 / event[0] + 1 / other[0])))


def days_of(truth, scope) -> tuple[pd.Timestamp, pd.Timestamp]:
    first, last = truth.dates(scope)
    return pd.Timestamp(first), pd.Timestamp(last) + pd.Timedelta(days=1)


def days_there(customers, start, end) -> pd.Series:
    """Return per customer the days between two dates on which they were subscribers."""
    came = customers["signed_up_on"].clip(lower=start)
    went = customers["churned_on"].fillna(end).clip(upper=end)
    return (went - came).dt.days.clip(lower=0).where(customers["plan"].notna(), 0)


def lost(samples, where, start, end) -> tuple[float, float]:
    """Return how many subscribers of a kind left between two dates, and the days at risk."""
    gone = days = 0
    for tables in samples:
        customers = tables["customers"].query(where)
        gone += customers["churned_on"].between(start, end, inclusive="left").sum()
        days += days_there(customers, start, end).sum()
    return gone, days


def tickets_opened(samples, where, start, end) -> tuple[float, float]:
    """Return how many cases subscribers of a kind opened between two dates, and the days they were there."""
    opened = days = 0
    for tables in samples:
        there = tables["customers"].query(where).dropna(subset="plan")
        moments = tables["tickets"].merge(there, on="customer_id")["opened_at"]
        opened += moments.between(start, end, inclusive="left").sum()
        days += days_there(there, start, end).sum()
    return opened, days


def test_the_delivery_failure_multiplies_the_tickets_of_its_country(samples, scope):
    truth = truths.DELIVERY_FAILURE_TICKETS
    start, end = days_of(truth, scope)
    there = "country == @truths.FAILURE_COUNTRY"
    found = ratio(
        tickets_opened(samples, there, start, end),
        tickets_opened(samples, there, start - pd.Timedelta(weeks=12), start),
    )
    assert found.agrees_with(truth.size)
    assert not found.agrees_with(truth.size / 2)


def test_other_countries_have_no_more_tickets_in_those_weeks(samples, scope):
    start, end = days_of(truths.DELIVERY_FAILURE_TICKETS, scope)
    elsewhere = "country != @truths.FAILURE_COUNTRY"
    found = ratio(
        tickets_opened(samples, elsewhere, start, end),
        tickets_opened(samples, elsewhere, start - pd.Timedelta(weeks=12), start),
    )
    assert found.agrees_with_no_effect()


def test_the_share_of_negative_mentions_of_ours_rises_in_the_failure(samples, scope):
    truth = truths.DELIVERY_FAILURE_MENTIONS
    start, end = days_of(truth, scope)
    ours = pd.concat([tables["mentions"].query("brand == 'Tarnika'") for tables in samples])
    negative = ours["tool_tone"] == "negative"
    inside = ours["posted_at"].between(start, end, inclusive="left")
    found = ratio((negative[inside].sum(), inside.sum()), (negative[~inside].sum(), (~inside).sum()))
    assert found.agrees_with(truth.size)
    assert found.is_an_effect()


def test_subscribers_of_the_country_leave_more_often_after_the_failure(samples, scope):
    truth = truths.DELIVERY_FAILURE_CHURN
    start, end = days_of(truth, scope)
    found = ratio(
        lost(samples, "country == @truths.FAILURE_COUNTRY", start, end),
        lost(samples, "country != @truths.FAILURE_COUNTRY", start, end),
    )
    assert found.agrees_with(truth.size)
    assert found.is_an_effect()


def test_before_the_failure_they_leave_as_often_as_others(samples, scope):
    start, _end = days_of(truths.DELIVERY_FAILURE_TICKETS, scope)
    early = start - pd.Timedelta(weeks=52)
    found = ratio(
        lost(samples, "country == @truths.FAILURE_COUNTRY", early, start),
        lost(samples, "country != @truths.FAILURE_COUNTRY", early, start),
    )
    assert found.agrees_with_no_effect()


def test_subscribers_of_the_dearer_plan_leave_more_often_for_ten_weeks(samples, scope):
    truth = truths.PRICE_RISE_CHURN
    start, end = days_of(truth, scope)
    before = start - pd.Timedelta(weeks=26)
    # against its own past, and against how the other plans changed meanwhile
    dearer = ratio(
        lost(samples, "plan == @truths.PRICE_RISE_PLAN", start, end),
        lost(samples, "plan == @truths.PRICE_RISE_PLAN", before, start),
    )
    others = ratio(
        lost(samples, "plan != @truths.PRICE_RISE_PLAN", start, end),
        lost(samples, "plan != @truths.PRICE_RISE_PLAN", before, start),
    )
    error = np.hypot(dearer.standard_error_of_log, others.standard_error_of_log)
    found = Ratio(dearer.value / others.value, float(error))
    assert found.agrees_with(truth.size)
    assert found.is_an_effect()


def test_a_box_of_the_dearer_plan_costs_twelve_hundredths_more_from_then_on(samples, scope):
    truth = truths.PRICE_RISE_VALUE
    start, _end = days_of(truth, scope)
    contracts = samples[0]["subscriptions"]
    is_later = contracts["started_on"] >= start
    value = contracts.groupby(["plan", "bags_per_box", is_later])["recurring_value"].agg(["min", "max"])
    assert value["min"].equals(value["max"].rename("min"))  # nobody pays another price
    change = (value["min"].xs(True, level="started_on") / value["min"].xs(False, level="started_on")).dropna()
    dearer = change.index.get_level_values("plan") == truths.PRICE_RISE_PLAN
    assert change[dearer].to_numpy() == pytest.approx(truth.size, abs=0.001)  # both rounded to cents
    assert change[~dearer].to_numpy() == pytest.approx(1)
    assert set(dearer) == {True, False}


def test_the_new_welcome_series_is_opened_more(samples, scope):
    truth = truths.WELCOME_SERIES_OPENS
    start, _end = days_of(truth, scope)
    sends = pd.concat([tables["email_campaigns"].query("kind == 'welcome'") for tables in samples])
    is_new = sends["sent_at"] >= start
    opened, delivered = (sends.groupby(is_new)[column].sum() for column in ("opened", "delivered"))
    rate = opened / delivered
    error = np.sqrt((rate * (1 - rate) / delivered).sum())
    assert rate[True] - rate[False] == pytest.approx(truth.size, abs=ERRORS_ALLOWED * error)
    assert rate[True] - rate[False] > ERRORS_EXCEEDED * error


def test_the_retention_offer_keeps_a_quarter_of_those_who_would_have_left(samples):
    truth = truths.RETENTION_OFFER_EFFECT
    rows = [tables["retention_actions"].merge(tables["customers"], on="customer_id") for tables in samples]
    launched = pd.concat(rows)
    window = pd.Timedelta(days=truths.OFFER_WINDOW_DAYS)
    left = launched["churned_on"] <= launched["assigned_on"] + window
    assert (launched["outcome"] == np.where(left, "left", "stayed")).all()
    of = left.groupby(launched["group"]).agg(["sum", "count"])
    found = ratio(tuple(of.loc["treated"]), tuple(of.loc["control"]))
    assert found.agrees_with(1 - truth.size)
    assert found.is_an_effect()


def test_who_gets_the_offer_was_drawn_and_not_chosen(samples):
    launched = pd.concat([tables["retention_actions"] for tables in samples])
    share = (launched["group"] == "treated").mean()
    assert share == pytest.approx(0.5, abs=ERRORS_ALLOWED * np.sqrt(0.25 / len(launched)))
    assert launched.groupby("group")["cost"].max().to_dict() == {"control": 0.0, "treated": 6.5}


def test_one_column_of_customers_leaks_who_has_left(samples):
    truth = truths.LEAKING_COLUMN
    subscribers = pd.concat([tables["customers"].dropna(subset="churned") for tables in samples])
    surveyed = subscribers[truths.LEAK_COLUMN] == "yes"
    left = subscribers["churned"] == "yes"
    error = np.sqrt(truth.size * (1 - truth.size) / left.sum())
    assert surveyed[left].mean() == pytest.approx(truth.size, abs=ERRORS_ALLOWED * error)
    assert surveyed[~left].mean() < 0.01


def test_a_short_history_leaves_out_what_does_not_fit():
    short = Scope(customers=400, weeks=12, end=SUNDAY, seed=1)
    assert truths.planted(short) == (truths.LEAKING_COLUMN,)
    assert truths.PRICE_RISE_CHURN.dates(short) is None
    tables = generate(400, 12, end=SUNDAY, seed=1)
    assert tables["retention_actions"].empty
    assert set(tables["retention_actions"]) >= {"customer_id", "assigned_on", "group"}


def test_all_truths_fit_into_a_year():
    assert truths.planted(Scope(customers=400, weeks=52, end=SUNDAY, seed=1)) == truths.TRUTHS


def test_a_truth_nobody_planted_is_named_with_those_there_are():
    with pytest.raises(UnknownNameError, match="price_rise_churn"):
        truths.truth("price_rise")


def test_truths_lie_within_the_history(scope):
    for truth in truths.TRUTHS:
        first, last = truth.dates(scope)
        assert scope.start <= first <= last <= SUNDAY, truth.key
