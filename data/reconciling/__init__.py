"""What a tool's files come to beside what the product counts of them, with what each reason keeps out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from data import basis, coverage, facts, rollups, schemas
from data.components import Basis, Tables
from data.reconciling import marketing, relations, sales, staging, voices, zone
from data.reconciling.figure import COUNTS, NOT_HAPPENED, SET_ASIDE, Figure, Part, Period, each_row, one_row
from data.reconciling.held import held
from data.reconciling.sums import Made, Sum, Sums, added_up
from data.state import Batch
from data.store import Facts, Store
from data.texts import mark
from data.workbench import workbench

__all__ = ["ROWS", "Compared", "Period", "Sum", "Sums", "compared"]

ROWS = "rows"
DAYS_A_WEEK = 7
FIGURES: dict[str, tuple[Figure, ...]] = {
    "customers": relations.CUSTOMERS,
    "subscriptions": sales.CONTRACTS,
    "leads": relations.LEADS,
    "email_campaigns": marketing.CAMPAIGNS,
    "web_traffic": marketing.TRAFFIC,
    "surveys": voices.SURVEYS,
    "tickets": voices.TICKETS,
    "mentions": voices.MENTIONS,
    "social_posts": marketing.POSTS,
    "content": marketing.CONTENT,
    "loyalty_events": relations.LOYALTY,
    "referrals": relations.REFERRALS,
    "spend": marketing.SPEND,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One source on both sides over a period.

    Attributes
    ----------
    stored
        Rows of its files that are stored, whatever the period; a file's rows that repeat one of the same file
        are not.
    first_day, last_day
        Of the rows that count, whatever the period; None without dates.
    outside_weeks
        Rows that count and lie in a week of which the period holds a part only, at its beginning and its end.
    currency
        In which amounts are added up; None where no export names one.
    held
        What the tool's amounts hold of tax and shipping, and what discount they lack, by the tool's own headers;
        of the rows of the period that count.
    """

    sums: tuple[Sums, ...]
    stored: int
    first_day: date | None
    last_day: date | None
    outside_weeks: tuple[int, int]
    currency: str | None
    held: Mapping[str, float]


def compared(store: Store, batches: Sequence[Batch], period: Period) -> Compared:
    """Return every figure of one source and table on both sides.

    Parameters
    ----------
    batches
        Its batches in force, at least one.
    """
    name, source = batches[0].table, batches[0].source
    with store.read() as reader:
        tables = rollups.everything(reader)
        tables[name] = _of_tool(store, reader, name, source)
        with workbench(reader, tables) as bench:
            known = _basis(store, reader, tables)
            rows = bench.keep("reconciled", lambda: staging.all_rows(store, reader, batches))
            made = Made(bench, name, rows, known)
            figures = _figures(made)
            sums = added_up(made, figures, period)
            stored, first, last = _extent(made)
            outside = _outside_weeks(made, Period(period.first or first, period.last or last))
            counted = _in_force(store, reader, name, source)
            beside = held(reader, source, counted.filter(period.holds(_row_day(name, counted))))
    sums = zone.by_tools_month(sums, batches, period)
    return Compared(tuple(sums), stored, first, last, outside, known.currency, beside)


def _of_tool(store: Store, reader: Facts, name: str, source: str) -> ir.Table:
    """Return the rows of one tool that count, as KPIs see them."""
    rows = _in_force(store, reader, name, source)
    return facts.resolved(name, rows, reader.derived("customer_map"))


def _in_force(store: Store, reader: Facts, name: str, source: str) -> ir.Table:
    rows = facts.in_force(name, reader.stored[name], store.state.batches_in_force(name))
    return rows.filter(rows.tool == source)


def _basis(store: Store, reader: Facts, tables: Tables) -> Basis:
    """Return what the stored roll-ups were worked out with, so that both count alike."""
    known = coverage.spans(reader.frame(reader.derived("coverage")))
    last = coverage.as_of(known) or date.max
    settings = store.state.settings()
    currency = settings.currency or rollups.main_currency(reader)
    if currency is None:
        named = reader.frame(basis.main_currency(tables))["currency"]
        currency = None if named.empty else str(named.iloc[0])
    return Basis(
        settings=settings,
        as_of=last,
        covered_until={name: span.until(last) for name, span in known.items()},
        currency=currency,
    )


def _figures(made: Made) -> tuple[Figure, ...]:
    """Return the rows and every figure that KPIs are made of."""
    name = made.table

    def in_force(tables: Tables, _basis: Basis, period: Period) -> list[ir.Table]:
        counted = tables[name]
        return [one_row(counted.filter(period.holds(_row_day(name, counted))).count())]

    part = Part(each_row, day=lambda rows, _basis: _row_day(name, rows), moves_with="")
    every = Figure(ROWS, mark("Rows"), in_force, parts=(part,))
    if name == "orders":
        return (every, *sales.orders(made.basis.currency, _other_currencies(made)))
    return (every, *FIGURES.get(name, ()))


def _row_day(name: str, rows: ir.Table) -> ir.DateValue:
    """Return the day on which a row lies: of a deal without a day of creation the one on which it was closed."""
    moment = schemas.table(name).moment
    if moment is None:
        return ibis.date("1970-01-01")  # customers: none of them lacks a day
    day = rows[moment].cast("date")
    return ibis.coalesce(day, rows.closed_on.cast("date")) if name == "leads" else day


def _other_currencies(made: Made) -> tuple[str, ...]:
    if made.basis.currency is None:
        return ()
    names = made.bench.frame(made.rows.select("currency").distinct())["currency"].dropna()
    return tuple(sorted(set(names) - {made.basis.currency} - set(made.basis.conversion.rates)))


def _extent(made: Made) -> tuple[int, date | None, date | None]:
    """Return how many rows are stored, and the first and the last day of those that count."""
    name, rows = made.table, made.rows
    asked = {"stored": rows.count(where=~rows.fate.isin([NOT_HAPPENED, SET_ASIDE]))}
    if schemas.table(name).moment:
        day, in_force = _row_day(name, rows), rows.fate == COUNTS
        asked |= {"first": day.min(where=in_force), "last": day.max(where=in_force)}
    (found,) = made.bench.frame(rows.aggregate(**asked)).to_dict("records")
    return int(found["stored"]), _day(found.get("first")), _day(found.get("last"))


def _outside_weeks(made: Made, period: Period) -> tuple[int, int]:
    """Return the rows in a week of which a period holds a part only: at its beginning, and at its end."""
    name = made.table
    if schemas.table(name).moment is None or period.first is None or period.last is None:
        return (0, 0)
    rows = made.rows.filter(made.rows.fate == COUNTS)
    day = _row_day(name, rows)
    calendar, a_day = made.basis.settings.calendar, timedelta(days=1)
    first_whole = calendar.start_of(period.first + timedelta(days=DAYS_A_WEEK - 1), "week")
    last_week = calendar.start_of(period.last, "week")
    ends_whole = calendar.start_of(period.last + a_day, "week") > last_week
    before = Period(period.first, first_whole - a_day)
    after = Period(max(last_week, first_whole), period.last)
    asked = rows.aggregate(before=rows.count(where=before.holds(day)), after=rows.count(where=after.holds(day)))
    (found,) = made.bench.frame(asked).to_dict("records")
    return int(found["before"]), 0 if ends_whole else int(found["after"])


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
