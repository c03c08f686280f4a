"""From a file to a plan: what it was taken for, what would be stored, and why not."""

from pathlib import Path

import pytest

from data.errors import UnknownNameError
from data.importing import planning
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.importing.storing import remember_mapping, store_plan
from data.recognising import header_key
from data.store import Store

ORDERS = b"order_id,customer_id,ordered_at,amount,gift\nA,7,2026-03-01,10,yes\nB,8,someday,5,\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def plan(store: Store, content: bytes, name: str = "orders.csv", **options: object) -> Plan:
    (found,) = plan_file(name, content, ImportOptions(**options), store.state)
    return found


def keep(store: Store, found: Plan) -> dict:
    return store_plan(store, found, at="2026-11-16T09:00:00", by="analyst")


def test_the_report_of_an_import_adds_up_and_names_the_row_set_aside(store: Store) -> None:
    report = keep(store, plan(store, ORDERS))
    assert (report["rows_read"], report["rows_accepted"], report["rows_rejected"], report["rows_duplicate"]) == (
        2,
        1,
        1,
        0,
    )
    assert report["rejects"] == [{"row": 3, "column": "ordered_at", "value": "someday", "reason": "not a date"}]
    assert report["mapping"]["gift"] is None
    assert report["dialect"]["delimiter"] == ","


def test_rows_set_aside_are_kept_as_the_file_has_them(store: Store) -> None:
    header = "Ticket ID,Created Date,Resolved Date,Issue Type,Agent Assigned,Response Time (hours)"
    text = f"{header},Resolution Time (hours)\nT-1,someday,2026-01-26,Billing,Ann,6,62\nT-2,2026-01-24,,,,1,\n"
    found = plan(store, text.encode())
    assert found.checked is not None
    assert found.checked.meaning.source == "zendesk"
    (cells,) = found.checked.rejected_cells
    assert ",".join(name for name, _cell in cells) == f"{header},Resolution Time (hours)"
    assert dict(cells)["Response Time (hours)"] == "6"


def test_the_same_file_again_changes_nothing_and_says_so(store: Store) -> None:
    first = keep(store, plan(store, ORDERS))
    version = store.version()
    again = keep(store, plan(store, ORDERS, name="renamed.csv"))
    assert again["batch_id"] == first["batch_id"]
    assert (again["rows_accepted"], again["rows_duplicate"], again["rows_rejected"]) == (0, 1, 1)
    assert any("nothing changed" in warning for warning in again["warnings"])
    assert store.version() == version


def test_of_two_who_planned_the_same_file_the_second_stores_nothing(store: Store) -> None:
    mine, yours = plan(store, ORDERS), plan(store, ORDERS)
    first = keep(store, mine)
    version = store.version()
    second = keep(store, yours)
    assert (first["batch_id"], second["batch_id"]) == (1, 1)
    assert (second["rows_accepted"], second["rows_duplicate"], second["rows_rejected"]) == (0, 1, 1)
    assert any("nothing changed" in warning for warning in second["warnings"])
    assert store.version() == version
    assert len(store.state.batches()) == 1


def test_a_file_that_was_taken_back_can_come_again(store: Store) -> None:
    first = keep(store, plan(store, ORDERS))
    store.state.undo_batch(first["batch_id"], at="2026-11-16T10:00:00", by="analyst")
    assert keep(store, plan(store, ORDERS))["batch_id"] != first["batch_id"]


def test_a_header_mapped_by_hand_is_remembered_for_its_set_of_headers(store: Store) -> None:
    odd = b"Beleg,Wer,Wann,Wieviel\nA,7,2026-03-01,10\n"
    mapping = {"Beleg": "order_id", "Wer": "customer_id", "Wann": "ordered_at", "Wieviel": "amount"}
    remember_mapping(store.state, plan(store, odd, table="orders", mapping=mapping))
    later = plan(store, b"Wieviel,Wann,Wer,Beleg\n12,2026-03-02,7,B\n")
    assert later.checked is not None
    assert later.checked.meaning.table == "orders"
    assert later.checked.meaning.mapping["Wieviel"] == "amount"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"order_id,customer_id,ordered_at,amount\n", "has a header but no rows"),
        (PNG, "picture"),
        (b"foo,bar\n1,2\n", "none of the exports known so far"),
        (b"order_id,customer_id,ordered_at,amount\nA,7,whenever,1\nB,8,later,2\n", "None of the 2 rows"),
    ],
)
def test_bad_input_is_explained_and_stores_nothing(store: Store, content: bytes, said: str) -> None:
    found = plan(store, content, name="export.csv")
    report = keep(store, found)
    assert report["batch_id"] is None
    assert said in " ".join(report["warnings"])
    assert "export.csv" in " ".join(report["warnings"])
    assert store.is_empty


def test_a_missing_required_column_is_named(store: Store) -> None:
    found = plan(store, b"order_id,customer_id,amount\nA,7,1\n", table="orders")
    assert found.problem is not None
    assert "nothing is mapped to ordered_at" in found.problem


def test_a_mapping_of_a_header_that_one_table_lacks_is_said_of_that_table_alone(store: Store) -> None:
    text = "a,b\n1,2\n3,4\n5,6\n\nwho,when,what\n7,2026-03-01,10\n8,2026-03-02,12\n"
    mapping = {"who": "customer_id", "when": "ordered_at", "what": "amount"}
    first, second = plan_file(
        "two.csv", text.encode(), ImportOptions(table="orders", mapping=mapping), store.state
    )
    assert "no column in two.csv called who" in (first.problem or "")
    assert second.problem is None


def test_an_option_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean decimal"):
        ImportOptions.from_texts(None, {}, {"decimals": ","})


def test_the_label_can_be_named(store: Store) -> None:
    found = plan(store, b"customer_id,gone\n1,yes\n2,no\n", name="people.csv", table="customers", label="gone")
    assert found.checked is not None
    assert found.checked.rows["churned"].to_pylist() == [True, False]


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is parsed from here on: whoever tries fails."""

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError

    monkeypatch.setattr(planning.guarded, "read_file", refuse)
    monkeypatch.setattr(planning, "large_block", refuse)


def test_a_file_whose_content_is_in_force_is_known_by_its_bytes_and_not_parsed(
    store: Store, request: pytest.FixtureRequest
) -> None:
    first = keep(store, plan(store, ORDERS))
    request.getfixturevalue("unread")
    again = keep(store, plan(store, ORDERS, name="renamed.csv"))
    same = ("table", "recognised_as", "confidence", "rows_read", "rows_rejected", "batch_id", "mapping", "dialect")
    assert {name: again[name] for name in same} == {name: first[name] for name in same}
    assert again["rejects"] == first["rejects"]
    assert (again["file"], again["rows_accepted"], again["rows_duplicate"]) == ("renamed.csv", 0, 1)
    assert again["warnings"] == [
        "orders.csv is in force already as batch 1, imported on 2026-11-16: nothing changed."
    ]


@pytest.mark.parametrize(
    "chosen", [{"date_order": "dmy"}, {"time_zone": "Asia/Jakarta"}, {"mapping": {"gift": None}}]
)
def test_a_known_file_is_read_again_where_somebody_says_something_else_about_it(
    store: Store, chosen: dict
) -> None:
    keep(store, plan(store, ORDERS))
    assert plan(store, ORDERS, **chosen).block is not None


def test_a_known_file_is_read_again_once_settings_or_a_remembered_mapping_are_others(store: Store) -> None:
    keep(store, plan(store, ORDERS))
    assert plan(store, ORDERS).block is None
    store.state.change_settings(time_zone="Asia/Jakarta")
    jakarta = plan(store, ORDERS)
    assert jakarta.is_clear  # the same bytes mean other moments now
    store.state.change_settings(time_zone="UTC")
    remember_mapping(store.state, jakarta)
    assert plan(store, ORDERS).block is not None


def test_a_known_file_is_read_again_after_it_was_taken_back(store: Store) -> None:
    keep(store, plan(store, ORDERS))
    store.state.undo_batch(1, at="2026-11-16T10:00:00", by="analyst")
    assert plan(store, ORDERS).is_clear


def test_a_file_of_which_one_table_was_left_out_is_read_again(store: Store) -> None:
    text = ORDERS + b"\n\ncustomer_id,email,churned\n7,ann@example.com,no\n8,bob@example.com,yes\n"
    orders, customers = plan_file("two.csv", text, ImportOptions(), store.state)
    keep(store, orders)
    assert [found.same_as is None for found in plan_file("two.csv", text, ImportOptions(), store.state)] == [
        False,
        True,
    ]
    keep(store, customers)
    known = plan_file("two.csv", text, ImportOptions(), store.state)
    assert [(found.block, found.same_as and found.same_as.table) for found in known] == [
        (None, "orders"),
        (None, "customers"),
    ]


def test_an_answer_given_for_the_headers_of_a_file_holds_where_a_profile_changes_them(store: Store) -> None:
    header = "Record ID,Deal Name,Pipeline,Deal Stage,Create Date,Close Date"
    deals = f"{header}\n1,Roaster,Sales,Closed Won,03/04/2026,05/04/2026\n"
    asked = plan(store, deals.encode(), name="deals.csv")
    assert asked.block is not None
    assert asked.recognition is not None
    assert asked.recognition.transforms
    store.state.remember_answers(header_key(asked.block.header), {"date_order": "mdy"})
    found = plan(store, deals.encode(), name="deals.csv")
    assert found.checked is not None
    assert [f"{day:%Y-%m-%d}" for day in found.checked.rows["created_on"].to_pylist()] == ["2026-03-04"]
