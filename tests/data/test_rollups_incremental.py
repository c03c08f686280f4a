"""A refresh after a change leaves what a refresh of everything would, to the last digit."""

import pandas as pd
import pytest

from analytics import jobs
from data import rollups
from data.store import Store
from tests.data.changing_company import happenings

TURNS = 6
DAYS = ["period_start", "first_day", "last_day"]


def in_order(frame: pd.DataFrame) -> pd.DataFrame:
    days = {name: pd.to_datetime(frame[name]) for name in frame.columns.intersection(DAYS)}
    return frame.assign(**days).sort_values(list(frame.columns), ignore_index=True)


def held(store: Store, name: str) -> pd.DataFrame:
    with store.read() as facts:
        return in_order(facts.frame(facts.derived(name)))


def made_anew(store: Store) -> dict[str, pd.DataFrame]:
    """Return what a refresh of everything makes of a store, and keep nothing of it."""
    with store.read() as facts:
        worked = rollups.work_out(facts, rollups.everything(facts), store.state.settings(), rollups.Scope())
    frames = {"rollups": worked.rows.to_pandas(), "coverage": worked.coverage}
    return {name: in_order(frame) for name, frame in frames.items()}


def assert_as_made_anew(store: Store, what: str) -> None:
    for name, expected in made_anew(store).items():
        both = held(store, name).merge(expected, how="outer", indicator=True)
        differing = both[both["_merge"] != "both"]
        assert differing.empty, f"{name} after {what}:\n{differing}"


@pytest.mark.parametrize("seed", range(6))
def test_whatever_comes_is_corrected_or_taken_back_the_roll_ups_are_those_of_all_rows(tmp_path, seed):
    store = Store(f"duckdb:///{tmp_path}/changing.duckdb")
    for what, tables in happenings(store, seed, TURNS):
        jobs.after_import(store, tables)
        assert_as_made_anew(store, what)
