"""Every profile: valid, found by a made-up export of its own, and never mistaken for another."""

from pathlib import Path

import pytest

from data.reading import read_file
from data.recognising import profiles, recognise, unmet
from data.recognising.names import squash
from data.recognising.transforms import CHANGES
from data.schemas import TABLES

EXPORTS = Path(__file__).parent / "exports"  # a few rows as each tool writes them, made up for these tests
NAMES = [profile.name for profile in profiles()]


def test_every_profile_has_a_made_up_export():
    assert sorted(path.stem for path in EXPORTS.glob("*.csv")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_knows_its_own_export_and_no_other_does(name):
    block = read_file(f"{name}.csv", EXPORTS / f"{name}.csv")[0]
    found = recognise(block.header, block.rows, preamble=block.preamble)
    assert found.profile == name
    assert found.table is not None
    assert found.missing == ()


@pytest.mark.parametrize("profile", profiles(), ids=NAMES)
def test_a_profile_is_valid(profile):
    table = TABLES[profile.table]
    for column in [*profile.columns, *profile.constants, *profile.transforms, *profile.if_missing]:
        table.column(column)
    for how in profile.transforms.values():
        assert how.partition(":")[0] in CHANGES
    assert unmet(table, {*profile.columns, *profile.transforms, *profile.constants}) == ()
    assert profile.export
    assert 0 < profile.at_least <= len(profile.distinctive)


@pytest.mark.parametrize("profile", profiles(), ids=NAMES)
def test_no_profile_gives_one_header_to_two_columns_first(profile):
    best = [squash(names[0]) for names in profile.columns.values()]
    assert len(best) == len(set(best))
