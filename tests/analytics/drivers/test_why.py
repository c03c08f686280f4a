"""Why over whole stores: laws of the catalogue, and the events that were planted in the sample company."""

import math
from datetime import date

import pytest

from analytics import kpis, trends
from analytics.drivers import Against, Reason, why
from analytics.drivers.against import base_of
from analytics.drivers.cells import lay_out
from analytics.drivers.split import split
from analytics.drivers.why import value_over
from analytics.metrics import CATALOGUE
from data import rollups
from data.sample import generate
from data.settings import Settings
from data.store import Store
from tests.filled_store import filled_store
from tests.small_company import small_company

SUNDAY = date(2026, 11, 22)
NEVER_SPLIT = {"social_time_to_reply", "time_to_first_reply", "time_to_resolution", "web_users"}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Store:
    return small_company(tmp_path_factory.mktemp("why"))


@pytest.fixture(scope="module")
def sample(sample_url) -> Store:
    return Store(sample_url)


DIMENSIONS = sorted({name for item in CATALOGUE.values() for name in item.dimensions})


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize(
    ("company", "grain", "against"), [("sample", "week", Against.MEAN), ("small", "month", Against.BEFORE)]
)
def test_the_parts_of_every_kpi_add_up_to_its_change(request, company, grain, against, dimension):
    store = request.getfixturevalue(company)
    split_by_it = [item for item in CATALOGUE.values() if dimension in item.dimensions]
    keys = [item.key for item in split_by_it]
    sums, totals = (kpis.load(store, grain=grain, keys=keys, dimension=name) for name in (dimension, ""))
    for metric in split_by_it:
        cells = lay_out(trends.series(totals, metric), trends.series(sums, metric))
        if len(cells.segments) > 1 and base_of(cells.starts, len(cells.starts) - 1, against, grain):
            _adds_up(split(metric, dimension, cells, against, grain), metric, cells, against, grain)


def _adds_up(found, metric, cells, against, grain) -> None:
    if not found.is_exact:
        assert found.segments["part"].isna().all()
        return
    assert metric.key not in NEVER_SPLIT
    base = base_of(cells.starts, len(cells.starts) - 1, against, grain)
    before, now = (value_over(metric, cells.total.iloc[places]) for places in (base, [-1]))
    parts = [*found.segments[["mix", "rate", "alone"]].to_numpy().ravel(), found.remainder]
    size = max(abs(before), abs(now), *(abs(part) for part in parts))
    assert math.isclose(math.fsum(parts), now - before, rel_tol=0, abs_tol=1e-12 * max(size, 1e-300))


def test_buyers_by_product_are_the_only_kind_of_split_that_the_sample_refuses(sample):
    # Medians aside, whose segments stand side by side, and brands and currencies, which are never mixed.
    found = why(sample, "repeat_purchase_rate", "week")
    assert {item.dimension: item.reason for item in found.splits if item.reason} == {
        "channel": Reason.OVERLAP,
        "product": Reason.OVERLAP,
    }
    assert [item.is_exact for item in found.splits] == sorted(
        (item.is_exact for item in found.splits), reverse=True
    )


def test_a_small_company_worked_by_hand(small):
    # August against July, in EUR: NL nothing in both. DE: G 100 + 50, H 80, then G 30 less 20 paid back = 10.
    # Guests and customer I have no country: O4 70, then O8 40. So 300 becomes 50.
    found = why(small, "revenue", "month", date(2026, 8, 31), Against.BEFORE)
    assert (found.base_value, found.value) == (300, 50)
    parts = found.by("country").segments.set_index("segment")["part"]
    assert parts["DE"] == 10 - 230
    assert parts["not known"] == 40 - 70
    assert found.by("currency").reason is Reason.APART


def test_a_company_of_one_period_has_no_base(small):
    found = why(small, "revenue", "quarter", date(2026, 9, 30))
    # The second quarter began before the first order, so the third is the first that is whole.
    assert found.value == 300 + 50 + 5
    assert found.base_starts == ()
    assert found.splits == ()


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Store:
    tables = generate(customers=5000, weeks=104, end=SUNDAY)
    kept = {name: tables[name] for name in ("customers", "subscriptions", "tickets")}
    store = filled_store(tmp_path_factory.mktemp("planted") / "company.duckdb", kept)
    with store.write() as writer:
        rollups.refresh(writer, Settings())
    return store


def test_the_tickets_of_failed_deliveries_are_those_of_the_united_kingdom(planted):
    found = why(planted, "tickets_opened", "week", date(2026, 2, 22))  # the first of three weeks
    country = found.splits[0]
    assert country.dimension == "country"
    first = country.segments.iloc[0]
    assert first["segment"] == "United Kingdom"
    assert first["stands_out"]
    assert country.segments["stands_out"].sum() == 1
    assert first["part"] > 0.8 * found.change


def test_the_churn_of_the_price_rise_is_that_of_the_plan_regular(planted):
    found = why(planted, "customer_churn_rate", "month", date(2026, 6, 30))  # the first of the months it touches
    assert found.change > 0
    plan = found.splits[0]
    assert plan.dimension == "plan"
    assert plan.segments.loc[plan.segments["stands_out"], "segment"].tolist() == ["Regular"]
    regular = plan.segments.set_index("segment").loc["Regular"]
    assert regular["rate"] > 0.5 * found.change
    assert regular["rate"] > abs(regular["mix"])
