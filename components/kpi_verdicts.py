"""What the noise test says, in words: the page's answer, a tile's verdict, a sentence, a chart's point."""

from analytics import signals
from analytics.metrics import Metric
from analytics.signals import Comparison, Lack, Side, Sign, Verdict
from analytics.wall import Standing, Wall
from components import dates, kpi_words, numbers
from components.texts import _, _n, mark
from components.tiles import DeltaColour

MOST_NAMED = 2
LACKS = {Lack.PERIODS: mark("too few to judge"), Lack.COUNTED: mark("too few to judge")}
PERIODS = {"day": mark("a day"), "week": mark("a week"), "month": mark("a month"), "quarter": mark("a quarter")}


def answer(wall: Wall) -> str:
    """Return the page's answer: what really changed in the latest whole period."""
    if wall.latest is None:
        return _("No period is whole yet")
    when = dates.period(wall.latest.date(), wall.grain)
    if not wall.judged:
        return _("No KPI can be judged yet in {period}: too little lies behind it").format(period=when)
    if not wall.moved:
        text = _n(
            "Nothing really changed in {period}: the one KPI that could be judged kept to its usual range",
            "Nothing really changed in {period}: {judged} KPIs kept to their usual range",
            wall.judged,
        )
        return text.format(period=when, judged=wall.judged)
    named = "; ".join(_at(standing, wall) for standing in wall.moved[:MOST_NAMED])
    text = _n(
        "One of {judged} KPIs really changed in {period}: {named}",
        "{moved} of {judged} KPIs really changed in {period}: {named}",
        len(wall.moved),
    )
    return text.format(moved=len(wall.moved), judged=wall.judged, period=when, named=named)


def trust(wall: Wall) -> str:
    """Return how many changes chance alone would show, and how many KPIs nobody can judge yet."""
    if not wall.judged:
        return ""
    alone = signals.expected_false_alarms(wall.judged, wall.grain)
    text = _n(
        "{judged} KPI was judged. Chance alone would call about {alone} {period} a real change.",
        "{judged} KPIs were judged. Chance alone would call about {alone} of them {period} a real change.",
        wall.judged,
    )
    said = text.format(judged=wall.judged, alone=numbers.number(alone, digits=1), period=_(PERIODS[wall.grain]))
    unknown = len(wall.current) - wall.judged
    if not unknown:
        return said
    rest = _n("{count} more has too little behind it.", "{count} more have too little behind them.", unknown)
    return f"{said} {rest.format(count=unknown)}"


def verdict(found: Comparison) -> str:
    """Return the verdict on a period, as short as a tile needs it."""
    if found.lack is not None:
        return _(LACKS[found.lack])
    if found.side is None:
        return _("usual range")
    return _("{arrow} real change").format(arrow="▲" if found.side is Side.ABOVE else "▼")


def since(found: Comparison, grain: str) -> str:
    """Return since when a real change holds; "" where it began with the period itself, or is none."""
    if found.side is None or found.since is None or found.since >= found.period_start:
        return ""
    return _("since {period}").format(period=_short(found, grain))


def colour(metric: Metric, found: Comparison) -> DeltaColour:
    """Return blue for a real change for the better, vermilion ("orange") for one for the worse, else grey."""
    if found.side is None or metric.good == "none":
        return "gray"
    return "blue" if (found.side is Side.ABOVE) == (metric.good == "up") else "orange"


def sentence(standing: Standing, wall: Wall) -> str:
    """Return a real change as a sentence of Markdown, its numbers bold."""
    found, metric = standing.comparison, standing.metric
    assert found is not None
    assert found.limits is not None
    names = ("value", "expected", "low", "high")
    amounts = (found.value, found.expected, found.limits.low, found.limits.high)
    written = {
        name: kpi_words.value(metric, amount, wall.currency).replace("$", r"\$")
        for name, amount in zip(names, amounts, strict=True)
    }
    return _(_SENTENCES[found.sign or Sign.POINT, found.side or Side.ABOVE]).format(
        label=kpi_words.label(metric), since=_short(found, wall.grain), **written
    )


_SENTENCES = {
    (Sign.POINT, Side.ABOVE): mark("**{label}** at **{value}**, above the usual {low} to {high}."),
    (Sign.POINT, Side.BELOW): mark("**{label}** at **{value}**, below the usual {low} to {high}."),
    (Sign.SHIFT, Side.ABOVE): mark(
        "**{label}** at **{value}**, higher than expected since {since}; {expected} was expected."
    ),
    (Sign.SHIFT, Side.BELOW): mark(
        "**{label}** at **{value}**, lower than expected since {since}; {expected} was expected."
    ),
}


def point(metric: Metric, found: Comparison | None, grain: str, currency: str | None) -> str:
    """Return a chart's point: the latest whole value and where it stands."""
    if found is None:
        return _("{label}: no period is whole yet").format(label=kpi_words.label(metric))
    return _(_POINTS[_place(found)]).format(
        label=kpi_words.label(metric),
        value=kpi_words.value(metric, found.value, currency),
        period=dates.period(found.period_start.date(), grain),
        since=_short(found, grain),
    )


_POINTS = {
    "usual": mark("{label}: {value} in {period}, within its usual range"),
    "point above": mark("{label}: {value} in {period}, above its usual range"),
    "point below": mark("{label}: {value} in {period}, below its usual range"),
    "shift above": mark("{label} is higher than expected since {since}: {value} in {period}"),
    "shift below": mark("{label} is lower than expected since {since}: {value} in {period}"),
    "too few": mark("{label}: {value} in {period}; too few periods or cases to say more"),
}


def _place(found: Comparison) -> str:
    if found.verdict is Verdict.TOO_FEW:
        return "too few"
    if found.side is None:
        return "usual"
    return f"{'shift' if found.sign is Sign.SHIFT else 'point'} {found.side}"


def _at(standing: Standing, wall: Wall) -> str:
    found = standing.comparison
    assert found is not None
    text = _("{label} at {value}")
    value = kpi_words.value(standing.metric, found.value, wall.currency)
    return text.format(label=kpi_words.label(standing.metric), value=value)


def _short(found: Comparison, grain: str) -> str:
    """Return the period since which a change holds, as short as it can be: "W44"."""
    since = found.since if found.since is not None else found.period_start
    return dates.period(since.date(), grain).split(",")[0]
