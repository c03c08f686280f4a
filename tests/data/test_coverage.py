"""From when to when there is data, and until when it can be trusted."""

from datetime import date

import ibis
import pandas as pd
import pytest

from data import coverage, schemas
from data.coverage import ACTIVITY, Span


def empty_tables():
    return {name: ibis.memtable([], schema=schemas.stored_schema(name)) for name in schemas.TABLES}


def with_rows(name, **columns):
    rows = pd.DataFrame(columns)
    schema = {column: kind for column, kind in schemas.stored_schema(name).items() if column in rows}
    known = ibis.memtable(rows, schema=schema)
    rest = {column: ibis.null(kind) for column, kind in schemas.stored_schema(name).items() if column not in rows}
    return empty_tables() | {name: known.mutate(**rest)}


def measured(tables):
    return coverage.spans(coverage.measure(tables).execute())


def test_the_usual_gap_is_what_one_gap_in_twenty_exceeds():
    # 21 days in a row, then one gap of 9 days: 20 gaps of 1 and one of 9; 95 % of them are no longer than 1.
    days = [pd.Timestamp("2026-01-01") + pd.Timedelta(days=number) for number in [*range(21), 29]]
    assert measured(with_rows("tickets", opened_at=days))["tickets"] == Span(
        date(2026, 1, 1), date(2026, 1, 30), 1
    )


def test_a_table_with_one_day_of_data_has_a_gap_of_a_day():
    assert measured(with_rows("spend", date=[date(2026, 1, 5)]))["spend"].usual_gap_days == 1


def test_due_dates_and_open_deals_lie_ahead_and_cover_nothing():
    contracts = with_rows("subscriptions", started_on=[date(2026, 1, 5)], due_on=[date(2027, 1, 5)])
    assert measured(contracts)["subscriptions"].last_day == date(2026, 1, 5)
    deals = with_rows(
        "leads",
        created_on=[date(2026, 1, 5), date(2026, 1, 6)],
        closed_on=[date(2026, 1, 9), date(2026, 12, 24)],
        won=[True, None],
    )
    assert measured(deals)["leads"].last_day == date(2026, 1, 9)


def test_tables_without_a_dated_row_are_not_covered():
    assert measured(with_rows("customers", customer_id=["a"])) == {}


def test_today_is_the_last_day_with_data_over_all_tables():
    known = {
        "orders": Span(date(2026, 1, 1), date(2026, 3, 1), 1),
        "mentions": Span(date(2025, 1, 1), date(2026, 4, 1), 3),
    }
    assert coverage.as_of(known) == date(2026, 4, 1)
    assert coverage.as_of({}) is None


def test_who_was_active_is_known_only_while_orders_and_contracts_both_are():
    known = {
        "orders": Span(date(2026, 1, 1), date(2026, 3, 1), 1),  # old: today is 1 April
        "subscriptions": Span(date(2025, 1, 1), date(2026, 3, 30), 7),
        "mentions": Span(date(2025, 1, 1), date(2026, 4, 1), 3),
    }
    assert coverage.activity_span(known) == Span(date(2026, 1, 1), date(2026, 3, 1), 1)


def test_the_span_of_activity_is_worked_out_and_never_read_back():
    frame = pd.DataFrame([[ACTIVITY, date(2026, 1, 1), date(2026, 3, 1), 1]], columns=["table", *Span.__slots__])
    assert coverage.spans(frame) == {}


@pytest.mark.parametrize(("gap", "grain"), [(1, "day"), (7, "week"), (31, "month"), (91, "quarter"), (14, None)])
def test_the_grain_of_a_web_export_is_told_by_the_gap_between_its_days(gap, grain):
    assert coverage.web_grain(gap) == grain
