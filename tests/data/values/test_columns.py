"""What a cell means: numbers, dates and flags as the tools write them."""

import math
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from data.schemas import Column, Kind
from data.values.assumptions import said_of_assumptions
from data.values.columns import Reading, read_column
from data.values.dates import DateOrder, date_order, parse_moments, to_moment
from data.values.numbers import DecimalMark, decimal_mark, judged_mark, parse_numbers, to_number

UTC = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1,234.50", ".", 1234.5),
        ("1.234,50", ",", 1234.5),
        ("1 234,50", ",", 1234.5),
        ("1'234.50", ".", 1234.5),
        ("$1,234", ".", 1234.0),
        ("-$5.00", ".", -5.0),
        ("USD 12.00", ".", 12.0),
        ("12,00 €", ",", 12.0),
        ("Rp 150.000", ",", 150000.0),
        ("(99.90)", ".", -99.9),
        ("45-", ".", -45.0),
        ("62.5%", ".", 0.625),
        ("٤٢", ".", 42.0),
        ("6.49E+17", ".", 6.49e17),
        (".5", ".", 0.5),
        ("1,23,456.50", ".", 123456.5),  # India: a lakh, 23 thousand
        ("12,34,567", ".", 1234567.0),
        ("1’234.50", ".", 1234.5),  # Switzerland
        ("1\u00a0234,50", ",", 1234.5),
        ("1\u2009234,50", ",", 1234.5),
        ("1\u202f234", ",", 1234.0),
        ("US$ 5.00", ".", 5.0),
        ("R$ 1.234,56", ",", 1234.56),
        ("(€5.00)", ".", -5.0),
        ("$(5.00)", ".", -5.0),
        ("-12.5 %", ".", -0.125),
        ("٪٥", ".", 0.05),
        ("١٬٢٣٤٫٥", ",", 1234.5),  # the Arabic marks say which is which
        ("۱۲۳", ".", 123.0),
        ("१२३", ".", 123.0),
        ("100元", ".", 100.0),
        ("ر.س ١٬٠٠٠", ".", 1000.0),
        ("5.00 EUR-", ".", -5.0),
        ("−5", ".", -5.0),
    ],
)
def test_a_number_means_what_its_tool_meant(text: str, decimal: str, number: float) -> None:
    assert to_number(text, decimal) == pytest.approx(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "twelve",
        "1.2.3",
        "12 pieces",
        "--5",
        "inf",
        "nan",
        "0x10",
        "1EUR2",
        "1,,2",
        "1 2 3",
        "12,5",
        "1,2345",
        "½",
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert math.isnan(to_number(text, "."))


def test_the_decimal_mark_is_judged_from_the_whole_column() -> None:
    assert decimal_mark(pd.Series(["1,234", "17,5"])) == ","
    assert decimal_mark(pd.Series(["1,234", "1,234.5"])) == "."
    numbers, mark = parse_numbers(pd.Series(["1.234,5", "7", "2.000"]))
    assert (mark, numbers.tolist()) == (",", [1234.5, 7.0, 2000.0])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1,234", "5,678"], DecimalMark(".", assumed=True)),
        (["1.234", "2.500"], DecimalMark(".", assumed=True)),
        (["1,234", "0,5"], DecimalMark(",")),
        (["1.234", "1.234.567"], DecimalMark(",")),
        (["1,234", "12,34,567"], DecimalMark(".")),
        (["1,234", "0,125"], DecimalMark(",")),  # no thousand begins with a naught
        (["1.234", "5", "17"], DecimalMark(".", assumed=True)),
        (["12", "500"], DecimalMark(".")),
        (["1.50", "2.50", "3,50"], DecimalMark(".")),  # most tell a point
    ],
)
def test_a_mark_that_no_cell_tells_is_an_assumption(texts: list[str], expected: DecimalMark) -> None:
    assert judged_mark(pd.Series(texts)) == expected


def test_a_number_against_the_mark_of_its_column_is_none_rather_than_another_one() -> None:
    numbers, _mark = parse_numbers(pd.Series(["1.50", "2.50", "3,5"]))
    assert numbers.isna().tolist() == [False, False, True]


def test_amounts_that_read_both_ways_say_so_and_counts_don_t() -> None:
    texts = pd.Series(["1.234", "2.500"])
    money = read_column(texts, Column("amount", Kind.MONEY, ""), Reading())
    assert money.cells.tolist() == [1.234, 2.5]
    assert money.decimal_assumed
    assert "'Spent' can be read both ways; a point before the fraction" in said_of_assumptions("Spent", money)[0]
    count = read_column(texts, Column("likes", Kind.COUNT, ""), Reading())
    assert count.cells.tolist() == [1234, 2500]  # 1.234 likes can't be meant
    assert not count.decimal_assumed


def test_a_decimal_mark_that_was_given_is_kept_to() -> None:
    numbers, _mark = parse_numbers(pd.Series(["1,234"]), decimal=",")
    assert numbers.tolist() == [1.234]


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("2010-12-01 08:26:00", "ymd", datetime(2010, 12, 1, 8, 26)),
        ("2012-01-01 11:13:25 -0500", "ymd", datetime(2012, 1, 1, 16, 13, 25)),
        ("2018-10-26 14:56 +0000", "ymd", datetime(2018, 10, 26, 14, 56)),
        ("2026-08-01T00:00:00.5Z", "ymd", datetime(2026, 8, 1, 0, 0, 0, 500000)),
        ("Jun 09, 2018 09:30 pm", "ymd", datetime(2018, 6, 9, 21, 30)),
        ("Oct 26, 2018 12:05 am", "ymd", datetime(2018, 10, 26, 0, 5)),
        ("Fri, Jun 5, 2026", "ymd", datetime(2026, 6, 5)),
        ("05/03/2026 14:05", "dmy", datetime(2026, 3, 5, 14, 5)),
        ("05/03/2026 14:05", "mdy", datetime(2026, 5, 3, 14, 5)),
        ("5.3.26", "dmy", datetime(2026, 3, 5)),
        ("17 Agustus 2026", "ymd", datetime(2026, 8, 17)),
        ("3 März 2026", "ymd", datetime(2026, 3, 3)),
        ("14-Feb-2026", "ymd", datetime(2026, 2, 14)),
        ("٥ مارس ٢٠٢٦", "ymd", datetime(2026, 3, 5)),
        ("2026年3月5日", "ymd", datetime(2026, 3, 5)),
        ("20260801", "ymd", datetime(2026, 8, 1)),
        ("1425000000", "ymd", datetime(2015, 2, 27, 1, 20)),
        ("1425000000000", "ymd", datetime(2015, 2, 27, 1, 20)),
        ("2026-10-05 03:20 +07:00", "ymd", datetime(2026, 10, 4, 20, 20)),
        ("5 Oct 2026 11:20 EST", "ymd", datetime(2026, 10, 5, 16, 20)),
        ("2026-07-05 15:20 America/New_York", "ymd", datetime(2026, 7, 5, 19, 20)),  # summer time there
        ("2026-10-05 15:20 UTC+2", "ymd", datetime(2026, 10, 5, 13, 20)),
        ("05/10/2026 11:20 م", "dmy", datetime(2026, 10, 5, 23, 20)),
        ("2026/10/5 下午3:20", "ymd", datetime(2026, 10, 5, 15, 20)),
        ("二〇二六年十月十五日", "ymd", datetime(2026, 10, 15)),
        ("2026年10月5日 星期一", "ymd", datetime(2026, 10, 5)),
        ("十月 5, 2026", "ymd", datetime(2026, 10, 5)),
        ("5 تشرين الأول 2026", "ymd", datetime(2026, 10, 5)),
        ("12 شباط 2026", "ymd", datetime(2026, 2, 12)),
        ("5 août 2026 à 15h20", "ymd", datetime(2026, 8, 5, 15, 20)),
        ("5 de octubre de 2026", "ymd", datetime(2026, 10, 5)),
        ("5 Okt 2026 pukul 15.20", "ymd", datetime(2026, 10, 5, 15, 20)),
        ("202610051520", "ymd", datetime(2026, 10, 5, 15, 20)),
        ("2026100515", "ymd", datetime(2026, 10, 5, 15)),  # an hour, as GA4 writes it; no second of 2034
        ("05.11.26", "dmy", datetime(2026, 11, 5)),
        ("Mon Oct 05 15:20:11 +0000 2026", "ymd", datetime(2026, 10, 5, 15, 20, 11)),
        ("3:20 PM 5 Oct 2026", "ymd", datetime(2026, 10, 5, 15, 20)),
        ("2026-10-05 24:00:00", "ymd", datetime(2026, 10, 6)),
    ],
)
def test_a_date_means_what_its_tool_meant(text: str, order: str, moment: datetime) -> None:
    assert to_moment(text, order, UTC) == moment


@pytest.mark.parametrize(
    "text",
    ["31/02/2026", "2026-13-01", "soon", "13:99", "Foo 5, 2026", "00000000", "14 pm", "10:20", "2026-10", "46300",
     "1850-01-01", "2999-01-01", "2026-10-05 25:00", "2026-10-05 11:20 IST"],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert to_moment(text, "dmy", UTC) is None


def test_times_with_an_offset_are_converted_to_the_companys_zone_and_naive_ones_are_in_it() -> None:
    jakarta = ZoneInfo("Asia/Jakarta")
    assert to_moment("2026-03-05T20:00:00Z", "ymd", jakarta) == datetime(2026, 3, 6, 3, 0)
    assert to_moment("2026-03-05 20:00:00", "ymd", jakarta) == datetime(2026, 3, 5, 20, 0)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["01/02/2026", "14/02/2026"], DateOrder("dmy")),
        (["01/02/2026", "02/14/2026"], DateOrder("mdy")),
        (["01.02.2026"], DateOrder("dmy")),
        (["01/02/2026 09:00 PM"], DateOrder("mdy", assumed=True)),
        (["2026-01-02"], DateOrder("ymd")),
        (["05/05/2026", "06/06/2026"], DateOrder("dmy")),  # the same day in either order
        (["14/02/2026", "15/02/2026", "02/16/2026"], DateOrder("dmy")),  # most
        (["46300", "46301.5"], DateOrder("ymd", serial=True)),
        (["46300", "12"], DateOrder("ymd")),
        (["90210", "46300"], DateOrder("ymd")),
    ],
)
def test_the_order_of_day_and_month_is_judged_from_the_whole_column(texts: list[str], expected: DateOrder) -> None:
    assert date_order(pd.Series(texts)) == expected


def test_one_date_against_the_columns_order_is_no_date_rather_than_another_day() -> None:
    moments, order = parse_moments(
        pd.Series(["14/02/2026", "15/02/2026", "02/16/2026"]), order=None, time_zone="UTC"
    )
    assert order.order == "dmy"
    assert moments.isna().tolist() == [False, False, True]


def test_days_as_spreadsheets_count_them_are_days_and_said() -> None:
    column = Column("ordered_at", Kind.MOMENT, "")
    typed = read_column(pd.Series(["45658", "45658.5"]), column, Reading())
    assert typed.cells.tolist() == [datetime(2025, 1, 1), datetime(2025, 1, 1, 12)]
    assert "as spreadsheets count them" in said_of_assumptions("Day", typed)[0]


def test_a_date_that_stands_for_never_is_empty_and_not_wrong() -> None:
    texts = pd.Series(["2026-01-02", "9999-12-31", "0001-01-01 00:00:00", "2026-02-31"])
    typed = read_column(texts, Column("cancelled_on", Kind.DATE, ""), Reading())
    assert typed.cells.isna().tolist() == [False, True, True, True]
    assert typed.failed.tolist() == [False, False, False, True]


def test_a_person_named_null_keeps_the_name_and_an_id_its_zeros() -> None:
    name = read_column(pd.Series(["Null", "NA", ""]), Column("name", Kind.TEXT, ""), Reading())
    assert name.cells.fillna("∅").tolist() == ["Null", "NA", "∅"]
    number = read_column(pd.Series(["00123", "649000000000000001"]), Column("id", Kind.ID, ""), Reading())
    assert number.cells.tolist() == ["00123", "649000000000000001"]


def test_what_a_person_wrote_keeps_its_white_space_and_a_name_loses_it() -> None:
    texts = pd.Series(["  two lines\n", " ", "", " - "])
    wrote = read_column(texts, Column("comment", Kind.TEXT, "", is_verbatim=True), Reading(nulls=frozenset({"-"})))
    assert wrote.cells.fillna("∅").tolist() == ["  two lines\n", " ", "∅", "∅"]
    name = read_column(texts, Column("name", Kind.TEXT, ""), Reading(nulls=frozenset({"-"})))
    assert name.cells.fillna("∅").tolist() == ["two lines", "∅", "∅", "∅"]


def test_an_empty_word_in_a_column_of_numbers_is_missing_and_not_wrong() -> None:
    typed = read_column(pd.Series(["3", "-", "#N/A", "x"]), Column("likes", Kind.COUNT, ""), Reading())
    assert typed.cells.isna().tolist() == [False, True, True, True]
    assert typed.failed.tolist() == [False, False, False, True]


def test_a_count_is_whole_and_not_negative() -> None:
    typed = read_column(pd.Series(["3", "3.0", "2.5", "-1"]), Column("likes", Kind.COUNT, ""), Reading())
    assert typed.failed.tolist() == [False, False, True, True]
