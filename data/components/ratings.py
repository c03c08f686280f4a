"""Components of what customers say of their support cases. Ratings of cases are never mixed with surveys."""

import ibis.expr.types as ir

from data.components.base import Basis, Component, Source
from data.workbench import Tables

SATISFIED_FROM = 4  # of 5


def rated_rows(tables: Tables, _basis: Basis) -> ir.Table:
    """Return the rated cases on the day they were opened: a rating has no day of its own."""
    tickets = tables["tickets"]
    rated = tickets.filter(tickets.opened_at.notnull() & tickets.satisfaction.notnull())
    return rated.select("channel", day=rated.opened_at.date(), satisfied=rated.satisfaction >= SATISFIED_FROM)


SOURCE = Source(
    "tickets_rated",
    tables=("tickets",),
    coverage=("tickets",),
    dimensions=("channel",),
    rows=rated_rows,
    own=(
        Component("tickets_rated", lambda rows: rows.count()),
        Component("tickets_rated_well", lambda rows: rows.count(where=rows.satisfied)),
    ),
)
