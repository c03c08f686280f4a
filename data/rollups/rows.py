"""The rows of the table of roll-ups: a component, grain, period, dimension and segment each."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from data.components import Basis, Source
from data.facts import DERIVED
from data.summing import TOTAL

BASIS_GRAIN = "basis"  # the grain of rows that keep what the numbers were worked out with
WINDOW_KEY, CURRENCY_KEY = "inactivity_window_days", "main_currency"
WEB_GRAIN_KEY, LINES_KEY = "web_grain", "lines_are_orders"
BASIS_KEYS = (WINDOW_KEY, CURRENCY_KEY, WEB_GRAIN_KEY, LINES_KEY)
# Of a value. The engine adds in whatever order its threads come in, and floating point shows it in the last digit:
# of amounts with cents this leaves the same number whoever added them.
DECIMALS = 6


def long(wide: pa.Table, source: Source) -> list[pa.Table]:
    """Return the components of a source one by one, to be put under each other."""
    return [_one_component(wide, item.key) for item in source.components]


def _one_component(wide: pa.Table, key: str) -> pa.Table:
    known = wide.filter(wide[key].is_valid())
    columns = {
        "component": pa.array([key] * len(known), pa.string()),
        "grain": known["grain"].cast(pa.string()),
        "period_start": known["period_start"].cast(pa.date32()),
        "dimension": known["dimension"].cast(pa.string()),
        "segment": known["part"].cast(pa.string()),
        "value": np.round(known[key].to_numpy(), DECIMALS),
    }
    return pa.table(columns)


def together(parts: Iterable[pa.Table]) -> pa.Table:
    """Return roll-ups under each other; a table without rows where there are none."""
    return pa.concat_tables([_NOTHING, *parts])


def of_basis(basis: Basis) -> pa.Table:
    """Return what the numbers were worked out with, as rows beside them."""
    rows = [
        (WINDOW_KEY, BASIS_GRAIN, basis.as_of, TOTAL, TOTAL, float(basis.inactivity_window_days)),
        (CURRENCY_KEY, BASIS_GRAIN, basis.as_of, TOTAL, basis.currency or "", 1.0),
        (WEB_GRAIN_KEY, BASIS_GRAIN, basis.as_of, TOTAL, basis.web_grain or "", 1.0),
        (LINES_KEY, BASIS_GRAIN, basis.as_of, TOTAL, TOTAL, float(basis.lines_are_orders)),
    ]
    names = list(DERIVED["rollups"])
    return pa.table(
        {name: list(values) for name, values in zip(names, zip(*rows, strict=True), strict=True)},
        schema=_NOTHING.schema,
    )


_NOTHING = pa.table(
    {
        name: pa.array([], {"string": pa.string(), "date": pa.date32(), "float64": pa.float64()}[kind])
        for name, kind in DERIVED["rollups"].items()
    }
)
