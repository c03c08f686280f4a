"""KPIs for some segments of several dimensions: which can answer, and with what."""

import pytest

from analytics import kpis, trends
from analytics.kpis import Asked
from analytics.metrics import CATALOGUE, metric
from data.errors import UnknownNameError
from data.store import Store
from tests.small_company import small_company

GERMAN_WEB = {"country": ("DE",), "channel": ("web",)}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    return small_company(tmp_path_factory.mktemp("small"))


def test_several_conditions_have_to_be_met_at_once(store):
    # July, Germany, the web: G for 100 and H for 80, in two orders; only H had bought before.
    asked = Asked(every="month", only=("average_order_value", "repeat_purchase_rate"), where=GERMAN_WEB)
    rows = kpis.rows(store, asked).set_index(["metric", "period_start"])
    july = rows.xs("2026-07-01", level="period_start")
    assert july.loc["average_order_value", ["numerator", "denominator", "value"]].tolist() == [180, 2, 90]
    assert july.loc["repeat_purchase_rate", ["numerator", "denominator", "value"]].tolist() == [1, 2, 0.5]


def test_only_what_can_be_split_by_all_the_dimensions_answers(store):
    rows = kpis.rows(store, Asked(every="month", where=GERMAN_WEB))
    can = {key for key, item in CATALOGUE.items() if trends.can_answer(item, GERMAN_WEB)}
    assert set(rows["metric"]) <= can
    assert "revenue" in can
    assert "customers_active" not in can


def test_who_is_active_in_one_country_is_a_running_total_of_that_country(store):
    # At the end of July of the Germans only F has a contract that runs and E one within its grace; G lapsed on
    # 23 July, H came back on the 25th.
    asked = Asked(every="month", only=("customers_active",), where={"country": ("DE",)})
    rows = kpis.rows(store, asked).set_index("period_start")
    by_split = kpis.rows(store, Asked(every="month", by="country", only=("customers_active",)))
    german = by_split[by_split["segment"] == "DE"].set_index("period_start")
    assert rows.loc["2026-07-01", "value"] == 3
    assert rows["value"].to_dict() == german["value"].to_dict()


def test_a_share_of_the_whole_is_not_asked_of_a_part_of_that_whole(store):
    assert not trends.can_answer(metric("share_of_voice"), {"brand": ("Us",)})
    assert "share_of_voice" not in set(kpis.rows(store, Asked(every="month", where={"brand": ("Us",)}))["metric"])


def test_a_dimension_that_nothing_has_is_refused_by_name(store):
    with pytest.raises(UnknownNameError, match=r"contry.*country"):
        kpis.rows(store, Asked(every="month", where={"contry": ("DE",)}))
