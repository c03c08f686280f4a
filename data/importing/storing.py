"""A plan to a batch, and what it did as the command line reports it."""

from typing import Any

from data.importing.batches import already_in_force, commit, rejects_of
from data.importing.checking import REJECT_COLUMNS, Checked
from data.importing.details import details_of
from data.importing.plans import Plan
from data.recognising import header_key
from data.state import Batch, State
from data.store import Store


def store_plan(store: Store, plan: Plan, *, at: str, by: str) -> dict[str, Any]:
    """Store a plan as a batch and return its report; a plan that isn't clear changes nothing."""
    report = report_of(store, plan)
    if plan.same_as:
        return _unchanged(report, plan.same_as)
    checked = plan.checked
    if not plan.is_clear or checked is None or plan.block is None:
        return report
    stored = commit(store, checked, _batch(plan, checked, report, at=at, by=by))
    if stored.same_as:  # somebody else stored it since this was planned
        report["warnings"].append(already_in_force(stored.same_as))
        return _unchanged(report, stored.same_as)
    counts = ("batch_id", "rows_accepted", "rows_duplicate")
    return report | {name: getattr(stored, name) for name in counts}


def report_of(store: Store, plan: Plan) -> dict[str, Any]:
    """Return what storing a plan would do; the rows set aside of a file that was not read again are looked up."""
    report = plan.report()
    if plan.same_as and plan.block is None and report["rows_rejected"]:
        report["rejects"] = rejects_reported(store, plan.same_as.batch_id or 0)
    return report


def rejects_reported(store: Store, batch_id: int) -> list[dict[str, Any]]:
    """Return the rows that a batch set aside as the command line prints them."""
    rows = rejects_of(store, batch_id)[list(REJECT_COLUMNS)].rename(columns={"line": "row"})
    return [dict(zip(rows.columns.map(str), row, strict=True)) for row in rows.itertuples(index=False)]


def remember_mapping(state: State, plan: Plan) -> None:
    """Keep how a table was mapped for later files with the same headers: a person chose it."""
    if plan.block is not None and plan.checked is not None:
        meaning = plan.checked.meaning
        state.remember_mapping(header_key(plan.block.header), meaning.table, dict(meaning.mapping))


def _unchanged(report: dict[str, Any], same: Batch) -> dict[str, Any]:
    """Return the report of an import whose content is in force already."""
    duplicates = report["rows_read"] - report["rows_rejected"]
    return report | {"rows_accepted": 0, "rows_duplicate": duplicates, "batch_id": same.batch_id}


def _details(plan: Plan, checked: Checked) -> dict[str, Any]:
    found = details_of(plan.block, plan.recognition, checked) if plan.block and plan.recognition else {}
    return found | dict(plan.noted)


def _batch(plan: Plan, checked: Checked, report: dict[str, Any], *, at: str, by: str) -> Batch:
    return Batch(
        file=plan.file,
        part=plan.block.part if plan.block else None,
        content_hash=plan.content_hash,
        table=checked.meaning.table,
        source=checked.meaning.source,
        rows_read=report["rows_read"],
        rows_accepted=report["rows_accepted"],
        rows_rejected=report["rows_rejected"],
        rows_duplicate=report["rows_duplicate"],
        mapping=report["mapping"],
        dialect=report["dialect"],
        warnings=report["warnings"],
        imported_at=at,
        imported_by=by,
        details=_details(plan, checked),
        file_hash=plan.file_hash,
    )
