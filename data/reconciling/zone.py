"""What lies in another month in the company's time zone than in the tool, as it was noted at import."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.importing.details import MOVED_DAYS
from data.importing.moved_days import THINGS, Crossing, MovedDays
from data.reconciling.figure import Figure, Period
from data.reconciling.sums import Sum, Sums
from data.state import Batch

TIME_ZONE = "time_zone"


def moved(batches: Iterable[Batch]) -> list[MovedDays]:
    """Return what was noted with some batches."""
    return [MovedDays.from_noted(batch.details[MOVED_DAYS]) for batch in batches if MOVED_DAYS in batch.details]


def by_tools_month(sums: Sequence[Sums], batches: Sequence[Batch], period: Period) -> list[Sums]:
    """Return the sums of a month with the tool's side by the tool's own days.

    Everything else is cut by the days of the company's time zone; what crosses the edge of the month is told as a
    reason of its own. Of figures that are no plain sums (customers, say) it isn't known.
    """
    if period.first is None:
        return list(sums)
    month = f"{period.first:%Y-%m}"
    crossing = [one for days in moved(batches) for one in days.crossing if month in (one.from_month, one.to_month)]
    return [_with_crossing(each, crossing, month) for each in sums]


def _with_crossing(sums: Sums, crossing: Sequence[Crossing], month: str) -> Sums:
    """Add what the tool has in this month and we don't, and take off what we have in it and the tool doesn't."""
    rows = amount = 0.0
    for one in crossing:
        told = _amount(sums.figure, one)
        amount += told if one.from_month == month else -told
        rows += one.sums[""] if told else 0.0
    if not rows:
        return sums
    return replace(sums, tool=sums.tool + amount, reasons=dict(sums.reasons) | {TIME_ZONE: Sum(int(rows), amount)})


def _amount(figure: Figure, one: Crossing) -> float:
    if figure.is_money and one.currency not in ("", figure.currency or one.currency):
        return 0.0
    if figure.thing:
        return one.sums[THINGS] if figure.thing == "order_id" else 0.0
    return sum(
        part.sign * one.sums.get(part.moves_with, 0.0) for part in figure.parts if part.moves_with is not None
    )
