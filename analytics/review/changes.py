"""What changed, the strongest evidence first; and saying so where nothing did."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from analytics.review.statement import DIFFERENCES, Quantity, Statement, Tone, count, distance, name
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
        """What the week is held against: the middle of the usual range, else the week before."""
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
    judged = [move for move in moves if move.verdict is not Verdict.UNKNOWN]
    if real:
        text = _n(
            "{count} KPI moved more than usual, of {judged} that could be judged: {first}.",
            "{count} KPIs moved more than usual, of {judged} that could be judged; first of all {first}.",
            len(real),
        )
        quantities = {"count": count(len(real)), "judged": count(len(judged)), "first": name(real[0].label)}
        return Statement("headline", text, quantities, real[0].tone)
    if not judged:
        return Statement("headline", _("No KPI can be judged yet: there are too few whole weeks behind it."))
    text = _n(
        "Nothing really changed: the {judged} KPI that could be judged kept to its usual range.",
        "Nothing really changed: all {judged} KPIs that could be judged kept to their usual range.",
        len(judged),
    )
    return Statement("headline", text, {"judged": count(len(judged))})


def changes(moves: Sequence[Move], most: int = MOST) -> list[Statement]:
    """Return a sentence for each real change, at most so many, the strongest evidence first."""
    return [_sentence(move) for move in real_changes(moves)[:most]]


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
    """Say where the week stands, how far that is from the week before, and what is usual."""
    now = move.now or 0.0
    parts, quantities = [], {"metric": name(move.label), "now": Quantity(now, unit=move.unit)}
    if move.before is None or (move.before == 0 and move.unit not in DIFFERENCES):
        parts.append(_("{metric} stands at {now}."))
    elif now == move.before:
        parts.append(_("{metric} stays at {now}."))
    else:
        rose = _("{metric} rose to {now}, {by} more than the week before.")
        fell = _("{metric} fell to {now}, {by} less than the week before.")
        parts.append(rose if now > move.before else fell)
        quantities["by"] = distance(now, move.before, move.unit)
    if move.usual_low is not None and move.usual_high is not None:
        parts.append(_("Usual is {low} to {high}."))
        quantities["low"] = Quantity(move.usual_low, unit=move.unit)
        quantities["high"] = Quantity(move.usual_high, unit=move.unit)
    if move.a_year_ago is not None:
        parts.append(_("A year ago it was {year_ago}."))
        quantities["year_ago"] = Quantity(move.a_year_ago, unit=move.unit)
    return Statement(move.key, " ".join(parts), quantities, move.tone)
