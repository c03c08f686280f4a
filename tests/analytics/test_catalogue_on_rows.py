"""Laws of the whole catalogue that show only on rows: adding up, gaps, order, duplicates, missing columns."""

from dataclasses import replace

import ibis
import pandas as pd
import pytest

from analytics import kpis, trends
from analytics.kpis import Asked
from analytics.metrics import CATALOGUE
from data import rollups, summing
from data.components import COMPONENTS, SOURCES, Basis, source_of
from tests.filled_store import filled_store
from tests.small_company import SETTINGS, TABLES, TONES, small_company
from tests.tables import in_memory

ADDED = [key for key, item in COMPONENTS.items() if item.additive]
NOT_BY_ROWS = {"customers_lost", "recurring_value_lost", "recurring_value_downgraded", "recurring_value_upgraded"}
KEYS = ["component", "dimension", "segment"]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return small_company(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def sums(store):
    with store.read() as facts:
        frame = facts.frame(facts.derived("rollups"))
    return frame.assign(period_start=pd.to_datetime(frame["period_start"]))


def by_month(sums, grain):
    """Return the sums of all days, or of all months, by the month they lie in."""
    own = sums[(sums["grain"] == grain) & sums["component"].isin(ADDED) & ~sums["component"].isin(NOT_BY_ROWS)]
    month = own["period_start"].dt.to_period("M").rename("month")
    return own.groupby([*KEYS, month])["value"].sum()


def test_days_add_up_to_months_wherever_days_can_be_added(sums):
    # Who is lost, or moves down, in a month is not who is lost on its days: they may be back by its end.
    days, months = by_month(sums, "day"), by_month(sums, "month")
    assert len(months) > 100
    pd.testing.assert_series_equal(days, months)


def test_weeks_and_quarters_add_up_to_what_days_do(sums):
    whole = {}
    for grain in ("day", "week", "month", "quarter"):
        own = sums[(sums["grain"] == grain) & sums["component"].isin(ADDED) & ~sums["component"].isin(NOT_BY_ROWS)]
        whole[grain] = own.groupby(KEYS)["value"].sum()
    for grain in ("week", "month", "quarter"):
        pd.testing.assert_series_equal(whole["day"], whole[grain])


def test_segments_add_up_to_the_total_wherever_they_can_be_added(sums):
    own = sums[sums["component"].isin(ADDED) & (sums["grain"] == "month")]
    total = own[own["dimension"] == ""].set_index(["component", "period_start"])["value"]
    parts = own[own["dimension"] != ""].groupby(["component", "dimension", "period_start"])["value"].sum()
    compared = 0
    for (component, dimension, start), value in parts.items():
        if dimension != source_of(component).apart:  # other currencies and brands are in no total
            assert value == pytest.approx(total[component, start]), (component, dimension, start)
            compared += 1
    assert compared > 100


@pytest.mark.parametrize("every", ["week", "month"])
def test_no_metric_has_a_row_for_a_period_that_nothing_is_known_of(store, every):
    rows = kpis.rows(store, Asked(every=every))
    counted = rows[["numerator", "denominator"]].notna().any(axis=1)
    assert (rows["value"].notna() | counted).all()
    last_known = {"tickets": "2026-08-31", "web_traffic": "2026-07-31", "spend": "2026-08-31"}
    for key, item in CATALOGUE.items():
        for table, last in last_known.items():
            own = rows[rows["metric"] == key]
            if item.needs_tables == (table,) and not own.empty:
                assert own["period_start"].max() <= pd.Timestamp(last), key


def numbers(store):
    rows = kpis.rows(store, Asked(every="month"))
    return rows.sort_values(["metric", "period_start"], ignore_index=True)


def refreshed(path, *batches):
    """Return a store in which batches of tables came one after the other."""
    for frames in batches:
        made = filled_store(path, frames)
    made.state.change_settings(inactivity_window_days=10, own_brand="Us")
    with made.write() as writer:
        writer.replace("tones", TONES)
        rollups.refresh(writer, SETTINGS)
    return made


def test_the_order_of_imports_changes_no_number(store, tmp_path):
    backwards = [{name: TABLES[name]} for name in reversed(TABLES)]
    pd.testing.assert_frame_equal(numbers(refreshed(tmp_path / "small.duckdb", *backwards)), numbers(store))


def test_the_same_rows_imported_twice_count_once(store, tmp_path):
    pd.testing.assert_frame_equal(numbers(refreshed(tmp_path / "small.duckdb", TABLES, TABLES)), numbers(store))


# Table, column that an export lacks, and the metrics that are then empty; every other one is as it was.
LACKING = [
    ("email_campaigns", "opened", {"email_open_rate", "email_click_to_open_rate"}),
    ("email_campaigns", "clicked", {"email_click_through_rate", "email_click_to_open_rate"}),
    ("email_campaigns", "unsubscribed", {"email_unsubscribe_rate"}),
    ("email_campaigns", "revenue", {"email_revenue_per_delivered"}),
    ("web_traffic", "conversions", {"web_conversion_rate"}),
    ("web_traffic", "seconds_on_site", {"web_time_on_site"}),
    ("web_traffic", "users", {"web_users"}),
    ("surveys", "invited", {"survey_response_rate"}),
    ("mentions", "replied_at", {"social_reply_rate", "social_time_to_reply"}),
    ("tickets", "first_reply_at", {"time_to_first_reply"}),
    ("tickets", "resolved_at", {"time_to_resolution", "resolved_within_target_rate"}),
    ("tickets", "satisfaction", set()),  # ratings of tickets are no answers of surveys
    ("content", "engagements", {"content_engagement_rate"}),
    ("referrals", "converted_on", {"referral_conversion_rate"}),
    ("loyalty_events", "points", {"loyalty_redemption_rate"}),
    ("leads", "converted_on", {"lead_conversion_rate"}),
    ("leads", "won", {"deal_win_rate"}),
]
SOURCES_OF = {name: [one for one in SOURCES if name in one.tables] for name in TABLES}
BASIS = Basis(SETTINGS, currency="EUR", inactivity_window_days=10)


def as_stored(frame):
    """Return a table of tests with its days and moments as such."""
    timed = [column for column in frame if column.endswith(("_at", "_on", "date"))]
    return frame.assign(batch_id=1, tool="test", **{column: pd.to_datetime(frame[column]) for column in timed})


def values(name, frame):
    """Return every metric that rests on one table alone, by day, as value, numerator and denominator."""
    tables = in_memory(**{name: as_stored(frame)}) | {"tones": ibis.memtable(TONES)}
    found, made = {}, summing.Made(tables, BASIS)
    for source in SOURCES_OF[name]:
        sums = summing.all_summed(source, source.rows(tables, BASIS), {}, made, BASIS.grains).execute()
        days = sums[sums["grain"] == "day"].set_index("period_start").sort_index()
        for key, item in CATALOGUE.items():
            if not item.from_model and set(item.formula.components) <= set(days.columns):
                found[key] = item.formula(days)
    return {key: figures for key, figures in found.items() if not figures.empty}


@pytest.mark.parametrize(("name", "column", "empty"), LACKING)
def test_a_missing_column_leaves_its_metrics_empty_and_nothing_else(name, column, empty):
    whole, without = values(name, TABLES[name]), values(name, TABLES[name].drop(columns=column))
    assert empty <= set(whole)
    for key, figures in whole.items():
        assert figures["value"].notna().any(), key
        if key in empty:
            assert key not in without or without[key]["value"].isna().all(), key
        else:
            known = figures.dropna(how="all")
            pd.testing.assert_frame_equal(without[key].dropna(how="all"), known, obj=key)


def test_a_metric_without_any_of_its_components_has_no_rows(store):
    loaded = kpis.load(store, grain="month")
    for item in CATALOGUE.values():
        without = loaded.total.drop(columns=[name for name in item.components if name in loaded.total])
        series = trends.series(replace(loaded, total=without), item)
        assert series.empty, item.key
