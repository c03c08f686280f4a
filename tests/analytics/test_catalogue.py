"""Laws that hold over the whole catalogue."""

import numpy as np
import pandas as pd
import pytest

from analytics.formulas import Balance, Count, Median, Ratio, Share
from analytics.metrics import CATALOGUE, Unit, metric
from data import schemas
from data.components import COMPONENTS
from data.errors import UnknownNameError
from data.settings import Settings

# The keys of the product's catalogue, in its order.
KEYS = [
    "customers_active",
    "customers_new",
    "customers_lost",
    "customer_retention_rate",
    "customer_churn_rate",
    "recurring_revenue_churn_rate",
    "net_revenue_retention",
    "renewal_rate",
    "repeat_purchase_rate",
    "revenue",
    "average_order_value",
    "customer_lifetime_value",
    "email_open_rate",
    "email_click_through_rate",
    "email_click_to_open_rate",
    "email_unsubscribe_rate",
    "email_bounce_rate",
    "email_revenue_per_delivered",
    "deal_win_rate",
    "lead_conversion_rate",
    "web_conversion_rate",
    "acquisition_cost",
    "net_promoter_score",
    "customer_satisfaction_score",
    "survey_response_rate",
    "social_mentions",
    "net_sentiment",
    "share_of_voice",
    "social_engagement_rate",
    "social_reply_rate",
    "social_time_to_reply",
    "web_sessions",
    "web_users",
    "web_time_on_site",
    "tickets_opened",
    "time_to_first_reply",
    "time_to_resolution",
    "resolved_within_target_rate",
    "loyalty_member_share",
    "loyalty_active_rate",
    "loyalty_redemption_rate",
    "referral_share",
    "referral_conversion_rate",
    "content_engagement_rate",
]
RATIOS = [key for key, item in CATALOGUE.items() if isinstance(item.formula, Share | Ratio | Balance)]


def sums_of(item, value):
    return pd.DataFrame({name: [value] for name in item.formula.components})


def test_the_catalogue_has_exactly_these_metrics():
    assert sorted(CATALOGUE) == sorted(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_every_metric_says_what_it_means_and_what_fills_it(key):
    item = CATALOGUE[key]
    assert item.key == key
    assert item.label
    assert item.sentence.endswith(".")
    assert item.source
    assert item.needs_tables
    assert set(item.needs_tables) <= set(schemas.TABLES)


@pytest.mark.parametrize("key", [key for key in KEYS if not CATALOGUE[key].from_model])
def test_every_component_of_a_formula_is_summed_somewhere(key):
    assert set(CATALOGUE[key].components) <= set(COMPONENTS)
    assert CATALOGUE[key].coverage


def test_only_lifetime_value_waits_for_a_model():
    assert [key for key in KEYS if CATALOGUE[key].from_model] == ["customer_lifetime_value"]


@pytest.mark.parametrize("key", RATIOS)
def test_a_zero_denominator_is_undefined(key):
    figures = CATALOGUE[key].formula(sums_of(CATALOGUE[key], 0.0)).iloc[0]
    assert np.isnan(figures["value"])
    assert figures["denominator"] == 0


@pytest.mark.parametrize("key", KEYS)
def test_a_component_that_is_not_known_leaves_the_metric_undefined(key):
    item = CATALOGUE[key]
    for missing in item.formula.components:
        sums = sums_of(item, 3.0).assign(**{missing: np.nan})
        if isinstance(item.formula, Median) and missing == item.formula.count:
            continue
        assert np.isnan(item.formula(sums)["value"].iloc[0])


@pytest.mark.parametrize("key", RATIOS)
def test_a_ratio_of_sums_is_not_the_mean_of_ratios(key):
    item = CATALOGUE[key]
    names = item.formula.components
    parts = pd.DataFrame({name: [2.0 + position, 90.0 + 7 * position**2] for position, name in enumerate(names)})
    whole = item.formula(parts.sum().to_frame().T)["value"].iloc[0]
    assert whole != pytest.approx(item.formula(parts)["value"].mean())


@pytest.mark.parametrize("key", [key for key in KEYS if isinstance(CATALOGUE[key].formula, Share)])
def test_a_share_is_a_fraction_inside_its_interval(key):
    item = CATALOGUE[key]
    assert item.unit is Unit.RATE
    values = dict.fromkeys(item.formula.components, 10.0) | dict.fromkeys(item.formula.part.components, 4.0)
    values |= dict.fromkeys(item.formula.whole.components, 10.0)
    figures = item.formula(pd.DataFrame({name: [value] for name, value in values.items()})).iloc[0]
    assert 0 <= figures["low"] < figures["value"] < figures["high"] <= 1


def test_counts_carry_themselves_as_numerator_and_medians_their_number():
    for item in CATALOGUE.values():
        figures = item.formula(sums_of(item, 3.0)).iloc[0]
        if isinstance(item.formula, Count):
            assert figures["numerator"] == figures["value"] == 3
            assert np.isnan(figures["denominator"])
        if isinstance(item.formula, Median):
            assert np.isnan(figures["numerator"])
            assert figures["denominator"] == 3


def test_maturity_is_a_setting_in_days():
    named = {item.matures_after for item in CATALOGUE.values()} - {None}
    assert named == {"renewal_grace_days", "lead_maturity_days"}
    assert all(isinstance(getattr(Settings(), name), int) for name in named)


def test_a_name_that_is_not_in_the_catalogue_gets_the_nearest_one():
    with pytest.raises(UnknownNameError, match="email_open_rate"):
        metric("email_open_rat")
