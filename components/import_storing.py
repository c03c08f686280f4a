"""Storing what was chosen, file by file, and what follows; cancelled, everything of it is taken back."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analytics import jobs
from components.background import CancelledError, Progress
from components.import_tray import Table
from components.texts import _
from data.errors import RapportError
from data.importing import batches
from data.importing.planning import store_plan
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
    taken_back
        The files that were stored before somebody cancelled, and taken back again.
    """

    reports: tuple[dict[str, Any], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    taken_back: tuple[str, ...] = ()
    is_cancelled: bool = False

    @property
    def tables(self) -> frozenset[str]:
        """The tables that are other than before."""
        return frozenset(report["table"] for report in self.reports if report["batch_id"] is not None)


def store_all(store: Store, tables: Sequence[Table], *, at: str, by: str, progress: Progress) -> Outcome:
    """Store the tables as batches and make everything derived anew.

    Whoever cancels gets everything back as it was: the batches that were stored are taken back.
    """
    reports: list[dict[str, Any]] = []
    failed: list[tuple[str, str]] = []
    try:
        for place, table in enumerate(tables):
            text = _("Storing {file} ({place} of {count})")
            what = text.format(file=table.plan.file, place=place + 1, count=len(tables))
            progress(STORING * _rows(tables[:place]) / max(1, _rows(tables)), what)
            try:
                reports.append(_stored(store, table, at=at, by=by))
            except RapportError as problem:
                failed.append((table.plan.file, str(problem)))
            except Exception:  # a full disk, say: what is stored so far stays, and has to be added up
                log.exception("A table could not be stored")
                failed.append((table.plan.file, _("it could not be written; the log of the server says why")))
        progress(STORING, _("Finding out who is who"))
        jobs.after_import(store, _touched(reports), jobs.part_of(progress, STORING, 1.0))
    except CancelledError:
        return _taken_back(store, reports, at=at, by=by)
    return Outcome(tuple(reports), tuple(failed))


def _stored(store: Store, table: Table, *, at: str, by: str) -> dict[str, Any]:
    """Store one table, and keep for its headers what a person said about it."""
    block = table.plan.block
    if block is not None and table.answers:
        store.state.remember_answers(header_key(block.header), table.answers)
    return store_plan(store, table.plan, at=at, by=by, remember=table.is_by_hand)


def _taken_back(store: Store, reports: Sequence[dict[str, Any]], *, at: str, by: str) -> Outcome:
    mine = [report for report in reports if _is_mine(store, report, at=at, by=by)]
    for report in mine:
        batches.undo(store, report["batch_id"], at=at, by=by)
    if mine:
        jobs.after_import(store, _touched(mine))
    return Outcome(taken_back=tuple(dict.fromkeys(report["file"] for report in mine)), is_cancelled=True)


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
