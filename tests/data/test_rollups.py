"""Roll-ups: what is folded, what is refreshed, and what they were worked out with."""

from dataclasses import asdict
from datetime import date

import ibis
import pandas as pd
import pytest

from data import rollups, summing
from data.basis import proposed_inactivity_window
from data.components import SOURCES
from data.components.activity import spells
from data.components.base import Basis
from data.rollups.rows import LINES_KEY, WEB_GRAIN_KEY
from data.settings import Settings
from data.workbench import text_of
from tests.filled_store import filled_store
from tests.small_company import SETTINGS, TABLES, small_company, table

SUMS = {source.key: source for source in SOURCES}


def all_rollups(store):
    with store.read() as facts:
        frame = facts.frame(facts.derived("rollups"))
    return frame.sort_values(list(frame.columns)).reset_index(drop=True)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return small_company(tmp_path_factory.mktemp("small"))


def test_a_refresh_of_what_was_touched_gives_what_a_refresh_of_everything_gives(tmp_path):
    store = small_company(tmp_path, tickets=TABLES["tickets"].iloc[:0])
    without = all_rollups(store)
    assert not without["component"].str.startswith("ticket").any()
    # The same tickets come by a later batch, in a second write.
    small = filled_store(tmp_path / "small.duckdb", {"tickets": TABLES["tickets"]})
    with small.write() as writer:
        rollups.refresh(writer, SETTINGS, {"tickets"})
    touched = all_rollups(small)
    with small.write() as writer:
        rollups.refresh(writer, SETTINGS)
    pd.testing.assert_frame_equal(touched, all_rollups(small))
    assert touched["component"].str.startswith("ticket").any()


def worked_out(store, settings=SETTINGS, touched=None, grain="month"):
    """Work out the totals of what was touched and keep nothing."""
    scope = rollups.Scope(touched, grain=grain, split=False)
    with store.read() as facts:
        return rollups.work_out(facts, rollups.everything(facts), settings, scope)


def in_order(rows):
    frame = rows if isinstance(rows, pd.DataFrame) else rows.to_pandas()
    return frame.sort_values(list(frame.columns), ignore_index=True)


@pytest.mark.parametrize(
    "name", ["customers", "orders", "subscriptions", "loyalty_events", "leads", "web_traffic"]
)
def test_whichever_table_comes_last_the_roll_ups_are_those_of_all_tables(tmp_path, name):
    # What a table covers is known from before where it wasn't touched; the last day may move by any of them.
    store = filled_store(tmp_path / "small.duckdb", TABLES | {name: TABLES[name].iloc[:0]})
    before = worked_out(store)
    with store.write() as writer:
        writer.replace("coverage", before.coverage)
    store = filled_store(tmp_path / "small.duckdb", {name: TABLES[name]})
    touched, whole = worked_out(store, touched={name}), worked_out(store)
    old = before.rows.to_pandas()
    kept = old[~old["component"].isin(touched.components)]
    pd.testing.assert_frame_equal(in_order(pd.concat([kept, touched.rows.to_pandas()])), in_order(whole.rows))
    pd.testing.assert_frame_equal(in_order(touched.coverage), in_order(whole.coverage))


OTHER_SETTINGS = {
    "currency": "USD",
    "inactivity_window_days": 40,
    "renewal_grace_days": 50,
    "resolution_target_hours": 1,
    "lead_maturity_days": 5,
    "own_brand": "Them",
    "first_weekday": "sunday",
    "fiscal_year_first_month": 2,
    "currency_rates": {"USD": {"rate": 0.5, "into": "EUR", "entered_on": "2026-11-25"}},
    "nps_scale": 5,
    "csat_satisfied_from": {"5": 5.0},
}


@pytest.mark.parametrize("name", OTHER_SETTINGS)
def test_what_was_written_under_other_settings_is_never_used_again(store, name):
    changed = Settings(**(asdict(SETTINGS) | {name: OTHER_SETTINGS[name]}))
    grain = {"first_weekday": "week", "fiscal_year_first_month": "quarter"}.get(name, "month")
    usual, first, back, again = (
        in_order(worked_out(store, settings, grain=grain).rows)
        for settings in (SETTINGS, changed, SETTINGS, changed)
    )
    text_of.cache_clear()
    anew = in_order(worked_out(store, changed, grain=grain).rows)
    pd.testing.assert_frame_equal(first, anew)
    pd.testing.assert_frame_equal(again, anew)
    pd.testing.assert_frame_equal(back, usual)
    assert not first.equals(usual)  # the setting does reach a number of this company


def test_killed_between_its_two_writes_the_next_refresh_still_sees_that_the_last_day_moved(tmp_path):
    store = small_company(tmp_path, tickets=TABLES["tickets"].iloc[:0])
    filled_store(tmp_path / "small.duckdb", {"tickets": later_ticket()})
    with store.write() as writer:
        replace, written = writer.replace, []

        def killed_at_the_second(name, *given, **where):
            written.append(name)
            if len(written) == 2:
                raise KeyboardInterrupt
            replace(name, *given, **where)

        writer.replace = killed_at_the_second
        with pytest.raises(KeyboardInterrupt):
            rollups.refresh(writer, SETTINGS, {"tickets"})
    with store.write() as writer:
        rollups.refresh(writer, SETTINGS, {"tickets"})
    after_kill = all_rollups(store)
    with store.write() as writer:
        rollups.refresh(writer, SETTINGS)
    pd.testing.assert_frame_equal(after_kill, all_rollups(store))


def later_ticket():
    """A case opened a month after everything else: what is cut at the last day reaches further by it."""
    return table("ticket_id customer_id opened_at", ("T9", "A", "2026-11-05 09:00"))


def test_a_refresh_says_what_it_is_doing(store):
    said = []
    with store.write() as writer:
        rollups.refresh(writer, SETTINGS, {"tickets"}, lambda share, text: said.append((share, text)))
    assert said[0] == (0.0, "Adding up tickets opened.")
    assert all(0 <= share < 1 for share, _text in said)


def test_the_largest_values_of_a_dimension_are_kept_and_the_rest_folded():
    opened = SUMS["tickets_opened"]
    filled = {"day": [date(2026, 1, 5)] * 160} | {name: ["chat"] * 160 for name in opened.dimensions}
    names = [f"p{number:02d}" for number in range(60)]
    sizes = pd.DataFrame({"dimension": "channel", "segment": names, "size": [60 - number for number in range(60)]})
    largest = summing.largest_segments(sizes)
    assert largest == {"channel": names[:50]}
    summed = summing.summed(opened, ibis.memtable(filled), {"channel": ["e-mail"]}).execute()
    assert set(summed["part"]) == {"", "other"}
    assert summed[summed["grain"] == "week"].groupby("dimension")["tickets_opened"].sum().to_dict() == {
        "": 160,
        "channel": 160,
    }


@pytest.mark.parametrize(("values", "said", "split"), [(50, 200, None), (50, 199, 50), (51, 200, 50)])
def test_a_dimension_is_folded_only_where_it_has_more_values_than_are_kept(values, said, split):
    # Those who say nothing are a value too: 50 values and one row without any are 51.
    opened = SUMS["tickets_opened"]
    channel = [f"p{number % values}" if number < said else None for number in range(200)]
    rows = ibis.memtable({"day": [date(2026, 1, 5)] * 200, "channel": channel})
    rows = rows.mutate(**{name: ibis.null("string") for name in opened.dimensions if name != "channel"})
    (found,) = summing.splits_of(opened, rows, ibis.duckdb.connect().to_pandas).items()
    assert found[0] == "channel"
    assert (len(found[1]) if found[1] else None) == split


def test_rows_that_say_nothing_on_a_dimension_are_a_segment_of_their_own(store):
    frame = all_rollups(store)
    revenue = frame[(frame["component"] == "revenue") & (frame["dimension"] == "country")]
    august = revenue[(revenue["grain"] == "month") & (revenue["period_start"].astype(str).str[:7] == "2026-08")]
    # I's order of 40 has no country; G's order of 30 less the 20 paid back is from DE; A's is in dollars.
    assert dict(zip(august["segment"], august["value"], strict=True)) == {"DE": 10.0, "not known": 40.0}


def test_a_dimension_nobody_filled_is_left_out(store):
    assert not (all_rollups(store)["dimension"] == "plan").any()


def test_the_inactivity_window_and_the_currency_used_are_kept_beside_the_numbers(store):
    with store.read() as facts:
        assert rollups.inactivity_window_days(facts) == SETTINGS.inactivity_window_days
        assert rollups.main_currency(facts) == "EUR"  # eight lines name it, one names dollars


def test_rows_without_a_date_enter_no_history(tmp_path):
    undated = table("customer_id churned status", ("a", True, "cancelled"), ("b", False, "active"))
    store = filled_store(tmp_path / "undated.duckdb", {"customers": undated})
    with store.write() as writer:
        rollups.refresh(writer, Settings())
    kept = {rollups.WINDOW_KEY, rollups.CURRENCY_KEY, WEB_GRAIN_KEY, LINES_KEY}
    assert set(all_rollups(store)["component"]) == kept


def test_other_settings_give_another_history(tmp_path):
    store = small_company(tmp_path)
    before = all_rollups(store)
    with store.write() as writer:
        rollups.refresh(writer, Settings(**(asdict(SETTINGS) | {"inactivity_window_days": 40})))
    after = all_rollups(store)

    def lost(frame):
        month = frame[(frame["component"] == "customers_lost") & (frame["grain"] == "month")]
        total = month[month["dimension"] == ""]
        return {str(start)[:7]: value for start, value in zip(total["period_start"], total["value"], strict=True)}

    # With 40 days: G (12 July, then 20 August) stays until 29 September; H until 3 September; I beyond the data.
    assert (lost(before)["2026-08"], lost(after)["2026-08"]) == (2, 1)
    assert (lost(before)["2026-09"], lost(after)["2026-09"]) == (1, 2)


def orders(*pairs):
    frame = table("order_id customer_id ordered_at amount", *[(str(n), *pair, 5) for n, pair in enumerate(pairs)])
    return {"orders": frame}


def proposed(tmp_path, *pairs):
    store = filled_store(tmp_path / "gaps.duckdb", orders(*pairs))
    with store.read() as facts:
        return facts.frame(proposed_inactivity_window(facts.tables))["days"].dropna().tolist()


def test_the_proposed_window_is_the_gap_that_one_in_ten_repeat_buyers_exceeds(tmp_path):
    # Eleven repeat buyers with longest gaps of 10, 20, ... 110 days, and one who bought once: the gap between the
    # tenth and the eleventh is exceeded by one in ten, and the 90th percentile of eleven values is the tenth.
    pairs = [(f"c{n}", "2026-01-01") for n in range(12)]
    pairs += [
        (f"c{n}", f"{pd.Timestamp('2026-01-01') + pd.Timedelta(days=10 * (n + 1)):%Y-%m-%d}") for n in range(11)
    ]
    assert proposed(tmp_path, *pairs) == [100]


def test_the_proposed_window_is_at_least_a_week_and_unknown_without_repeat_buyers(tmp_path):
    assert proposed(tmp_path, ("a", "2026-01-01"), ("a", "2026-01-03")) == [7]
    (tmp_path / "other").mkdir()
    assert proposed(tmp_path / "other", ("a", "2026-01-01"), ("b", "2026-01-03")) == []


def test_who_ever_had_a_contract_is_judged_by_contracts_alone(store):
    with store.read() as facts:
        frame = facts.frame(spells(facts.tables, Basis(settings=SETTINGS, inactivity_window_days=10)))
    by_customer = frame.sort_values("starts").groupby("customer_id")["starts"].apply(list)
    # A ordered in August too; C's three contracts touch and are one spell.
    assert len(by_customer["A"]) == len(by_customer["C"]) == 1
    assert len(by_customer["H"]) == len(by_customer["G"]) == 2
