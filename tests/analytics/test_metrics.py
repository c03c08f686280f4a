"""Every metric of the catalogue gives the value worked by hand on a company small enough for that."""

import math

import pandas as pd
import pytest

from analytics import kpis, trends
from analytics.kpis import Asked
from analytics.metrics import CATALOGUE
from tests.small_company import TICKETS, small_company

# Per metric: numerator and denominator of July and of the third quarter; a count's denominator is None, a
# median's numerator too. The tables stand in tests/small_company.py.
WORKED = {
    # End of June: A, B, C, E, F by contract, H by orders. July: B leaves, H lapses and returns, G comes and goes.
    "customers_active": ((5, None), (4, None)),
    "customers_new": ((1, None), (3, None)),  # G in July; D and I in August
    "customers_lost": ((1, None), (3, None)),  # B in July; E and H in August; I came and went within the quarter
    "customer_retention_rate": ((5, 6), (3, 6)),
    "customer_churn_rate": ((1, 6), (3, 6)),
    # 40 + 30 + 20 + 10 + 60 = 160 at the end of June; over the quarter C goes from 20 to 15 + 8 = 23.
    "recurring_revenue_churn_rate": ((30, 160), (40, 160)),
    "net_revenue_retention": ((130, 160), (123, 160)),
    "renewal_rate": ((1, 4), (2, 5)),  # A in time, B and E not, F too late; C in August
    "repeat_purchase_rate": ((1, 2), (1, 4)),  # H had bought in June; G and H bought; then A and I too
    "revenue": ((300, None), (355, None)),  # August: 30 + 40 - 20 paid back for July; the 1000 are in dollars
    "average_order_value": ((300, 4), (355, 7)),
    "email_open_rate": ((50, 100), (140, 1000)),
    "email_click_through_rate": ((10, 100), (55, 1000)),
    "email_click_to_open_rate": ((10, 50), (55, 140)),
    "email_unsubscribe_rate": ((1, 100), (10, 1000)),
    "email_bounce_rate": ((0, 100), (200, 1500)),
    "email_revenue_per_delivered": ((200, 100), (650, 1000)),
    "deal_win_rate": ((1, 2), (2, 3)),
    "lead_conversion_rate": ((1, 3), (2, 4)),  # L2 took 36 days, L4 exactly 30
    "web_conversion_rate": ((10, 500), (10, 500)),
    "acquisition_cost": ((90, 1), (150, 3)),
    "net_promoter_score": ((1, 4), (0, 5)),
    "customer_satisfaction_score": ((2, 3), (2, 4)),
    "survey_response_rate": ((4, 16), (5, 24)),
    "social_mentions": ((4, None), (5, None)),
    "net_sentiment": ((0, 3), (1, 4)),
    "share_of_voice": ((4, 5), (5, 7)),
    "social_engagement_rate": ((20, 1000), (50, 1200)),
    "social_reply_rate": ((2, 3), (2, 3)),
    "social_time_to_reply": ((None, 2), (None, 2)),
    "web_sessions": ((500, None), (500, None)),
    "web_time_on_site": ((10500, 500), (10500, 500)),
    "tickets_opened": ((2, None), (3, None)),
    "time_to_first_reply": ((None, 1), (None, 3)),
    "time_to_resolution": ((None, 1), (None, 3)),
    "resolved_within_target_rate": ((1, 1), (2, 3)),
    "loyalty_member_share": ((2, 5), (2, 4)),
    "loyalty_active_rate": ((2, 2), (4, 5)),
    "loyalty_redemption_rate": ((10, 120), (40, 126)),
    "referral_share": ((0, 1), (2, 3)),
    "referral_conversion_rate": ((0, 1), (1, 3)),
    "content_engagement_rate": ((10, 100), (19, 1000)),
}
MEDIAN_HOURS = {  # July, quarter
    "social_time_to_reply": (3, 3),  # of 2 and 4
    "time_to_first_reply": (1, 3),  # of 1; of 1, 48, 3
    "time_to_resolution": (24, 48),  # of 24; of 24, 144, 48
}
# These two are known neither by month nor by quarter: users by day alone, lifetime value from the model.
USERS_BY_DAY = {"2026-07-02": 70}  # on 1 July two sources would count people twice


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return small_company(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def months(store):
    return kpis.rows(store, Asked(every="month"))


@pytest.fixture(scope="module")
def quarters(store):
    return kpis.rows(store, Asked(every="quarter"))


def row(frame, key, start, segment=None):
    of_segment = frame["segment"].isna() if segment is None else frame["segment"] == segment
    found = frame[(frame["metric"] == key) & (frame["period_start"] == start) & of_segment]
    assert len(found) == 1, f"{key} has {len(found)} rows at {start}"
    return found.iloc[0]


def check(found, numerator, denominator, median):
    expected = median if numerator is None else numerator / denominator if denominator else numerator
    scale = 100 if found["metric"] == "net_promoter_score" else 1
    assert found["value"] == pytest.approx(expected * scale)
    assert same(found["numerator"], numerator)
    assert same(found["denominator"], denominator)


def same(found, expected):
    return math.isnan(found) if expected is None else found == pytest.approx(expected)


@pytest.mark.parametrize("key", WORKED)
def test_july_is_as_worked_by_hand(months, key):
    check(row(months, key, "2026-07-01"), *WORKED[key][0], MEDIAN_HOURS.get(key, (None, None))[0])


@pytest.mark.parametrize("key", WORKED)
def test_the_quarter_is_as_worked_by_hand(quarters, key):
    check(row(quarters, key, "2026-07-01"), *WORKED[key][1], MEDIAN_HOURS.get(key, (None, None))[1])


def test_users_are_as_worked_by_hand_on_the_day_the_export_counts_them(store, months):
    days = kpis.rows(store, Asked(every="day", only=("web_users",)))
    assert {f"{start:%Y-%m-%d}": users for start, users in days.set_index("period_start")["value"].items()} == (
        USERS_BY_DAY
    )
    assert "web_users" not in set(months["metric"])


def test_lifetime_value_is_the_expected_margin_per_customer():
    # Three customers are expected to bring 30, 0 and 60: 90 over 3, and not the mean of the two who bring any.
    figures = CATALOGUE["customer_lifetime_value"].formula(
        pd.DataFrame({"expected_margin": [90.0, 0.0], "customers_valued": [3.0, 0.0]})
    )
    assert figures["value"].iloc[0] == 30
    assert math.isnan(figures["value"].iloc[1])


def test_no_metric_is_left_unworked():
    assert set(WORKED) | {"web_users", "customer_lifetime_value"} == set(CATALOGUE)


def test_open_rate_of_a_quarter_is_not_the_mean_of_its_months(months, quarters):
    parts = months[(months["metric"] == "email_open_rate") & (months["period_start"] >= "2026-07-01")]
    assert parts["value"].mean() == pytest.approx((0.5 + 0.1) / 2)
    assert row(quarters, "email_open_rate", "2026-07-01")["value"] == pytest.approx(0.14)


def test_time_on_site_weighs_days_by_their_sessions(months):
    assert row(months, "web_time_on_site", "2026-07-01")["value"] == pytest.approx(21)  # mean of daily means: 15


def test_a_customer_who_lapses_and_returns_within_a_period_is_not_lost_in_it(months):
    # H: active until 8 July, back on the 25th, gone for good on 5 August.
    assert row(months, "customers_lost", "2026-07-01")["value"] == 1
    assert row(months, "customers_lost", "2026-08-01")["value"] == 2


def test_a_contract_nobody_touched_runs_until_its_grace_is_over(store):
    days = kpis.rows(store, Asked(every="day", only=("customers_lost",)))
    lost = days[days["value"] > 0].set_index("period_start")["value"]
    # B on its last day; E 30 days after it came due; H eleven days after the last order, July 9 and August 5.
    assert {f"{day:%m-%d}": int(value) for day, value in lost.items()} == {
        "07-09": 1,
        "07-23": 1,
        "07-31": 1,
        "08-04": 1,
        "08-05": 1,
        "08-31": 1,
        "09-08": 1,
    }


def test_active_customers_are_known_on_days_on_which_nothing_happens(store):
    days = kpis.rows(store, Asked(every="day", only=("customers_active",)))
    # A, B, C, E, F, H; then G from the second; H lapses on the ninth.
    found = days.set_index("period_start")["value"]
    assert found["2026-07-01"] == 6
    assert found["2026-07-08"] == 7
    assert found["2026-07-09"] == 6


def test_a_refund_counts_on_its_own_day(months):
    assert row(months, "revenue", "2026-08-01")["value"] == 50


def test_other_currencies_are_kept_apart_and_never_added(store):
    by_currency = kpis.rows(store, Asked(every="month", by="currency", only=("revenue",)))
    assert row(by_currency, "revenue", "2026-08-01", "USD")["value"] == 1000
    assert row(by_currency, "revenue", "2026-08-01", "EUR")["value"] == 20


def test_users_of_one_source_are_those_its_row_names(store):
    by_source = kpis.rows(store, Asked(every="day", by="source", only=("web_users",)))
    assert row(by_source, "web_users", "2026-07-01", "direct")["value"] == 200


def test_a_period_without_data_is_a_gap_and_not_a_zero(months):
    assert months[(months["metric"] == "tickets_opened")]["period_start"].dt.month.tolist() == [7, 8]


def test_a_segment_that_had_nothing_where_others_had_something_is_zero(store):
    by_channel = kpis.rows(
        store, Asked(every="month", by="channel", only=("tickets_opened", "time_to_resolution"))
    )
    assert row(by_channel, "tickets_opened", "2026-07-01", "e-mail")["value"] == 0
    medians = by_channel[by_channel["metric"] == "time_to_resolution"]
    assert set(medians[medians["segment"] == "e-mail"]["period_start"].dt.month) == {8}


def test_segments_of_an_additive_count_add_up_to_the_total(store, months):
    by_country = kpis.rows(store, Asked(every="month", by="country", only=("customers_active", "revenue")))
    for key in ("customers_active", "revenue"):
        parts = by_country[(by_country["metric"] == key)].groupby("period_start")["value"].sum()
        total = months[months["metric"] == key].set_index("period_start")["value"]
        assert parts.to_dict() == pytest.approx(total.to_dict())


def test_share_of_voice_by_brand_is_each_brand_of_all_mentions(store):
    brands = kpis.rows(store, Asked(every="quarter", by="brand", only=("share_of_voice", "social_mentions")))
    found = row(brands, "social_mentions", "2026-07-01", "Them")
    assert found["value"] == 2
    assert row(brands, "share_of_voice", "2026-07-01", "Them")["value"] == pytest.approx(2 / 7)


def test_cost_per_new_customer_can_be_split_by_the_channel_that_won_them(store):
    by_channel = kpis.rows(store, Asked(every="month", by="acquisition_channel", only=("acquisition_cost",)))
    # August: 60 spent on referral, D and I came by it.
    assert row(by_channel, "acquisition_cost", "2026-08-01", "referral")["value"] == 30


def test_a_period_is_partial_until_its_values_can_no_longer_change(months, quarters):
    assert not row(months, "customer_churn_rate", "2026-09-01")["partial"]
    assert not row(months, "renewal_rate", "2026-08-01")["partial"]  # 31 August + 30 days = 30 September
    assert row(quarters, "renewal_rate", "2026-07-01")["partial"]


def test_a_period_that_began_before_the_data_is_partial(quarters):
    assert row(quarters, "revenue", "2026-04-01")["partial"]  # the first order is of 28 June


def test_metrics_without_their_export_are_absent_and_say_which_one_fills_them(tmp_path):
    store = small_company(tmp_path, tickets=TICKETS.iloc[:0])
    sums = kpis.load(store, grain="month", keys=["tickets_opened", "revenue"])
    assert trends.series(sums, CATALOGUE["tickets_opened"]).empty
    assert trends.missing_exports(sums, CATALOGUE["tickets_opened"]) == ("tickets",)
    assert trends.missing_exports(sums, CATALOGUE["revenue"]) == ()
