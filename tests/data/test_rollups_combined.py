"""Components for some segments of several dimensions at once, added up from the rows."""

import pandas as pd
import pytest

from analytics import jobs
from data import rollups
from data.components import COMPONENTS, SOURCES
from data.rollups import Combination
from data.store import Store
from tests.data.changing_company import filled
from tests.small_company import small_company

CELL = ["component", "period_start", "segment", "value"]
APART = {source.apart for source in SOURCES}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    """A company at random, with more products than are kept apart."""
    opened = Store(f"duckdb:///{tmp_path_factory.mktemp('random')}/facts.duckdb")
    filled(opened, seed=3)
    jobs.after_import(opened)
    return opened


def asked(store: Store, where: dict[str, tuple[str, ...]], *, by: str = "", grain: str = "month") -> pd.DataFrame:
    with store.read() as facts:
        question = Combination(grain, where, dimension=by)
        return rollups.combined(facts, store.state.settings(), list(COMPONENTS), question)


def rolled_up(store: Store, by: str = "", grain: str = "month") -> pd.DataFrame:
    with store.read() as facts:
        found = rollups.read(facts, grain, list(COMPONENTS), by)
    return found[found["dimension"] == by]


def cells(frame: pd.DataFrame) -> set[tuple[object, ...]]:
    return set(frame[CELL].itertuples(index=False, name=None))


def dimensions(store: Store) -> list[str]:
    with store.read() as facts:
        return sorted(set(facts.frame(facts.derived("rollups"))["dimension"]) - {""})


def test_one_segment_of_one_dimension_is_what_the_roll_ups_have(store):
    names = dimensions(store)
    assert {"product", "country", "currency", "brand", "source"} <= set(names)
    for name in names:
        stored = rolled_up(store, name)
        segments = sorted(set(stored["segment"]))
        if name == "product":
            assert "other" in segments
        for segment in [*segments[:2], "other"]:
            found = asked(store, {name: (segment,)})
            expected = stored[stored["segment"] == segment].assign(segment="")
            assert cells(found) == cells(expected), (name, segment)


def test_all_segments_of_a_dimension_are_the_total(store):
    total = rolled_up(store)
    for name in set(dimensions(store)) - APART:  # segments of those are kept apart, and never added up
        split = rolled_up(store, name)
        found = asked(store, {name: tuple(sorted(set(split["segment"])))})
        assert cells(found) == cells(total[total["component"].isin(split["component"])]), name


def test_split_by_a_second_dimension_the_segments_are_those_of_both_conditions(store):
    split = asked(store, {"country": ("NL",)}, by="plan", grain="quarter")
    for plan in ("A", "B", "not known"):
        alone = asked(store, {"country": ("NL",), "plan": (plan,)}, grain="quarter")
        of_plan = split[(split["dimension"] == "plan") & (split["segment"] == plan)].assign(segment="")
        assert cells(of_plan) == cells(alone)


def test_two_conditions_give_the_numbers_worked_by_hand(tmp_path):
    # G and H live in Germany. In July G bought for 60 + 40 on the web (one order of two lines) and for 50 in the
    # shop, H for 80 on the web, after a first purchase in June. 20 of G's 50 were paid back in August.
    company = small_company(tmp_path)
    on_the_web = asked(company, {"country": ("DE",), "channel": ("web",)})
    in_the_shop = asked(company, {"country": ("DE",), "channel": ("shop",)})
    assert month(on_the_web, "2026-07") == {
        "revenue": 180,
        "orders_with_value": 2,
        "buyers": 2,
        "repeat_buyers": 1,
        "lines_in_other_currencies": 0,
        "lines_without_customer": 0,
    }
    assert month(in_the_shop, "2026-07")["revenue"] == 50
    assert month(in_the_shop, "2026-08")["revenue"] == -20
    assert month(in_the_shop, "2026-08")["buyers"] == 0


def month(frame: pd.DataFrame, name: str) -> dict[str, float]:
    rows = frame[(frame["period_start"].dt.strftime("%Y-%m") == name) & (frame["segment"] == "")]
    orders = next(source for source in SOURCES if source.key == "orders")
    own = rows[rows["component"].isin([item.key for item in orders.components])]
    return dict(zip(own["component"], own["value"], strict=True))


def test_what_lacks_one_of_the_dimensions_is_left_out(store):
    found = set(asked(store, {"country": ("NL",), "channel": ("web",)})["component"])
    assert "revenue" in found
    assert found.isdisjoint({"customers_change", "web_sessions", "mentions"})
