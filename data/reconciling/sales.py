"""Figures of orders and contracts."""

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from data.components import Basis, Tables
from data.components import contracts as contract_components
from data.components import orders as order_components
from data.components.activity import contract_spells
from data.components.grains import days_after
from data.purchases import is_sale
from data.reconciling.figure import (
    COUNTS,
    Figure,
    Part,
    Period,
    column,
    components,
    each_row,
    nothing,
    one_row,
    rows_where,
)
from data.texts import mark


def orders(currency: str | None, others: tuple[str, ...]) -> tuple[Figure, ...]:
    """Return the figures of orders in the company's currency, and what is sold in each other one."""
    return (
        Figure(
            "orders", mark("Orders"), components("orders_with_value"), thing="order_id",
            why_not=(("returns", _is_return), ("other_currency", _is_foreign), ("no_amount", _has_no_amount)),
        ),
        Figure(
            "gross_sales", mark("Gross sales"), components("revenue"), parts=(_SOLD,),
            further=(("refunds", _paid_back),), is_money=True, currency=currency,
        ),
        Figure(
            "net_sales", mark("Net sales"), components("revenue"), parts=(_SOLD, _BACK),
            is_money=True, currency=currency,
        ),
        Figure("refunds", mark("Refunds"), _refunds_counted, parts=(_REFUNDED,), is_money=True, currency=currency),
        Figure(
            "customers", mark("Customers who bought"), components("buyers"), thing="reference",
            why_not=(("returns", _is_return),), merged="customer_id",
        ),
        Figure(
            "known_lines", mark("Lines of known customers"), _lines_of_buyers,
            parts=(Part(each_row, moves_with=""),),
            why_not=(("returns", _is_return), ("guests", _is_guest)),
        ),
        *(_kept_apart(other) for other in others),
    )  # fmt: skip


def _kept_apart(currency: str) -> Figure:
    """Return what was sold in another currency: amounts are never added up unconverted."""

    def is_in_it(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
        return rows.currency == currency

    sold = Part(
        lambda rows, basis: ibis.ifelse(is_in_it(rows, basis), rows.amount, None),
        reads=("amount",),
        or_else=_INSTEAD,
        applies=is_in_it,
        moves_with="amount",
    )
    return Figure(
        f"gross_sales_{currency}", mark("Gross sales"), nothing, parts=(sold,),
        why_not=(("other_currency", lambda _rows, _basis: ibis.literal(value=True)),),
        is_money=True, currency=currency,
    )  # fmt: skip


def _in_main_currency(rows: ir.Table, basis: Basis) -> ir.BooleanValue:
    if basis.currency is None:
        return ibis.literal(value=True)
    return rows.currency.isnull() | (rows.currency == basis.currency)


def _is_foreign(rows: ir.Table, basis: Basis) -> ir.BooleanValue:
    return ~_in_main_currency(rows, basis)


def _is_return(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
    return ~is_sale(rows)


def _has_no_amount(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
    return rows.amount.isnull()


def _is_guest(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
    return rows.customer_id.isnull()


def _amount(rows: ir.Table, basis: Basis) -> ir.Value:
    return ibis.ifelse(_in_main_currency(rows, basis), rows.amount, None)


def _refund(rows: ir.Table, basis: Basis) -> ir.Value:
    return ibis.ifelse(_in_main_currency(rows, basis) & (rows.refunded_amount > 0), rows.refunded_amount, None)


def _refund_day(rows: ir.Table, _basis: Basis) -> ir.Value:
    return ibis.coalesce(rows.refunded_at, rows.ordered_at).cast("date")


_INSTEAD = ("quantity", "unit_price")
_SOLD = Part(_amount, reads=("amount",), or_else=_INSTEAD, applies=_in_main_currency, moves_with="amount")
_REFUNDED = Part(
    _refund,
    day=_refund_day,
    reads=("refunded_amount",),
    applies=_in_main_currency,
    moves_with="refunded_amount",
)
_BACK = replace(_REFUNDED, value=lambda rows, basis: -_refund(rows, basis), sign=-1)


def _paid_back(rows: ir.Table, _tables: Tables, basis: Basis, period: Period) -> ir.Table:
    """Return what was paid back on rows that count: it lies between gross sales and revenue."""
    back = rows.filter(
        (rows.fate == COUNTS) & _refund(rows, basis).notnull() & period.holds(_refund_day(rows, basis))
    )
    return back.aggregate(count=back.count(), amount=back.refunded_amount.sum())


def _refunds_counted(tables: Tables, basis: Basis, period: Period) -> list[ir.Table]:
    rows = order_components.rows(tables, basis)
    back = rows.filter(period.holds(rows.day) & rows.counts & (rows.money < 0))
    return [one_row(-back.money.sum())]


def _lines_of_buyers(tables: Tables, basis: Basis, period: Period) -> list[ir.Table]:
    lines = order_components.bought_lines(tables, basis)
    return [one_row(lines.filter(period.holds(lines.day)).count())]


def _due(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
    return rows.due_on.notnull()


def _lies_ahead(rows: ir.Table, basis: Basis) -> ir.BooleanValue:
    return rows.due_on > basis.until("subscriptions")


def _never_tells_renewals(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
    told = ((rows.fate == COUNTS) & rows.renewed_on.notnull()).any().over(ibis.window())
    return ~told.fill_null(False)


def _renewed_late(rows: ir.Table, basis: Basis) -> ir.BooleanValue:
    return rows.renewed_on > days_after(rows.due_on, basis.settings.renewal_grace_days)


def _no_longer_running(_rows: ir.Table, tables: Tables, basis: Basis, _period: Period) -> ir.Table:
    """Return the contracts that don't run on the last day with data: ended, or not begun."""
    spells = contract_spells(tables, basis)
    until = basis.until("subscriptions")
    runs = (spells.ends > spells.starts) & (spells.starts <= until) & (spells.ends > until)
    ended = spells.filter(~runs & spells.recurring_value.notnull())
    return ended.aggregate(count=ended.count(), amount=ended.recurring_value.sum())


def _running_value(tables: Tables, basis: Basis, _period: Period) -> list[ir.Table]:
    rows = contract_components.value_rows(tables, basis)
    days = rows.filter(rows.grain == "day")
    return [one_row((days.at_end - days.at_start).sum())]


CONTRACTS = (
    Figure(
        "contracts_due", mark("Contracts that came due"), components("contracts_due"),
        parts=(rows_where(_due, "due_on", day="due_on"),),
        why_not=(("untold", _never_tells_renewals), ("ahead", _lies_ahead)),
    ),
    Figure(
        "contracts_renewed", mark("Contracts renewed"), components("contracts_renewed"),
        parts=(
            rows_where(
                lambda rows, basis: _due(rows, basis) & rows.renewed_on.notnull(), "due_on", "renewed_on",
                day="due_on",
            ),
        ),
        why_not=(("ahead", _lies_ahead), ("late", _renewed_late)),
    ),
    Figure(
        "recurring_value", mark("Recurring value per month"), _running_value, parts=(column("recurring_value"),),
        why_not=(("guests", _is_guest),), further=(("not_running", _no_longer_running),),
        is_money=True, whole_only=True,
    ),
)  # fmt: skip
