"""Figures of customers, leads, loyalty and referrals."""

import ibis
import ibis.expr.types as ir

from data.components import Basis, Tables
from data.components.grains import days_after
from data.reconciling.figure import COUNTS, Condition, Figure, Part, Period, components, one_row, rows_where
from data.texts import mark


def _customers_counted(tables: Tables, _basis: Basis, _period: Period) -> list[ir.Table]:
    return [one_row(tables["customers"].count())]


CUSTOMERS = (Figure("customers", mark("Customers"), _customers_counted, thing="reference", merged="person"),)


def _known(name: str) -> Condition:
    return lambda rows, _basis: rows[name].notnull()


def _never_tells(name: str) -> tuple[str, Condition]:
    """Return the reason of a tool that has no column for what became of it: it must not count as none at all."""

    def untold(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
        told = ((rows.fate == COUNTS) & rows[name].notnull()).any().over(ibis.window())
        return ~told.fill_null(False)

    return ("untold", untold)


def _converted_late(rows: ir.Table, basis: Basis) -> ir.BooleanValue:
    return rows.converted_on > days_after(rows.created_on, basis.settings.lead_maturity_days)


def _is_open(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
    return rows.won.isnull()


LEADS = (
    Figure(
        "leads_created", mark("Leads created"), components("leads_created"),
        parts=(rows_where(_known("created_on"), "created_on", day="created_on"),),
        why_not=(_never_tells("converted_on"),),
    ),
    Figure(
        "leads_converted", mark("Leads that became customers"), components("leads_converted"),
        parts=(
            rows_where(
                lambda rows, _basis: rows.created_on.notnull() & rows.converted_on.notnull(),
                "created_on", "converted_on", day="created_on",
            ),
        ),
        why_not=(("converted_late", _converted_late),),
    ),
    Figure(
        "deals_closed", mark("Deals with a close date"), components("deals_closed"),
        parts=(rows_where(_known("closed_on"), "closed_on", day="closed_on"),), why_not=(("open", _is_open),),
    ),
    Figure(
        "deals_won", mark("Deals won"), components("deals_won"),
        parts=(
            rows_where(
                lambda rows, _basis: rows.won & rows.closed_on.notnull(), "won", "closed_on", day="closed_on"
            ),
        ),
    ),
)  # fmt: skip


def _is_nobody(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
    return rows.customer_id.isnull()


def _points(*ways: str) -> Part:
    def value(rows: ir.Table, _basis: Basis) -> ir.Value:
        kind = rows.kind.lower()
        is_way = ibis.or_(*(kind.startswith(way) for way in ways))
        return ibis.ifelse(is_way, rows.points.abs(), None)

    return Part(value, reads=("kind", "points"))


LOYALTY = (
    Figure(
        "points_earned", mark("Points earned"), components("points_earned"), parts=(_points("earn"),),
        why_not=(("guests", _is_nobody),),
    ),
    Figure(
        "points_redeemed", mark("Points redeemed"), components("points_redeemed"),
        parts=(_points("redeem", "spen", "burn"),), why_not=(("guests", _is_nobody),),
    ),
)  # fmt: skip

REFERRALS = (
    Figure(
        "invitations_sent", mark("Invitations"), components("invitations_sent"),
        parts=(rows_where(_known("sent_on"), "sent_on"),), why_not=(_never_tells("converted_on"),),
    ),
    Figure(
        "invitations_converted", mark("Invitations that brought a customer"),
        components("invitations_converted"), parts=(rows_where(_known("converted_on"), "converted_on"),),
    ),
)  # fmt: skip
