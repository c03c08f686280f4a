"""Metrics over days, worked by hand on the small company, and equal to what the terminal prints."""

from datetime import date

import pytest

from analytics import kpis
from analytics.channels import windows
from analytics.channels.windows import Days, covered, over_days
from analytics.kpis import Asked
from analytics.metrics import CATALOGUE
from analytics.periods import Coverage
from tests.small_company import CAMPAIGNS, small_company

QUARTER = Days(date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return small_company(tmp_path_factory.mktemp("windows"))


def by_segment(frame, column="value"):
    return dict(zip(frame["segment"], frame[column], strict=True))


def found(store, key, dimension, days=QUARTER):
    sums = kpis.load(store, grain="day", keys=(key,), dimension=dimension, end=days.last)
    return over_days(sums, CATALOGUE[key], days)


def test_an_open_rate_is_opens_of_all_days_over_deliveries_of_all_days_that_know_their_opens(store):
    # offer: 50 of 100; news: 90 of 900, the send without opens and the test left out.
    assert by_segment(found(store, "email_open_rate", "kind")) == {"news": 0.1, "offer": 0.5}


def test_where_no_row_names_its_segment_the_total_is_that_of_the_segment_not_known(tmp_path):
    store = small_company(tmp_path, email_campaigns=CAMPAIGNS.drop(columns="kind"))
    assert by_segment(found(store, "email_open_rate", "kind")) == {"not known": 140 / 1000}


def test_days_outside_are_not_added_up(store):
    july = Days(date(2026, 7, 1), date(2026, 7, 31))
    frame = found(store, "email_open_rate", "kind", july).set_index("segment")
    assert frame.loc["offer", ["numerator", "denominator"]].tolist() == [50, 100]
    assert frame["denominator"].get("news", 0) == 0


@pytest.mark.parametrize(
    ("key", "dimension"),
    [
        ("email_open_rate", "kind"),
        ("email_bounce_rate", "kind"),
        ("email_revenue_per_delivered", "kind"),
        ("content_engagement_rate", "kind"),
        ("tickets_opened", "channel"),
        ("resolved_within_target_rate", "channel"),
        ("customers_new", "acquisition_channel"),
    ],
)
def test_what_is_added_up_over_days_is_what_the_terminal_prints_by_the_same_dimension(store, key, dimension):
    printed = kpis.rows(
        store, Asked(every="month", by=dimension, only=(key,), start=QUARTER.first, end=QUARTER.last)
    )
    sums = printed.groupby("segment")[["numerator", "denominator"]].sum()
    frame = found(store, key, dimension).set_index("segment")
    assert len(frame)
    for name in sums.index:
        assert frame.loc[name, "numerator"] == pytest.approx(sums.loc[name, "numerator"])
        assert frame["denominator"].fillna(0)[name] == pytest.approx(sums.loc[name, "denominator"])


def test_only_days_that_all_tables_cover_are_added_up():
    coverage = Coverage(
        {"spend": (date(2026, 2, 1), date(2026, 3, 31), 1), "orders": (date(2026, 1, 1), date(2026, 6, 30), 1)},
        date(2026, 6, 30),
    )
    asked = Days(date(2026, 1, 15), date(2026, 5, 1))
    assert covered(asked, coverage, ("spend", "orders")) == Days(date(2026, 2, 1), date(2026, 3, 31))
    assert covered(asked, coverage, ("spend", "tickets")).number == 0


def test_no_medians_and_no_levels_are_added_up_over_days(store):
    sums = kpis.load(store, grain="day", keys=("time_to_resolution",), dimension="channel", end=QUARTER.last)
    with pytest.raises(AssertionError):
        windows.over_days(sums, CATALOGUE["time_to_resolution"], QUARTER)
