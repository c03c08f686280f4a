"""The list of imports: ten at a time, those taken back apart."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from tests.stores import put

APP = Path(__file__).resolve().parents[2] / "app.py"
DAY = pd.Timestamp("2026-03-02")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Thirteen imports, the second and the fourth taken back."""
    url = f"duckdb:///{tmp_path}/company.duckdb"
    monkeypatch.setenv("RAPPORT_STORE", url)
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    opened = Store(url)
    for number in range(13):
        order = {"row_key": str(number), "order_id": str(number), "customer_id": "7", "ordered_at": DAY}
        put(opened, "orders", pd.DataFrame([order]))
    for batch_id in (2, 4):
        opened.state.undo_batch(batch_id, at="2026-11-16T10:00:00", by="Ann")
    return opened


@pytest.fixture
def page(store: Store) -> AppTest:
    assert len(store.state.batches()) == 13
    app = AppTest.from_file(APP, default_timeout=120).run()
    return sound(app.switch_page("pages/import_data.py").run())


def sound(page: AppTest) -> AppTest:
    assert not page.exception
    return page


def taken_back_buttons(page: AppTest) -> list[int]:
    """Return the batches that can be taken back here."""
    return [int(button.key.rpartition("_")[2]) for button in page.button if button.label.startswith("Take back")]


def test_the_newest_ten_in_force_come_first_and_the_rest_on_the_second_page(page: AppTest) -> None:
    assert taken_back_buttons(page) == [13, 12, 11, 10, 9, 8, 7, 6, 5, 3]
    page.session_state["import_batches_page_in_force_2"] = 2
    assert taken_back_buttons(sound(page.run())) == [1]


def test_what_was_taken_back_stands_apart_and_can_not_be_taken_back_again(page: AppTest) -> None:
    page.session_state["import_batches_which"] = "taken_back"
    sound(page.run())
    assert taken_back_buttons(page) == []
    captions = [caption.value for caption in page.main.caption if "taken back 16" in caption.value]
    assert len(captions) == 2


def test_a_page_that_is_there_no_longer_is_not_shown(page: AppTest, store: Store) -> None:
    page.session_state["import_batches_page_in_force_2"] = 2
    sound(page.run())
    store.state.undo_batch(1, at="2026-11-16T10:00:00", by="Ann")  # ten are left: one page
    assert taken_back_buttons(sound(page.run())) == [13, 12, 11, 10, 9, 8, 7, 6, 5, 3]
