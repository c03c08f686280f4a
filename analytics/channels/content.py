"""Content by piece: which pieces engage and convert, with how sure that is."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics import intervals
from analytics.formulas import ratio
from data import marketing_rows
from data.store import Store

FEWEST_VIEWS = 100  # with fewer, one reader more or less moves a rate by over a percentage point
ASKED = {"engagement_rate": "engagements", "conversion_rate": "conversions"}
ORDERS = ("engagement_rate", "conversion_rate", "views", "conversions", "day")


@dataclass(frozen=True, slots=True)
class Extremes:
    """The best and the worst piece by a rate, and whether their intervals lie apart."""

    best: pd.Series
    worst: pd.Series
    lie_apart: bool


def load(store: Store, first: date, last: date) -> pd.DataFrame:
    """Return the pieces published in some days, both inside: see ``with_rates``."""
    with store.read() as facts:
        return with_rates(facts.frame(marketing_rows.pieces(facts.tables, first, last)))


def with_rates(pieces: pd.DataFrame) -> pd.DataFrame:
    """Return the pieces with their rates per view.

    Returns
    -------
    DataFrame
        title, kind, day, views, engagements, conversions, and for each of engagement_rate and conversion_rate
        the value, ``…_low`` and ``…_high`` (Wilson, 95 %); enough_views. NaN where a count isn't known.
    """
    rows = pieces.astype({"views": "float64", "engagements": "float64", "conversions": "float64"})
    for rate, part in ASKED.items():
        low, high = intervals.wilson(rows[part], rows["views"])
        known = {rate: ratio(rows[part], rows["views"]), f"{rate}_low": low, f"{rate}_high": high}
        rows = rows.assign(**known)
    return rows.assign(enough_views=rows["views"] >= FEWEST_VIEWS)


def ordered(pieces: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the pieces with the highest (or newest) first; of a rate those with too few views last."""
    keys = ["enough_views", by] if by in ASKED else [by]
    return pieces.sort_values(keys, ascending=False, na_position="last", ignore_index=True)


def extremes(pieces: pd.DataFrame, rate: str) -> Extremes | None:
    """Return the best and the worst piece among those with enough views; None with fewer than two of them."""
    known = pieces[pieces["enough_views"] & pieces[rate].notna()].sort_values([rate, "title"])
    if len(known) < 2:
        return None
    best, worst = known.iloc[-1], known.iloc[0]
    return Extremes(best, worst, bool(best[f"{rate}_low"] > worst[f"{rate}_high"]))


def shown(pieces: pd.DataFrame, rate: str, number: int) -> pd.DataFrame:
    """Return the so many best and so many worst pieces by a rate, the best first, each once."""
    known = ordered(pieces[pieces["enough_views"] & pieces[rate].notna()], rate)
    return known if len(known) <= 2 * number else pd.concat([known.head(number), known.tail(number)])
