"""The committed exports are taken by the import as they lie there."""

from pathlib import Path

import pytest

import data.sample
from data import schemas
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.store import Store

EXPORTS = Path(data.sample.__file__).parent / "exports"


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    return Store(f"duckdb:///{tmp_path_factory.mktemp('store')}/store.duckdb").state


@pytest.mark.parametrize("name", schemas.TABLES)
def test_an_export_is_recognised_and_no_row_is_rejected(state, name):
    path = EXPORTS / f"{name}.csv"
    (plan,) = plan_file(path.name, path, ImportOptions(), state)
    report = plan.report()
    assert (report["table"], report["rejects"], report["rows_duplicate"]) == (name, [], 0)
    assert report["rows_accepted"] == report["rows_read"] > 0
    columns = {column.name for column in schemas.table(name).columns}
    assert {
        header for header, column in report["mapping"].items() if header in columns and column != header
    } == set()
