"""Days, as features use them."""

from datetime import date

import ibis
import ibis.expr.types as ir

RECENT_DAYS = 90  # "lately": long enough for a quarterly buyer, short enough to show a change


def day(when: date) -> ir.DateScalar:
    """Return a date of an expression."""
    return ibis.date(when.isoformat())


def known_by(rows: ir.Table, column: str, as_of: date) -> ir.Table:
    """Return the rows of known customers that were there by the end of a day, with their ``day``."""
    end = ibis.timestamp(as_of.isoformat()) + ibis.interval(days=1)
    rows = rows.filter(rows.customer_id.notnull() & (rows[column].cast("timestamp") < end))
    return rows.mutate(day=rows[column].cast("date"))


def days_before(rows_day: ir.DateValue, as_of: date) -> ir.FloatingValue:
    """Return how many days before ``as_of`` something was."""
    return day(as_of).delta(rows_day, unit="day").cast("float64")


def is_recent(rows: ir.Table, as_of: date) -> ir.BooleanValue:
    """Return whether ``day`` lies in the last 90 days."""
    return rows.day > day(as_of) - ibis.interval(days=RECENT_DAYS)


def is_before(rows: ir.Table, as_of: date) -> ir.BooleanValue:
    """Return whether ``day`` lies in the 90 days before the last 90."""
    return ~is_recent(rows, as_of) & (rows.day > day(as_of) - ibis.interval(days=2 * RECENT_DAYS))
