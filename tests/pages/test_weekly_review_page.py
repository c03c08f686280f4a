"""The weekly review: what changed, who is at risk, what people say, what to decide."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics import jobs
from tests.filled_store import filled_store

APP = Path(__file__).resolve().parents[2] / "app.py"
LAST_MONDAY = date(2026, 11, 9)
WEEKS = 30


def orders(*, last_week: float) -> pd.DataFrame:
    """One order on each day: 100 or 102 a week in turn, and so much in the last."""
    days = [LAST_MONDAY + timedelta(days=7 * week + day) for week in range(1 - WEEKS, 1) for day in range(7)]
    week_totals = [100.0 if week % 2 else 102.0 for week in range(WEEKS - 1)] + [last_week]
    amounts = [total / 7 for total in week_totals for _day in range(7)]
    return pd.DataFrame(
        {
            "order_id": [str(number) for number in range(len(days))],
            "customer_id": [str(number % 7) for number in range(len(days))],
            "ordered_at": days,
            "amount": amounts,
        }
    )


@pytest.fixture
def review(tmp_path, monkeypatch):
    def opened(frames):
        store = filled_store(tmp_path / "company.duckdb", frames)
        jobs.after_import(store)
        monkeypatch.setenv("RAPPORT_STORE", store.url)
        monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
        app = AppTest.from_file(APP, default_timeout=60).run()
        assert not app.exception
        assert not app.error
        return app

    return opened


def written(app) -> str:
    return "\n".join(block.value for block in app.main.markdown)


def test_a_week_out_of_its_usual_range_is_the_headline_and_its_number_is_on_a_tile(review):
    app = review({"orders": orders(last_week=10.0)})
    assert "Revenue" in app.main.title[0].value
    revenue = next(tile for tile in app.main.metric if tile.label == "Revenue")
    assert revenue.value == "10.0"
    assert "**10.0**, below the usual" in written(app)


def test_a_quiet_week_says_that_nothing_really_changed(review):
    app = review({"orders": orders(last_week=101.0)})
    assert app.main.title[0].value.startswith("Nothing really changed")


def test_without_scores_or_mentions_the_review_says_so_instead_of_leaving_them_out(review):
    text = written(review({"orders": orders(last_week=101.0)}))
    assert "Nobody has been scored yet" in text
    assert "Nobody was heard this week" in text


def test_a_week_in_progress_is_not_reviewed(review):
    frame = orders(last_week=101.0)
    begun = frame.tail(2).assign(
        order_id=["x", "y"], ordered_at=[LAST_MONDAY + timedelta(days=7), LAST_MONDAY + timedelta(days=8)]
    )
    app = review({"orders": pd.concat([frame, begun])})
    assert any("W46" in caption.value for caption in app.main.caption)
