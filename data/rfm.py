"""Recency, frequency and money of every buyer, scored from 1 to 5, as of the last day and of earlier ones.

Four values cut all buyers into fifths; a score is 1 and 1 more for each of them that a buyer lies above. Without
ties these are quintiles. Buyers who are alike always have the same score, and the lowest value always has 1: where
half of all buyers bought once they all have frequency 1, those with two purchases have 4 if they lie above three
of the cuts, and nobody has 2. Cutting a sorted list into equal parts would tell people apart who are alike.

As of an earlier day only what was known by its evening counts: later purchases and later refunds are not there.

References
----------
Hughes, A. M. (1994). Strategic Database Marketing. Probus: scores of recency, frequency and money by fifths.
"""

from datetime import date
from functools import reduce

import ibis
import ibis.expr.types as ir
import pandas as pd

from data.components import activity, orders
from data.components.base import Basis
from data.components.grains import days_after
from data.facts import DERIVED
from data.store import Facts, Writer
from data.workbench import Tables, Workbench, once

TABLES = ("orders", "customers")
EARLIER_DAYS = (28, 91, 182, 364)  # whole weeks, so that no weekday weighs more on one side
DAYS_AGO = (0, *EARLIER_DAYS)
CUTS = (0.2, 0.4, 0.6, 0.8)


def scored(tables: Tables, basis: Basis) -> ir.Table:
    """Return a row per customer who ever bought, as the table ``rfm`` holds it.

    Returns
    -------
    ir.Table
        as_of; customer_id; recency_days: since the last day with a purchase; frequency: days with one; money: what
        they paid net of refunds, in the main currency (null where no amount is known); cell: the scores as digits;
        and per earlier day the cell as of it, null for who had not bought by then.
    """
    rows = buyer_histories(tables, basis)
    rows = rows.cross_join(rows.aggregate(**_cuts(rows)))
    rows = rows.mutate(
        as_of=basis.until("orders"),
        recency_days=rows.away_0,
        frequency=rows.bought_0,
        money=rows.paid_0,
        **{_cell(ago): _scores(rows, ago) for ago in DAYS_AGO},
    )
    return rows.select(*(rows[name].cast(kind) for name, kind in DERIVED["rfm"].items()))


def _cell(days_ago: int) -> str:
    return f"cell_{days_ago}" if days_ago else "cell"


@once
def buyer_histories(tables: Tables, basis: Basis) -> ir.Table:
    """Return what was known of each buyer by the evening of each day: days ``away``, ``bought`` and ``paid``."""
    until = basis.until("orders")
    evenings = {ago: days_after(until, -ago) for ago in DAYS_AGO}
    days = activity.sale_days(tables)
    days = days.filter(days.day <= until)
    bought = {f"bought_{ago}": days.count(where=days.day <= evening) for ago, evening in evenings.items()}
    last = {f"last_{ago}": days.day.max(where=days.day <= evening) for ago, evening in evenings.items()}
    buyers = days.group_by("customer_id").aggregate(**bought, **last)
    away = {f"away_{ago}": evening.delta(buyers[f"last_{ago}"], unit="day") for ago, evening in evenings.items()}
    buyers = buyers.select("customer_id", *bought, **away)
    rows = orders.rows(tables, basis)
    rows = rows.filter(rows.counts & rows.customer_id.notnull() & (rows.day <= until))
    paid = {f"paid_{ago}": rows.money.sum(where=rows.day <= evening) for ago, evening in evenings.items()}
    payers = rows.group_by(payer_id="customer_id").aggregate(**paid)
    return buyers.left_join(payers, buyers.customer_id == payers.payer_id).drop("payer_id")


def _cuts(rows: ir.Table) -> dict[str, ir.Value]:
    """Return the values that cut those who were buyers on each day into fifths."""
    return {
        f"{measure}_{ago}_cuts": rows[f"{measure}_{ago}"].quantile(list(CUTS), where=rows[f"bought_{ago}"] > 0)
        for measure in ("away", "bought", "paid")
        for ago in DAYS_AGO
    }


def _scores(rows: ir.Table, ago: int) -> ir.Value:
    """Return the three scores as of so many days ago as one number; null for who had not bought by then."""
    recency = len(CUTS) + 1 - _above(rows, f"away_{ago}")  # who was away for longer scores less
    frequency = 1 + _above(rows, f"bought_{ago}")
    money = ibis.ifelse(rows[f"paid_{ago}_cuts"].notnull(), 1 + _above(rows, f"paid_{ago}"), frequency)
    return ibis.ifelse(rows[f"bought_{ago}"] > 0, recency * 100 + frequency * 10 + money, ibis.null("int64"))


def _above(rows: ir.Table, measure: str) -> ir.IntegerValue:
    """Return how many of the cuts a buyer lies above; an amount that isn't known lies above none."""
    cuts = rows[f"{measure}_cuts"]
    over = [(rows[measure] > cuts[place]).fill_null(False).cast("int64") for place in range(len(CUTS))]
    return reduce(lambda total, one: total + one, over)


def refresh(writer: Writer, bench: Workbench, basis: Basis) -> None:
    """Score the buyers anew and keep the scores."""
    writer.replace("rfm", bench.arrow(scored(bench, basis)))


def as_of(facts: Facts) -> date | None:
    """Return the day as of which buyers are scored; None where there are none."""
    days = facts.frame(facts.derived("rfm").select("as_of").limit(1))["as_of"]
    return None if days.empty else date(days.iloc[0].year, days.iloc[0].month, days.iloc[0].day)


def standing(facts: Facts) -> pd.DataFrame:
    """Return how many buyers there are by cell and recency_days: also their purchases and money."""
    rows = facts.derived("rfm")
    return facts.frame(
        rows.group_by("cell", "recency_days").aggregate(
            customers=rows.count(), purchases=rows.frequency.sum(), money=rows.money.sum()
        )
    )


def moves(facts: Facts, days: int) -> pd.DataFrame:
    """Return how many buyers went from which cell so many days ago (empty: not a buyer yet) to which now."""
    rows = facts.derived("rfm")
    return facts.frame(rows.group_by(before=_cell(days), now="cell").aggregate(customers=rows.count()))


def customers(facts: Facts, cells: list[int]) -> pd.DataFrame:
    """Return the buyers of some cells, who paid most first, with whether they may be contacted.

    Returns
    -------
    DataFrame
        customer_id, recency_days, frequency, money, cell, contact_consent (null: not known).
    """
    rows = facts.derived("rfm")
    rows = rows.filter(rows.cell.isin(cells)).select("customer_id", "recency_days", "frequency", "money", "cell")
    known = facts.tables["customers"].select("contact_consent", known_id="customer_id")
    joined = rows.left_join(known, rows.customer_id == known.known_id).drop("known_id")
    return facts.frame(joined.order_by([joined.money.desc(nulls_first=False), joined.customer_id]))
