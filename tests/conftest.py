"""What tests of several floors share."""

from datetime import date

import pytest
from filelock import FileLock

from analytics import sample_company
from data.store import Store

SAMPLE_END = date(2026, 11, 15)


@pytest.fixture(scope="session")
def sample_url(tmp_path_factory, worker_id):
    """The address of a small sample company's store, made once for all workers; only to be read."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    url = f"duckdb:///{folder}/small-sample.duckdb"
    with FileLock(folder / "small-sample.making"):
        sample_company.load(Store(url), end=SAMPLE_END, customers=200, weeks=60)
    return url
