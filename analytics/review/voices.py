"""What people say: the tone of the week's mentions against the week before."""

import math
from dataclasses import dataclass

from analytics.review.statement import Quantity, Statement, Tone, count, distance
from data.texts import _, _n

REAL_AT = 1.96  # standard errors: one false alarm in twenty
FEWEST = 30  # scored mentions in each week, below which two shares are not compared


@dataclass(frozen=True, slots=True)
class Tones:
    """Mentions of a week by tone."""

    positive: int = 0
    neutral: int = 0
    negative: int = 0
    not_scored: int = 0

    @property
    def scored(self) -> int:
        """Mentions whose language the model knows."""
        return self.positive + self.neutral + self.negative

    @property
    def mentions(self) -> int:
        """All mentions."""
        return self.scored + self.not_scored

    @property
    def negative_share(self) -> float:
        """Of the scored mentions, the share that is negative; NaN without any."""
        return self.negative / self.scored if self.scored else math.nan


def standard_errors_apart(now: Tones, before: Tones) -> float:
    """Return how far the two negative shares are apart, in standard errors of their difference under no change.

    The two-proportion z-test with pooled variance. NaN where it can't be computed.

    Examples
    --------
    >>> round(standard_errors_apart(Tones(50, 0, 50), Tones(70, 0, 30)), 3)
    2.887
    """
    if not now.scored or not before.scored:
        return math.nan
    pooled = (now.negative + before.negative) / (now.scored + before.scored)
    variance = pooled * (1 - pooled) * (1 / now.scored + 1 / before.scored)
    return (now.negative_share - before.negative_share) / math.sqrt(variance) if variance else math.nan


def is_real(now: Tones, before: Tones) -> bool:
    """Return True where the negative share moved by more than chance would explain."""
    enough = min(now.scored, before.scored) >= FEWEST
    return enough and abs(standard_errors_apart(now, before)) >= REAL_AT


def what_people_say(now: Tones, before: Tones) -> list[Statement]:
    """Return how many mentions there were, their tone against the week before, and what was not scored."""
    if not now.mentions:
        return [Statement("no_mentions", _("Nobody was heard this week: the mentions hold none of its days."))]
    statements = [_tone(now, before)]
    if now.not_scored:
        text = _n(
            "{count} mention is in a language that is not scored; it counts neither way.",
            "{count} mentions are in languages that are not scored; they count neither way.",
            now.not_scored,
        )
        statements.append(Statement("not_scored", text, {"count": count(now.not_scored)}))
    return statements


def _tone(now: Tones, before: Tones) -> Statement:
    quantities = {
        "mentions": count(now.mentions),
        "negative": count(now.negative),
        "scored": count(now.scored),
        "share": Quantity(now.negative_share, unit="rate"),
    }
    if not now.scored:
        return Statement("tone", _("{mentions} mentions, none of them in a language that is scored."), quantities)
    said = _("{negative} of {scored} scored mentions were negative ({share}).")
    if min(now.scored, before.scored) < FEWEST:
        return Statement("tone", f"{said} {_('Too few to compare with the week before.')}", quantities)
    quantities["before"] = Quantity(before.negative_share, unit="rate")
    if not is_real(now, before):
        usual = _("That is within chance of the {before} of the week before.")
        return Statement("tone", f"{said} {usual}", quantities)
    quantities["by"] = distance(now.negative_share, before.negative_share, "rate")
    worse = now.negative_share > before.negative_share
    moved = (
        _("That is {by} more than the week before, and more than chance.")
        if worse
        else _("That is {by} less than the week before, and more than chance.")
    )
    return Statement("tone", f"{said} {moved}", quantities, Tone.BAD if worse else Tone.GOOD)
