"""Rules that say when a KPI asks for attention, and what they have raised."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.state_file import StateFile


class Kind(StrEnum):
    """When a rule raises an alert."""

    ABOVE = "above"  # its threshold
    BELOW = "below"
    TARGET_MISSED = "target_missed"
    REAL_CHANGE = "real_change"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for the periods of one KPI.

    Attributes
    ----------
    grain
        "day", "week", "month" or "quarter".
    threshold
        In the metric's unit; None where the kind has none.
    off_at
        When it was switched off; None while it is on.
    latest_period
        The first day of the latest whole period that it was held against; None before there was one.
    """

    metric: str
    grain: str
    kind: Kind
    threshold: float | None = None
    set_at: str = ""
    set_by: str = ""
    off_at: str | None = None
    latest_period: date | None = None
    rule_id: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found in a period.

    Attributes
    ----------
    value, held_against
        In the metric's unit: the period's value, and the threshold, the target, or what was to be expected.
    may_be_chance
        True where what it was held against lies within the value's margin of error.
    """

    period_start: date
    value: float
    held_against: float
    may_be_chance: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert: what a rule found in a period, and what became of it since.

    Attributes
    ----------
    seen_at, seen_by
        When and by whom it was ticked off.
    gone_at
        Since when data that came later leave no reason for it; None while there is one.
    """

    rule_id: int
    found: Found
    raised_at: str
    seen_at: str | None = None
    seen_by: str | None = None
    gone_at: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of holding a rule against some periods: in which of them it found something."""

    rule_id: int
    latest_period: date | None
    looked_at: frozenset[date]
    found: tuple[Found, ...]


class Alerts:
    """The rules, and the alerts that they have raised."""

    def __init__(self, file: StateFile) -> None:
        self._file = file

    def add_rule(self, rule: Rule, *, at: str, by: str) -> int:
        """Keep a rule, or switch the one on that says the same; return its id."""
        same = "metric = ? and grain = ? and kind = ? and threshold is ?"
        values = (rule.metric, rule.grain, rule.kind.value, rule.threshold)
        with self._file.change("changes") as connection:
            query = f"select rule_id from alert_rules where {same}"  # noqa: S608 - our own condition
            if known := connection.execute(query, values).fetchone():
                _switch_on(connection, known["rule_id"])
                return int(known["rule_id"])
            statement = (
                "insert into alert_rules (metric, grain, kind, threshold, set_at, set_by) "
                "values (?, ?, ?, ?, ?, ?)"
            )
            return int(connection.execute(statement, (*values, at, by)).lastrowid or 0)

    def switch_off(self, rule_id: int, *, at: str, by: str) -> None:
        """Let a rule raise nothing more; what it raised stays."""
        with self._file.change("changes") as connection:
            statement = "update alert_rules set off_at = ?, off_by = ? where rule_id = ?"
            connection.execute(statement, (at, by, rule_id))

    def switch_on(self, rule_id: int) -> None:
        """Let a rule that was switched off raise alerts again."""
        with self._file.change("changes") as connection:
            _switch_on(connection, rule_id)

    def rules(self) -> list[Rule]:
        """Return every rule, oldest first, on or off."""
        return [_rule(row) for row in self._file.rows("select * from alert_rules order by rule_id")]

    def raised(self) -> list[Raised]:
        """Return every alert, the latest period first."""
        query = "select * from alerts order by period_start desc, rule_id"
        return [_raised(row) for row in self._file.rows(query)]

    def see(self, rule_id: int, period_start: date, *, at: str, by: str) -> None:
        """Tick an alert off."""
        self._mark_seen(rule_id, period_start, at, by)

    def unsee(self, rule_id: int, period_start: date) -> None:
        """Take back that an alert was ticked off."""
        self._mark_seen(rule_id, period_start, None, None)

    def _mark_seen(self, rule_id: int, period_start: date, at: str | None, by: str | None) -> None:
        with self._file.change("changes") as connection:
            statement = "update alerts set seen_at = ?, seen_by = ? where rule_id = ? and period_start = ?"
            connection.execute(statement, (at, by, rule_id, period_start.isoformat()))

    def settle(self, outcomes: Iterable[Outcome], *, at: str) -> None:
        """Raise what was found where it is new, renew what stands, and mark what has lost its reason."""
        with self._file.change("changes") as connection:
            for outcome in outcomes:
                _settle(connection, outcome, at)


def _settle(connection: sqlite3.Connection, outcome: Outcome, at: str) -> None:
    """Write one outcome down: an alert is raised once, and stands again where its reason comes back."""
    rule_id = outcome.rule_id
    latest = outcome.latest_period.isoformat() if outcome.latest_period else None
    connection.execute("update alert_rules set latest_period = ? where rule_id = ?", (latest, rule_id))
    stands = (
        "insert into alerts (rule_id, period_start, value, held_against, may_be_chance, raised_at) "
        "values (?, ?, ?, ?, ?, ?) on conflict do update set value = excluded.value, "
        "held_against = excluded.held_against, may_be_chance = excluded.may_be_chance, gone_at = null"
    )
    for found in outcome.found:
        start = found.period_start.isoformat()
        values = (rule_id, start, found.value, found.held_against, found.may_be_chance, at)
        connection.execute(stands, values)
    gone = "update alerts set gone_at = ? where rule_id = ? and period_start = ? and gone_at is null"
    for period_start in outcome.looked_at - {found.period_start for found in outcome.found}:
        connection.execute(gone, (at, rule_id, period_start.isoformat()))


def _switch_on(connection: sqlite3.Connection, rule_id: int) -> None:
    connection.execute("update alert_rules set off_at = null, off_by = null where rule_id = ?", (rule_id,))


def _rule(row: sqlite3.Row) -> Rule:
    return Rule(
        metric=row["metric"],
        grain=row["grain"],
        kind=Kind(row["kind"]),
        threshold=row["threshold"],
        set_at=row["set_at"],
        set_by=row["set_by"],
        off_at=row["off_at"],
        latest_period=date.fromisoformat(row["latest_period"]) if row["latest_period"] else None,
        rule_id=row["rule_id"],
    )


def _raised(row: sqlite3.Row) -> Raised:
    return Raised(
        rule_id=row["rule_id"],
        found=Found(
            date.fromisoformat(row["period_start"]), row["value"], row["held_against"], bool(row["may_be_chance"])
        ),
        raised_at=row["raised_at"],
        seen_at=row["seen_at"],
        seen_by=row["seen_by"],
        gone_at=row["gone_at"],
    )
