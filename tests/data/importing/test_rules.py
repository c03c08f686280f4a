"""Refunds out of negative amounts, test sends flagged, kinds of score: worked by hand."""

import numpy as np
import pandas as pd
import pytest

from data.importing import rules


def order_lines(**columns: list[object]) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    empty = {
        "customer_id": pd.Series(["7"] * size, dtype="str"),
        "customer_email": pd.Series([None] * size, dtype="str"),
        "ordered_at": pd.to_datetime(["2026-03-05"] * size),
        "amount": [np.nan] * size,
        "quantity": [np.nan] * size,
        "unit_price": [np.nan] * size,
        "refunded_amount": [np.nan] * size,
        "refunded_at": pd.to_datetime([None] * size),
    }
    return pd.DataFrame(empty | columns)


def test_an_amount_is_quantity_times_unit_price_where_the_export_gives_none() -> None:
    rows, _notes = rules.orders(order_lines(quantity=[3.0, np.nan], unit_price=[2.5, 4.0]))
    assert rows["amount"].tolist() == [7.5, 4.0]


def test_a_cancellation_is_a_refund_on_its_own_date_and_sells_nothing() -> None:
    rows, notes = rules.orders(order_lines(quantity=[-2.0], unit_price=[4.95]))
    assert rows[["amount", "refunded_amount"]].iloc[0].tolist() == pytest.approx([0.0, 9.9])
    assert rows["refunded_at"].iloc[0] == pd.Timestamp("2026-03-05")
    assert "1 line with a negative amount" in notes[0]
    assert "9.90" in notes[0]


def test_a_refund_written_as_a_negative_amount_is_a_positive_refund() -> None:
    rows, _notes = rules.orders(order_lines(amount=[20.0], refunded_amount=[-5.0]))
    assert rows[["amount", "refunded_amount"]].iloc[0].tolist() == [20.0, 5.0]


def test_guests_are_counted_and_said() -> None:
    lines = order_lines(amount=[1.0, 2.0])
    lines["customer_id"] = pd.Series([None, "7"], dtype="str")
    _rows, notes = rules.orders(lines)
    assert any("1 row names no customer" in note for note in notes)


def test_a_send_to_four_is_a_test_and_one_to_five_is_not() -> None:
    rows = pd.DataFrame(
        {
            "sent": [4.0, 5.0, 900.0],
            "delivered": [4.0, 5.0, 890.0],
            "bounced": [0.0, 0.0, 10.0],
            "is_test": [pd.NA, pd.NA, True],
        }
    ).astype({"is_test": "boolean"})
    flagged, notes = rules.email_campaigns(rows)
    assert flagged["is_test"].tolist() == [True, False, True]
    assert notes[0].startswith("2 sends")


def test_delivered_is_worked_out_from_sent_and_bounced() -> None:
    rows = pd.DataFrame({"sent": [100.0], "delivered": [np.nan], "bounced": [4.0], "is_test": [pd.NA]})
    flagged, _notes = rules.email_campaigns(rows.astype({"is_test": "boolean"}))
    assert flagged["delivered"].tolist() == [96.0]


@pytest.mark.parametrize(("scores", "kind"), [([0.0, 10.0], "nps"), ([1.0, 5.0], "csat")])
def test_the_kind_of_a_score_is_told_from_its_scale(scores: list[float], kind: str) -> None:
    rows = pd.DataFrame({"score": scores, "scale_max": np.nan, "kind": pd.Series([None, None], dtype="str")})
    told, _notes = rules.surveys(rows)
    assert told["kind"].tolist() == [kind, kind]
