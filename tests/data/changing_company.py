"""A small company whose exports come, are corrected, taken back and brought again, all at random from a seed.

Rows are drawn over a few keys and few days, so that a later batch replaces rows of an earlier one, moves them to
other days, gives a customer's order to another, and starts or ends what others depend on (a first purchase, a
contract, the first member of a programme).
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.store import Store
from tests.filled_store import put_batch

FIRST, DAYS = date(2025, 11, 20), 160
PERSONS = 12
MANY = 70  # products: more than are kept apart
AT = "2026-11-16T09:00:00"

Random = np.random.Generator
Row = dict[str, object]


def _day(random: Random, *, recent: bool) -> date:
    return FIRST + timedelta(
        days=int(random.integers(DAYS - 10, DAYS + 15) if recent else random.integers(0, DAYS))
    )


def _maybe(random: Random, value: object, share: float = 0.5) -> object:
    return value if random.random() < share else None


def _customer(random: Random, tool: str) -> str:
    return f"{tool}{random.integers(0, PERSONS)}"


def _orders(random: Random, day: date) -> Row:
    refunded = _maybe(random, float(random.integers(1, 900)) / 100, 0.2)
    tool = str(random.choice(["shop", "till"]))
    return {
        "tool": tool,
        "row_key": f"{tool}\x1fO{(number := random.integers(0, 60))}",
        "order_id": f"O{number}",
        "customer_id": _maybe(random, _customer(random, tool), 0.85),
        "customer_email": _maybe(random, f"p{random.integers(0, PERSONS)}@example.com", 0.2),
        "ordered_at": day,
        "amount": _maybe(random, float(random.integers(1, 9999)) / 100, 0.9),
        "quantity": float(random.choice([1, 1, 1, -1])),
        "currency": random.choice(["EUR", "EUR", "USD", None]),
        "refunded_amount": refunded,
        "refunded_at": _maybe(random, day + timedelta(days=int(random.integers(0, 30)))) if refunded else None,
        "channel": random.choice(["web", "app", None]),
        "product": _maybe(random, f"product {random.integers(0, MANY)}", 0.9),
    }


def _customers(random: Random, day: date) -> Row:
    tool = str(random.choice(["crm", "shop"]))
    customer = _customer(random, tool)
    return {
        "tool": tool,
        "row_key": f"{tool}\x1f{customer}",
        "customer_id": customer,
        "email": _maybe(random, f"p{customer.removeprefix(tool)}@example.com", 0.6),
        "country": random.choice(["NL", "DE", None]),
        "plan": _maybe(random, random.choice(["A", "B"]), 0.4),
        "loyalty_tier": _maybe(random, "Gold", 0.2),
        "signed_up_on": _maybe(random, day, 0.7),
        "status": _maybe(random, "active", 0.3),
        "churned_on": _maybe(random, day + timedelta(days=30), 0.1),
        "referred_by": _maybe(random, _customer(random, tool), 0.1),
    }


def _subscriptions(random: Random, day: date) -> Row:
    due = day + timedelta(days=int(random.integers(10, 90)))
    return {
        "tool": "crm",
        "row_key": f"crm\x1fS{random.integers(0, 14)}",
        "customer_id": _customer(random, "crm"),
        "started_on": day,
        "due_on": _maybe(random, due, 0.7),
        "renewed_on": _maybe(random, due + timedelta(days=int(random.integers(-5, 50))), 0.2),
        "cancelled_on": _maybe(random, day + timedelta(days=int(random.integers(0, 80))), 0.3),
        "recurring_value": float(random.integers(0, 4000)) / 100,
        "plan": _maybe(random, "A"),
    }


def _leads(random: Random, day: date) -> Row:
    tool = str(random.choice(["crm", "fair"]))
    return {
        "tool": tool,
        "row_key": f"{tool}\x1fL{random.integers(0, 20)}",
        "created_on": _maybe(random, day, 0.8),
        "closed_on": day + timedelta(days=9),
        "won": _maybe(random, bool(random.integers(0, 2))),
        "converted_on": _maybe(random, day + timedelta(days=int(random.integers(0, 60))), 0.15),
        "source": random.choice(["web", "fair"]),
    }


def _loyalty_events(random: Random, day: date) -> Row:
    return {
        "tool": "shop",
        "row_key": f"E{random.integers(0, 30)}",
        "customer_id": _customer(random, "shop"),
        "happened_at": day,
        "kind": random.choice(["earned", "redeemed"]),
        "points": float(random.integers(1, 50)),
    }


def _referrals(random: Random, day: date) -> Row:
    tool = str(random.choice(["crm", "shop"]))
    return {
        "tool": tool,
        "row_key": f"{tool}{random.integers(0, 15)}",
        "referrer_id": _customer(random, tool),
        "sent_on": day,
        "referred_id": _maybe(random, _customer(random, tool)),
        "converted_on": _maybe(random, day + timedelta(days=5), 0.2),
    }


def _surveys(random: Random, day: date) -> Row:
    return {
        "tool": "survey",
        "row_key": f"R{random.integers(0, 30)}",
        "answered_at": day,
        "score": float(random.integers(0, 11) if random.random() < 0.3 else random.integers(1, 6)),
        "kind": _maybe(random, "csat"),
        "customer_id": _maybe(random, _customer(random, "crm")),
        "invited": _maybe(random, 4.0, 0.2),
    }


def _tickets(random: Random, day: date) -> Row:
    opened = pd.Timestamp(day) + pd.Timedelta(hours=int(random.integers(0, 24)))
    replied = opened + pd.Timedelta(minutes=int(random.integers(0, 6000)))
    return {
        "tool": "desk",
        "row_key": f"T{random.integers(0, 30)}",
        "customer_id": _maybe(random, _customer(random, "crm")),
        "opened_at": opened,
        "channel": random.choice(["chat", "mail"]),
        "first_reply_at": _maybe(random, replied),
        "resolved_at": _maybe(random, replied + pd.Timedelta(hours=30)),
    }


def _mentions(random: Random, day: date) -> Row:
    tool = str(random.choice(["X", "Y"]))
    return {
        "tool": tool,
        "row_key": f"{tool}{random.integers(0, 20)}",
        "posted_at": day,
        "text": random.choice(["Great service, thank you!", "Terrible, it came broken.", "Where is my parcel?"]),
        "language": "en",
        "platform": tool,
        "brand": random.choice(["Us", "Them"]),
        "replied_at": _maybe(random, day + timedelta(days=1), 0.1),
    }


def _web_traffic(random: Random, day: date) -> Row:
    source = str(random.choice(["search", "direct"]))
    return {
        "tool": "web",
        "row_key": f"{day}{source}",
        "date": day,
        "source": source,
        "sessions": float(random.integers(1, 100)),
        "users": float(random.integers(1, 50)),
        "conversions": _maybe(random, 3.0),
    }


TABLES: dict[str, tuple[Callable[[Random, date], Row], int]] = {
    "orders": (_orders, 90),
    "customers": (_customers, 12),
    "subscriptions": (_subscriptions, 6),
    "leads": (_leads, 8),
    "loyalty_events": (_loyalty_events, 8),
    "referrals": (_referrals, 5),
    "surveys": (_surveys, 10),
    "tickets": (_tickets, 8),
    "mentions": (_mentions, 6),
    "web_traffic": (_web_traffic, 10),
}
SETTINGS: tuple[dict[str, object], ...] = (
    {"inactivity_window_days": 20},
    {"inactivity_window_days": None},
    {"own_brand": "Us"},
    {"resolution_target_hours": 30.0},
)


def filled(store: Store, seed: int) -> None:
    """Let every export come to a store twice."""
    random = np.random.default_rng(seed)
    for name in (*TABLES, *TABLES):
        _import(store, random, name, recent=False)


def happenings(store: Store, seed: int, number: int) -> Iterator[tuple[str, set[str]]]:
    """Let so many things happen to a store, one after the other; say what, and to which tables."""
    random = np.random.default_rng(seed)
    for name in TABLES:
        if random.random() < 0.8:
            _import(store, random, name, recent=False)
    yield "the first imports", set(TABLES)
    for _turn in range(number):
        yield _one(store, random)


def _one(store: Store, random: Random) -> tuple[str, set[str]]:
    what = random.random()
    in_force = [batch for batch in store.state.batches() if batch.in_force]
    if what < 0.2 and in_force:
        batch = in_force[int(random.integers(0, len(in_force)))]
        store.state.undo_batch(batch.batch_id or 0, at=AT, by="tester")
        return f"{batch.table} {batch.batch_id} taken back", {batch.table}
    undone = [batch for batch in store.state.batches() if not batch.in_force]
    if what < 0.3 and undone:
        store.state.reinstate_batch(undone[0].batch_id or 0)
        return f"{undone[0].table} {undone[0].batch_id} brought back", {undone[0].table}
    if what < 0.35:
        changed = SETTINGS[int(random.integers(0, len(SETTINGS)))]
        store.state.change_settings(**changed)
        return f"settings {changed}", set()
    if what < 0.4:
        store.state.correct_identity("till", _customer(random, "till"), _customer(random, "crm"))
        return "an identity corrected", set()
    names = [str(name) for name in random.choice(list(TABLES), size=int(random.integers(1, 3)), replace=False)]
    recent = bool(random.random() < 0.6)
    for name in names:
        _import(store, random, name, recent=recent)
    return f"import of {names}, recent: {recent}", set(names)


def _import(store: Store, random: Random, name: str, *, recent: bool) -> None:
    build, most = TABLES[name]
    rows = [build(random, _day(random, recent=recent)) for _row in range(int(random.integers(1, most + 1)))]
    frame = pd.DataFrame(rows)
    if name != "orders":  # of which a key may have several lines
        frame = frame.drop_duplicates("row_key", keep="last")
    put_batch(store, name, frame)
