"""Files brought into a store as a person would, and what both sides then say of them."""

from datetime import date

from analytics import jobs, reconciliation
from analytics.reconciliation import Figure, Reconciled
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.store import Store


def bring(store: Store, name: str, text: str) -> None:
    """Import a file and work out what follows from it."""
    for plan in plan_file(name, text.encode(), ImportOptions(), store.state):
        assert plan.problem is None, plan.problem
        store_plan(store, plan, at="2026-11-16T09:00:00", by="analyst")
    jobs.after_import(store)


def only(store: Store, month: date | None = None) -> Reconciled:
    """Return the one source of a store on both sides."""
    (source,) = reconciliation.sources(store)
    found = reconciliation.reconciled(store, source.source, source.table, month)
    assert found is not None
    return found


def figure(found: Reconciled, key: str) -> Figure:
    """Return one of the figures."""
    (wanted,) = [each for each in found.figures if each.key == key]
    return wanted


def both_sides(found: Reconciled, key: str) -> tuple[float, dict[str, float], float]:
    """Return what the tool shows, what each difference comes to, and what counts."""
    wanted = figure(found, key)
    assert wanted.unexplained == 0
    return wanted.tool, {each.key: each.amount for each in wanted.differences}, wanted.product
