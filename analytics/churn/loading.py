"""Rows of the store in the shape that training takes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from analytics.churn import snapshots, value
from analytics.churn.attributes import readable
from analytics.churn.by_time import Past
from analytics.churn.result import CONTRACT, Share
from analytics.churn.snapshots import Question
from analytics.churn.value import Worth
from data import basis, purchases
from data.errors import TooLittleDataError
from data.features import covered, crm
from data.features.behaviour import Tables
from data.store import Facts, Store
from data.texts import _


def label_rows(facts: Facts) -> pd.DataFrame:
    """Return the customers of exports that know outcomes."""
    customers = customer_rows(facts)
    in_a_labelled_export = customers.groupby("tool")["churned"].transform("count") > 0
    return customers[in_a_labelled_export].reset_index(drop=True)


def customer_rows(facts: Facts) -> pd.DataFrame:
    """Return the customers: canonical columns under their names, all others under their headers."""
    names = [str(name) for name in facts.frame(crm.attribute_names(facts.tables))["header"]]
    customers = facts.frame(crm.customers(facts.tables, names))
    return customers.rename(columns={f"{crm.ATTRIBUTE}{number}": name for number, name in enumerate(names)})


def last_day(facts: Facts) -> date | None:
    """Return the last day with data; None where nothing is dated."""
    return _day(facts.frame(covered.days_covered(facts.tables)).iloc[0]["last_day"])


def customer_headers(store: Store) -> dict[str, str]:
    """Return canonical column → header, of the newest customer export that has the column."""
    headers: dict[str, str] = {}
    for batch in store.state.batches():
        if batch.in_force and batch.table == "customers":
            headers = {column: header for header, column in batch.mapping.items() if column} | headers
    return headers


def customers_by_mode(facts: Facts) -> dict[str, int]:
    """Return how many customers each mode would cover."""
    counts = facts.frame(crm.customer_count(facts.tables)).iloc[0]
    return {str(name): int(counts[name]) for name in counts.index}


def past(facts: Facts, question: Question, progress: Share) -> Past:
    """Return past snapshots with outcomes, today's without, and what today's customers are worth.

    Raises
    ------
    TooLittleDataError
        Where the data don't reach back far enough, or nobody is left to leave.
    """
    tables = {**_in_one_currency(facts, question), "tones": facts.derived("tones")}
    today, days = _days(tables, facts, question)
    question = replace(question, as_of=today)
    meaning = snapshots.leaving_of(tables, facts.frame, question)
    rows = []
    for number, day in enumerate(days):
        rows.append(snapshots.with_outcome(tables, facts.frame, meaning, day))
        progress((number + 1) / (len(days) + 1))
    now = snapshots.snapshot(tables, facts.frame, meaning, today)
    if now.empty:
        text = _(
            "No customer is active on {day}, so none can leave. Import newer data, or ask for an earlier day."
        )
        raise TooLittleDataError(text.format(day=today))
    customers = customer_rows(facts)
    active = set(now["customer_id"])
    attributes = readable(customers, question.headers, active, plan_is_dated=_says_plan(now))
    periods = pd.concat(rows, ignore_index=True)
    worth = _worth(facts, question, now, customers, float(periods["left"].mean()))
    return Past(periods, now, attributes, question, today, worth)


def _days(tables: Tables, facts: Facts, question: Question) -> tuple[date, list[date]]:
    """Return today and the days to look back from."""
    reach = facts.frame(covered.days_covered(tables)).iloc[0]
    today = question.as_of or _day(reach["last_day"])
    first = _day(reach["first_contract" if question.mode == CONTRACT else "first_order"])
    if today is None or first is None:
        raise TooLittleDataError(
            _("Churn by contracts or orders needs dated ones, and there are none yet. Import an export of them.")
        )
    days = snapshots.cut_offs(first, today, question.horizon_days)
    if not days:
        text = _(
            "Churn within {horizon_days} days can't be foretold yet: that takes a history of at least {needed} "
            "days, and this one reaches from {first} to {today}. Import a longer history, or choose a shorter "
            "horizon."
        )
        needed = question.horizon_days + snapshots.run_up_days(question.horizon_days)
        values = {"horizon_days": question.horizon_days, "needed": needed, "first": first, "today": today}
        raise TooLittleDataError(text.format(**values))
    return today, days


def _says_plan(now: pd.DataFrame) -> bool:
    return "plan" in now and bool(now["plan"].notna().any())


def _worth(facts: Facts, question: Question, now: pd.DataFrame, customers: pd.DataFrame, left: float) -> Worth:
    known = customers.set_index("customer_id").reindex(now["customer_id"])
    if question.mode == CONTRACT:
        hazard = value.hazard_of_horizon(left, question.horizon_days)
        monthly = now["monthly"].fillna(known["recurring_value"].reset_index(drop=True))
        return value.of_contracts(monthly, known["margin_rate"], hazard, question.settings)
    assert question.as_of
    histories = facts.frame(purchases.histories(_in_one_currency(facts, question), question.as_of))
    return value.of_orders(histories, now["customer_id"], known["margin_rate"], question.settings)


def _in_one_currency(facts: Facts, question: Question) -> Tables:
    """Return the tables with the money of orders in the main currency, and without what is kept apart from it."""
    return basis.conversion(facts.tables, question.settings, facts.frame).applied(facts.tables)


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
