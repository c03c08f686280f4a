"""Cohorts and RFM scores, kept beside the roll-ups and made anew when their tables were touched."""

from collections.abc import Callable

from data import cohorts, coverage, rfm, rollups
from data.components.base import Basis
from data.coverage import ACTIVITY
from data.settings import Settings
from data.store import Facts, Writer
from data.texts import _
from data.workbench import workbench

Progress = Callable[[float, str], None]


def refresh(
    writer: Writer, settings: Settings, touched: set[str] | None = None, progress: Progress | None = None
) -> None:
    """Follow cohorts and score buyers anew where a table they are made of was touched, or their last day moved.

    The roll-ups have to be fresh: what they were worked out with is what this is worked out with.

    Parameters
    ----------
    touched
        Tables whose rows are others than before; None: all of them.
    progress
        Called with the share done (0 to 1) and a sentence on what is being done.
    """
    basis = basis_of(writer, settings)
    has_activity, has_orders = ACTIVITY in basis.covered_until, "orders" in basis.covered_until
    with workbench(writer, rollups.everything(writer)) as bench:
        moved = cohorts.followed_until(writer) != basis.covered_until.get(ACTIVITY)
        if _is_stale(cohorts.SOURCE.tables, touched, moved=moved):
            _say(progress, 0.0, _("Following cohorts"))
            cohorts.refresh(writer, bench, basis) if has_activity else writer.remove("cohorts", None)
        moved = rfm.as_of(writer) != basis.covered_until.get("orders")
        if _is_stale(rfm.TABLES, touched, moved=moved):
            _say(progress, 0.5, _("Scoring buyers"))
            rfm.refresh(writer, bench, basis) if has_orders else writer.remove("rfm", None)


def basis_of(facts: Facts, settings: Settings) -> Basis:
    """Return what the stored roll-ups were worked out with."""
    known = coverage.spans(facts.frame(facts.derived("coverage")))
    last, active = coverage.as_of(known), coverage.activity_span(known)
    if last is None:
        return Basis(settings)
    covered = {name: span.until(last) for name, span in known.items()}
    return Basis(
        settings=settings,
        as_of=last,
        covered_until=covered | ({ACTIVITY: active.last_day} if active else {}),
        currency=rollups.main_currency(facts),
        inactivity_window_days=rollups.inactivity_window_days(facts) or Basis().inactivity_window_days,
    )


def _is_stale(tables: tuple[str, ...], touched: set[str] | None, *, moved: bool) -> bool:
    return touched is None or moved or bool(touched & set(tables))


def _say(progress: Progress | None, share: float, what: str) -> None:
    if progress:
        progress(share, what)
