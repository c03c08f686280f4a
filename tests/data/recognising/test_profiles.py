"""Every profile: valid, found by a made-up export of its own, never mistaken for another, and read right."""

from pathlib import Path

import pytest

from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.reading import read_file
from data.recognising import as_table, profiles, recognise, unmet
from data.recognising.applied import TOTALS_OF
from data.recognising.changes import CHANGES
from data.recognising.profiles import STANDINGS, Profile
from data.schemas import TABLES
from data.state import State
from tests.data.recognising.first_rows import FIRST_ROWS, WITHOUT_HOME

EXPORTS = Path(__file__).parent / "exports"  # a few rows as each tool writes them, made up for these tests
NAMES = [profile.name for profile in profiles()]
AT_HOME = [profile for profile in profiles() if profile.table is not None]
# Data sets of a few common names, and a report whose columns are its rows.
NO_TOOL = {"cdnow", "mailchimp_test_report"}
TOOLS = [profile for profile in profiles() if profile.name not in NO_TOOL]
UNCONFIRMED = {"delighted", "hootsuite_posts", "intercom_conversations", "mention_mentions"}


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "state.sqlite")


def planned(name: str, state: State) -> Plan:
    return plan_file(f"{name}.csv", EXPORTS / f"{name}.csv", ImportOptions(time_zone="UTC"), state)[0]


def test_every_profile_has_a_made_up_export_and_its_first_row_by_hand():
    assert sorted(path.stem for path in EXPORTS.glob("*.csv")) == NAMES
    assert sorted([*FIRST_ROWS, *WITHOUT_HOME]) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_knows_its_own_export_and_no_other_does_as_well(name):
    block = as_table(read_file(f"{name}.csv", EXPORTS / f"{name}.csv")[0])
    found = recognise(block.header, block.rows, preamble=block.preamble)
    assert found.profile == name
    assert found.runner_up is None or found.runner_up.confidence < found.confidence
    if name in WITHOUT_HOME:
        assert (found.table, found.advice != "") == (None, True)
    else:
        assert (found.table is not None, found.missing, found.advice) == (True, (), "")


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_the_columns_makes_no_difference(name):
    block = as_table(read_file(f"{name}.csv", EXPORTS / f"{name}.csv")[0])
    turned = block.rows[block.rows.columns[::-1]]
    found = recognise(block.header, block.rows, preamble=block.preamble)
    again = recognise(block.header[::-1], turned, preamble=block.preamble)
    if name != "mailchimp_test_report":  # known by its first column
        assert (again.profile, again.confidence, again.mapping) == (found.profile, found.confidence, found.mapping)


@pytest.mark.parametrize("profile", TOOLS, ids=[profile.name for profile in TOOLS])
def test_an_export_that_lacks_any_one_column_is_still_known_as_its_tools(profile):
    block = as_table(read_file(f"{profile.name}.csv", EXPORTS / f"{profile.name}.csv")[0])
    for place, lacking in enumerate(block.header):
        header = [told for told in block.header if told != lacking]
        rows = block.rows.drop(columns=block.rows.columns[place])
        found = recognise(header, rows, preamble=block.preamble)
        assert (lacking, found.source) == (lacking, profile.source)
        assert found.table is not None or found.advice != ""


@pytest.mark.parametrize("name", FIRST_ROWS)
def test_the_rows_of_an_export_become_what_they_mean(name, state):
    plan = planned(name, state)
    accepted, first = FIRST_ROWS[name]
    assert plan.problem is None
    assert plan.checked is not None
    report = plan.report()
    assert (report["recognised_as"], report["rows_read"], report["rows_accepted"]) == (name, accepted, accepted)
    row = plan.checked.rows.to_pylist()[0]
    told = {column: row[column] for column in TABLES[report["table"]].names}
    derived = {column for column, value in told.items() if str(value).startswith("~")}
    assert {
        column: value for column, value in told.items() if value is not None and column not in derived
    } == first


@pytest.mark.parametrize(("name", "advice"), WITHOUT_HOME.items())
def test_an_export_without_a_home_says_what_to_do(name, advice, state):
    plan = planned(name, state)
    assert plan.checked is None
    assert plan.problem is not None
    assert advice in plan.problem


@pytest.mark.parametrize("profile", profiles(), ids=NAMES)
def test_a_profile_is_valid(profile):
    assert profile.export
    assert profile.standing in STANDINGS
    assert bool(profile.table) != bool(profile.no_home)
    assert profile.distinctive or profile.row_labels
    assert profile.row_labels or 0 < profile.at_least <= len(profile.distinctive)


@pytest.mark.parametrize("profile", AT_HOME, ids=[profile.name for profile in AT_HOME])
def test_a_profile_fills_columns_that_there_are(profile):
    table = TABLES[profile.table]
    for column in _columns_of(profile):
        table.column(column)
    for how in (how for ways in profile.transforms.values() for how in ways):
        assert how.partition(":")[0] in CHANGES
    found_out = {"score"} if profile.score else set()
    assert unmet(table, {*profile.columns, *profile.transforms, *profile.constants, *found_out}) == ()
    assert set(profile.in_all) <= set(TOTALS_OF)


def _columns_of(profile: Profile) -> list[str]:
    parts = (
        profile.columns, profile.constants, profile.transforms, profile.if_missing, profile.needed,
        profile.rebuilt, profile.in_all,
    )  # fmt: skip
    return [column for part in parts for column in part]


@pytest.mark.parametrize("profile", profiles(), ids=NAMES)
def test_no_profile_gives_one_header_to_two_columns_first(profile):
    best = [names[0] for names in profile.columns.values()]
    assert len(best) == len(set(best))


def test_what_was_seen_in_no_file_is_marked_and_never_certain():
    unconfirmed = {profile.name for profile in profiles() if profile.standing == "unconfirmed"}
    assert unconfirmed == UNCONFIRMED
    for name in unconfirmed:
        block = read_file(f"{name}.csv", EXPORTS / f"{name}.csv")[0]
        found = recognise(block.header, block.rows)
        assert "known from its help pages only" in found.warnings[0]
