from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics import lifetime_value
from analytics.lifetime_value import bg_nbd, gamma_gamma
from analytics.lifetime_value.bg_nbd import BgNbd
from analytics.lifetime_value.gamma_gamma import GammaGamma
from data import purchases
from data.errors import TooLittleDataError
from tests.shared_data import shared_file
from tests.tables import in_memory

# Fader, Hardie & Lee (2005), Table 2.
PUBLISHED = BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426, log_likelihood=-9582.4)


def simulated(model, customers, seed):
    """Draw histories of up to a year from the model itself, purchase by purchase."""
    draw = np.random.default_rng(seed)
    rate = draw.gamma(model.r, 1 / model.alpha, customers)
    drop_out = draw.beta(model.a, model.b, customers)
    T = draw.uniform(10, 52, customers)
    x, t_x, now, alive = np.zeros(customers), np.zeros(customers), np.zeros(customers), np.full(customers, True)
    while alive.any():
        now = now + draw.exponential(1 / rate)
        bought = alive & (now <= T)
        x, t_x = x + bought, np.where(bought, now, t_x)
        alive = bought & (draw.uniform(size=customers) >= drop_out)
    return x, t_x, T


def frame(x, t_x, T, value=None):
    names = [f"c{number:06}" for number in range(len(x))]
    spent = np.random.default_rng(1).gamma(3 * np.maximum(x, 1), 7.0) / np.maximum(x, 1)
    value = np.where(x > 0, spent, np.nan) if value is None else value
    columns = {"customer_id": names, "frequency": x, "recency_weeks": t_x, "age_weeks": T, "monetary_value": value}
    return pd.DataFrame(columns)


@pytest.fixture(scope="module")
def cdnow():
    path = shared_file("orders/CDNOW_sample.txt")
    columns = ["master_id", "customer_id", "ordered_at", "cds", "amount"]
    rows = pd.read_csv(path, sep=r"\s+", header=None, names=columns, dtype={"customer_id": str, "ordered_at": str})
    rows["ordered_at"] = pd.to_datetime(rows["ordered_at"])
    return purchases.histories(in_memory(orders=rows), date(1997, 9, 30)).execute()


def test_bg_nbd_gives_the_published_figures_on_cdnow(cdnow):
    fitted = lifetime_value.for_histories(cdnow).purchases
    assert fitted.r == pytest.approx(0.243, abs=0.0005)
    assert fitted.alpha == pytest.approx(4.414, abs=0.0005)
    assert fitted.a == pytest.approx(0.793, abs=0.0005)
    assert fitted.b == pytest.approx(2.426, abs=0.0005)
    assert fitted.log_likelihood == pytest.approx(-9582.4, abs=0.05)


def test_gamma_gamma_gives_the_published_figures_on_cdnow(cdnow):
    # Fader & Hardie (2013): the 946 repeat buyers of the 39 weeks, their purchases after the first
    fitted = lifetime_value.for_histories(cdnow).spending
    assert (cdnow["frequency"] > 0).sum() == 946
    assert fitted.p == pytest.approx(6.25, abs=0.005)
    assert fitted.q == pytest.approx(3.74, abs=0.005)
    assert fitted.gamma == pytest.approx(15.44, abs=0.005)


def test_the_papers_example_customer_buys_1_23_times():
    # Fader, Hardie & Lee's worked spreadsheet (notes/004): customer 0001 with x = 2, t_x = 30.43, T = 38.86
    # is expected to buy 1.226 times in the next 39 weeks
    expected = bg_nbd.expected_purchases(
        PUBLISHED, np.array([2.0]), np.array([30.43]), np.array([38.86]), weeks=39
    )
    assert expected[0] == pytest.approx(1.226, abs=0.002)


def test_bg_nbd_finds_the_parameters_it_was_simulated_with():
    model = BgNbd(r=0.8, alpha=6.0, a=0.9, b=3.0, log_likelihood=0)
    fitted = bg_nbd.fit(*simulated(model, 40_000, seed=3))
    assert fitted.r == pytest.approx(model.r, rel=0.05)
    assert fitted.alpha == pytest.approx(model.alpha, rel=0.05)
    assert fitted.a / (fitted.a + fitted.b) == pytest.approx(0.9 / 3.9, rel=0.05)


def test_the_fit_does_not_depend_on_the_order_of_customers():
    x, t_x, T = simulated(PUBLISHED, 3_000, seed=4)
    other = np.random.default_rng(0).permutation(len(x))
    assert bg_nbd.fit(x, t_x, T) == bg_nbd.fit(x[other], t_x[other], T[other])


def test_expected_purchases_agree_with_what_simulated_customers_go_on_to_buy():
    # the same histories simulated to week 60, looked at in week 30
    draw = np.random.default_rng(5)
    customers = 60_000
    rate, drop_out = draw.gamma(0.8, 1 / 6.0, customers), draw.beta(0.9, 3.0, customers)
    x, t_x, later = np.zeros(customers), np.zeros(customers), np.zeros(customers)
    now, alive = np.zeros(customers), np.full(customers, True)
    while alive.any():
        now = now + draw.exponential(1 / rate)
        x, t_x = x + (alive & (now <= 30)), np.where(alive & (now <= 30), now, t_x)
        later = later + (alive & (now > 30) & (now <= 60))
        alive = alive & (now <= 60) & (draw.uniform(size=customers) >= drop_out)
    model = BgNbd(r=0.8, alpha=6.0, a=0.9, b=3.0, log_likelihood=0)
    expected = bg_nbd.expected_purchases(model, x, t_x, np.full(customers, 30.0), weeks=30)
    assert expected.mean() == pytest.approx(later.mean(), rel=0.03)
    often = x >= 5
    assert expected[often].mean() == pytest.approx(later[often].mean(), rel=0.03)


def test_a_customer_without_a_repeat_purchase_has_had_no_occasion_to_drop_out():
    alive = bg_nbd.probability_alive(PUBLISHED, np.array([0.0]), np.array([0.0]), np.array([500.0]))
    assert alive.tolist() == [1.0]


def test_longer_silence_makes_a_frequent_buyer_less_likely_alive():
    x, T = np.full(3, 10.0), np.array([20.0, 30.0, 60.0])
    alive = bg_nbd.probability_alive(PUBLISHED, x, np.full(3, 20.0), T)
    # at T = t_x the odds of having gone are a / (b + x − 1) = 0.793 / 11.426
    assert alive[0] == pytest.approx(1 / (1 + 0.793 / 11.426))
    assert alive[0] > alive[1] > alive[2] > 0


@pytest.mark.parametrize("purchases_made", [300.0, 2_000.0])
def test_hundreds_of_purchases_and_long_silence_do_not_overflow(purchases_made):
    x, t_x = np.array([purchases_made, purchases_made]), np.array([100.0, 400.0])
    expected = bg_nbd.expected_purchases(PUBLISHED, x, t_x, np.full(2, 401.0), weeks=52)
    assert expected[0] == pytest.approx(0, abs=1e-6)
    # one week silent at about 0.75 or 5 a week: buys on, losing at most a drop-out chance near a/(b + x) each time
    assert 0.5 * 52 * purchases_made / 405 < expected[1] < 52 * purchases_made / 405


def test_expected_purchases_of_nobody_dropping_out_are_the_poisson_ones():
    # a → 0: E = (r + x) / (α + T) · t, the mean of the gamma posterior times the weeks
    model = BgNbd(r=1.0, alpha=4.0, a=1e-9, b=1.0, log_likelihood=0)
    expected = bg_nbd.expected_purchases(model, np.array([3.0]), np.array([10.0]), np.array([12.0]), weeks=8)
    assert expected[0] == pytest.approx((1 + 3) / (4 + 12) * 8, rel=1e-6)


def test_expected_purchases_pass_smoothly_through_a_equal_to_one():
    history = np.array([3.0]), np.array([10.0]), np.array([12.0])
    below, at, above = (
        bg_nbd.expected_purchases(BgNbd(0.5, 4.0, a, 2.0, 0), *history, weeks=10)[0] for a in (0.999, 1.0, 1.001)
    )
    assert at == pytest.approx((below + above) / 2, rel=1e-5)


def test_gamma_gamma_finds_the_parameters_it_was_simulated_with():
    draw = np.random.default_rng(6)
    p, q, gamma = 5.0, 4.0, 30.0
    x = draw.integers(1, 12, 30_000).astype(float)
    mean = draw.gamma(p * x, 1 / draw.gamma(q, 1 / gamma, len(x))) / x
    fitted = gamma_gamma.fit(x, mean)
    assert (fitted.p, fitted.q, fitted.gamma) == pytest.approx((p, q, gamma), rel=0.05)


def test_the_expected_value_lies_between_the_customers_own_mean_and_everyones():
    # p = 2, q = 3, γ = 20: everyone's mean is 2 · 20 / 2 = 20. Three purchases of 50 on average:
    # weight of one's own mean 6/8, of everyone's 2/8: 0.75 · 50 + 0.25 · 20 = 42.5
    model = GammaGamma(p=2, q=3, gamma=20, log_likelihood=0)
    assert model.population_mean == 20
    value = gamma_gamma.expected_value(model, np.array([3.0, 0.0]), np.array([50.0, np.nan]), without_repeat=20)
    assert value.tolist() == pytest.approx([42.5, 20.0])


def test_gamma_gamma_is_the_same_in_any_currency():
    draw = np.random.default_rng(7)
    x = draw.integers(1, 6, 2_000).astype(float)
    mean = draw.gamma(3 * x, 1 / draw.gamma(3, 1 / 20, len(x))) / x
    dollars, rupiah = gamma_gamma.fit(x, mean), gamma_gamma.fit(x, mean * 16_000)
    assert (rupiah.p, rupiah.q, rupiah.gamma / 16_000) == pytest.approx(
        (dollars.p, dollars.q, dollars.gamma), rel=1e-3
    )


def test_margin_halves_what_a_customer_is_worth_and_money_later_counts_less():
    histories = frame(*simulated(PUBLISHED, 3_000, seed=8))
    plain = lifetime_value.for_histories(histories, annual_discount_rate=0).customers
    margin = lifetime_value.for_histories(histories, annual_discount_rate=0, margin_rate=0.5).customers
    later = lifetime_value.for_histories(histories, annual_discount_rate=0.1).customers
    assert margin["expected_value"].to_numpy() == pytest.approx(plain["expected_value"].to_numpy() / 2)
    # spread over a year, money is half a year away on average: between no discount and a whole year's
    ratio = later["expected_value"].sum() / plain["expected_value"].sum()
    assert 1 / 1.1 < ratio < 1


def test_without_a_margin_it_says_that_values_are_revenue():
    histories = frame(*simulated(PUBLISHED, 3_000, seed=8))
    assert "revenue" in lifetime_value.for_histories(histories).warnings[-1]
    assert lifetime_value.for_histories(histories, margin_rate=0.3).warnings == []


def test_amounts_missing_leave_orders_expected_and_values_unknown():
    x, t_x, T = simulated(PUBLISHED, 3_000, seed=8)
    found = lifetime_value.for_histories(frame(x, t_x, T, value=np.full(len(x), np.nan)))
    assert found.spending is None
    assert found.record["parameters"]["p"] is None
    assert found.customers["expected_orders"].notna().all()
    assert found.customers["expected_value"].isna().all()
    assert "0 customers have repeat purchases with a value" in found.warnings[0]


def test_too_few_repeat_buyers_are_refused_with_how_many_there_are():
    histories = frame(np.array([1.0] * 49 + [0.0] * 500), np.array([3.0] * 49 + [0.0] * 500), np.full(549, 20.0))
    with pytest.raises(TooLittleDataError, match=r"at least 50 customers .* there are 49 among 549"):
        lifetime_value.for_histories(histories)


def test_every_customer_is_scored_once_under_the_contracts_names(cdnow):
    found = lifetime_value.for_histories(cdnow)
    assert found.record["customers"] == len(found.customers) == found.customers["customer_id"].nunique() == 2357
    names = [
        "customer_id",
        "frequency",
        "recency",
        "age",
        "probability_alive",
        "expected_orders",
        "expected_value",
    ]
    assert found.customers.columns.tolist() == names
    assert found.customers["probability_alive"].between(0, 1).all()
    assert (found.customers["expected_orders"] >= 0).all()
