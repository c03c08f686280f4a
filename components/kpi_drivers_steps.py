"""The parts of a change as they are shown: which are named, which are the others, and their bars."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from analytics.drivers import Split, Why
from analytics.formulas import Count
from analytics.metrics import Good, Metric, metric
from components import kpi_drivers_words as words
from components import kpi_words
from components.charts import Step, Tone
from components.kpi_drivers_figures import Bridge, Figures, figures_of
from components.texts import _

MOST_NAMED = 7


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a change.

    Attributes
    ----------
    kind
        "segment", "mix" (of all segments), "others" or "rest" (what no segment has).
    amount, shown
        As it is, and as it is shown, so that all parts add up.
    segment
        As the roll-ups name it; "" where it isn't one.
    """

    kind: str
    label: str
    amount: float
    stands_out: bool = False
    segment: str = ""
    shown: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Told:
    """A change as it is shown: its parts with their figures, adding up to the last digit."""

    why: Why
    split: Split
    parts: tuple[Part, ...]
    figures: Figures
    bridge: Bridge

    @property
    def metric(self) -> Metric:
        """The metric."""
        return metric(self.why.key)


def told(why: Why, split: Split, *, mix_apart: bool) -> Told:
    """Return a change as it is shown.

    Parameters
    ----------
    mix_apart
        True for the mix of all segments as one bar, False for each segment's mix in the segment's own.
    """
    chosen = metric(why.key)
    figures = figures_of(why.base_value, why.value, str(chosen.unit), why.currency)
    parts = _folded(_largest_first(_parts(split, mix_apart=mix_apart and has_mix(chosen))), split.remainder)
    bridge = figures.bridge(why.base_value, [part.amount for part in parts], why.value)
    rounded = [replace(part, shown=shown) for part, shown in zip(parts, bridge.parts, strict=True)]
    return Told(why, split, tuple(rounded), figures, bridge)


def has_mix(chosen: Metric) -> bool:
    """Tell whether a metric is a ratio: a number has no mix."""
    return not isinstance(chosen.formula, Count)


def steps(item: Told) -> list[Step]:
    """Return the bars: the base, the parts, the latest value."""
    figures, bridge = item.figures, item.bridge
    base = Step(words.base_label(item.why), float(bridge.base), figures.value(bridge.base), Tone.TOTAL)
    parts = [
        Step(part.label, float(part.shown), figures.part(part.shown), _tone(part, item.metric.good))
        for part in item.parts
    ]
    latest = Step(words.period(item.why), float(bridge.latest), figures.value(bridge.latest), Tone.TOTAL)
    return [base, *parts, latest]


def _tone(part: Part, good: Good) -> Tone:
    if not part.stands_out:
        return Tone.USUAL
    if good is Good.NONE or not part.shown:
        return Tone.PLAIN
    return Tone.GOOD if (part.shown > 0) == (good is Good.UP) else Tone.BAD


def _parts(split: Split, *, mix_apart: bool) -> list[Part]:
    rows = split.segments
    own = rows["part"] - rows["mix"] if mix_apart else rows["part"]
    flag = rows["rate_stands_out"] if mix_apart else rows["stands_out"]
    parts = [
        Part("segment", kpi_words.segment(str(name)), float(amount), stands_out=bool(stands), segment=str(name))
        for name, amount, stands in zip(rows["segment"], own, flag, strict=True)
    ]
    if not mix_apart:
        return parts
    any_stands = bool(rows["mix_stands_out"].any())
    return [*parts, Part("mix", _("mix"), split.mix, stands_out=any_stands)]


def _largest_first(parts: Sequence[Part]) -> list[Part]:
    return sorted((part for part in parts if part.amount), key=lambda part: -abs(part.amount))


def _folded(parts: list[Part], remainder: float) -> list[Part]:
    """Return the largest parts, the others as one, and what no segment has; the mix is never an other."""
    named = parts
    if len(parts) > MOST_NAMED + 1:
        first = [part for part in parts if part.kind == "mix"]
        first += [part for part in parts if part.kind != "mix"][: MOST_NAMED - len(first)]
        others = [part for part in parts if part not in first]
        named = [part for part in parts if part in first]
        label = _("{count} others").format(count=len(others))
        named.append(Part("others", label, sum(part.amount for part in others)))
    return [*named, Part("rest", _("in no segment"), remainder)] if remainder else named
