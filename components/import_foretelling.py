"""Working out what an import would do to the KPIs, beside the page: one table at a time, and it gives way."""

from dataclasses import dataclass

import streamlit as st

from analytics import import_effects
from analytics.import_effects import Effects
from components import loaders
from components.background import Job
from data.importing.planning import Plan

KEPT = "import_foretold"


@dataclass(frozen=True, slots=True, eq=False)
class Foretelling:
    """What a plan would do to the store as it is in one version."""

    plan: Plan
    version: str
    job: Job[Effects]


def of(plan: Plan) -> Job[Effects]:
    """Return the work on what a plan would do, begun where it isn't known of the store as it is now."""
    store = loaders.company_store()
    kept: Foretelling | None = st.session_state.get(KEPT)
    # The plan itself and not its id: that is given to another plan once this one is gone.
    if kept and kept.plan is plan and kept.version == store.version() and not kept.job.is_cancelled:
        return kept.job
    give_way()
    job = Job(lambda progress: import_effects.effects(store, [plan], progress=progress))
    st.session_state[KEPT] = Foretelling(plan, store.version(), job)
    return job


def give_way() -> None:
    """Stop it at its next step, so that nothing that a person starts has to wait for it.

    It reads the store all the time, and whoever wants to write waits for those who read.
    """
    kept: Foretelling | None = st.session_state.get(KEPT)
    if kept is not None:
        kept.job.cancel()
