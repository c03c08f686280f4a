"""A full disk is said in words; nothing of the import is stored, and the store opens."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults import companies
from tests.faults.companies import Company, differences, picture
from tests.faults.conftest import Undisturbed
from tests.faults.nursery import Nursery

MEBIBYTE = 1024 * 1024

Fresh = Callable[[Company], Company]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if not sys.platform.startswith("linux") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root on Linux can make a small disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(folder: Path) -> Path:
    """Take the last free byte of a disk."""
    filler = folder / "filler"
    with open(os.open(filler, os.O_CREAT | os.O_WRONLY), "wb", buffering=0) as stream:  # noqa: PTH123
        try:
            while stream.write(bytes(4096)):
                pass
        except OSError:
            return filler
    raise AssertionError


def test_a_disk_without_a_free_byte_refuses_the_import_and_opens_the_store(
    nursery: Nursery, undisturbed: Undisturbed, small_disk: Path
) -> None:
    company = undisturbed.company_before.copy(small_disk / "store")
    filler = fill(small_disk)
    refused = nursery.run_one("import", str(company.new), "--store", company.url)
    assert refused.status == 1
    assert refused.said.startswith(
        f"The disk that holds {company.folder} has 0.0 MB left; this import needs about 8"
    )
    listed = nursery.run_one("batches", "--store", company.url, "--json")
    assert (listed.status, len(listed.document)) == (0, 3)
    undone = nursery.run_one("undo", "3", "--store", company.url)
    assert undone.status == 1
    assert undone.said.startswith(f"The disk that holds {company.folder} is full. Free some space there")
    filler.unlink()
    assert differences(picture(company.url), undisturbed.before) == {}
    assert nursery.run_one("import", str(company.new), "--store", company.url).status == 0
    assert differences(picture(company.url), undisturbed.after) == {}


@pytest.mark.parametrize("more_bytes", [0, 100_000])
def test_a_file_that_can_grow_no_more_leaves_nothing_of_the_import(
    nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh, more_bytes: int
) -> None:
    company = fresh(undisturbed.company_before)
    large = company.folder.parent / "large.csv"
    large.write_text(companies.orders(0, 40_000), encoding="utf-8")
    most = (company.folder / "facts.duckdb").stat().st_size + more_bytes
    refused = nursery.run_one("import", str(large), "--store", company.url, most_bytes=most)
    assert refused.status == 1
    assert refused.said.startswith(f"The disk that holds {company.folder} is full. Free some space there")
    assert differences(picture(company.url), undisturbed.before) == {}
