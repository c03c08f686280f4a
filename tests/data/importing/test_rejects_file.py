"""Rows set aside go out as a file, are mended, come back, and lose nothing on the way."""

import csv
import io
import json
from pathlib import Path

import pytest

from data.importing import rejects_file
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.importing.read_as import ReadAs
from data.importing.rejects_format import LINE, REASON, Row, written
from data.importing.storing import store_plan
from data.recognising import header_key
from data.store import Store
from tests.shared_data import shared_file


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def plan(store: Store, content: bytes, name: str = "export.csv", **options: object) -> Plan:
    (found,) = plan_file(name, content, ImportOptions(**options), store.state)
    return found


def keep(store: Store, found: Plan) -> dict:
    return store_plan(store, found, at="2026-11-16T09:00:00", by="analyst")


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def mended(content: bytes, *changes: tuple[str, str]) -> bytes:
    text = content.decode("utf-8-sig")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


TICKETS = b"ticket_id,opened_at,channel\nT1,2026-11-01,chat\nT2,someday,chat\nT3,never,mail\n"


def test_the_file_holds_the_rows_as_they_stand_with_line_and_reason(store: Store) -> None:
    header, *rows = cells(rejects_file.of_plan(plan(store, TICKETS)))
    assert header[:5] == ["ticket_id", "opened_at", "channel", LINE, REASON]
    assert [row[:5] for row in rows] == [
        ["T2", "someday", "chat", "3", "opened_at: not a date"],
        ["T3", "never", "mail", "4", "opened_at: not a date"],
    ]


def test_only_mended_rows_come_in_and_the_others_keep_their_line(store: Store) -> None:
    first = plan(store, TICKETS)
    keep(store, first)
    again = plan(store, mended(rejects_file.of_plan(first), ("someday", "2026-11-02")), "set-aside.csv")
    assert again.recognition is not None
    assert header_key(again.block.header) == header_key(first.block.header)
    report = keep(store, again)
    assert (report["table"], report["rows_accepted"], report["rows_rejected"]) == ("tickets", 1, 1)
    assert [(reject["row"], reject["value"]) for reject in report["rejects"]] == [(4, "never")]
    assert list(report["mapping"]) == ["ticket_id", "opened_at", "channel"]
    with store.read() as facts:
        rows = facts.frame(facts.tables["tickets"].order_by("ticket_id"))
    assert [(row.ticket_id, row.line) for row in rows.itertuples()] == [("T1", 2), ("T2", 3)]


def test_the_file_of_a_stored_batch_is_the_one_of_its_plan(store: Store) -> None:
    text = b"Create Date,Ticket ID,Create Date,=x\n2026-11-01,T1,a,1\nsomeday,T2,b,=1+1\n"
    mapping = {"Create Date": "opened_at", "Ticket ID": "ticket_id"}
    found = plan(store, text, table="tickets", mapping=mapping)
    number = keep(store, found)["batch_id"]
    content = rejects_file.of_plan(found)
    assert rejects_file.of_batch(store, number) == content
    header, row = cells(content)
    assert header[:4] == ["Create Date", "Ticket ID", "Create Date", "'=x"]  # repeated as in the file
    assert row[:4] == ["someday", "T2", "b", "'=1+1"]
    back = plan(store, mended(content, ("someday", "2026-11-02")))
    assert back.block.header == found.block.header
    assert [dict(cells) for cells in back.checked.rows["attributes"].to_pylist()] == [
        {"Create Date (2)": "b", "=x": "=1+1"}
    ]


def test_a_batch_that_set_nothing_aside_has_no_file(store: Store) -> None:
    number = keep(store, plan(store, b"ticket_id,opened_at\nT1,2026-11-01\n"))["batch_id"]
    assert rejects_file.of_batch(store, number) == b""


def test_days_and_decimals_are_read_as_in_the_whole_file(store: Store) -> None:
    # Alone, 03/04 would be open and "1,234" a thousand; the whole file says month first and decimal comma.
    header = b"order_id;customer_id;ordered_at;amount\n"
    text = header + b"A;1;04/25/2026;12,50\nB;2;03/04/2026;oops\nC;3;04/30/2026;1.000,5\n"
    found = plan(store, text)
    back = plan(store, mended(rejects_file.of_plan(found), ("oops", '"1,234"')))
    (row,) = back.checked.rows.select(["ordered_at", "amount"]).to_pylist()
    assert (f"{row['ordered_at']:%Y-%m-%d}", row["amount"]) == ("2026-03-04", 1.234)


def test_a_mapping_by_hand_comes_back_with_the_rows(store: Store) -> None:
    text = b"Beleg,Wer,Wann,Wieviel\nA,7,2026-03-01,10\nB,8,gestern,5\n"
    mapping = {"Beleg": "order_id", "Wer": "customer_id", "Wann": "ordered_at", "Wieviel": "amount"}
    content = rejects_file.of_plan(plan(store, text, table="orders", mapping=mapping))
    back = plan(store, mended(content, ("gestern", "2026-03-02")))
    assert back.checked is not None
    assert back.checked.rows["amount"].to_pylist() == [5.0]
    assert back.checked.meaning.mapping["Wieviel"] == "amount"


def test_a_mended_line_does_not_push_out_the_other_lines_of_its_order(store: Store) -> None:
    header = b"order_id,customer_id,ordered_at,product,amount\n"
    text = header + b"A,7,2026-03-01,pen,10\nA,7,2026-03-01,ink,?\nB,8,2026-03-01,cup,3\n"
    found = plan(store, text)
    number = keep(store, found)["batch_id"]
    content = rejects_file.of_batch(store, number)
    assert content == rejects_file.of_plan(found)
    assert [row[3] for row in cells(content)[1:]] == ["pen", "ink"]  # both lines of A, none of B
    report = keep(store, plan(store, mended(content, ("?", "5"))))
    assert (report["rows_accepted"], report["rows_duplicate"]) == (1, 1)
    with store.read() as facts:
        orders = facts.frame(facts.tables["orders"])
    assert orders.groupby("order_id")["amount"].sum().to_dict() == {"A": 15.0, "B": 3.0}


def test_companions_are_no_rows_set_aside(store: Store) -> None:
    text = b"order_id,customer_id,ordered_at,amount\nA,7,2026-03-01,10\nA,7,2026-03-01,?\n"
    report = keep(store, plan(store, text))
    assert (report["rows_read"], report["rows_accepted"], report["rows_rejected"]) == (2, 1, 1)


def test_two_mended_files_lose_nothing_and_the_batches_come_off_again(store: Store) -> None:
    first = plan(store, TICKETS)
    keep(store, first)
    second = plan(store, mended(rejects_file.of_plan(first), ("someday", "2026-11-02")))
    number = keep(store, second)["batch_id"]
    third = plan(store, mended(rejects_file.of_batch(store, number), ("never", "2026-11-03")))
    assert third.checked.rows["line"].to_pylist() == [4]
    keep(store, third)
    with store.read() as facts:
        assert sorted(facts.frame(facts.tables["tickets"])["ticket_id"]) == ["T1", "T2", "T3"]


def test_a_file_of_somebody_else_with_apostrophes_keeps_them(store: Store) -> None:
    found = plan(store, b"ticket_id,opened_at,subject\nT1,2026-11-01,'=1+1\n")
    assert found.checked.rows["subject"].to_pylist() == ["'=1+1"]


def test_the_naughty_strings_go_out_and_come_back(store: Store) -> None:
    strings = json.loads(shared_file("dirty/naughty_strings/blns.json").read_text(encoding="utf-8"))
    rows = [Row(number, [f"T{number}", "2026-11-01", text], "why") for number, text in enumerate(strings, start=2)]
    content = written(["ticket_id", "opened_at", "subject"], rows, ReadAs("tickets"))
    back = plan(store, content)
    assert list(back.block.rows[2]) == strings
    assert back.block.lines.tolist() == [row.line for row in rows]
