"""What the numbers depend on beside the rows, worked out from the data where it isn't set."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from data import coverage
from data.components.activity import buyers
from data.components.base import Basis
from data.coverage import ACTIVITY, Span
from data.currencies import Conversion
from data.purchases import is_sale
from data.settings import Settings
from data.workbench import Tables

EXCEEDED_BY = 0.1  # one in ten repeat buyers has a longer gap
SHORTEST_WINDOW_DAYS = 7
WINDOW_WITHOUT_REPEATS_DAYS = 365

Frame = Callable[[ir.Table], pd.DataFrame]


def proposed_inactivity_window(tables: Tables) -> ir.Table:
    """Return one row with the ``days`` that a customer may stay away before counting as inactive.

    The longest gap between purchases that only one in ten repeat buyers exceeds, at least a week; null
    where nobody has bought on two days.
    """
    longest = buyers(tables)
    days_away = longest.longest.quantile(1 - EXCEEDED_BY)
    proposed = ibis.greatest(days_away.ceil(), float(SHORTEST_WINDOW_DAYS))
    # greatest() passes over a null: without this, a shop that nobody came back to yet would be given a week.
    return longest.aggregate(days=ibis.ifelse(longest.longest.count() > 0, proposed, ibis.null()))


def main_currency(tables: Tables) -> ir.Table:
    """Return one row with the ``currency`` that most order lines name, or none."""
    orders = tables["orders"]
    named = orders.filter(orders.currency.notnull())
    counts = named.group_by("currency").aggregate(lines=named.count())
    return counts.order_by([counts.lines.desc(), counts.currency]).limit(1).select("currency")


def conversion(tables: Tables, settings: Settings, frame: Frame) -> Conversion:
    """Return how amounts become amounts in the company's main currency: the one set, else that of most orders."""
    currency = settings.currency or _first(frame(main_currency(tables)), "currency")
    return Conversion(currency, settings.rates_into(currency))


def kept_apart(tables: Tables, converted: Conversion) -> ir.Table:
    """Return a row per currency that is kept apart: ``currency``, ``orders`` (how many), ``amount`` in it."""
    orders = tables["orders"]
    apart = orders.filter(~converted.counts(orders) & is_sale(orders))
    number = ibis.coalesce(apart.tool, "").concat("\t", apart.order_id)
    each = apart.group_by("currency").aggregate(orders=number.nunique(), amount=apart.amount.sum().fill_null(0.0))
    return each.order_by([each.orders.desc(), each.currency])


def order_numbers(tables: Tables) -> ir.Table:
    """Return a row per tool with its ``lines`` of orders and how many different ``orders`` they name."""
    orders = tables["orders"]
    return orders.group_by("tool").aggregate(lines=orders.order_id.count(), orders=orders.order_id.nunique())


def web_gap(tables: Tables) -> ir.Table:
    """Return one row with the usual gap in ``days`` between the dates of the web export."""
    days = coverage.data_days("web_traffic", tables["web_traffic"])
    before = days.day.lag().over(ibis.window(order_by=days.day))
    return days.mutate(gap=days.day.delta(before, unit="day")).aggregate(days=ibis._.gap.median())


def basis_of(tables: Tables, known: dict[str, Span], settings: Settings, frame: Frame) -> Basis:
    """Return what the components depend on; ``frame`` runs an expression."""
    has_orders = "orders" in known
    window = settings.inactivity_window_days
    if window is None and has_orders:
        window = _first(frame(proposed_inactivity_window(tables)), "days")
    currency = settings.currency
    if currency is None and has_orders:
        currency = _first(frame(main_currency(tables)), "currency")
    web_days = _first(frame(web_gap(tables)), "days") if "web_traffic" in known else None
    return Basis(
        settings=settings,
        as_of=coverage.as_of(known) or date.max,
        covered_until=covered_until(known),
        currency=currency,
        inactivity_window_days=int(window or WINDOW_WITHOUT_REPEATS_DAYS),
        web_grain=coverage.web_grain(web_days or float("nan")),
        lines_are_orders=has_orders and _none_twice(frame(order_numbers(tables))),
    )


def covered_until(known: Mapping[str, Span]) -> dict[str, date]:
    """Return the last day for which each table, and "activity", is complete."""
    last = coverage.as_of(known)
    active = coverage.activity_span(known)
    covered = {name: span.until(last) for name, span in known.items()} if last else {}
    return covered | ({ACTIVITY: active.last_day} if active else {})


def _none_twice(numbers: pd.DataFrame) -> bool:
    return bool((numbers["lines"] == numbers["orders"]).all())


def _first(rows: pd.DataFrame, column: str) -> Any:
    values = rows[column].dropna()
    return None if values.empty else values.iloc[0]
