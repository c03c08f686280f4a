"""The sample company can be written at any size, down to the smallest, where a table may have no rows."""

from datetime import date
from pathlib import Path

import pytest

from data.sample import write_exports


@pytest.mark.parametrize(("customers", "weeks"), [(20, 8), (60, 12), (25, 104)])
def test_a_small_company_has_all_its_exports(tmp_path: Path, customers: int, weeks: int) -> None:
    files = write_exports(tmp_path, customers, weeks, end=date(2026, 11, 15))
    assert len(files) == 17
    assert all(len(path.read_text(encoding="utf-8").splitlines()) >= 1 for path in files)
