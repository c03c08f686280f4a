"""A process killed at any moment leaves all of a batch or none of it, and nothing that can't be made whole."""

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from tests.faults.companies import Company, differences, picture, same
from tests.faults.conftest import Undisturbed
from tests.faults.nursery import Nursery, Outcome

KILLS = 200
QUICK_KILLS = 5
SEED = 20261122
STEPS = 60  # more than an import has; the last of them let it end

Fresh = Callable[[Company], Company]
_log = logging.getLogger(__name__)


def outcome_of_import(nursery: Nursery, company: Company, undisturbed: Undisturbed, run: Outcome) -> str:
    """Check what a run left: all or nothing, and an import that can be done again. Return which."""
    found = picture(company.url)
    whole = same(found, undisturbed.after)
    assert whole or same(found, undisturbed.before), (run, differences(found, undisturbed.before))
    again = nursery.run_one("import", str(company.new), "--store", company.url, "--json")
    (report,) = again.document
    assert (again.status, report["rows_accepted"]) == (0, 0 if whole else 225), again
    assert differences(picture(company.url), undisturbed.after) == {}
    return "whole" if whole else "nothing"


def kill_at_random(nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh, *, kills: int) -> Counter[str]:
    moments = random.Random(SEED)
    found: Counter[str] = Counter()
    while found.total() < kills:
        company = fresh(undisturbed.company_before)
        moment = moments.uniform(0, undisturbed.seconds)
        run = nursery.run_one("import", str(company.new), "--store", company.url, kill_after=moment)
        if run.was_killed:
            found[outcome_of_import(nursery, company, undisturbed, run)] += 1
    return found


def kill_at_steps(nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh, steps: Iterable[int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for step in steps:
        company = fresh(undisturbed.company_before)
        run = nursery.run_one("import", str(company.new), "--store", company.url, die_at=step)
        if not run.was_killed:
            assert run.status == 0
            break
        found[outcome_of_import(nursery, company, undisturbed, run)] += 1
    return found


def test_an_import_killed_at_a_few_random_moments(
    nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh
) -> None:
    assert kill_at_random(nursery, undisturbed, fresh, kills=QUICK_KILLS).total() == QUICK_KILLS


def test_an_import_killed_at_some_of_its_steps(nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh) -> None:
    found = kill_at_steps(nursery, undisturbed, fresh, range(2, STEPS, 6))
    assert set(found) == {"nothing", "whole"}


@pytest.mark.faults
def test_an_import_killed_at_two_hundred_random_moments(
    nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh
) -> None:
    found = kill_at_random(nursery, undisturbed, fresh, kills=KILLS)
    _log.info("%d kills at random moments of an import: %s", KILLS, dict(found))
    assert set(found) == {"nothing", "whole"}


@pytest.mark.faults
def test_an_import_killed_at_each_of_its_steps(nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh) -> None:
    found = kill_at_steps(nursery, undisturbed, fresh, range(STEPS))
    _log.info("%d kills, one at each step of writing of an import: %s", found.total(), dict(found))
    assert set(found) == {"nothing", "whole"}
    assert found.total() < STEPS


def undo_killed_at(nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh, steps: Iterable[int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for step in steps:
        company = fresh(undisturbed.company_after)
        run = nursery.run_one("undo", "4", "--store", company.url, die_at=step)
        if not run.was_killed:
            break
        left = picture(company.url)
        done = same(left, undisturbed.taken_back)
        assert done or same(left, undisturbed.after), (run, differences(left, undisturbed.after))
        assert nursery.run_one("undo", "4", "--store", company.url).status == 0
        assert differences(picture(company.url), undisturbed.taken_back) == {}
        found["taken back" if done else "in force"] += 1
    return found


def test_an_undo_killed_half_way_is_made_whole_at_the_next_start(
    nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh
) -> None:
    assert undo_killed_at(nursery, undisturbed, fresh, range(2, STEPS, 6))["taken back"] > 0


@pytest.mark.faults
def test_an_undo_killed_at_each_of_its_steps(nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh) -> None:
    found = undo_killed_at(nursery, undisturbed, fresh, range(STEPS))
    _log.info("%d kills, one at each step of writing of an undo: %s", found.total(), dict(found))
    assert set(found) == {"in force", "taken back"}
