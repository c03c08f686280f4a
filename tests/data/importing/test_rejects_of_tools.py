"""Rows set aside of exports that are changed before they are read: they go out as they stand and come back in."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from data.importing import rejects_file
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.importing.storing import store_plan
from data.store import Store

# Of an order of several lines only the first says whose it is, when it was and what it came to.
SHOPIFY_HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Total,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Source\n"
)
SHOPIFY = SHOPIFY_HEADER + (
    "#1,ann@example.com,paid,,fulfilled,EUR,30.00,30.00,2026-11-02 10:00:00 +0100,1,Tea,20.00,web\n"
    "#1,,,,,,,,,1,Cup,10.00,\n"
    "#2,bob@example.com,paid,,fulfilled,EUR,8.00,8.00,2026-11-03 10:00:00 +0100,1,Pot,8.00,web\n"
)
GA4 = (
    "# ----------------------------------------\n# Traffic acquisition\n# Account: Example\n# Property: Example\n"
    "# ----------------------------------------\n#\n# Start date: 20261101\n# End date: 20261103\n"
    "Nth day,Sessions,Key events\n0000,120,5\n0001,110,4\n0002,90,3\n"
    "\n# ----------------------------------------\n# Start date: 20261008\n# End date: 20261010\n"
    "Nth day,Sessions,Key events\n0000,50,1\n0001,60,2\n0002,70,3\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")
    store.state.change_settings(time_zone="Europe/Amsterdam")
    return store


def plans(store: Store, text: str | bytes, name: str = "export.csv") -> list[Plan]:
    content = text.encode() if isinstance(text, str) else text
    return plan_file(name, content, ImportOptions(), store.state)


def keep(store: Store, plan: Plan) -> dict:
    assert plan.problem is None, plan.problem
    return store_plan(store, plan, at="2026-11-16T09:00:00", by="analyst")


def cells(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def mended(content: bytes, old: str, new: str) -> bytes:
    text = content.decode("utf-8-sig")
    assert text.count(old) == 1
    return text.replace(old, new).encode()


def rows(store: Store, table: str) -> pd.DataFrame:
    with store.read() as facts:
        return facts.frame(facts.tables[table])


def lost_and_back(store: Store, text: str, good: str, bad: str) -> list[dict[str, str]]:
    """Spoil one cell, import, take the file of rows set aside, mend the cell there, import that.

    Returns the rows of that file; afterwards the store holds what the file would have given from the beginning.
    """
    (plan,) = plans(store, text.replace(good, bad, 1))
    number = keep(store, plan)["batch_id"]
    content = rejects_file.of_batch(store, number)
    assert content == rejects_file.of_plan(plan)
    (back,) = plans(store, mended(content, bad, good), "set-aside.csv")
    report = keep(store, back)
    assert (report["rows_rejected"], report["recognised_as"]) == (0, plan.recognition.profile)
    return cells(content)


def said(store: Store) -> list[tuple[object, ...]]:
    orders = rows(store, "orders").sort_values(["order_id", "line"])
    return [
        (one.order_id, one.customer_email, f"{one.ordered_at:%d %H:%M}", one.amount, one.currency, one.product)
        for one in orders.itertuples()
    ]


WHOLE = [
    ("#1", "ann@example.com", "02 10:00", 30.0, "EUR", "Tea"),
    ("#1", "ann@example.com", "02 10:00", 0.0, "EUR", "Cup"),
    ("#2", "bob@example.com", "03 10:00", 8.0, "EUR", "Pot"),
]


def test_the_order_comes_whole_without_anything_spoilt(store: Store) -> None:
    (plan,) = plans(store, SHOPIFY)
    keep(store, plan)
    assert said(store) == WHOLE


def test_a_total_that_cannot_be_read_takes_the_lines_of_its_order_along(store: Store) -> None:
    first, second = lost_and_back(store, SHOPIFY, ",30.00,30.00,", ",30.00,a lot,")
    assert (first["Total"], first["rapport_reason"]) == ("a lot", "Total: not an amount")
    assert (second["Lineitem name"], second["Email"], second["Created at"]) == ("Cup", "", "")  # as it stood
    assert [row["rapport_line"] for row in (first, second)] == ["2", "3"]
    assert said(store) == WHOLE


def test_a_day_that_cannot_be_read_is_that_of_all_lines_and_is_mended_once(store: Store) -> None:
    first, second = lost_and_back(store, SHOPIFY, "2026-11-02 10:00:00 +0100", "the other day")
    assert (first["Created at"], second["Created at"]) == ("the other day", "")
    assert said(store) == WHOLE


def test_a_further_line_that_cannot_be_read_comes_back_with_the_first(store: Store) -> None:
    first, second = lost_and_back(store, SHOPIFY, ",1,Cup", ",one,Cup")
    assert (first["Lineitem name"], second["Lineitem quantity"]) == ("Tea", "one")
    assert said(store) == WHOLE


def test_a_day_of_a_block_is_counted_from_its_own_start_also_when_it_comes_back(store: Store) -> None:
    november, october = plans(store, GA4.replace("0001,110", "0001,many").replace("0002,70", "0002,few"))
    for plan, bad, good, day in ((november, "many", "110", "2026-11-02"), (october, "few", "70", "2026-10-10")):
        keep(store, plan)
        content = rejects_file.of_plan(plan)
        (row,) = cells(content)
        assert (row["Nth day"], row["Sessions"]) == ("0001" if bad == "many" else "0002", bad)
        (back,) = plans(store, mended(content, bad, good), "set-aside.csv")
        assert keep(store, back)["rows_accepted"] == 1
        assert f"{back.checked.rows['date'].to_pylist()[0]:%Y-%m-%d}" == day
    traffic = rows(store, "web_traffic").set_index("date").sort_index()["sessions"]
    assert traffic.tolist() == [50, 60, 70, 120, 110, 90]
