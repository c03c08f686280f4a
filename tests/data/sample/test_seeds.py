import re
from datetime import date
from pathlib import Path

import pytest

import data.sample
from data import schemas
from data.errors import TooLittleDataError
from data.sample import generate, write_exports
from data.sample.scope import Scope
from tests.data.sample.sizes import SUNDAY

# what the files beside the generator were written with
COMMITTED = Path(data.sample.__file__).parent / "exports"
COMMITTED_SIZE = {"customers": 150, "weeks": 52, "end": date(2026, 11, 15)}


def written(folder, **options):
    return {path.name: path.read_bytes() for path in write_exports(folder, **options)}


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    options = {"customers": 60, "weeks": 30, "end": SUNDAY, "seed": 5}
    assert written(tmp_path / "once", **options) == written(tmp_path / "again", **options)


def test_another_seed_gives_other_rows_in_every_table_that_is_drawn(tmp_path):
    options = {"customers": 60, "weeks": 30, "end": SUNDAY}
    once = written(tmp_path / "once", seed=5, **options)
    other = written(tmp_path / "other", seed=6, **options)
    assert [name for name in once if once[name] == other[name]] == []


def test_every_part_throws_dice_of_its_own():
    scope = Scope(customers=60, weeks=30, end=SUNDAY, seed=5)
    assert scope.generator("orders").random() == scope.generator("orders").random()
    assert scope.generator("orders").random() != scope.generator("tickets").random()


@pytest.mark.parametrize("name", ["orders", "subscriptions", "leads", "tickets", "mentions", "surveys"])
def test_four_times_the_customers_make_about_four_times_the_rows(name):
    small, large = (generate(size, 60, end=SUNDAY, seed=5)[name] for size in (2000, 8000))
    assert len(large) / len(small) == pytest.approx(4, rel=0.15)


def test_the_history_is_as_long_as_asked_for_and_ends_on_the_day_given():
    tables = generate(400, 30, end=date(2025, 3, 2), seed=5)
    days = tables["web_traffic"]["date"]
    assert str(days.min().date()) == "2024-08-05"  # 30 weeks before Monday, 3 March 2025
    assert str(days.max().date()) == "2025-03-02"


@pytest.mark.parametrize(("customers", "weeks"), [(19, 104), (5000, 7)])
def test_a_sample_too_small_to_show_anything_is_refused(customers, weeks):
    with pytest.raises(TooLittleDataError, match="at least 20 customers and 8 weeks"):
        generate(customers, weeks, end=SUNDAY)


def test_the_smallest_sample_there_may_be_has_every_table():
    tables = generate(20, 8, end=SUNDAY)
    assert list(tables) == list(schemas.TABLES)


def test_files_are_plain_csv_with_iso_dates(tmp_path):
    files = written(tmp_path, customers=60, weeks=30, end=SUNDAY, seed=5)
    assert list(files) == [f"{name}.csv" for name in schemas.TABLES]
    header, first, *_rest = files["orders.csv"].decode("utf-8").split("\n")
    cells = dict(zip(header.split(","), first.split(","), strict=True))
    assert re.fullmatch(r"2026-04-2\d \d\d:\d\d", cells["ordered_at"])
    assert cells["refunded_at"] == ""
    assert (
        files["web_traffic.csv"].decode().split("\n")[1].startswith("2026-04-20,search,")
    )  # the Monday 30 weeks before


def test_the_committed_files_are_what_the_generator_writes(tmp_path):
    files = written(tmp_path, **COMMITTED_SIZE)
    assert {path.name: path.read_bytes() for path in COMMITTED.glob("*.csv")} == files
    assert sum(len(content) for content in files.values()) < 1_000_000
