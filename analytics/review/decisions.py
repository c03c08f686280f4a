"""What to decide: suggestions that follow by rule from the other three parts. The meeting decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics.review.changes import Move, real_changes
from analytics.review.risk import Risk
from analytics.review.statement import Kind, Quantity, Statement, Tone, count, name
from analytics.review.voices import Tones, is_real
from data.texts import _, _n

CALLS = 25  # customers that a team reaches in a week
LATE_AFTER_DAYS = 7
HABITS = 2  # usual gaps that may pass before an export is missed


@dataclass(frozen=True, slots=True)
class Export:
    """How far an export reaches, and how many days usually lie between two of its days with rows."""

    label: str
    last_day: date
    usual_gap_days: int = 1

    def is_late(self, as_of: date) -> bool:
        """Return True where it ends longer ago than a week, and than it ever rests by habit."""
        return (as_of - self.last_day).days > max(LATE_AFTER_DAYS, HABITS * self.usual_gap_days)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the review found, as the rules need it."""

    moves: Sequence[Move]
    risk: Risk | None
    tones_now: Tones
    tones_before: Tones
    exports: Sequence[Export]
    as_of: date


def decisions(found: Findings) -> list[Statement]:
    """Return suggested decisions, the most pressing kind first."""
    suggested = [*_late_exports(found), *_calls(found.risk), *_worse(found.moves), *_answers(found)]
    suggested += _better(found.moves)
    if suggested:
        return suggested
    return [Statement("nothing", _("Nothing in the numbers asks for a decision this week."))]


def _late_exports(found: Findings) -> list[Statement]:
    late = [export for export in found.exports if export.is_late(found.as_of)]
    text = _("Bring the {export} export up to date: it ends on {day}.")
    return [
        Statement("late_export", text, {"export": name(export.label), "day": Quantity(export.last_day, Kind.DAY)})
        for export in sorted(late, key=lambda export: export.last_day)
    ]


def _calls(risk: Risk | None) -> list[Statement]:
    if risk is None or risk.scores.empty:
        return [
            Statement("train", _("Train the churn model, so that next week starts with a list of whom to call."))
        ]
    called = risk.high.head(CALLS)
    if called.empty:
        return []
    text = _n(
        "Call the {count} customer at high risk with {value} at stake; keep a few others uncalled, to see what "
        "calling brings.",
        "Call the {count} customers at high risk with the most at stake ({value} together); leave one in ten of "
        "them uncalled, to see what calling brings.",
        len(called),
    )
    value = Quantity(float(called["value_at_risk"].sum()), unit="money")
    return [Statement("call", text, {"count": count(len(called)), "value": value}, Tone.BAD)]


def _worse(moves: Sequence[Move]) -> list[Statement]:
    text = _("Find out where {metric} moved: split it by segment, then decide who looks into it.")
    worse = [move for move in real_changes(moves) if move.tone is Tone.BAD]
    return [Statement(move.key, text, {"metric": name(move.label)}, Tone.BAD) for move in worse]


def _answers(found: Findings) -> list[Statement]:
    now, before = found.tones_now, found.tones_before
    if not is_real(now, before) or now.negative_share <= before.negative_share:
        return []
    text = _n(
        "Answer the {count} negative mention of the week.",
        "Answer the {count} negative mentions of the week, those with the largest reach first.",
        now.negative,
    )
    return [Statement("answer", text, {"count": count(now.negative)}, Tone.BAD)]


def _better(moves: Sequence[Move]) -> list[Statement]:
    text = _("Note what was done differently while {metric} improved, and test it before building on it.")
    better = [move for move in real_changes(moves) if move.tone is Tone.GOOD][:1]
    return [Statement(move.key, text, {"metric": name(move.label)}, Tone.GOOD) for move in better]
