"""What is said beside a metric, worked by hand on the small company."""

import pandas as pd
import pytest

from analytics import asides, kpis
from analytics.metrics import CATALOGUE
from data.components import COMPONENTS
from tests.small_company import small_company


@pytest.fixture(scope="module")
def sums(tmp_path_factory):
    return kpis.load(small_company(tmp_path_factory.mktemp("small")), grain="month")


@pytest.mark.parametrize(
    ("key", "month", "count", "share"),
    [
        ("net_sentiment", "2026-07", 1, 1 / 4),  # of four mentions of ours the Arabic one has no tone
        ("email_open_rate", "2026-07", 1, 1 / 2),  # "two people"
        ("email_bounce_rate", "2026-08", 1, 1 / 3),  # "a test"
        ("social_engagement_rate", "2026-08", 1, 1),  # P2 has reach alone
        ("revenue", "2026-08", 1, 1 / 4),  # O6 in dollars, beside O7, O8 and what is paid back on none
        ("repeat_purchase_rate", "2026-07", 1, 1 / 5),  # O4 of a guest, of five lines
    ],
)
def test_what_is_left_out_is_said_with_its_number_and_its_share(sums, key, month, count, share):
    told = asides.beside(sums, CATALOGUE[key], pd.Timestamp(f"{month}-01"))
    assert told.count == count
    if "{share}" in told.aside.sentence:
        assert told.share == pytest.approx(share)


@pytest.mark.parametrize(
    ("key", "month"), [("net_sentiment", "2026-08"), ("social_engagement_rate", "2026-07"), ("revenue", "2026-07")]
)
def test_where_nothing_is_left_out_nothing_is_said(sums, key, month):
    assert asides.beside(sums, CATALOGUE[key], pd.Timestamp(f"{month}-01")) is None


def test_asides_are_made_of_components_that_are_summed():
    told = [item.aside for item in CATALOGUE.values() if item.aside]
    assert len(told) >= 10
    for aside in told:
        assert set(aside.components) <= set(COMPONENTS)
        assert "{count}" in aside.sentence or ("{share}" in aside.sentence and aside.whole)
