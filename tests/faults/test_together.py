"""Several who import at once: in processes as from terminals, in threads as from browsers."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from analytics import jobs
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.store import Store
from tests.faults import companies
from tests.faults.companies import Company, differences, picture
from tests.faults.conftest import Undisturbed
from tests.faults.nursery import Nursery, Run

TOGETHER = 20

Fresh = Callable[[Company], Company]
_log = logging.getLogger(__name__)


def test_twenty_processes_that_import_one_file_make_one_batch(
    nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh
) -> None:
    company = fresh(undisturbed.company_before)
    run = Run(("import", str(company.new), "--store", company.url, "--json"))
    ended = nursery.run(*[run] * TOGETHER)
    assert [(one.status, one.said) for one in ended] == [(0, "")] * TOGETHER
    reports = [report for one in ended for report in one.document]
    assert sorted(report["rows_accepted"] for report in reports) == [0] * (TOGETHER - 1) + [225]
    told = [any("in force already" in warning for warning in report["warnings"]) for report in reports]
    assert told.count(True) == TOGETHER - 1
    assert {report["batch_id"] for report in reports} == {4}
    assert differences(picture(company.url), undisturbed.after) == {}
    _log.info("%d processes, one file: 1 batch, %d told that it is in force", TOGETHER, told.count(True))


def test_twenty_processes_make_one_store_where_there_was_none(nursery: Nursery, tmp_path: Path) -> None:
    *_others, orders, _new = companies.write_exports(tmp_path / "exports")
    company = Company(tmp_path / "store", orders)
    ended = nursery.run(*[Run(("import", str(orders), "--store", company.url, "--json"))] * TOGETHER)
    assert [(one.status, one.said) for one in ended] == [(0, "")] * TOGETHER
    assert picture(company.url)["stored"].to_dict("records") == [
        {"table": "orders", "file": "orders_1.csv", "rows": 300}
    ]


def test_twenty_threads_that_import_one_file_make_one_batch(undisturbed: Undisturbed, fresh: Fresh) -> None:
    company = fresh(undisturbed.company_before)
    store = Store(company.url)
    everybody = threading.Barrier(TOGETHER)

    def take_in(number: int) -> int:
        (plan,) = plan_file(company.new.name, company.new, ImportOptions(), store.state)
        everybody.wait(timeout=60)  # all have planned it before anybody stores it
        report = store_plan(store, plan, at="2026-11-16T09:00:00", by=f"visitor {number}")
        jobs.after_import(store, {"orders"})
        return int(report["rows_accepted"])

    with ThreadPoolExecutor(TOGETHER) as pool:
        assert sorted(pool.map(take_in, range(TOGETHER))) == [0] * (TOGETHER - 1) + [225]
    assert differences(picture(company.url), undisturbed.after) == {}


def test_different_files_imported_together_are_all_there(nursery: Nursery, tmp_path: Path) -> None:
    together, in_turn = Company(tmp_path / "together", tmp_path), Company(tmp_path / "in_turn", tmp_path)
    files = []
    for number in range(6):
        files.append(tmp_path / f"orders_{number}.csv")
        files[-1].write_text(companies.orders(number * 100, number * 100 + 100), encoding="utf-8")
    ended = nursery.run(*[Run(("import", str(file), "--store", together.url)) for file in files])
    assert [(one.status, one.said) for one in ended] == [(0, "")] * 6
    assert nursery.run_one("import", *map(str, files), "--store", in_turn.url).status == 0
    left, right = picture(together.url), picture(in_turn.url)
    left["batches"], right["batches"] = (
        one["batches"].sort_values("file", ignore_index=True) for one in (left, right)
    )
    assert differences(left, right) == {}


def test_others_who_start_meanwhile_sweep_nothing_of_an_import(
    nursery: Nursery, undisturbed: Undisturbed, fresh: Fresh
) -> None:
    company = fresh(undisturbed.company_before)
    looking = [Run(("batches", "--store", company.url))] * 10
    ended = nursery.run(Run(("import", str(company.new), "--store", company.url)), *looking)
    assert [(one.status, one.said) for one in ended] == [(0, "")] * 11
    assert differences(picture(company.url), undisturbed.after) == {}
