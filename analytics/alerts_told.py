"""Alerts as a list and in sentences, for the page and for a mail."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from analytics import alerts, kpis, periods, trends
from analytics.alerts import Alert
from analytics.metrics import Good
from analytics.review.statement import Kind as Writing
from analytics.review.statement import Quantity, Statement, Tone, name
from data.store import Store
from data.texts import _, mark
from data.wishes.alerts import Kind

COLUMNS = [*trends.ROWS, "rule", "held_against", "raised_at", "statement"]
PERIODS = {
    "day": mark("Day {day}:"),
    "week": mark("Week from {day}:"),
    "month": mark("Month from {day}:"),
    "quarter": mark("Quarter from {day}:"),
}
SENTENCES = {
    Kind.ABOVE: mark("{metric} at {value}, above its limit of {held_against}."),
    Kind.BELOW: mark("{metric} at {value}, below its limit of {held_against}."),
    Kind.TARGET_MISSED: mark("{metric} at {value}, its target of {held_against} missed."),
    Kind.REAL_CHANGE: mark("{metric} at {value}, a real change: about {held_against} was to be expected."),
}


def statement(alert: Alert) -> Statement:
    """Return an alert as a sentence, with what is to be written in it kept apart."""
    found, unit = alert.raised.found, str(alert.metric.unit)
    parts = [_(PERIODS[alert.rule.grain]), _(SENTENCES[alert.rule.kind])]
    if found.may_be_chance:
        parts.append(_("On so few cases the difference may be chance."))
    return Statement(
        alert.rule.metric,
        " ".join(parts),
        {
            "day": Quantity(found.period_start, Writing.DAY),
            "metric": name(_(alert.metric.label)),
            "value": Quantity(found.value, unit=unit),
            "held_against": Quantity(found.held_against, unit=unit),
        },
        _tone(alert),
    )


def listed(
    store: Store, *, keys: Sequence[str] = (), grain: str = "", start: date | None = None, end: date | None = None
) -> tuple[Alert, ...]:
    """Return the alerts that stand, of some metrics and one grain (of all where empty).

    Parameters
    ----------
    start, end
        With one of them, those of every period that touches the days; without, only those about the latest whole
        period of their KPI.
    """
    dated = start is not None or end is not None
    chosen = (alert for alert in alerts.of(store) if (alert.stands if dated else alert.is_open))
    return tuple(
        alert
        for alert in chosen
        if (not keys or alert.rule.metric in keys)
        and grain in {"", alert.rule.grain}
        and _touches(alert, start, end)
    )


def table(store: Store, chosen: Sequence[Alert]) -> pd.DataFrame:
    """Return the periods that alerts are about, in the order of the alerts.

    Returns
    -------
    DataFrame
        The columns of `analytics.trends.table`, then rule (its kind), held_against, raised_at, statement.
    """
    grains = dict.fromkeys(alert.rule.grain for alert in chosen)
    frames = [frame for frame in (_periods(store, grain, chosen) for grain in grains) if not frame.empty]
    if not frames:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(frames).sort_values("place")[COLUMNS].reset_index(drop=True)


def _periods(store: Store, grain: str, chosen: Sequence[Alert]) -> pd.DataFrame:
    """Return the rows of the alerts of one grain, with their place among all."""
    placed = [(place, alert) for place, alert in enumerate(chosen) if alert.rule.grain == grain]
    keys = tuple(dict.fromkeys(alert.rule.metric for _place, alert in placed))
    rows = kpis.rows(store, kpis.Asked(every=grain, only=keys))
    return rows.merge(
        pd.DataFrame([_record(place, alert) for place, alert in placed]), on=["metric", "period_start"]
    )


def _record(place: int, alert: Alert) -> dict[str, Any]:
    return {
        "metric": alert.rule.metric,
        "period_start": pd.Timestamp(alert.raised.found.period_start),
        "rule": alert.rule.kind.value,
        "held_against": alert.raised.found.held_against,
        "raised_at": alert.raised.raised_at,
        "statement": statement(alert),
        "place": place,
    }


def _touches(alert: Alert, start: date | None, end: date | None) -> bool:
    first = alert.raised.found.period_start
    last = periods.ends(pd.Series([pd.Timestamp(first)]), alert.rule.grain).iloc[0].date()
    return (start is None or last >= start) and (end is None or first <= end)


def _tone(alert: Alert) -> Tone:
    """Return whether it is good or bad news; for a metric of which neither way is better, neither."""
    if alert.metric.good is Good.NONE:
        return Tone.NEUTRAL
    is_higher = alert.raised.found.value > alert.raised.found.held_against
    return Tone.GOOD if is_higher == (alert.metric.good is Good.UP) else Tone.BAD
