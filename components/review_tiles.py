"""The KPIs of the week as tiles."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analytics import trends
from analytics.metrics import CATALOGUE
from analytics.review.changes import Move, Verdict, real_changes
from analytics.trends import Sums
from components import numbers, tiles
from components.texts import _

MOST = 7
# What a meeting wants to see even when nothing moved, in this order.
STANDING = (
    "revenue",
    "customers_active",
    "customer_churn_rate",
    "net_promoter_score",
    "net_sentiment",
    "email_open_rate",
    "tickets_opened",
)
SPARKLINE_WEEKS = 26


def draw(moves: Sequence[Move], sums: Sums, monday: date, *, currency: str | None) -> None:
    """Draw at most seven tiles: what really changed, then what a meeting always wants to see."""
    by_key = {move.key: move for move in moves}
    keys = dict.fromkeys([move.key for move in real_changes(moves)] + [key for key in STANDING if key in by_key])
    shown = [by_key[key] for key in keys][:MOST]
    tiles.row([_tile(move, sums, monday, currency) for move in shown], key="review_tiles")


def _tile(move: Move, sums: Sums, monday: date, currency: str | None) -> tiles.Tile:
    metric = CATALOGUE[move.key]
    year = numbers.change(move.now, move.a_year_ago, move.unit)
    return tiles.Tile(
        label=move.label,
        value=numbers.value(move.now, move.unit, currency=currency),
        change=numbers.change(move.now, move.before, move.unit),
        change_period=_("to last week"),
        year_change=None if year == numbers.UNDEFINED else year,
        good=move.good,
        is_real=move.verdict is Verdict.REAL and _moved_towards_where_it_stands(move),
        sparkline=_last_values(sums, move.key, monday),
        note=_note(move),
        definition=_(metric.sentence),
    )


def _moved_towards_where_it_stands(move: Move) -> bool:
    """Return False where a KPI is still out of its usual range but on its way back: its step is not the news."""
    if move.now is None or move.before is None or move.usual_low is None or move.usual_high is None:
        return True
    return (move.now > move.before) == (move.now > (move.usual_low + move.usual_high) / 2)


def _note(move: Move) -> str:
    if move.verdict is Verdict.UNKNOWN:
        return _("too few to judge")
    if move.verdict is Verdict.USUAL or move.now is None or move.usual_low is None or move.usual_high is None:
        return ""
    if move.now > move.usual_high:
        return _("above its usual range")
    return _("below its usual range") if move.now < move.usual_low else ""


def _last_values(sums: Sums, key: str, monday: date) -> list[float]:
    series = trends.whole(trends.series(sums, CATALOGUE[key], end=monday))
    values: pd.Series = series["value"].tail(SPARKLINE_WEEKS)
    return [float(value) for value in values]
