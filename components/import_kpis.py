"""Which KPIs of which weeks an import changes, and by how much, worked out beside the page before it is stored."""

from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

import pandas as pd
import streamlit as st

from analytics import import_effects
from analytics.import_effects import Effect, Effects
from components import dates, import_tray, loaders, numbers, tables
from components.background import Job, Progress, said
from components.import_sentences import escaped, exact
from components.texts import _, _n
from data.importing.planning import Plan

SOON_SECONDS = 0.4
LOOK_AGAIN_SECONDS = 0.5
KEPT = "import_effects"  # the jobs, by what they were asked about
_TURN = Lock()  # one at a time: two of them would both take twice as long


class Begun(NamedTuple):
    """What was asked for at a place of the page, and who works it out."""

    version: object  # of the store
    plans: tuple[Plan, ...]
    job: Job[Effects]


Jobs = dict[str, Begun]


def show(plans: Sequence[Plan], *, key: str) -> None:
    """Draw what storing some plans together does to the KPIs; worked out when first asked for.

    Parameters
    ----------
    key
        Where on the page it stands; what is asked for there takes the place of what was asked for before.
    """
    job = _job(tuple(plans), key)
    if not job.wait(SOON_SECONDS):
        _waiting(job)
    elif job.result is None:
        st.caption(_("What this does to the KPIs could not be foretold. The import itself is not affected."))
    else:
        effects(job.result, key=key)


def _job(plans: tuple[Plan, ...], key: str) -> Job[Effects]:
    """Return the job that is asked for at a place, begun now unless it was begun for the same plans and store."""
    jobs: Jobs = st.session_state.setdefault(KEPT, {})
    _forget_what_left_the_page(jobs)
    store = loaders.company_store()
    version = store.version()
    begun = jobs.get(key)
    if begun is not None and (begun.version, begun.plans) == (version, plans):
        return begun.job
    if begun is not None:
        begun.job.cancel()

    def work(progress: Progress) -> Effects:
        with _TURN:
            return import_effects.effects(store, plans, progress=progress)

    jobs[key] = Begun(version, plans, Job(work))
    return jobs[key].job


def _forget_what_left_the_page(jobs: Jobs) -> None:
    """Stop what is worked out for files that were removed or planned anew, and let go of their rows."""
    there = {id(table.plan) for file in import_tray.files() for table in file.tables}
    for key, begun in list(jobs.items()):
        if not {id(plan) for plan in begun.plans} <= there:
            begun.job.cancel()
            del jobs[key]


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _waiting(job: Job[Effects]) -> None:
    if job.is_done:
        st.rerun()
    st.progress(job.share, said(_("Working out which KPIs change"), job.seconds_left()))


def effects(found: Effects, *, key: str) -> None:
    """Draw which KPIs of which weeks change, and by how much."""
    if found.problem:
        st.caption(f":material/info: {escaped(found.problem)}")
        return
    if not found.shown:
        st.markdown(_("No KPI of any week changes."))
        return
    st.markdown(_weeks(found))
    rows = pd.DataFrame([_row(effect) for effect in found.shown])
    columns = {name: tables.Column(name) for name in rows.columns}
    tables.show(rows, columns, key=f"import_effects_{key}", rows=8, alt=_("Which KPIs of which weeks change"))
    if found.left_out:
        st.caption(_n("And {count} more value", "And {count} more values", found.left_out).format(
            count=exact(found.left_out)))  # fmt: skip


def _weeks(found: Effects) -> str:
    kpis = _n("**{count}** KPI changes", "**{count}** KPIs change", found.kpis).format(count=found.kpis)
    weeks = _n("in **{count}** week", "in **{count}** weeks", found.weeks).format(count=found.weeks)
    return f"{kpis} {weeks}"


def _row(effect: Effect) -> dict[str, str]:
    week = dates.week(effect.week_start)
    return {
        _("KPI"): effect.label,
        _("Week"): _("{week} (in progress)").format(week=week) if effect.partial else week,
        _("Now"): numbers.value(effect.before, effect.unit),
        _("After the import"): numbers.value(effect.after, effect.unit),
        _("Change"): _("new") if effect.is_new else numbers.change(effect.after, effect.before, effect.unit),
    }
