"""Components of support: cases opened, answered, solved, each on its own day."""

import ibis.expr.types as ir

from data.components.base import (
    CUSTOMER_DIMENSIONS,
    Basis,
    Component,
    Source,
    hours_between,
    with_customer,
)
from data.workbench import Tables

TABLES = ("tickets", "customers")
DIMENSIONS = ("channel", *CUSTOMER_DIMENSIONS)


def opened_rows(tables: Tables, _basis: Basis) -> ir.Table:
    """Return the cases on the day they were opened."""
    tickets = tables["tickets"]
    opened = tickets.filter(tickets.opened_at.notnull())
    return with_customer(opened.select("customer_id", "channel", day=opened.opened_at.date()), tables)


def replied_rows(tables: Tables, _basis: Basis) -> ir.Table:
    """Return the cases on the day of their first reply, with the hours until then."""
    return _until("first_reply_at", tables)


def resolved_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return the cases on the day they were solved, with the hours until then."""
    rows = _until("resolved_at", tables)
    return rows.mutate(in_time=rows.hours <= basis.settings.resolution_target_hours)


def _until(moment: str, tables: Tables) -> ir.Table:
    tickets = tables["tickets"]
    done = tickets.filter(tickets[moment].notnull() & tickets.opened_at.notnull())
    hours = hours_between(done.opened_at, done[moment])
    return with_customer(done.select("customer_id", "channel", day=done[moment].date(), hours=hours), tables)


def _median_hours(key: str) -> Component:
    return Component(key, lambda rows: rows.hours.median(), additive=False, zero_where_absent=False)


OPENED = Source(
    "tickets_opened",
    tables=TABLES,
    coverage=("tickets",),
    dimensions=DIMENSIONS,
    rows=opened_rows,
    own=(Component("tickets_opened", lambda rows: rows.count()),),
)

REPLIED = Source(
    "tickets_replied",
    tables=TABLES,
    coverage=("tickets",),
    dimensions=DIMENSIONS,
    rows=replied_rows,
    own=(
        _median_hours("ticket_reply_hours_median"),
        Component("tickets_replied", lambda rows: rows.hours.count()),
    ),
)

RESOLVED = Source(
    "tickets_resolved",
    tables=TABLES,
    coverage=("tickets",),
    dimensions=DIMENSIONS,
    rows=resolved_rows,
    own=(
        _median_hours("ticket_resolution_hours_median"),
        Component("tickets_resolved", lambda rows: rows.hours.count()),
        Component("tickets_resolved_in_time", lambda rows: rows.count(where=rows.in_time)),
    ),
)
