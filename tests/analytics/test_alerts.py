"""Alerts: when a rule raises one, that it does so once, and what late data make of it."""

from dataclasses import replace

import pytest

from analytics import alerts, alerts_told, jobs, target_setting
from analytics.review.statement import Tone
from analytics.targets import Target
from data.errors import InvalidWishError
from data.importing import batches
from data.store import Store
from data.wishes.alerts import Found, Kind, Rule
from tests.analytics.weekly_revenue import monday, sell, selling

SAID = {"at": "2026-11-23T09:00:00+01:00", "by": "Ann"}
IMPORTED = "2026-11-16T09:00:00"  # when the batches of tests came
BELOW_90 = Rule("revenue", "week", Kind.BELOW, 90.0)
STEADY = [90, 110] * 6  # mean 100, moving ranges of 20: usual from 46.8 to 153.2
LAST = len(STEADY)  # the week that tests add


def found(store) -> list[tuple[Found, bool]]:
    return [(alert.raised.found, alert.is_open) for alert in alerts.of(store)]


def test_a_threshold_raises_at_the_import_that_crosses_it(tmp_path):
    store = selling(tmp_path, STEADY)
    alerts.add_rule(store, BELOW_90, **SAID)
    assert found(store) == []
    sell(store, [89], LAST)
    (alert,) = alerts.of(store)
    assert alert.raised.found == Found(monday(LAST), 89.0, 90.0)
    assert (alert.raised.raised_at, alert.is_open) == (IMPORTED, True)


def test_a_rule_says_at_once_whether_it_would_be_raised_now(tmp_path):
    store = selling(tmp_path, [*STEADY, 89])
    alerts.add_rule(store, BELOW_90, **SAID)
    (alert,) = alerts.of(store)
    assert (alert.raised.found.value, alert.raised.raised_at) == (89.0, SAID["at"])


def test_a_threshold_that_is_only_reached_is_not_crossed(tmp_path):
    store = selling(tmp_path, [*STEADY, 90])
    alerts.add_rule(store, BELOW_90, **SAID)
    alerts.add_rule(store, replace(BELOW_90, kind=Kind.ABOVE), **SAID)
    assert found(store) == []


def test_a_real_change_raises_and_the_usual_ups_and_downs_do_not(tmp_path):
    store = selling(tmp_path, [*STEADY, 110])
    alerts.add_rule(store, Rule("revenue", "week", Kind.REAL_CHANGE), **SAID)
    assert found(store) == []
    sell(store, [900], LAST + 1)
    (alert,) = alerts.of(store)
    assert alert.raised.found.value == 900.0
    assert 90 < alert.raised.found.held_against < 110  # the weeks before lie around 100


def test_a_missed_target_raises_against_the_path_of_that_week(tmp_path):
    store = selling(tmp_path, STEADY)
    path = ((monday(0), 0.0), (monday(12), 120.0), (monday(24), 240.0))
    target_setting.set_line(store, Target("revenue", "Plan", path, "week"), **SAID)
    alerts.add_rule(store, Rule("revenue", "week", Kind.TARGET_MISSED), **SAID)
    assert found(store) == []  # week 11 wants 110 and has 110
    sell(store, [119], LAST)
    assert found(store) == [(Found(monday(LAST), 119.0, 120.0), True)]


def test_a_target_per_month_is_not_held_against_a_week(tmp_path):
    store = selling(tmp_path, STEADY)
    target_setting.set_line(store, Target("revenue", "Plan", ((monday(0), 500.0),), "month"), **SAID)
    alerts.add_rule(store, Rule("revenue", "week", Kind.TARGET_MISSED), **SAID)
    assert found(store) == []


def test_the_same_period_raises_once_however_often_it_is_looked_at(tmp_path):
    store = selling(tmp_path, [*STEADY, 89])
    number = alerts.add_rule(store, BELOW_90, **SAID)
    store.wishes.alerts.see(number, monday(LAST), **SAID)
    sell(store, [88], LAST)  # late data, still below
    (alert,) = alerts.of(store)
    assert (alert.raised.found.value, alert.raised.seen_by) == (88.0, "Ann")
    assert alert.raised.raised_at == SAID["at"]
    assert not alert.is_open


def test_an_alert_whose_reason_late_data_take_away_is_marked_and_not_deleted(tmp_path):
    store = selling(tmp_path, [*STEADY, 89])
    alerts.add_rule(store, BELOW_90, **SAID)
    sell(store, [120], LAST)
    (alert,) = alerts.of(store)
    assert (alert.raised.gone_at, alert.is_open) == (IMPORTED, False)


def test_late_data_of_an_earlier_week_are_held_against_the_rule_too(tmp_path):
    store = selling(tmp_path, [*STEADY, 89])
    alerts.add_rule(store, BELOW_90, **SAID)
    sell(store, [95], LAST + 1)
    assert [alert.stands for alert in alerts.of(store)] == [True]
    sell(store, [95], LAST)
    assert [alert.stands for alert in alerts.of(store)] == [False]


def test_an_alert_falls_with_the_import_that_is_taken_back_and_stands_again_with_it(tmp_path):
    store = selling(tmp_path, STEADY)
    alerts.add_rule(store, BELOW_90, **SAID)
    sell(store, [89], LAST)
    jobs.undo(store, 2, at=IMPORTED, by="Ann")
    assert [alert.raised.gone_at for alert in alerts.of(store)] == [IMPORTED]
    batches.reinstate(store, 2)
    jobs.after_import(store, {"orders"})
    assert [alert.is_open for alert in alerts.of(store)] == [True]


def test_an_alert_about_an_earlier_week_is_history_once_a_newer_week_is_whole(tmp_path):
    store = selling(tmp_path, [*STEADY, 89])
    alerts.add_rule(store, BELOW_90, **SAID)
    sell(store, [100], LAST + 1)
    assert found(store) == [(Found(monday(LAST), 89.0, 90.0), False)]


def test_a_rule_that_is_off_raises_nothing_and_catches_up_when_it_is_on_again(tmp_path):
    store = selling(tmp_path, STEADY)
    number = alerts.add_rule(store, BELOW_90, **SAID)
    store.wishes.alerts.switch_off(number, **SAID)
    sell(store, [89], LAST)
    assert found(store) == []
    alerts.switch_on(store, alerts.rules_of(store, "revenue")[0], at=SAID["at"])
    assert [is_open for _found, is_open in found(store)] == [True]


def test_a_week_in_progress_raises_nothing(tmp_path):
    store = selling(tmp_path, STEADY)
    alerts.add_rule(store, replace(BELOW_90, grain="month"), **SAID)
    # Twelve Sundays from 8 March to 24 May: May is in progress. April has 4 Sundays, 90 + 110 + 90 + 110.
    assert found(store) == []
    alerts.add_rule(store, replace(BELOW_90, grain="month", threshold=401.0), **SAID)
    assert [(item.period_start.isoformat(), item.value) for item, _open in found(store)] == [("2026-04-01", 400.0)]


def test_without_data_a_rule_waits(tmp_path):
    store = selling(tmp_path, STEADY)
    alerts.add_rule(store, Rule("net_promoter_score", "week", Kind.BELOW, 40.0), **SAID)
    assert found(store) == []
    assert alerts.rules_of(store, "net_promoter_score")[0].latest_period is None


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (replace(BELOW_90, grain="day"), "weeks, months or quarters"),
        (replace(BELOW_90, threshold=None), "above or below which value"),
        (replace(BELOW_90, threshold=float("nan")), "above or below which value"),
        (Rule("social_mentions", "week", Kind.TARGET_MISSED), "Of Mentions neither more nor less is better"),
    ],
)
def test_a_rule_that_can_not_be_held_against_its_metric_is_refused(tmp_path, rule, said):
    store = Store(f"duckdb:///{tmp_path}/facts.duckdb")
    with pytest.raises(InvalidWishError, match=said):
        alerts.add_rule(store, rule, **SAID)
    assert store.wishes.alerts.rules() == []


def test_an_alert_is_told_in_a_sentence_that_says_whether_it_is_good_news(tmp_path):
    store = selling(tmp_path, [*STEADY, 89])
    alerts.add_rule(store, BELOW_90, **SAID)
    told = alerts_told.statement(alerts.of(store)[0])
    values = {name: found.amount for name, found in told.quantities.items()}
    assert told.text.format(**values) == "Week from 2026-05-25: Revenue at 89.0, below its limit of 90.0."
    assert told.tone is Tone.BAD


def test_the_list_has_what_is_open_or_what_stands_in_the_days_asked_for(tmp_path):
    store = selling(tmp_path, [*STEADY, 89])
    alerts.add_rule(store, BELOW_90, **SAID)
    sell(store, [80], LAST + 1)
    newest, older = alerts.of(store)
    assert alerts_told.listed(store) == (newest,)
    assert alerts_told.listed(store, start=monday(0)) == (newest, older)
    assert alerts_told.listed(store, end=monday(LAST)) == (older,)
    assert alerts_told.listed(store, keys=("customers_new",)) == ()
    assert alerts_told.listed(store, grain="month") == ()


def test_the_table_of_alerts_has_the_figures_of_their_periods(tmp_path):
    store = selling(tmp_path, [*STEADY, 89])
    alerts.add_rule(store, BELOW_90, **SAID)
    (row,) = alerts_told.table(store, alerts_told.listed(store)).to_dict("records")
    assert (row["metric"], row["value"], row["numerator"], row["unit"]) == ("revenue", 89.0, 89.0, "money")
    assert (row["rule"], row["held_against"], row["raised_at"]) == ("below", 90.0, SAID["at"])
    assert row["period_end"].date().isoformat() == "2026-05-31"
