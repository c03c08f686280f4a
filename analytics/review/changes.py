"""What changed, the strongest evidence first; and saying so where nothing did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.review.statement import DIFFERENCES, Kind, Quantity, Statement, Tone, count, distance, name
from data.texts import _, _n

MOST = 5  # changes a meeting can take in


class Verdict(StrEnum):
    """Whether a move is more than the usual ups and downs."""

    REAL = "real"
    USUAL = "usual"
    UNKNOWN = "unknown"  # too little history, or too few cases


@dataclass(frozen=True, slots=True)
class Move:
    """How one KPI stands in the week of the review.

    Attributes
    ----------
    now, before, a_year_ago
        The value in the week, the week before, and the same week a year ago; None where undefined.
    usual_low, usual_high
        The range that the KPI usually keeps to; None where there is too little history.
    expected
        What season, level and trend lead to expect; None where there is too little history.
    since
        The first day of the week with which a real change began; None where there is none.
    good
        "up", "down" or "none".
    evidence
        How far the week lies from what is usual, in the noise test's own measure; orders the changes.
    """

    key: str
    label: str
    unit: str
    good: str
    now: float | None
    before: float | None = None
    a_year_ago: float | None = None
    usual_low: float | None = None
    usual_high: float | None = None
    verdict: Verdict = Verdict.UNKNOWN
    evidence: float = 0.0
    expected: float | None = None
    since: date | None = None

    @property
    def tone(self) -> Tone:
        """Whether the move is for the better; neutral where that can't be said."""
        if self.verdict is not Verdict.REAL or self.good == "none" or self.now is None:
            return Tone.NEUTRAL
        reference = self._reference
        if reference is None or self.now == reference:
            return Tone.NEUTRAL
        return Tone.GOOD if (self.now > reference) == (self.good == "up") else Tone.BAD

    @property
    def _reference(self) -> float | None:
        """What the week is held against: what was expected, or what is usual, or the week before."""
        if self.expected is not None:
            return self.expected
        if self.usual_low is not None and self.usual_high is not None:
            return (self.usual_low + self.usual_high) / 2
        return self.before


def real_changes(moves: Sequence[Move]) -> list[Move]:
    """Return the moves that are more than noise, the strongest evidence first."""
    real = [move for move in moves if move.verdict is Verdict.REAL and move.now is not None]
    return sorted(real, key=lambda move: (-move.evidence, move.key))


def headline(moves: Sequence[Move]) -> Statement:
    """Return the week in one sentence, also where nothing changed."""
    real = real_changes(moves)
    judged = sum(move.verdict is not Verdict.UNKNOWN for move in moves)
    if real:
        return _what_moved(real, judged - len(real))
    if not judged:
        return Statement("headline", _("No KPI can be judged yet: there are too few whole weeks behind it."))
    text = _n(
        "Nothing really changed: the {judged} KPI that could be judged kept to its usual range.",
        "Nothing really changed: all {judged} KPIs that could be judged kept to their usual range.",
        judged,
    )
    return Statement("headline", text, {"judged": count(judged)})


def _what_moved(real: Sequence[Move], others: int) -> Statement:
    """Name what moved, two at most, and count what did not."""
    quantities = {"first": name(real[0].label), "second": name(real[1].label if len(real) > 1 else "")}
    if len(real) == 1:
        moved = _("{first} moved more than usual")
    elif len(real) == 2:
        moved = _("{first} and {second} moved more than usual")
    else:
        moved = _("{count} KPIs moved more than usual, first of all {first} and {second}")
    rest = _n("{others} other kept to its usual range.", "{others} others kept to their usual range.", others)
    quantities |= {"count": count(len(real)), "others": count(others)}
    return Statement("headline", f"{moved}; {rest}", quantities, real[0].tone)


def changes(moves: Sequence[Move], most: int = MOST) -> list[Statement]:
    """Return a sentence for each real change, at most so many, the strongest evidence first."""
    return [_sentence(move) for move in real_changes(moves)[:most]]


def changed(moves: Sequence[Move], most: int = MOST) -> list[Statement]:
    """Return what changed, or that nothing did, and how much can't be judged yet."""
    open_ = not_judged(moves)
    return [*(changes(moves, most) or [headline(moves)]), *([open_] if open_ else [])]


def not_judged(moves: Sequence[Move]) -> Statement | None:
    """Return how many KPIs have a value that nobody can judge yet; None where there are none."""
    unknown = sum(move.verdict is Verdict.UNKNOWN and move.now is not None for move in moves)
    if not unknown:
        return None
    text = _n(
        "{count} KPI has too few weeks or too few cases to tell a change from noise.",
        "{count} KPIs have too few weeks or too few cases to tell a change from noise.",
        unknown,
    )
    return Statement("not_judged", text, {"count": count(unknown)})


def _sentence(move: Move) -> Statement:
    """Say where the week stands, what is usual, and how far it moved from the week and the year before."""
    now = move.now or 0.0
    quantities = {"metric": name(move.label), "now": Quantity(now, unit=move.unit)}
    parts = [_stands(move, now)]
    if move.usual_low is not None and move.usual_high is not None:
        quantities["low"] = Quantity(move.usual_low, unit=move.unit)
        quantities["high"] = Quantity(move.usual_high, unit=move.unit)
    if move.expected is not None and move.since is not None:
        quantities["expected"] = Quantity(move.expected, unit=move.unit)
        quantities["since"] = Quantity(move.since, Kind.DAY)
    if move.before is not None and now != move.before and (move.before != 0 or move.unit in DIFFERENCES):
        more, less = _("That is {by} more than the week before."), _("That is {by} less than the week before.")
        parts.append(more if now > move.before else less)
        quantities["by"] = distance(now, move.before, move.unit)
    if move.a_year_ago is not None:
        parts.append(_("A year ago it was {year_ago}."))
        quantities["year_ago"] = Quantity(move.a_year_ago, unit=move.unit)
    return Statement(move.key, " ".join(parts), quantities, move.tone)


def _stands(move: Move, now: float) -> str:
    if move.usual_low is None or move.usual_high is None:
        return _("{metric}: {now}.")
    if now > move.usual_high:
        return _("{metric}: {now}, above the usual {low} to {high}.")
    if now < move.usual_low:
        return _("{metric}: {now}, below the usual {low} to {high}.")
    if move.verdict is Verdict.REAL and move.expected is not None and move.since is not None:
        return _shifted(now, move.expected)
    return _("{metric}: {now}; usual is {low} to {high}.")


def _shifted(now: float, expected: float) -> str:
    """Say that a KPI lies off for some weeks: one week alone is within what is usual."""
    if now > expected:
        return _("{metric}: {now}, since the week of {since} higher than expected ({expected} in this one).")
    return _("{metric}: {now}, since the week of {since} lower than expected ({expected} in this one).")
