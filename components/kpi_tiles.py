"""KPI tiles: value, comparisons, sparkline, count with interval, freshness, verdict; each opens into its chart."""

from collections.abc import Callable, Sequence

import pandas as pd

from analytics.formulas import Balance, Share
from analytics.metrics import Metric
from analytics.signals import Comparison, Side, Verdict
from analytics.targets import Progress, Reached
from analytics.wall import Standing, Wall
from components import dates, kpi_asides, kpi_verdicts, kpi_words, numbers, tiles
from components.texts import _, mark
from components.tiles import Tile

COLUMNS = 4
PARTIAL = {
    "day": mark("partial day"),
    "week": mark("partial week"),
    "month": mark("partial month"),
    "quarter": mark("partial quarter"),
}
REACHED = {Reached.MET: mark("met"), Reached.ON_THE_WAY: mark("on the way"), Reached.MISSED: mark("missed")}
Opener = Callable[[str], Callable[[], None]]


def row(standings: Sequence[Standing], wall: Wall, *, key: str, opener: Opener | None = None) -> None:
    """Draw the tiles of KPIs.

    Parameters
    ----------
    opener
        Returns for a KPI what is called when its tile is opened; without it tiles don't open.
    """
    tiles.row([tile(standing, wall, opener=opener) for standing in standings], key=key, columns=COLUMNS)


def tile(standing: Standing, wall: Wall, *, opener: Opener | None = None) -> Tile:
    """Return the tile of a KPI that has a value."""
    metric, found = standing.metric, standing.comparison
    opens = opener(standing.key) if opener else None
    label, definition = kpi_words.label(metric), kpi_words.definition(metric)
    if found is None:
        return Tile(
            label,
            kpi_words.value(metric, standing.so_far, wall.currency),
            verdict=_(PARTIAL[wall.grain]),
            note=_fresh(standing, wall.latest),
            definition=definition,
            opens=opens,
        )
    return Tile(
        label,
        kpi_words.value(metric, found.value, wall.currency),
        change=_known(numbers.change(found.value, found.before, metric.unit)),
        change_period=_(kpi_words.PERIODS_BEFORE[wall.grain]),
        beside=_beside(standing, found, wall.currency),
        good=metric.good,
        is_real=_is_real(found),
        sparkline=standing.sparkline,
        count_text=_count(standing, metric),
        note=_note(standing, found, wall.latest, wall.grain),
        verdict=kpi_verdicts.verdict(found),
        verdict_colour=kpi_verdicts.colour(metric, found),
        definition=definition,
        opens=opens,
    )


def _known(change: str) -> str | None:
    return None if change == numbers.UNDEFINED else change


def _beside(standing: Standing, found: Comparison, currency: str | None) -> tuple[str, ...]:
    """Return what else is said of the value: against a year ago and the target, and what it leaves out."""
    metric, progress = standing.metric, standing.progress
    year = _known(numbers.change(found.value, found.year_ago, metric.unit))
    lines = [_("{change} to a year ago").format(change=year)] if year else []
    if progress is not None:
        text = _("{change} to target {target}{reached}")
        change = numbers.change(progress.value, progress.target, metric.unit)
        target = kpi_words.value(metric, progress.target, currency).replace("$", r"\$")
        lines.append(text.format(change=change, target=target, reached=_reached(progress)))
    if standing.aside is not None:
        lines.append(kpi_asides.sentence(standing.aside))
    return tuple(lines)


def _reached(progress: Progress) -> str:
    if progress.reached is None:
        return ""
    word = _(REACHED[progress.reached])
    return _(", {word}, may be chance").format(word=word) if progress.may_be_chance else f", {word}"


def _is_real(found: Comparison) -> bool | None:
    """Tell whether the change shown is more than noise; None where that can't be said.

    A value above its usual range that has come down a little since the period before is no bad news: the
    change is shown grey, and the verdict says where the value lies.
    """
    if found.verdict is Verdict.TOO_FEW:
        return None
    towards = Side.ABOVE if found.change > 0 else Side.BELOW
    return found.side is towards


def _count(standing: Standing, metric: Metric) -> str:
    """Return the count behind a share, a balance or a median, with the interval where there is one."""
    if standing.counted is None or standing.comparison is None:
        return ""
    count = _("n\u00a0=\u00a0{count}").format(count=numbers.count(standing.counted))
    found = standing.comparison
    if not isinstance(metric.formula, Share | Balance) or numbers.is_undefined(found.low):
        return count
    return f"{count} · {numbers.spread(found.low, found.high, metric.unit)}"


def _note(standing: Standing, found: Comparison, latest: pd.Timestamp | None, grain: str) -> str:
    """Return how fresh a KPI is, and of which period it speaks where others are ahead of it."""
    of_period = "" if found.period_start == latest else dates.period(found.period_start.date(), grain)
    parts = (kpi_verdicts.since(found, grain), of_period, _fresh(standing, latest), standing.compared_why)
    return " · ".join(part for part in parts if part)


def _fresh(standing: Standing, latest: pd.Timestamp | None) -> str:
    """Return up to which day a KPI's export reaches, with the year where others are in another one."""
    last = standing.last_day
    if last is None:
        return ""
    same_year = latest is None or last.year == latest.year
    return _("data to {day}").format(day=dates.day_of_year(last) if same_year else dates.day(last))
