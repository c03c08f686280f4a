"""A nursery, and a small company before and after an import that nothing disturbed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pandas as pd
import pytest

from tests.faults import companies
from tests.faults.companies import Company
from tests.faults.nursery import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """A process from which runs are forked."""
    opened = Nursery()
    yield opened
    opened.close()


@dataclass(frozen=True)
class Undisturbed:
    """What the company is before and after the import."""

    before: dict[str, pd.DataFrame]
    after: dict[str, pd.DataFrame]
    company_before: Company
    company_after: Company


@pytest.fixture(scope="session")
def undisturbed(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """The company as it goes when nothing happens."""
    base = tmp_path_factory.mktemp("undisturbed")
    *past, new = companies.write_exports(base / "exports")
    before = Company(base / "before", new)
    assert nursery.run_one("import", *map(str, past), "--store", before.url).status == 0
    after = before.copy(base / "after")
    assert nursery.run_one("import", str(new), "--store", after.url).status == 0
    pictures = [companies.picture(company.url) for company in (before, after)]
    return Undisturbed(*pictures, company_before=before, company_after=after)


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[Company], Company]:
    """Copies of a company, each in a folder of its own."""
    numbers = count()
    return lambda company: company.copy(tmp_path / f"company_{next(numbers)}")
