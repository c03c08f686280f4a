"""Storing what was chosen, file by file, and what follows; cancelled, nothing of it stays."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from analytics import jobs
from components.background import CancelledError, Progress
from components.import_tray import Table
from components.texts import _
from data.errors import RapportError
from data.importing import batches
from data.importing.storing import remember_mapping, store_plan
from data.recognising import header_key
from data.store import Store

STORING = 0.4  # share of the progress for storing; the rest is for what follows
log = logging.getLogger("rapport.import")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did.

    Attributes
    ----------
    reports
        An entry per table that was stored, as the command line prints it.
    failed
        (file, why) of what could not be stored; it left nothing.
    withdrawn
        The files that were stored before somebody cancelled, and removed again.
    """

    reports: tuple[dict[str, Any], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    withdrawn: tuple[str, ...] = ()
    is_cancelled: bool = False

    @property
    def tables(self) -> frozenset[str]:
        """The tables that are other than before."""
        return frozenset(report["table"] for report in self.reports if report["batch_id"] is not None)


def store_all(store: Store, tables: Sequence[Table], *, at: str, by: str, progress: Progress) -> Outcome:
    """Store the tables as batches, make everything derived anew, and keep what people said about their headers.

    Whoever cancels gets everything back as it was.
    """
    reports: list[dict[str, Any]] = []
    failed: list[tuple[str, str]] = []
    try:
        for place, table in enumerate(tables):
            text = _("Storing {file} ({place} of {count})")
            what = text.format(file=table.plan.file, place=place + 1, count=len(tables))
            progress(STORING * _rows(tables[:place]) / max(1, _rows(tables)), what)
            try:
                reports.append(store_plan(store, table.plan, at=at, by=by))
            except RapportError as problem:
                failed.append((table.plan.file, str(problem)))
            except Exception:  # a full disk, say: what is stored so far stays, and has to be added up
                log.exception("A table could not be stored")
                failed.append((table.plan.file, _("it could not be written; the log of the server says why")))
        progress(STORING, _("Finding out who is who"))
        jobs.after_import(store, _touched(reports), jobs.part_of(progress, STORING, 1.0))
    except CancelledError:
        return _withdrawn(store, reports, at=at, by=by)
    _remember(store, tables, without={file for file, _why in failed})
    return Outcome(tuple(reports), tuple(failed))


def _remember(store: Store, tables: Sequence[Table], *, without: Collection[str]) -> None:
    """Keep for the headers of what was stored how a person mapped it and what a person answered."""
    for table in tables:
        block = table.plan.block
        if block is None or table.plan.file in without:
            continue
        if table.answers:
            store.state.remember_answers(header_key(block.header), table.answers)
        if table.is_by_hand:
            remember_mapping(store.state, table.plan)


def _withdrawn(store: Store, reports: Sequence[dict[str, Any]], *, at: str, by: str) -> Outcome:
    mine = [report for report in reports if _is_mine(store, report, at=at, by=by)]
    if mine:
        batches.withdraw(store, [report["batch_id"] for report in mine])
    jobs.catch_up(store)
    return Outcome(withdrawn=tuple(dict.fromkeys(report["file"] for report in mine)), is_cancelled=True)


def _is_mine(store: Store, report: dict[str, Any], *, at: str, by: str) -> bool:
    """Tell a batch of this import from one that held the same content before."""
    if report["batch_id"] is None:
        return False
    batch = store.state.batch(report["batch_id"])
    return batch.in_force and (batch.imported_at, batch.imported_by) == (at, by)


def _touched(reports: Sequence[dict[str, Any]]) -> set[str]:
    return {str(report["table"]) for report in reports if report["batch_id"] is not None}


def _rows(tables: Sequence[Table]) -> int:
    return sum(len(table.plan.block.rows) for table in tables if table.plan.block is not None)
