"""The sample company as a store of its own: generated, imported like any export, never mixed with real data."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from analytics import jobs
from data import sample
from data.errors import RapportError
from data.importing.planning import ImportOptions, plan_file, store_plan
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
    """Generate the sample company and import its exports into a store of its own; does nothing where it is there.

    The imports carry the sample's last day as their date, so that the same call makes the same store.
    """
    if not store.is_empty:
        jobs.catch_up(store, progress)
        return
    with tempfile.TemporaryDirectory() as folder:
        progress(0.0, _("Inventing the sample company"))
        files = sample.write_exports(Path(folder), customers=customers, weeks=weeks, end=end)
        store.state.change_settings(own_brand=company.BRAND, currency=company.CURRENCY)
        for number, path in enumerate(files):
            progress(0.1 + 0.5 * number / len(files), _("Importing {file}").format(file=path.name))
            _import(store, path, at=f"{end.isoformat()}T23:59:00")
    jobs.after_import(store, None, lambda share, what: progress(0.6 + 0.4 * share, what))


def _import(store: Store, path: Path, *, at: str) -> None:
    for plan in plan_file(path.name, path, ImportOptions(), store.state):
        report = store_plan(store, plan, at=at, by=IMPORTED_BY)
        if report["batch_id"] is None:
            raise RapportError("; ".join(report["warnings"]))
