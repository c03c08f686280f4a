"""Every row is kept or set aside with line, column, value and reason; nothing is lost."""

import pandas as pd
import pytest

from data.errors import InvalidMappingError, UnknownNameError
from data.importing.checking import Checked, Meaning, check
from data.reading import ReadOptions, read_file
from tests.shared_data import shared_file

ORDERS = {"Order": "order_id", "Customer": "customer_id", "Date": "ordered_at", "Total": "amount"}
HEADER = "Order,Customer,Date,Total,Note\n"


def checked(
    text: str, mapping: dict[str, str | None] | None = None, table: str = "orders", **meaning: object
) -> Checked:
    (block,) = read_file("orders.csv", text.encode(), ReadOptions())
    return check(block, Meaning(table=table, source="own", mapping=mapping or ORDERS, **meaning))


def rows_of(result: Checked) -> pd.DataFrame:
    return result.rows.to_pandas()


def test_a_bad_date_sets_its_row_aside_with_its_line_and_keeps_the_others() -> None:
    result = checked(HEADER + "A,7,2026-03-01,10,\nB,7,31/02/2026,11,\nC,8,2026-03-02,12,\n")
    assert result.rejects.to_dict("records") == [
        {"line": 3, "column": "Date", "value": "31/02/2026", "reason": "not a date"}
    ]
    assert rows_of(result)["order_id"].tolist() == ["A", "C"]


def test_a_row_below_a_cell_with_line_breaks_is_named_by_its_line_in_an_editor() -> None:
    result = checked(HEADER + 'A,7,2026-03-01,10,"two\nlines"\nB,7,2026-03-01,much,\n')
    assert result.rejects[["line", "column", "value"]].to_numpy().tolist() == [[4, "Total", "much"]]


def test_rows_read_are_kept_or_set_aside_or_repeats() -> None:
    text = "Id,Mail\n1,a@example.com\n1,b@example.com\n,c@example.com\n2,nonsense\n"
    result = checked(text, {"Id": "customer_id", "Mail": "email"}, "customers")
    assert (result.rows_read, result.rows.num_rows, len(result.rejects), result.repeats) == (4, 2, 1, 1)
    assert rows_of(result)["email"].tolist() == ["b@example.com", "c@example.com"]


def test_a_row_is_set_aside_once_for_its_first_reason() -> None:
    result = checked(HEADER + "A,7,someday,much,\nB,7,2026-03-01,1,\nC,7,2026-03-01,2,\n")
    assert len(result.rejects) == 1


def test_other_columns_stay_as_attributes_and_empty_ones_take_no_room() -> None:
    result = checked(HEADER + "A,7,2026-03-01,10,gift\nB,7,2026-03-01,10,\n")
    assert result.rows["attributes"].to_pylist() == [[("Note", "gift")], []]


def test_a_column_that_mostly_cannot_be_read_is_kept_as_an_attribute_and_said() -> None:
    mapping = ORDERS | {"Note": "quantity"}
    result = checked(HEADER + "A,7,2026-03-01,10,red\nB,7,2026-03-01,10,blue\nC,7,2026-03-01,10,3\n", mapping)
    assert result.rejects.empty
    assert result.rows["attributes"].to_pylist()[0] == [("Note", "red")]
    assert any("'Note' was not read as quantity: 2 of its 3 values" in note for note in result.warnings)


def test_the_original_cells_of_a_row_set_aside_are_kept() -> None:
    result = checked(HEADER + "A,7,never,10,gift\nB,7,2026-03-01,10,\n")
    assert result.rejected_cells == [
        [("Order", "A"), ("Customer", "7"), ("Date", "never"), ("Total", "10"), ("Note", "gift")]
    ]


def test_a_constant_fills_its_column() -> None:
    result = checked(HEADER + "A,7,2026-03-01,10,\n", constants={"channel": "web"}, currency="GBP")
    assert rows_of(result)[["channel", "currency"]].to_numpy().tolist() == [["web", "GBP"]]


def test_a_required_column_without_a_header_is_refused_and_named() -> None:
    with pytest.raises(InvalidMappingError, match="nothing is mapped to ordered_at"):
        checked(HEADER + "A,7,2026-03-01,10,\n", {"Order": "order_id", "Customer": "customer_id"})


def test_one_of_several_columns_is_enough_where_the_table_says_so() -> None:
    with pytest.raises(InvalidMappingError, match="created_on or closed_on"):
        checked("Lead\n1\n", {"Lead": "lead_id"}, "leads")


def test_two_headers_for_one_column_are_refused() -> None:
    with pytest.raises(InvalidMappingError, match="Both 'Total' and 'Note'"):
        checked(HEADER + "A,7,2026-03-01,10,\n", ORDERS | {"Note": "amount"})


def test_a_header_that_is_not_in_the_file_is_refused() -> None:
    with pytest.raises(InvalidMappingError, match="no column 'Sum'"):
        checked(HEADER + "A,7,2026-03-01,10,\n", ORDERS | {"Sum": "amount"})


def test_a_column_the_table_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean amount"):
        checked(HEADER + "A,7,2026-03-01,10,\n", ORDERS | {"Note": "amout"})


def test_an_assumed_order_of_day_and_month_is_said() -> None:
    result = checked(HEADER + "A,7,03/04/2026,10,\n")
    assert any("can be read both ways; day before month was assumed" in note for note in result.warnings)


def test_cancelled_invoices_of_the_online_shop_become_refunds() -> None:
    path = shared_file("orders/online_retail.csv.gz")
    (block,) = read_file(path.name, path, ReadOptions())
    mapping = {
        "InvoiceNo": "order_id", "Quantity": "quantity", "InvoiceDate": "ordered_at",
        "UnitPrice": "unit_price", "CustomerID": "customer_id",
    }  # fmt: skip
    rows = check(block, Meaning("orders", "shop", mapping)).rows
    # the sum of quantity × unit price over all lines of the file, worked out with awk
    assert sum(rows["amount"].to_pylist()) - sum(
        filter(None, rows["refunded_amount"].to_pylist())
    ) == pytest.approx(9_747_747.934)
    assert rows["customer_id"].null_count == 135_080


def test_one_row_is_spoken_of_as_one() -> None:
    tickets = {"Id": "ticket_id", "Opened": "opened_at"}
    repeated = checked("Id,Opened\nT,2026-11-01\nT,2026-11-02\n", tickets, "tickets")
    assert "1 row repeats the ticket_id of a later row" in " ".join(repeated.warnings)
    mentions = {"Id": "mention_id", "Posted": "posted_at", "Text": "text"}
    lacking = checked("Id,Posted,Text\n1,2026-11-01,hey\n,2026-11-02,ho\n", mentions, "mentions")
    assert "1 row has no mention_id" in " ".join(lacking.warnings)
    both = checked("Id,Posted,Text\n,2026-11-01,hey\n,2026-11-02,ho\n", mentions, "mentions")
    assert "2 rows have no mention_id" in " ".join(both.warnings)
