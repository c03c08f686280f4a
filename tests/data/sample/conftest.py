import pandas as pd
import pytest

from data.sample import generate
from data.sample.scope import Scope
from tests.data.sample.sizes import CUSTOMERS, SEEDS, SUNDAY


@pytest.fixture(scope="session")
def scope() -> Scope:
    return Scope(customers=CUSTOMERS, weeks=104, end=SUNDAY, seed=SEEDS[0])


@pytest.fixture(scope="session")
def samples() -> list[dict[str, pd.DataFrame]]:
    """The same company from several seeds: a truth is found in all of them together, not in a lucky one."""
    return [generate(CUSTOMERS, 104, end=SUNDAY, seed=seed) for seed in SEEDS]


@pytest.fixture(scope="session")
def tables(samples: list[dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    return samples[0]
