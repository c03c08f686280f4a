"""What a person says about a file is done, and remembered for the next one with the same columns."""

import pytest

from data.store import Store
from tests.pages.import_steps import answer, choice, drop, import_all, opened, opened_page, part, sound, texts

MEMBERS = b"customer_id,plan,Is active\n7,Basic,yes\n8,Plus,no\n9,Plus,yes\n"
OWN_WORDS = b"customer_id,plan,Account\n7,Basic,Da\n8,Plus,Weg\n9,Plus,Da\n"
ORDERS = b"order_id,customer_id,ordered_at,amount,net\nA,7,2026-03-01,10,8\nB,8,2026-03-02,5,4\n"


@pytest.fixture
def store(tmp_path, monkeypatch):
    url = f"duckdb:///{tmp_path}/company.duckdb"
    monkeypatch.setenv("RAPPORT_STORE", url)
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    return Store(url)


def columns(**files: bytes):
    """Drop files on a page of its own and open the columns of the first."""
    page = drop(opened_page(), **files)
    return part(opened(page), "Columns")


def churned(store) -> dict[str, bool | None]:
    with store.read() as facts:
        rows = facts.tables["customers"].execute()
    return dict(zip(rows["customer_id"], rows["churned"], strict=True))


def amounts(store) -> dict[str, float]:
    with store.read() as facts:
        rows = facts.tables["orders"].execute()
    return dict(zip(rows["order_id"], rows["amount"], strict=True))


@pytest.mark.usefixtures("store")
def test_what_was_taken_for_the_label_is_shown_with_the_value_that_means_has_left():
    page = columns(members__csv=MEMBERS)
    assert choice(page, "The column that says who has left").value == "Is active"
    says = choice(page, "What “Is active” says of a customer who has left")
    assert says.value == "no"
    assert says.options == ["yes (2 rows)", "no (1 row)"]


def test_a_label_is_turned_round_by_choosing_its_other_value(store):
    page = columns(members__csv=MEMBERS)
    sound(choice(page, "What “Is active” says of a customer who has left").select("yes").run())
    assert "“Is active” was taken to say who has left: where it says “yes”." in texts(page)
    import_all(page)
    assert churned(store) == {"7": True, "8": False, "9": True}


def test_a_label_in_words_that_nobody_knows_is_read_once_its_value_is_chosen(store):
    page = columns(members__csv=OWN_WORDS)
    sound(choice(page, "The column that says who has left").select("Account").run())
    says = choice(page, "What “Account” says of a customer who has left")
    assert says.value is None
    sound(says.select("Weg").run())
    import_all(page)
    assert churned(store) == {"7": False, "8": True, "9": False}


def test_the_chosen_value_is_remembered_for_the_next_file_with_these_columns(store):
    page = columns(members__csv=MEMBERS)
    import_all(sound(choice(page, "What “Is active” says of a customer who has left").select("yes").run()))
    import_all(drop(opened_page(), later__csv=b"customer_id,plan,Is active\n10,Basic,no\n11,Plus,yes\n"))
    assert churned(store) == {"7": True, "8": False, "9": True, "10": False, "11": True}


def test_a_corrected_column_is_remembered_for_the_next_file_with_these_columns(store):
    page = columns(orders__csv=ORDERS)
    import_all(sound(choice(page, "net").select("amount").run()))
    import_all(drop(opened_page(), later__csv=ORDERS.replace(b"A,7", b"C,7").replace(b"B,8", b"D,8")))
    assert amounts(store) == {"A": 8.0, "B": 4.0, "C": 8.0, "D": 4.0}


def test_a_correction_of_a_file_that_was_removed_is_not_remembered(store):
    page = columns(orders__csv=ORDERS)
    sound(choice(page, "net").select("amount").run())
    sound(next(button for button in page.button if button.label.startswith("Remove")).click().run())
    import_all(drop(opened_page(), later__csv=ORDERS))
    assert amounts(store) == {"A": 10.0, "B": 5.0}


@pytest.mark.usefixtures("store")
def test_a_file_whose_rows_all_count_already_is_not_offered_again():
    import_all(drop(opened_page(), orders__csv=ORDERS))
    page = drop(opened_page(), part__csv=b"\n".join(ORDERS.splitlines()[:2]) + b"\n")
    assert answer(page) == "The file holds nothing new."
    assert "Orders: its 1 row is there already. Importing it would change nothing." in texts(page)
    assert not [button for button in page.main.button if button.key == "import_all"]
