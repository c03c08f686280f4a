"""Alerts: rules are held against the latest whole period of their KPI, after every import and when they are set.

A rule raises at most one alert per period. Where late data change a recent period, it is held against its rule
again: an alert that has lost its reason is marked so, and stands again where the reason comes back.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from analytics import kpis, signals, targets, trends
from analytics.metrics import CATALOGUE, Good, Metric, metric
from analytics.signals import Comparison, Verdict
from analytics.targets import Reached, Target
from data.errors import InvalidWishError
from data.store import Store
from data.texts import _
from data.wishes.alerts import Found, Kind, Outcome, Raised, Rule

RECENT = 13  # periods back to which alerts are looked at again
GRAINS = ("week", "month", "quarter")


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert with the rule that raised it."""

    rule: Rule
    raised: Raised

    @property
    def metric(self) -> Metric:
        """The metric that it is about."""
        return metric(self.rule.metric)

    @property
    def stands(self) -> bool:
        """True while there is a reason for it and nobody has ticked it off."""
        return self.rule.off_at is None and self.raised.gone_at is None and self.raised.seen_at is None

    @property
    def is_open(self) -> bool:
        """True where it stands and is about the latest whole period: older ones are history."""
        return self.stands and self.raised.found.period_start == self.rule.latest_period


def of(store: Store, metric_key: str | None = None) -> tuple[Alert, ...]:
    """Return the alerts of a metric, or of all, the latest period first; those on metrics of old are left out."""
    rules = {rule.rule_id: rule for rule in store.wishes.alerts.rules() if rule.metric in CATALOGUE}
    every = (Alert(rules[item.rule_id], item) for item in store.wishes.alerts.raised() if item.rule_id in rules)
    return tuple(alert for alert in every if metric_key in {None, alert.rule.metric})


def rules_of(store: Store, metric_key: str) -> tuple[Rule, ...]:
    """Return the rules of a metric, oldest first, on or off."""
    return tuple(rule for rule in store.wishes.alerts.rules() if rule.metric == metric_key)


def add_rule(store: Store, rule: Rule, *, at: str, by: str) -> int:
    """Check and keep a rule and hold it against the latest period at once; return its id.

    Raises
    ------
    RapportError
        If the rule can't be held against this metric; then nothing is kept.
    """
    number = store.wishes.alerts.add_rule(_checked(rule), at=at, by=by)
    evaluate(store, at=at, metric_key=rule.metric)
    return number


def switch_on(store: Store, rule: Rule, *, at: str) -> None:
    """Let a rule that was switched off raise alerts again, at once where there is a reason."""
    store.wishes.alerts.switch_on(rule.rule_id or 0)
    evaluate(store, at=at, metric_key=rule.metric)


def evaluate(store: Store, *, at: str, metric_key: str | None = None) -> None:
    """Hold the rules that are on (of one metric, or all) against what the roll-ups say now.

    Parameters
    ----------
    at
        The moment that new alerts are said to be raised at.
    """
    rules = [rule for rule in store.wishes.alerts.rules() if rule.off_at is None and rule.metric in CATALOGUE]
    rules = [rule for rule in rules if metric_key in {None, rule.metric}]
    if not rules:
        return
    raised = store.wishes.alerts.raised()
    of_grain = {grain: [rule for rule in rules if rule.grain == grain] for grain in {rule.grain for rule in rules}}
    outcomes = [outcome for grain, some in of_grain.items() for outcome in _outcomes(store, grain, some, raised)]
    store.wishes.alerts.settle(outcomes, at=at)


def _outcomes(store: Store, grain: str, rules: list[Rule], raised: Iterable[Raised]) -> list[Outcome]:
    keys = tuple(dict.fromkeys(rule.metric for rule in rules))
    sums = kpis.load(store, grain=grain, keys=keys)
    frames = {key: trends.series(sums, metric(key)) for key in keys}
    first_lines = {key: next(iter(targets.of(store, key, grain)), None) for key in keys}
    earlier = {
        rule.rule_id: sorted(item.found.period_start for item in raised if item.rule_id == rule.rule_id)
        for rule in rules
    }
    return [
        _outcome(rule, frames[rule.metric], first_lines[rule.metric], earlier[rule.rule_id][-RECENT:])
        for rule in rules
    ]


def _outcome(rule: Rule, frame: pd.DataFrame, target: Target | None, earlier: list[date]) -> Outcome:
    """Hold a rule against the latest whole period and those that it has raised alerts for lately."""
    known = trends.whole(frame)["period_start"] if not frame.empty else pd.Series(dtype="datetime64[ns]")
    latest = known.max().date() if len(known) else None
    periods = frozenset({*earlier, *([latest] if latest else [])})
    compared = {start: _compared(frame, rule, start) for start in sorted(periods)}
    found = [_found(rule, item, target) for item in compared.values() if item is not None]
    return Outcome(rule.rule_id or 0, latest, periods, tuple(item for item in found if item is not None))


def _compared(frame: pd.DataFrame, rule: Rule, start: date) -> Comparison | None:
    """Return a period as it stood when it was the latest; None where it isn't whole or known any more."""
    until = frame[frame["period_start"] <= pd.Timestamp(start)]
    found = signals.compare(until, metric(rule.metric), rule.grain) if not until.empty else None
    return found if found is not None and found.period_start == pd.Timestamp(start) else None


def _found(rule: Rule, compared: Comparison, target: Target | None) -> Found | None:
    """Return what a rule finds in a period; None where it has no reason to raise."""
    against = _held_against(rule, compared, target)
    if against is None:
        return None
    by_chance = rule.kind is not Kind.REAL_CHANGE and compared.low <= against <= compared.high
    return Found(compared.period_start.date(), compared.value, against, may_be_chance=bool(by_chance))


def _held_against(rule: Rule, compared: Comparison, target: Target | None) -> float | None:
    """Return the threshold that is crossed, the target that is missed, or what was to be expected; else None."""
    if rule.kind is Kind.REAL_CHANGE:
        is_real = compared.verdict is Verdict.OUTSIDE and compared.limits is not None
        return compared.limits.mean if is_real and compared.limits is not None else None
    if rule.kind is Kind.TARGET_MISSED:
        progress = targets.progress(target, compared, metric(rule.metric)) if target else None
        return progress.target if progress is not None and progress.reached is Reached.MISSED else None
    threshold = math.nan if rule.threshold is None else rule.threshold
    crossed = compared.value > threshold if rule.kind is Kind.ABOVE else compared.value < threshold
    return threshold if crossed else None


def _checked(rule: Rule) -> Rule:
    item = metric(rule.metric)
    if rule.grain not in GRAINS:
        raise InvalidWishError(_("Say whether the rule is for weeks, months or quarters."))
    if rule.kind is Kind.TARGET_MISSED and item.good is Good.NONE:
        text = _(
            "Of {label} neither more nor less is better, so no target can be missed. Set a threshold instead."
        )
        raise InvalidWishError(text.format(label=_(item.label)))
    if rule.kind not in {Kind.ABOVE, Kind.BELOW}:
        return replace(rule, threshold=None)
    if rule.threshold is None or not math.isfinite(rule.threshold):
        raise InvalidWishError(_("Say above or below which value the rule shall raise an alert."))
    return replace(rule, threshold=float(rule.threshold))
