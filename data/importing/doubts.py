"""Things that can be stored but look odd beside the earlier imports of the same export.

Measured on honest files (``tests/data/importing/false_alarms.py``): a first file of the beginning and then one a
week, of two real shops and of ten exports of the sample company. Of 280 weekly files none was doubted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from data import facts
from data.components import start_of
from data.importing.planning import Plan
from data.schemas import TABLES, Kind
from data.state import Batch
from data.store import Facts, Store
from data.texts import _, _n

JUMP = 10.0  # times as many rows, or as large an amount
FEWEST_WEEKS = 4  # before there is a usual week
FEWEST_ROWS = 10  # a week, on one side at least: below that ten times as few is chance
FEWEST_FILES = 2  # earlier ones, where rows have no dates
EMPTY_SHARE = 0.3
USED_TO_BE_FILLED = 0.9
FALLEN = 0.3  # by so much of all rows
MOST_LOOKED_AT = 200_000  # of the earlier rows, the newest
DAYS_A_WEEK = 7
NEEDED = {
    "orders": ("customer_id", "ordered_at", "amount"),
    "subscriptions": ("recurring_value",),
    "email_campaigns": ("delivered", "opened", "clicked"),
    "web_traffic": ("sessions",),
    "tickets": ("first_reply_at", "resolved_at"),
}


class Doubt(StrEnum):
    """What looks odd."""

    ROWS = "rows"  # ten times as many or as few as usual
    GAP = "gap"  # weeks without a row
    CURRENCY = "currency"  # one that was never there
    EMPTY = "empty"  # a column that used to be filled, or that KPIs need
    FUTURE = "future"  # days that haven't come yet
    AMOUNT = "amount"  # ten times as large or as small
    CUSTOMERS = "customers"  # fewer rows find their customer


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One odd thing, in a sentence with its numbers."""

    kind: Doubt
    sentence: str


def doubts(store: Store, plan: Plan, *, today: date, beside: Sequence[Plan] = ()) -> tuple[Doubtful, ...]:
    """Return what is doubtful about a plan that can be stored.

    Parameters
    ----------
    today
        The day of the import, as the door's clock has it.
    beside
        The other plans of the same import: customers whom they bring count as known.
    """
    checked = plan.checked
    if checked is None:
        return ()
    name, source = checked.meaning.table, checked.meaning.source
    earlier = [
        batch
        for batch in store.state.batches()
        if batch.in_force and (batch.table, batch.source) == (name, source)
    ]
    incoming = checked.rows.to_pandas()
    with store.read() as reader:
        rows = reader.stored[name]
        mine = rows.filter(rows.batch_id.isin([batch.batch_id for batch in earlier])) if earlier else rows.limit(0)
        weekly = _weekly(store, reader, name, source)
        known = reader.frame(mine.order_by(mine.batch_id.desc()).limit(MOST_LOOKED_AT).select(*_columns(name)))
        people = reader.stored["customers"]
        in_force = store.state.batches_in_force("customers")
        people = people.filter(people.batch_id.isin(in_force)) if in_force else people.limit(0)
        customers = _references(reader.frame(people.select("customer_id", "email")), "email")
    for other in beside:
        if other.checked and other.checked.meaning.table == "customers":
            customers |= _references(other.checked.rows.to_pandas(), "email")
    found = [
        *_volume(incoming, weekly, name),
        *_rows(plan, earlier),
        *_gaps(incoming, known, name),
        *_currencies(incoming, known),
        *_empty(incoming, known, name),
        *_future(incoming, name, today),
        *_amounts(incoming, known, name),
        *(_customers(incoming, known, customers) if name != "customers" else []),
    ]
    return tuple(found)


def _weekly(store: Store, reader: Facts, name: str, source: str) -> pd.Series:
    """Return how many rows in force of a source each week has, of those that have any."""
    moment = TABLES[name].moment
    if moment is None:
        return pd.Series(dtype="float64")
    rows = facts.in_force(name, reader.stored[name], store.state.batches_in_force(name))
    rows = rows.filter((rows.tool == source) & rows[moment].notnull())
    weeks = rows.group_by(week=start_of(rows[moment].cast("date"), "week")).aggregate(rows=rows.count())
    return reader.frame(weeks)["rows"].astype("float64")


def _columns(name: str) -> list[str]:
    return list(TABLES[name].names)


def _volume(incoming: pd.DataFrame, weekly: pd.Series, name: str) -> Iterator[Doubtful]:
    """Compare the rows of a week with the usual: a first file may hold two years, and the next a week."""
    moment = TABLES[name].moment
    if moment is None or len(weekly) < FEWEST_WEEKS:
        return
    days = pd.to_datetime(incoming[moment]).dropna().dt.normalize()
    if days.empty:
        return
    now, usual = _rows_a_week(days), float(weekly.median())
    if max(now, usual) < FEWEST_ROWS or max(now / usual, usual / now) < JUMP:
        return
    text = _(
        "It has {now:,.0f} rows a week; usually there were {usual:,.0f}. Check that everything was exported, and "
        "only once."
    )
    yield Doubtful(Doubt.ROWS, text.format(now=now, usual=usual))


def _rows_a_week(days: pd.Series) -> float:
    """Return the middle count of the weeks with rows; of less than a week, what one would come to at that rate."""
    span_days = int((days.max() - days.min()).days) + 1
    if span_days < DAYS_A_WEEK:
        return len(days) / span_days * DAYS_A_WEEK
    return float(days.groupby(days.dt.to_period("W")).size().median())


def _rows(plan: Plan, earlier: Sequence[Batch]) -> Iterator[Doubtful]:
    """Compare the rows of a file without dates with those of each earlier one.

    The first may have been everything and the second what is new: so two are needed, and one alike will do.
    """
    if plan.checked is None or TABLES[plan.checked.meaning.table].moment is not None:
        return
    now = max(plan.checked.rows_read, 1)
    before = [max(batch.rows_read, 1) for batch in earlier]
    if len(before) < FEWEST_FILES or any(max(now / rows, rows / now) < JUMP for rows in before):
        return
    text = _("It has {now:,} rows; earlier files had {least:,} to {most:,}. Check that everything was exported.")
    yield Doubtful(Doubt.ROWS, text.format(now=now, least=min(before), most=max(before)))


def _gaps(incoming: pd.DataFrame, known: pd.DataFrame, name: str) -> Iterator[Doubtful]:
    moment = TABLES[name].moment
    if moment is None:
        return
    days = _days(incoming[moment])
    if days.empty:
        return
    before = _days(known[moment])
    before = before[before < days.min()]
    every = pd.concat([before.tail(1), days]).reset_index(drop=True)
    steps = every.diff().dt.days
    usual = pd.concat([_days(known[moment]), days]).drop_duplicates().sort_values().diff().dt.days.median()
    for place in steps.index[(steps > 2 * usual) & (steps > DAYS_A_WEEK)]:
        first, last = every[place - 1], every[place]
        monday = first + pd.Timedelta(days=DAYS_A_WEEK - first.weekday())
        weeks = (last - monday).days // DAYS_A_WEEK
        if weeks < 1:
            continue
        text = _n(
            "{weeks} whole week has no row, between {first:%Y-%m-%d} and {last:%Y-%m-%d}.",
            "{weeks} whole weeks have no row, between {first:%Y-%m-%d} and {last:%Y-%m-%d}.",
            weeks,
        )
        yield Doubtful(Doubt.GAP, text.format(weeks=weeks, first=first, last=last))
        return


def _currencies(incoming: pd.DataFrame, known: pd.DataFrame) -> Iterator[Doubtful]:
    if "currency" not in known or known["currency"].dropna().empty:
        return
    before = set(known["currency"].dropna())
    new = incoming["currency"][incoming["currency"].notna() & ~incoming["currency"].isin(before)]
    if new.empty:
        return
    text = _n(
        "{rows:,} row is in {new}, which was never there before; so far there was {before}.",
        "{rows:,} rows are in {new}, which was never there before; so far there was {before}.",
        len(new),
    )
    names, old = ", ".join(sorted(new.unique())), ", ".join(sorted(before))
    yield Doubtful(Doubt.CURRENCY, text.format(rows=len(new), new=names, before=old))


def _empty(incoming: pd.DataFrame, known: pd.DataFrame, name: str) -> Iterator[Doubtful]:
    for column in TABLES[name].names:
        share = float(incoming[column].isna().mean()) if len(incoming) else 0.0
        if share < EMPTY_SHARE:
            continue
        if len(known) and known[column].notna().mean() >= USED_TO_BE_FILLED:
            text = _(
                "{share:.0%} of {column} is empty; in earlier imports it was filled in {before:.0%} of the rows."
            )
            before = known[column].notna().mean()
            yield Doubtful(Doubt.EMPTY, text.format(share=share, column=column, before=before))
        elif known.empty and column in NEEDED.get(name, ()):
            text = _("{share:.0%} of the rows don't say “{meaning}” ({column}), which KPIs are made of.")
            meaning = _(TABLES[name].column(column).meaning)
            yield Doubtful(Doubt.EMPTY, text.format(share=share, meaning=meaning, column=column))


def _future(incoming: pd.DataFrame, name: str, today: date) -> Iterator[Doubtful]:
    moment = TABLES[name].moment or "signed_up_on"
    days = pd.to_datetime(incoming[moment]).dropna()
    ahead = days[days >= pd.Timestamp(today) + pd.Timedelta(days=1)]
    if ahead.empty:
        return
    text = _n(
        "{rows:,} row lies ahead of today, the last on {last:%Y-%m-%d}. Check the order of day and month.",
        "{rows:,} rows lie ahead of today, the last on {last:%Y-%m-%d}. Check the order of day and month.",
        len(ahead),
    )
    yield Doubtful(Doubt.FUTURE, text.format(rows=len(ahead), last=ahead.max()))


def _amounts(incoming: pd.DataFrame, known: pd.DataFrame, name: str) -> Iterator[Doubtful]:
    for column in TABLES[name].columns:
        if column.kind is not Kind.MONEY:
            continue
        now, before = (frame[column.name].abs().median() for frame in (incoming, known))
        if not (now > 0 and before > 0) or max(now / before, before / now) < JUMP:
            continue
        text = _(
            "The middle {column} is {now:,.2f}; in earlier imports it was {before:,.2f}. Check the decimal mark."
        )
        yield Doubtful(Doubt.AMOUNT, text.format(column=column.name, now=now, before=before))


def _customers(incoming: pd.DataFrame, known: pd.DataFrame, customers: set[str]) -> Iterator[Doubtful]:
    if "customer_id" not in incoming or known.empty or not customers:
        return
    now, before = (_share_known(frame, customers) for frame in (incoming, known))
    if now is None or before is None or before - now < FALLEN:
        return
    text = _("{now:.0%} of the rows that name a customer name a known one; in earlier imports {before:.0%} did.")
    yield Doubtful(Doubt.CUSTOMERS, text.format(now=now, before=before))


def _share_known(rows: pd.DataFrame, customers: set[str]) -> float | None:
    names = rows["customer_id"].fillna(rows["customer_email"]).dropna()
    return float(names.isin(customers).mean()) if len(names) else None


def _references(rows: pd.DataFrame, email: str) -> set[str]:
    return set(rows["customer_id"].dropna()) | set(rows[email].dropna())


def _days(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments).dropna().dt.normalize().drop_duplicates().sort_values()
