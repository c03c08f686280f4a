"""A customer list that joins two tools changes the numbers of tables that did not come again."""

from pathlib import Path

from analytics import jobs, kpis
from analytics.kpis import Asked
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.store import Store

ORDERS = "order_id,customer_id,customer_email,ordered_at,amount\n"


def take(store: Store, name: str, text: str, source: str) -> None:
    (plan,) = plan_file(name, text.encode(), ImportOptions(source=source), store.state)
    report = store_plan(store, plan, at="2026-11-16T09:00:00", by="analyst")
    jobs.after_import(store, {report["table"]})


def repeat_buyers(store: Store) -> float:
    rows = kpis.rows(store, Asked(every="month", only=("repeat_purchase_rate",)))
    return float(rows.set_index("period_start")["numerator"].iloc[-1])


def test_an_order_becomes_a_repeat_when_a_later_file_says_who_the_buyer_is(tmp_path: Path) -> None:
    store = Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")
    take(store, "web.csv", ORDERS + "W1,w-1,,2026-01-05,10\n", "web")
    take(store, "till.csv", ORDERS + "T1,t-9,ann@example.com,2026-02-03,20\n", "till")
    assert repeat_buyers(store) == 0
    take(store, "customers.csv", "customer_id,email,plan\nw-1,ann@example.com,A\n", "web")
    assert repeat_buyers(store) == 1
