"""The sample company as a store of its own: generated, imported like any export, never mixed with real data."""

import tempfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

from analytics import churn, jobs
from data import sample
from data.errors import RapportError, TooLittleDataError
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.sample import company
from data.store import Store
from data.texts import _

IMPORTED_BY = "Rapport"


def last_whole_week(today: date) -> date:
    """Return the Sunday that ended the last whole week before a day.

    Examples
    --------
    >>> last_whole_week(date(2026, 11, 22)), last_whole_week(date(2026, 11, 23))  # a Sunday, a Monday
    (datetime.date(2026, 11, 15), datetime.date(2026, 11, 22))
    """
    return today - timedelta(days=today.weekday() + 1)


def load(
    store: Store,
    *,
    end: date,
    customers: int = sample.DEFAULT_CUSTOMERS,
    weeks: int = sample.DEFAULT_WEEKS,
    progress: jobs.Progress = jobs.no_progress,
) -> None:
    """Generate the sample company, import its exports into a store of its own, and train its churn model.

    Does nothing where it is there already. Everything carries the sample's last evening as its time, so that the
    same call makes the same store. A company too small for a churn model has none.
    """
    if not store.is_empty:
        jobs.catch_up(store, progress)
        return
    evening = datetime.combine(end, time(23, 59))
    with tempfile.TemporaryDirectory() as folder:
        progress(0.0, _("Inventing the sample company"))
        files = sample.write_exports(Path(folder), customers=customers, weeks=weeks, end=end)
        store.state.change_settings(own_brand=company.BRAND, currency=company.CURRENCY)
        for number, path in enumerate(files):
            progress(0.1 + 0.4 * number / len(files), _("Importing {file}").format(file=path.name))
            _import(store, path, at=evening)
    jobs.after_import(store, None, jobs.part_of(progress, 0.5, 0.75))
    with suppress(TooLittleDataError):
        trained = churn.run(store, progress=jobs.part_of(progress, 0.75, 1.0))
        churn.save(store, trained, by=IMPORTED_BY, at=evening)


def _import(store: Store, path: Path, *, at: datetime) -> None:
    for plan in plan_file(path.name, path, ImportOptions(), store.state):
        report = store_plan(store, plan, at=at.isoformat(timespec="seconds"), by=IMPORTED_BY)
        if report["batch_id"] is None:
            raise RapportError("; ".join(report["warnings"]))
