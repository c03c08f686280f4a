"""A random small company and its orders and activity worked out the plain, slow way, by METRICS.md's definitions.

Persons buy in the shop and at the till, have contracts, and are known to a CRM; the shop and the till give
addresses on some lines only. No grain or segment is treated specially here: everything is looked up per period.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

GRAINS = {"day": "D", "week": "W", "month": "M", "quarter": "Q"}  # as pandas names periods
FIRST, DAYS = date(2026, 1, 5), 150
WINDOW_DAYS, GRACE_DAYS = 20, 30
CURRENCY = "EUR"
LINE_DIMENSIONS, PERSON_DIMENSIONS = ("channel", "product", "currency"), ("country", "plan", "loyalty_tier")
UNKNOWN = "not known"
Values = dict[tuple[str, str, pd.Timestamp, str, str], float]


@dataclass(frozen=True, slots=True)
class Company:
    """The exports of a company: order lines, contracts and customers, each row with its tool."""

    orders: pd.DataFrame
    subscriptions: pd.DataFrame
    customers: pd.DataFrame
    persons: int

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        tables = {"customers": self.customers, "orders": self.orders, "subscriptions": self.subscriptions}
        return {name: frame.drop(columns="person") for name, frame in tables.items()}


def random_company(seed: int) -> Company:
    random = np.random.default_rng(seed)
    persons = int(random.integers(4, 15))
    orders = pd.DataFrame(_lines(random, persons))
    contracts = pd.DataFrame(_contracts(random, persons))
    customers = pd.DataFrame(_customers(random, persons))
    return Company(orders, contracts, customers, persons)


def _day(random: np.random.Generator) -> date:
    return FIRST + timedelta(days=int(random.integers(0, DAYS)))


def _lines(random: np.random.Generator, persons: int) -> Iterator[dict[str, object]]:
    for number in range(int(random.integers(30, 90))):
        person = int(random.integers(0, persons + 3))  # the last three are guests
        tool = str(random.choice(["shop", "till"]))
        ordered = _day(random)
        for _line in range(int(random.integers(1, 4))):
            is_guest = person >= persons
            refunded = float(random.choice([0, 0, 0, 5, 10]))
            yield {
                "person": None if is_guest else person,
                "tool": tool,
                "order_id": f"O{number % 60}",  # the same numbers in both tools
                "customer_id": None if is_guest else f"{tool[0]}{person}",
                "customer_email": None if is_guest or random.random() < 0.3 else f"p{person}@example.com",
                # Most lines of an order share its day, some come days later.
                "ordered_at": pd.Timestamp(ordered) + pd.Timedelta(days=int(random.choice([0, 0, 0, 1, 9, 40]))),
                "amount": None if random.random() < 0.1 else float(random.integers(0, 50)),
                "quantity": float(random.choice([1, 1, 1, 2, -1])),
                "currency": random.choice([CURRENCY, CURRENCY, "USD", None]),
                "refunded_amount": refunded,
                "refunded_at": _day(random) if refunded and random.random() < 0.5 else None,
                "channel": random.choice(["web", "app", None]),
                "product": f"product {random.integers(0, 56)}" if random.random() < 0.8 else None,
            }


def _contracts(random: np.random.Generator, persons: int) -> Iterator[dict[str, object]]:
    for number in range(int(random.integers(1, 8))):
        started = _day(random)
        due = started + timedelta(days=int(random.integers(10, 90)))
        yield {
            "person": (person := int(random.integers(0, persons))),
            "tool": "crm",
            "subscription_id": f"S{number}",
            "customer_id": f"c{person}",
            "started_on": started,
            "due_on": due if random.random() < 0.7 else None,
            "renewed_on": due if random.random() < 0.3 else None,
            "cancelled_on": started + timedelta(days=int(random.integers(0, 80)))
            if random.random() < 0.4
            else None,
            "recurring_value": float(random.integers(0, 30)),
        }


def _customers(random: np.random.Generator, persons: int) -> Iterator[dict[str, object]]:
    for person in range(persons):
        signed_up = _day(random)
        has_status = random.random() < 0.3
        yield {
            "person": person,
            "tool": "crm",
            "customer_id": f"c{person}",
            "email": f"p{person}@example.com" if random.random() < 0.8 else None,
            "country": random.choice(["NL", "DE", None]),
            "plan": random.choice(["A", "B"]),
            "loyalty_tier": random.choice(["Gold", None]),
            "signed_up_on": signed_up if random.random() < 0.8 else None,
            "status": "active" if has_status else None,
            "churned_on": signed_up + timedelta(days=40) if has_status and random.random() < 0.5 else None,
            "referred_by": f"c{random.integers(0, persons)}" if random.random() < 0.2 else None,
        }


class Plain:
    """The components of orders and of activity, looked up period by period."""

    def __init__(self, company: Company, grains: dict[str, str] | None = None) -> None:
        self._grains = grains or GRAINS
        self._who = _who_is_who(company)
        named = [(frame, "customer_id") for frame in (company.orders, company.subscriptions, company.customers)]
        orders, contracts, customers = (self._named(frame, column) for frame, column in named)
        self._customers = customers.set_index("customer_id")
        self._lines = _with_facts(orders)
        self._spells = _spells(contracts, customers, self._lines)

    def _named(self, frame: pd.DataFrame, column: str) -> pd.DataFrame:
        names = [self._who.get((tool, name)) for tool, name in zip(frame["tool"], frame[column], strict=True)]
        return frame.assign(**{column: names})

    def values(self, *, activity_until: pd.Timestamp) -> Values:
        """Return every component by component, grain, start, dimension and segment; 0 is left out."""
        found: Values = {}
        for grain, unit in self._grains.items():
            for values in (self._orders(unit), self._activity(unit, activity_until)):
                said = {(dimension, segment) for _name, _start, dimension, segment in values}
                filled = {dimension for dimension, segment in said if segment != UNKNOWN}
                found |= {(key[0], grain, *key[1:]): value for key, value in values.items() if key[2] in filled}
        return {key: value for key, value in found.items() if abs(value) > 1e-9}

    def _orders(self, unit: str) -> dict[tuple[str, pd.Timestamp, str, str], float]:
        lines = self._lines
        sold = lines.assign(day=lines["ordered_at"].dt.normalize(), money=lines["amount"].astype(float))
        back = lines[lines["refunded_amount"] > 0]
        paid_on = pd.to_datetime(back["refunded_at"]).fillna(back["ordered_at"]).dt.normalize()
        back = back.assign(day=paid_on, money=-back["refunded_amount"], sale=False)
        rows = pd.concat([sold, back], ignore_index=True)
        first = sold[sold["sale"]].groupby("customer_id")["day"].min()
        rows = rows.assign(
            start=rows["day"].dt.to_period(unit).dt.start_time, first=rows["customer_id"].map(first)
        )
        found = {}
        for dimension in ("", *LINE_DIMENSIONS, *PERSON_DIMENSIONS):
            counted = rows.assign(segment=self._segments(rows, dimension))
            if dimension == "currency":
                counted = counted.assign(counts=True)
            for (start, segment), group in counted.groupby(["start", "segment"]):
                for name, value in _components(group, start).items():
                    found[name, start, dimension, segment] = value
        return found

    def _segments(self, rows: pd.DataFrame, dimension: str) -> pd.Series:
        if not dimension:
            return pd.Series("", index=rows.index)
        if dimension in LINE_DIMENSIONS:
            values = rows[dimension].astype(object).where(rows[dimension].notna(), UNKNOWN)
            kept = sorted(values.value_counts().items(), key=lambda item: (-item[1], item[0]))[:50]
            return values.where(values.isin([name for name, _size in kept]), "other")
        values = rows["customer_id"].map(self._customers[dimension]).astype(object)
        return values.where(values.notna(), UNKNOWN)

    def _activity(self, unit: str, until: pd.Timestamp) -> dict[tuple[str, pd.Timestamp, str, str], float]:
        became = self._became()
        first = min([*became.values(), *(start for spells in self._spells.values() for start, _end in spells)])
        starts = pd.period_range(first, until, freq=unit)
        found: dict[tuple[str, pd.Timestamp, str, str], float] = {}
        for period in starts:
            before, last = period.start_time - pd.Timedelta(days=1), min(period.end_time.normalize(), until)
            for customer in {*became, *self._spells}:
                was, is_ = self._active(customer, before), self._active(customer, last)
                new = became.get(customer, pd.Timestamp.max)
                values = {
                    "customers_change": float(is_) - float(was),
                    "customers_lost": float(was and not is_),
                    "customers_new": float(period.start_time <= new <= last),
                }
                for dimension in ("", *PERSON_DIMENSIONS):
                    segment = self._segments(pd.DataFrame({"customer_id": [customer]}), dimension)[0]
                    for name, value in values.items():
                        key = (name, period.start_time, dimension, segment)
                        found[key] = found.get(key, 0.0) + value
        return found

    def _active(self, customer: str, day: pd.Timestamp) -> bool:
        return any(start <= day < end for start, end in self._spells.get(customer, ()))

    def _became(self) -> dict[str, pd.Timestamp]:
        sales = self._lines[self._lines["sale"] & self._lines["customer_id"].notna()]
        bought = sales.groupby("customer_id")["ordered_at"].min().dt.normalize()
        started = {name: min(start for start, _end in spells) for name, spells in self._spells.items() if spells}
        signed_up = pd.to_datetime(self._customers["signed_up_on"]).dropna().to_dict()
        first = {name: min(started.get(name, day), day) for name, day in bought.items()}
        return signed_up | started | first


def _who_is_who(company: Company) -> dict[tuple[str, str], str]:
    """Return who each tool's ids are: the CRM came first, and addresses join what stands in several tools."""
    every = pd.concat(
        [
            company.customers.assign(order=0),
            company.orders.rename(columns={"customer_email": "email"}).assign(order=1),
            company.subscriptions.assign(order=2, email=None),
        ]
    ).dropna(subset="person")
    found = {}
    for _person, rows in every.groupby("person"):
        addressed = {tool for tool, email in zip(rows["tool"], rows["email"], strict=True) if pd.notna(email)}
        ids = rows.sort_values(["order", "tool"])[["tool", "customer_id"]].drop_duplicates()
        joined = [name for tool, name in ids.itertuples(index=False) if tool in addressed]
        for tool, name in ids.itertuples(index=False):
            found[tool, name] = joined[0] if tool in addressed else name
    return found


def _with_facts(orders: pd.DataFrame) -> pd.DataFrame:
    amount, quantity = orders["amount"].astype(float), orders["quantity"].fillna(1)
    is_refund = (quantity < 0) | ((amount.fillna(1) == 0) & (orders["refunded_amount"].fillna(0) > 0))
    counts = orders["currency"].isna() | (orders["currency"] == CURRENCY)
    return orders.assign(sale=~is_refund, counts=counts, order=orders["tool"] + orders["order_id"])


def _components(rows: pd.DataFrame, start: pd.Timestamp) -> dict[str, float]:
    sales = rows[rows["sale"]]
    named = sales[sales["customer_id"].notna()]
    valued = sales[sales["counts"] & sales["money"].notna()]
    return {
        "revenue": rows.loc[rows["counts"], "money"].sum(),
        "orders_with_value": valued["order"].nunique(),
        "buyers": named["customer_id"].nunique(),
        "repeat_buyers": named.loc[named["first"] < start, "customer_id"].nunique(),
        "lines_in_other_currencies": (~sales["counts"].astype(bool)).sum(),
        "lines_without_customer": sales["customer_id"].isna().sum(),
    }


def _spells(
    contracts: pd.DataFrame, customers: pd.DataFrame, lines: pd.DataFrame
) -> dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]]:
    """Return when each customer was active: by contracts, else by status, else by purchases."""
    spells: dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]] = {}
    for customer, own in contracts.groupby("customer_id"):
        spells[customer] = list(_contract_days(own.sort_values(["started_on", "due_on"]).to_dict("records")))
    for row in customers.to_dict("records"):
        says = pd.notna(row["status"]) or pd.notna(row["churned_on"])
        if says and pd.notna(row["signed_up_on"]) and row["customer_id"] not in spells:
            end = row["churned_on"] if pd.notna(row["churned_on"]) else date(2200, 1, 1)
            spells[row["customer_id"]] = [(pd.Timestamp(row["signed_up_on"]), pd.Timestamp(end))]
    sales = lines[lines["sale"] & lines["customer_id"].notna()]
    for customer, own in sales.groupby("customer_id"):
        if customer not in spells:
            days = own["ordered_at"].dt.normalize().unique()
            spells[customer] = [(day, day + pd.Timedelta(days=WINDOW_DAYS + 1)) for day in days]
    return {name: [(start, end) for start, end in own if end > start] for name, own in spells.items()}


def _contract_days(contracts: list[dict[str, object]]) -> Iterator[tuple[pd.Timestamp, pd.Timestamp]]:
    starts = [pd.Timestamp(row["started_on"]) for row in contracts]
    for number, row in enumerate(contracts):
        following = starts[number + 1] if number + 1 < len(starts) else None
        cancelled, due, renewed = (row[name] for name in ("cancelled_on", "due_on", "renewed_on"))
        end = pd.Timestamp("2200-01-01")
        if pd.notna(due):
            grace_over = pd.Timestamp(due) + pd.Timedelta(days=GRACE_DAYS)
            followed = max(following, pd.Timestamp(due)) if following is not None else None
            if pd.notna(renewed):
                end = followed if followed is not None else end
            else:
                end = min(followed, grace_over) if followed is not None else grace_over
        yield starts[number], pd.Timestamp(cancelled) if pd.notna(cancelled) else end
