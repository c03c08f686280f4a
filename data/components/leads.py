"""Components of leads and deals: created and converted, closed and won."""

import ibis.expr.types as ir

from data.components.base import Basis, Component, Reach, Source, known_by_source
from data.components.grains import days_after
from data.workbench import Tables

TABLES = ("leads",)


def created_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return the leads on the day they were created, and whether they became customers in time.

    Only those of tools that say who became a customer.
    """
    leads = tables["leads"]
    leads = known_by_source(leads.filter(leads.created_on.notnull()), "converted_on")
    leads = leads.filter(leads.known)
    last_day = days_after(leads.created_on, basis.settings.lead_maturity_days)
    converted = (leads.converted_on <= last_day).fill_null(False)
    return leads.select("source", day=leads.created_on, converted=converted)


def closed_rows(tables: Tables, _basis: Basis) -> ir.Table:
    """Return the deals that were won or lost, on the day they were; the close date of an open deal is a hope."""
    deals = tables["leads"]
    closed = deals.filter(deals.closed_on.notnull() & deals.won.notnull())
    return closed.select("source", "won", day=closed.closed_on)


CREATED = Source(
    "leads_created",
    tables=TABLES,
    coverage=TABLES,
    dimensions=("source",),
    rows=created_rows,
    own=(
        Component("leads_created", lambda rows: rows.count()),
        Component("leads_converted", lambda rows: rows.count(where=rows.converted), reach=Reach.WINDOW),
    ),
)

CLOSED = Source(
    "deals_closed",
    tables=TABLES,
    coverage=TABLES,
    dimensions=("source",),
    rows=closed_rows,
    own=(
        Component("deals_closed", lambda rows: rows.count()),
        Component("deals_won", lambda rows: rows.count(where=rows.won)),
    ),
)
