"""Working out what an import would do to the KPIs, beside the page: one after the other, and they give way."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import streamlit as st

from analytics import import_effects
from analytics.import_effects import Effects
from components import import_tray, loaders
from components.background import Job, Progress
from data.importing.plans import Plan

KEPT = "import_foretold"  # what is worked out for each place of the page
_TURN = Lock()  # two at once would both take twice as long


@dataclass(frozen=True, slots=True, eq=False)
class Foretelling:
    """What some plans together would do to the store as it is in one version."""

    plans: tuple[Plan, ...]
    version: str
    job: Job[Effects]


def of(plans: Sequence[Plan], *, place: str) -> Job[Effects]:
    """Return the work on what plans would do, begun where it isn't known of the store as it is now.

    Parameters
    ----------
    place
        Where on the page it is shown: what was worked out for there before is let go.
    """
    store, wanted = loaders.company_store(), tuple(plans)
    all_kept = _kept()
    kept = all_kept.get(place)
    # The plans themselves and not their ids: those are given to other plans once these are gone.
    if kept and kept.plans == wanted and kept.version == store.version() and not kept.job.is_cancelled:
        return kept.job
    if kept:
        kept.job.cancel()

    def work(progress: Progress) -> Effects:
        with _TURN:
            return import_effects.effects(store, wanted, progress=progress)

    all_kept[place] = Foretelling(wanted, store.version(), Job(work))
    return all_kept[place].job


def give_way() -> None:
    """Stop all of it at its next step, so that nothing that a person starts has to wait for it.

    It reads the store all the time, and whoever wants to write waits for those who read.
    """
    for kept in _kept().values():
        kept.job.cancel()


def _kept() -> dict[str, Foretelling]:
    """Return what is kept of files that are still on the page; the rest is stopped and let go with its rows."""
    all_kept: dict[str, Foretelling] = st.session_state.setdefault(KEPT, {})
    there = {id(table.plan) for file in import_tray.files() for table in file.tables}
    for place, kept in list(all_kept.items()):
        if not {id(plan) for plan in kept.plans} <= there:
            kept.job.cancel()
            del all_kept[place]
    return all_kept
