"""Companies of any size over the same weeks: orders and customers made by the engine, the rest small and equal."""

from datetime import date, timedelta
from pathlib import Path

from analytics import jobs
from data import sample, schemas
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.sample import company
from data.store import Store
from tests.batches import a_batch

END = date(2026, 11, 15)
WEEKS = 104
AT = "2026-11-16T09:00:00"
MADE_HERE = ("customers", "orders")  # the other exports are the sample's, of a thousand customers

CUSTOMERS = """
    select 'own' as tool, null as row_key, null as line, map([]::varchar[], []::varchar[]) as attributes,
        printf('C%08d', id) as customer_id,
        list_extract(['Home', 'Office', 'Trade', 'Club'], 1 + (hash(id, 1) % 4)::int) as segment,
        list_extract(['NL', 'DE', 'FR', 'GB', 'SE', 'US', 'CA', 'JP'], 1 + (hash(id, 2) % 8)::int) as country,
        list_extract(['search', 'social', 'referral', 'shop'], 1 + (hash(id, 3) % 4)::int) as acquisition_channel,
        list_extract(['Basic', 'Regular', 'Premium'], 1 + (hash(id, 4) % 3)::int) as plan,
        list_extract(['Gold', 'Silver', null], 1 + (hash(id, 5) % 3)::int) as loyalty_tier,
        date '{first}' + (hash(id, 6) % {days})::int as signed_up_on
    from range({customers}) as one(id)
"""
ORDERS = """
    select 'own' as tool, null as row_key, null as line, map([]::varchar[], []::varchar[]) as attributes,
        printf('O%010d', {first_id} + id) as order_id,
        printf('C%08d', (hash(id, {first_id}, 1) % {customers})::bigint) as customer_id,
        (date '{first}' + (id * {days} // {orders})::int)::timestamp + to_minutes((hash(id, 2) % 1440)::int)
            as ordered_at,
        (100 + hash(id, 3) % 9900) / 100 as amount, 1.0 as quantity,
        case when hash(id, 4) % 33 = 0 then amount end as refunded_amount,
        case when refunded_amount > 0 then ordered_at + to_days((hash(id, 5) % 20)::int) end as refunded_at,
        list_extract(['web', 'shop', 'app', 'phone'], 1 + (hash(id, 6) % 4)::int) as channel,
        printf('Product %02d', (hash(id, 7) % 24)::int) as product
    from range({orders}) as one(id)
"""


def grown(path: Path, *, orders: int, customers: int) -> Store:
    """Return a store with so many orders and customers; roll-ups are made."""
    store = Store(f"duckdb:///{path}")
    store.state.change_settings(own_brand=company.BRAND, currency=company.CURRENCY)
    for file in sample.write_exports(path.parent / "exports", customers=1_000, weeks=WEEKS, end=END):
        if file.stem not in MADE_HERE:
            for plan in plan_file(file.name, file, ImportOptions(), store.state):
                store_plan(store, plan, at=AT, by="bench")
    first = END - timedelta(weeks=WEEKS) + timedelta(days=1)
    days = {"first": first.isoformat(), "days": WEEKS * 7, "customers": customers}
    put(store, "customers", CUSTOMERS.format(**days), rows=customers)
    put(store, "orders", ORDERS.format(**days, orders=orders, first_id=0), rows=orders)
    jobs.after_import(store)
    return store


def one_more_week(store: Store, *, orders: int, customers: int) -> None:
    """Store a week of orders that comes after all others, as one batch; nothing is derived from it yet."""
    week = {"first": (END + timedelta(days=1)).isoformat(), "days": 7, "customers": customers}
    put(store, "orders", ORDERS.format(**week, orders=orders, first_id=10**9), rows=orders)


def put(store: Store, table: str, query: str, *, rows: int) -> None:
    """Store the rows of a query as one batch in force."""
    columns = _filled(table, query)
    with store.write() as writer:
        number = store.state.begin_batch(a_batch(table, rows, content_hash=f"{table} {query}"))
        writer.append_query(table, columns, {}, number)
        store.state.commit_batch(number, rows_accepted=rows, rows_duplicate=0)


def _filled(table: str, query: str) -> str:
    """Return the query with every column of the table, those it lacks empty."""
    named = [name for name in schemas.stored_schema(table) if f" as {name}" in query]
    lacking = [name for name in schemas.stored_schema(table) if name not in named and name != "batch_id"]
    empty = "".join(f', null as "{name}"' for name in lacking)
    return f"select *{empty} from ({query})"
