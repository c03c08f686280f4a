"""Orders whose numbers and dates are written in the ways of many countries and tools are the same orders."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.state import State

AMOUNTS = [1234.5, -7.25, 1234567.0, 0.5, 12.0]
PLACED = [datetime(2026, 5, 1, 15, 20), datetime(2026, 5, 14, 0, 5), datetime(2026, 12, 31, 12, 0)]


@pytest.fixture
def state(tmp_path):
    return State(tmp_path / "state.sqlite")


def planned(state: State, header: Sequence[str], rows: Sequence[Sequence[str]], **options: Any) -> Plan:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([header, *rows])
    (plan,) = plan_file("orders.csv", stream.getvalue().encode(), ImportOptions(**options), state)
    assert plan.problem is None, plan.problem
    assert plan.checked is not None
    return plan


def amounts(state: State, texts: Sequence[str]) -> list[float]:
    """Return what amounts mean; a line's refund is taken off again."""
    rows = [[f"A{number}", "C1", "2026-05-01", text] for number, text in enumerate(texts)]
    plan = planned(state, ["order_id", "customer_id", "ordered_at", "amount"], rows)
    assert plan.checked.rejects.empty, plan.checked.rejects
    stored = plan.checked.rows.to_pandas()
    return (stored["amount"] - stored["refunded_amount"].fillna(0.0)).tolist()


def moments(state: State, texts: Sequence[str], **options: str) -> Plan:
    rows = [[f"A{number}", "C1", text, "1.00"] for number, text in enumerate(texts)]
    return planned(state, ["order_id", "customer_id", "ordered_at", "amount"], rows, **options)


def placed(plan: Plan) -> list[datetime]:
    assert plan.checked.rejects.empty, plan.checked.rejects
    return list(plan.checked.rows.to_pandas()["ordered_at"].dt.to_pydatetime())


@pytest.mark.parametrize(
    "texts",
    [
        ["1234.5", "-7.25", "1234567", ".5", "12"],
        ["1,234.50", "-7.25", "1,234,567.00", "0.50", "12.00"],
        ["1.234,50", "-7,25", "1.234.567,00", "0,50", "12,00"],
        ["1 234,50", "-7,25", "1 234 567,00", "0,50", "12,00"],
        ["1\u202f234,50 €", "−7,25 €", "1\u202f234\u202f567,00 €", "0,50 €", "12,00 €"],
        ["1\u00a0234,50", "-7,25", "1\u00a0234\u00a0567,00", "0,50", "12,00"],
        ["1'234.50", "-7.25", "1'234'567.00", "0.50", "12.00"],
        ["CHF 1’234.50", "CHF -7.25", "CHF 1’234’567.00", "CHF 0.50", "CHF 12.00"],
        ["₹1,234.50", "-₹7.25", "₹12,34,567.00", "₹0.50", "₹12.00"],
        ["$1,234.50", "($7.25)", "$1,234,567.00", "$0.50", "$12.00"],
        ["1.234,50", "(7,25)", "1.234.567,00", "0,50", "12,00"],
        ["1,234.50", "7.25-", "1,234,567.00", "0.50", "12.00"],
        ["1.234,50 EUR", "7,25- EUR", "1.234.567,00 EUR", "0,50 EUR", "12,00 EUR"],
        ["Rp 1.234,50", "-Rp 7,25", "Rp 1.234.567", "Rp 0,50", "Rp 12"],
        ["￥1,234.50", "-￥7.25", "￥1,234,567", "￥0.50", "￥12"],
        ["١٬٢٣٤٫٥٠", "-٧٫٢٥", "١٬٢٣٤٬٥٦٧", "٠٫٥", "١٢"],
        ["1.2345E+3", "-7.25E0", "1.234567E+6", "5e-1", "12"],
    ],
    ids=lambda texts: texts[0],
)
def test_amounts(state, texts):
    assert amounts(state, texts) == pytest.approx(AMOUNTS)


@pytest.mark.parametrize("texts", [["80%", "7.5 %"], ["80,0%", "7,5%"], ["0.8", "0.075"]], ids=str)
def test_a_score_in_percent_is_a_share(state, texts):
    rows = [["2026-05-01", text] for text in texts]
    mapping = {"Day": "answered_at", "Result": "score"}
    plan = planned(state, ["Day", "Result"], rows, table="surveys", mapping=mapping)
    assert plan.checked.rows.to_pandas()["score"].tolist() == pytest.approx([0.8, 0.075])


@pytest.mark.parametrize(
    "texts",
    [
        ["2026-05-01 15:20", "2026-05-14 00:05", "2026-12-31 12:00"],
        ["2026-05-01T15:20:00Z", "2026-05-14T00:05:00.000Z", "2026-12-31T12:00:00+00:00"],
        ["2026-05-01 17:20 +0200", "2026-05-13 20:05:00 -0400", "2026-12-31 19:00 +07:00"],
        ["01/05/2026 15:20", "14/05/2026 00:05", "31/12/2026 12:00"],
        ["05/01/2026 3:20 PM", "05/14/2026 12:05 AM", "12/31/2026 12:00 PM"],
        ["1.5.2026 15:20", "14.5.2026 0:05", "31.12.2026 12:00"],
        ["01-05-26 15:20", "14-05-26 00:05", "31-12-26 12:00"],
        ["May 01, 2026 03:20 pm", "May 14, 2026 12:05 am", "Dec 31, 2026 12:00 pm"],
        ["Fri, May 1, 2026 15:20", "Thu, May 14, 2026 00:05", "Thu, Dec 31, 2026 12:00"],
        ["1 Mei 2026 15:20", "14 Mei 2026 00:05", "31 Desember 2026 12:00"],
        ["١ مايو ٢٠٢٦ ٣:٢٠ م", "١٤ مايو ٢٠٢٦ ١٢:٠٥ ص", "٣١ ديسمبر ٢٠٢٦ ١٢:٠٠ م"],
        ["2026年5月1日 下午3:20", "2026年5月14日 上午12:05", "2026年12月31日 中午12:00"],
        ["20260501 1520", "20260514 0005", "20261231 1200"],
        ["20260501152000", "20260514000500", "20261231120000"],
        ["1777648800", "1778717100", "1798718400"],
        ["1777648800000", "1778717100000", "1798718400000"],
        ["46143.6388888889", "46156.0034722222", "46387.5"],
    ],
    ids=lambda texts: texts[0],
)
def test_moments(state, texts):
    assert placed(moments(state, texts, time_zone="UTC")) == PLACED


def test_the_order_of_day_and_month_is_asked_where_no_date_tells(state):
    texts = ["01/05/2026", "02/05/2026", "03/06/2026"]
    plan = moments(state, texts)
    assert placed(plan)[2] == datetime(2026, 6, 3)
    assert any("can be read both ways; day before month was assumed" in warning for warning in plan.warnings)
    asked = moments(state, texts, date_order="mdy")
    assert placed(asked)[2] == datetime(2026, 3, 6)
    assert not any("both ways" in warning for warning in asked.warnings)


def test_ids_and_names_are_kept_as_they_are_written(state):
    ids = ["00123", "0", "649876543210987654", "1e5", "+49", "NA"]
    names = ["Null", "NA", "None", "True", "1234", "Nan"]
    rows = [[ident, name, "2026-01-02"] for ident, name in zip(ids, names, strict=True)]
    plan = planned(state, ["customer_id", "name", "signed_up_on"], rows)
    stored = plan.checked.rows.to_pandas()
    assert stored["customer_id"].tolist() == ids
    assert stored["name"].tolist() == names
