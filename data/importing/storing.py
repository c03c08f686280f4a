"""A plan to a batch, and what it did as the command line reports it."""

from typing import Any

from data.importing.batches import already_in_force, commit
from data.importing.checking import Checked
from data.importing.details import details_of
from data.importing.plans import Plan
from data.recognising import header_key
from data.state import Batch, State
from data.store import Store


def store_plan(store: Store, plan: Plan, *, at: str, by: str) -> dict[str, Any]:
    """Store a plan as a batch and return its report; a plan that isn't clear changes nothing."""
    report = plan.report()
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


def remember_mapping(state: State, plan: Plan) -> None:
    """Keep how a table was mapped for later files with the same headers: a person chose it."""
    if plan.block is not None and plan.checked is not None:
        meaning = plan.checked.meaning
        state.remember_mapping(header_key(plan.block.header), meaning.table, dict(meaning.mapping))


def _unchanged(report: dict[str, Any], same: Batch) -> dict[str, Any]:
    """Return the report of an import whose content is in force already."""
    duplicates = report["rows_read"] - report["rows_rejected"]
    return report | {"rows_accepted": 0, "rows_duplicate": duplicates, "batch_id": same.batch_id}


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
        details=details_of(plan.block, plan.recognition, checked) if plan.block and plan.recognition else {},
    )
