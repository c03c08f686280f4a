"""The import page: dropped, shown, stored, taken back."""

import io
import zipfile
from pathlib import Path

import pytest

from data.reading import large
from data.store import Store
from tests.pages.import_steps import (
    answer,
    choice,
    drop,
    import_all,
    opened,
    opened_page,
    part,
    settle,
    sound,
    texts,
)
from tests.shared_data import shared_file

ORDERS = b"order_id,customer_id,ordered_at,amount,gift\nA,7,2026-03-01,10,yes\nB,8,2026-03-02,5,\nC,8,someday,5,\n"
ODD = b"Beleg;Wer;Wieviel;Tag\nA;7;10;2026-03-01\nB;8;5;2026-03-02\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def store(tmp_path, monkeypatch):
    url = f"duckdb:///{tmp_path}/company.duckdb"
    monkeypatch.setenv("RAPPORT_STORE", url)
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    return Store(url)


@pytest.fixture
def page(store):
    assert store.is_empty
    return opened_page()


def test_the_empty_page_asks_for_exports_and_says_where_they_come_from(page):
    assert answer(page) == "Drop in your exports to see your own company."
    sound(choice(page, "Tool").select("Mailchimp").run())
    assert "Campaigns" in texts(page)
    assert not [button for button in page.main.button if button.key == "import_all"]


def test_a_file_is_stored_by_one_button_and_its_bad_row_is_named(page, store):
    drop(page, orders__csv=ORDERS)
    assert answer(page) == "The file needs a look before it is imported."  # a third of its rows is set aside
    assert "Orders: of 3 rows, 2 are new and 1 is set aside." in texts(page)
    settle(page)
    assert page.button(key="import_all").label == "Import 1 file"
    import_all(page)
    assert answer(page) == "1 file imported: 2 rows are new or changed, 1 was set aside."
    with store.read() as facts:
        assert facts.tables["orders"].count().execute() == 2


def test_who_brought_it_stands_beside_the_import(page, store):
    page.session_state["who_name"] = "Ann"
    drop(page, orders__csv=ORDERS)
    settle(page)
    import_all(page)
    assert store.state.batches()[0].imported_by == "Ann"
    assert "by Ann" in texts(page)


def test_one_click_takes_an_import_back(page, store):
    drop(page, orders__csv=ORDERS)
    settle(page)
    import_all(page)
    batch_id = store.state.batches()[0].batch_id
    sound(page.button(key=f"import_undo_{batch_id}").click().run())
    assert answer(page) == "orders.csv was taken back: 2 rows no longer count."
    with store.read() as facts:
        assert facts.tables["orders"].count().execute() == 0
    assert not [button for button in page.main.button if button.label.startswith("Take back")]


def test_the_same_file_again_says_that_it_changes_nothing(page):
    drop(page, orders__csv=ORDERS)
    settle(page)
    import_all(page)
    drop(page, again__csv=ORDERS)
    assert "Importing it again would change nothing." in texts(page)
    assert not [button for button in page.main.button if button.key == "import_all"]


def test_several_files_are_imported_at_once_and_a_bad_one_stops_none(page, store):
    customers = b"customer_id,email,plan,churned\n7,ann@example.com,Basic,no\n8,bob@example.com,Plus,yes\n"
    drop(page, orders__csv=ORDERS, customers__csv=customers, photo__csv=PNG)
    assert answer(page) == "1 of 3 files can be imported: 2 rows are new; 1 needs a look and 1 can't be used yet."
    settle(page)
    assert "photo.csv is a picture (PNG), not a table." in texts(page)
    import_all(page)
    assert sorted(batch.table for batch in store.state.batches()) == ["customers", "orders"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"order_id,customer_id,ordered_at,amount\n", "has a header but no rows"),
        (PNG, "is a picture (PNG)"),
        (b"%PDF-1.7\n", "is a PDF document"),
        (b"shape,colour\nround,red\nsquare,blue\n", "none of the exports known"),
        (b"order_id,customer_id,amount\nA,7,10\nB,8,5\n", "ordered_at"),
        (b"order_id,customer_id,ordered_at,amount\nA,7,soon,10\nB,8,later,5\n", "not a date"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_changes_nothing(page, store, content, sentence):
    before = store.version()
    drop(page, file__csv=content)
    assert sentence in texts(page)
    assert not [button for button in page.main.button if button.key == "import_all"]
    assert store.version() == before


def test_a_file_that_nobody_knows_is_mapped_by_hand_and_remembered(page):
    drop(page, belege__csv=ODD)
    assert "Needs you" in texts(page)
    assert page.dataframe[0].value["Beleg"].tolist() == ["A", "B"]  # as it stands in the file
    sound(choice(page, "What one row of it is").select("orders").run())
    for meaning, header in {
        "the customer, as this tool names them": "Wer",
        "when it was ordered": "Tag",
    }.items():
        sound(choice(page, f"Which column says this: {meaning}?").select(header).run())
    for header, column in {"Beleg": "order_id", "Wieviel": "amount"}.items():
        sound(choice(page, header).select(column).run())
    assert "Orders: all 2 rows are new." in texts(page)
    import_all(page)
    drop(page, neue_belege__csv=ODD.replace(b"A;7;10", b"Z;9;12"))
    assert "Orders: of 2 rows, 1 is new and 1 is there already." in texts(page)


def test_a_column_given_to_another_header_leaves_the_one_that_had_it(page):
    drop(page, belege__csv=b"order_id,customer_id,ordered_at,amount,other\nA,7,2026-03-01,10,3\n")
    opened(page)
    part(page, "Columns")
    sound(choice(page, "other").select("amount").run())
    assert choice(page, "amount").value == ""
    assert "Orders: all 1 rows are new." in texts(page) or "its 1 row is new" in texts(page)


def test_the_columns_are_only_drawn_once_they_are_asked_for(page):
    drop(page, orders__csv=ORDERS)
    assert not [box for box in page.selectbox if box.label == "gift"]
    opened(page)
    part(page, "Columns")
    assert choice(page, "gift").value == ""
    part(page, "First rows")
    assert page.dataframe[0].value["order_id"].tolist() == ["A", "B"]


def test_a_large_file_is_shown_compared_and_stored_like_any_other(page, store, monkeypatch):
    monkeypatch.setattr(large, "LARGE_BYTES", 0)
    rows = b"A,7,2026-03-01,10,\nB,8,2026-03-02,5,x\n"
    drop(page, orders__csv=b"order_id,customer_id,ordered_at,amount,gift\n" + rows)
    assert "Orders: all 2 rows are new." in texts(page)
    opened(page)
    assert page.dataframe[0].value["order_id"].tolist() == ["A", "B"]
    part(page, "What changes")
    assert "**2** rows read = **2** new" in texts(page)
    import_all(page)
    with store.read() as facts:
        assert facts.tables["orders"].count().execute() == 2


def test_a_file_name_is_never_markup(page):
    drop(page, **{"**bold** [x](y)__csv": ORDERS})
    assert any("\\*\\*bold\\*\\*" in item.value for item in page.main.markdown)


def test_an_archive_of_two_exports_is_one_card_with_two_tables(page, store):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("orders.csv", ORDERS)
        archive.writestr("customers.csv", b"customer_id,email,plan\n7,ann@example.com,Basic\n")
    drop(page, week__zip=buffer.getvalue())
    assert "2 of its 2 tables can be imported: Orders and Customers." in texts(page)
    settle(page)
    import_all(page)
    assert len(store.state.batches()) == 2


def test_real_exports_from_four_tools_are_ready_as_they_are(page, store):
    names = ["churn/telco.csv", "exports/mailchimp/campaigns.csv", "exports/x/TweetActivity.csv",
             "exports/hubspot/hubspot_deals.csv"]  # fmt: skip
    drop(page, **{Path(name).name.replace(".", "__"): shared_file(name).read_bytes() for name in names})
    assert answer(page) == "All 4 files can be imported: 8,496 rows are new."
    import_all(page)
    with store.read() as facts:
        assert facts.tables["customers"].count().execute() == 7_043
        assert facts.tables["email_campaigns"].count().execute() == 872
        assert facts.tables["social_posts"].count().execute() == 81
        assert facts.tables["leads"].count().execute() == 500
