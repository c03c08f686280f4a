"""The tiles of the cohort page: who was won, and what is left of them at half a year and a year."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analytics import cohorts
from analytics.cohorts import TOTAL
from components import cohort_words, dates, numbers
from components.cohort_choice import Shown
from components.texts import _
from components.tiles import Tile

TOLD_AT = {"month": (6, 12), "quarter": (2, 4)}  # half a year, and a year


def of(shown: Shown) -> list[Tile]:
    """Return the tiles of cohorts: who was won, and the measure at half a year and a year."""
    made = shown.made
    first = made.cells[(made.cells["segment"] == TOTAL) & (made.cells["age"] == 0) & ~made.cells["is_late"]]
    sizes = first.set_index("cohort_start")["customers"]
    found = [_won(sizes, made.grain)] if len(sizes) else []
    pooled = cohorts.pooled(made, shown.measure)
    told = pooled[pooled["age"].isin(TOLD_AT[made.grain]) & ~pooled["too_few"] & pooled["value"].notna()]
    return [*found, *(_at_age(shown, row) for row in told.to_dict("records"))]


def _won(sizes: pd.Series, grain: str) -> Tile:
    start = sizes.index.max()
    year_ago = sizes.get(start - pd.DateOffset(years=1))
    return Tile(
        _("Won in {period}").format(period=dates.period(start.date(), grain)),
        numbers.count(sizes[start]),
        beside=_beside(sizes[start], year_ago),
        definition=_("Customers who first became customers in the latest whole period."),
    )


def _beside(now: float, year_ago: float | None) -> tuple[str, ...]:
    if year_ago is None:
        return ()
    return (_("{change} to a year ago").format(change=numbers.change(now, year_ago, "customers")),)


def _at_age(shown: Shown, row: Mapping[Hashable, Any]) -> Tile:
    label = _("{measure} after {age}")
    age = cohort_words.age(shown.made.grain, row["age"])
    return Tile(
        label.format(measure=_(shown.measure.label), age=age),
        shown.text(row["value"]),
        count_text=_("n\u00a0=\u00a0{count}").format(count=numbers.count(row["customers"])),
        note=_("all cohorts that old"),
        definition=_(shown.measure.meaning),
    )
