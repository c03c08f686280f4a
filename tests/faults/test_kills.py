"""A process killed at any moment leaves all of its deed or none of it, and nothing that can't be made whole."""

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.store import Store
from tests.faults import companies, deeds
from tests.faults.companies import Company
from tests.faults.conftest import Undisturbed
from tests.faults.deeds import Deed, left_by
from tests.faults.nursery import Nursery

KILLS = {"import": 200, "large import": 40, "undo": 40, "roll-ups": 40}
DEEDS = tuple(KILLS)
QUICK_KILLS = 5
SEED = 20261122
STEPS = 80  # more than any deed has; the last of them let it end

Fresh = Callable[[Company], Company]
_log = logging.getLogger(__name__)


@pytest.fixture(scope="session")
def deed_called(
    nursery: Nursery, undisturbed: Undisturbed, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Deed]:
    """Deeds by name; each is done once without a disturbance, when it is first asked for."""
    folder = tmp_path_factory.mktemp("deeds")
    large = folder / "large.csv"
    before, after = undisturbed.company_before, undisturbed.company_after
    wanted: dict[str, tuple[Company, tuple[str, ...]]] = {
        "import": (before, ("import", str(before.new))),
        "large import": (before, ("import", str(large))),
        "undo": (after, ("undo", "4")),
        "roll-ups": (after, ("settings", "inactivity_window_days=30")),  # nothing but everything added up anew
    }
    known: dict[str, Deed] = {}

    def called(name: str) -> Deed:
        if name not in known:
            large.write_text(companies.large_orders(), encoding="utf-8")
            company, words = wanted[name]
            place = folder / name.replace(" ", "_")
            copies = iter(range(9))
            known[name] = deeds.undisturbed(
                nursery, company, lambda original: original.copy(place / str(next(copies))), *words
            )
        return known[name]

    return called


def killed_at_random(nursery: Nursery, deed: Deed, fresh: Fresh, *, kills: int) -> Counter[str]:
    moments = random.Random(SEED)
    found: Counter[str] = Counter()
    while found.total() < kills:
        company = fresh(deed.company)
        run = deed.run(nursery, company, kill_after=moments.uniform(0, deed.seconds))
        if run.was_killed:
            found[left_by(deed, nursery, company, run)] += 1
    return found


def killed_at_steps(nursery: Nursery, deed: Deed, fresh: Fresh, steps: Iterable[int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for step in steps:
        company = fresh(deed.company)
        run = deed.run(nursery, company, die_at=step)
        if not run.was_killed:
            assert run.status == 0
            break
        found[left_by(deed, nursery, company, run)] += 1
    return found


def test_an_import_killed_at_a_few_random_moments(
    nursery: Nursery, deed_called: Callable[[str], Deed], fresh: Fresh
) -> None:
    found = killed_at_random(nursery, deed_called("import"), fresh, kills=QUICK_KILLS)
    assert found.total() == QUICK_KILLS


@pytest.mark.parametrize("name", ["import", "large import", "undo"])
def test_killed_at_some_of_its_steps(
    nursery: Nursery, deed_called: Callable[[str], Deed], fresh: Fresh, name: str
) -> None:
    found = killed_at_steps(nursery, deed_called(name), fresh, range(2, STEPS, 9))
    assert set(found) == {"nothing", "whole"}


def test_a_large_file_is_imported_from_where_it_lies(deed_called: Callable[[str], Deed]) -> None:
    deed = deed_called("large import")
    large = Path(deed.words[1])
    (plan,) = plan_file(large.name, large, ImportOptions(), Store(deed.company.url).state)
    assert plan.block is not None
    assert plan.block.large is not None
    rows = deed.after["stored"].set_index("file")["rows"]
    assert rows["large.csv"] == 550  # 25 that repeat, 225 that correct, 300 new ones


def test_who_makes_whole_what_was_killed_can_be_killed_too(
    nursery: Nursery, deed_called: Callable[[str], Deed], fresh: Fresh
) -> None:
    deed = deed_called("import")
    company = fresh(deed.company)
    runs = [deed.run(nursery, company, die_at=12)]
    runs += [nursery.run_one("batches", "--store", company.url, die_at=step) for step in range(4)]
    assert [run.was_killed for run in runs] == [True] * 5
    left_by(deed, nursery, company, runs[-1])


@pytest.mark.faults
@pytest.mark.parametrize("name", DEEDS)
def test_killed_at_random_moments(
    nursery: Nursery, deed_called: Callable[[str], Deed], fresh: Fresh, name: str
) -> None:
    found = killed_at_random(nursery, deed_called(name), fresh, kills=KILLS[name])
    _log.info("%s: %d kills at random moments: %s", name, KILLS[name], dict(found))
    assert set(found) == {"nothing", "whole"}


@pytest.mark.faults
@pytest.mark.parametrize("name", DEEDS)
def test_killed_at_each_of_its_steps(
    nursery: Nursery, deed_called: Callable[[str], Deed], fresh: Fresh, name: str
) -> None:
    found = killed_at_steps(nursery, deed_called(name), fresh, range(STEPS))
    _log.info("%s: %d kills, one at each step of writing: %s", name, found.total(), dict(found))
    assert set(found) == {"nothing", "whole"}
    assert found.total() < STEPS
