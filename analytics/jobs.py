"""What follows an import, for both doors: who is who, tone, roll-ups, alerts. Pages read what this has made."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from analytics import alerts
from analytics.sentiment_mentions import score_mentions
from data import identity, rollups, schemas
from data.importing import batches
from data.state import EVERY_TABLE
from data.store import Store
from data.texts import _

Progress = Callable[[float, str], None]


def no_progress(_share: float, _what: str) -> None:
    """Take progress and show it nowhere."""


def after_import(store: Store, tables: set[str] | None = None, progress: Progress = no_progress) -> None:
    """Make everything that is derived from rows anew after a change to some tables (to any where None).

    What somebody else changed and did not get to is made anew with it; what somebody else made anew while this
    waited for its turn is not made again. Churn scores are only marked stale, which the store does by itself:
    training is asked for, not automatic.
    """
    with store.deriving():
        if tables is None or store.state.derived_is_stale:
            _derive(store, tables, progress)
    progress(1.0, _("Done"))


def _derive(store: Store, tables: set[str] | None, progress: Progress) -> None:
    facts_seen = store.state.counter("facts")
    progress(0.0, _("Finding out who is who"))
    match_customers(store)
    stale = store.state.stale_tables()
    touched = None if tables is None or EVERY_TABLE in stale else stale | tables
    if touched is None or "mentions" in touched:
        reading = _("Reading the tone of mentions")
        score_mentions(store, lambda done, total: progress(0.1 + 0.4 * done / total, reading))
    progress(0.5, _("Adding up the KPIs"))
    with store.write() as writer:
        rollups.refresh(writer, store.state.settings(), touched, part_of(progress, 0.5, 1.0))
    if newest := store.state.batches():  # before what is stale is called made: who is killed here does it again
        alerts.evaluate(store, at=newest[0].imported_at)
    store.state.derived_made(facts_seen)


def match_customers(store: Store) -> None:
    """Work out who is who across tools and keep it; tables in which a row has another customer now are stale."""
    with store.write() as writer:
        in_force = {name: store.state.batches_in_force(name) for name in schemas.TABLES}
        seen = identity.Seen(writer.stored, in_force)
        before = writer.frame(writer.derived("customer_map"))
        now = identity.customer_map(seen, store.state.identity_corrections(), writer.frame)
        others = identity.moved(before, now)
        fresh = set(schemas.TABLES) - store.state.stale_tables()
        # Before the map is kept: whoever is killed here would not notice again.
        for table in identity.tables_naming(seen, others, fresh, writer.frame):
            store.state.mark_stale(table)
        if len(now) != len(before) or not others.empty:
            writer.replace("customer_map", now)


def undo(store: Store, batch_id: int, *, at: str, by: str, progress: Progress = no_progress) -> dict[str, Any]:
    """Take a batch back and everything derived with it; return the batch as it stands."""
    batch = batches.undo(store, batch_id, at=at, by=by)
    after_import(store, {batch.table}, progress)
    return asdict(batch)


def catch_up(store: Store, progress: Progress = no_progress) -> None:
    """Finish what a killed process left: sweep rows of cut-off imports, make what is stale anew."""
    batches.sweep(store)
    if store.state.derived_is_stale:
        after_import(store, set(), progress)


def part_of(progress: Progress, start: float, end: float) -> Progress:
    """Return a progress that fills the part from start to end of another."""
    return lambda share, what: progress(start + share * (end - start), what)
