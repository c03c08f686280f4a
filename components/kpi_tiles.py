"""KPI tiles: value, comparison with the last period and a year ago, sparkline, count, verdict."""

from collections.abc import Sequence

import pandas as pd

from analytics.signals import Comparison, Side, Verdict
from analytics.wall import Standing, Wall
from components import dates, kpi_words, numbers, tiles
from components.texts import _
from components.tiles import Tile

COLUMNS = 4


def row(standings: Sequence[Standing], wall: Wall, *, key: str) -> None:
    """Draw the tiles of KPIs."""
    tiles.row([tile(standing, wall) for standing in standings], key=key, columns=COLUMNS)


def tile(standing: Standing, wall: Wall) -> Tile:
    """Return the tile of a KPI that has a whole period."""
    metric, found = standing.metric, standing.comparison
    assert found is not None
    return Tile(
        kpi_words.label(metric),
        kpi_words.value(metric, found.value, wall.currency),
        change=_known(numbers.change(found.value, found.before, metric.unit)),
        change_period=_(kpi_words.PERIODS_BEFORE[wall.grain]),
        year_change=_known(numbers.change(found.value, found.year_ago, metric.unit)),
        good=metric.good,
        is_real=_is_real(found),
        sparkline=standing.sparkline,
        count_text=_count(standing.counted),
        note=_note(found, wall.latest, wall.grain),
        definition=kpi_words.definition(metric),
    )


def _known(change: str) -> str | None:
    return None if change == numbers.UNDEFINED else change


def _is_real(found: Comparison) -> bool | None:
    """Tell whether the change shown is more than noise; None where that can't be said.

    A value above its usual range that has come down a little since the period before is no bad news: the
    change is shown grey, and the note says where the value lies.
    """
    if found.verdict is Verdict.TOO_FEW:
        return None
    towards = Side.ABOVE if found.change > 0 else Side.BELOW
    return found.side is towards


def _count(counted: float | None) -> str:
    return "" if counted is None else _("n\u00a0=\u00a0{count}").format(count=numbers.count(counted))


def _note(found: Comparison, latest: pd.Timestamp | None, grain: str) -> str:
    """Return the verdict, and of which period the tile speaks where others are ahead of it."""
    verdict = kpi_words.verdict(found)
    if found.period_start == latest:
        return verdict
    return f"{verdict} · {dates.period(found.period_start.date(), grain)}"
