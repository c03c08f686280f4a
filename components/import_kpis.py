"""Which KPIs of which weeks an import changes, and by how much, worked out beside the page before it is stored."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.import_effects import Counts, Effect, Effects
from analytics.metrics import CATALOGUE, Unit
from components import dates, import_foretelling, import_work, layout, numbers, tables
from components.background import Job, said
from components.import_sentences import escaped, exact
from components.texts import _, _n
from data.importing.plans import Plan

SOON_SECONDS = 0.4
LOOK_AGAIN_SECONDS = 0.5


def show(plans: Sequence[Plan], *, key: str) -> None:
    """Draw what storing some plans together does to the KPIs; worked out when first asked for.

    Parameters
    ----------
    key
        Names the place on the page.
    """
    if import_work.going_on() is not None:
        st.caption(_("Which KPIs change is worked out when nothing else is going on."))
        return
    job = import_foretelling.of(plans, place=key)
    if not job.wait(SOON_SECONDS):
        _waiting(job)
    elif job.result is None:
        st.caption(_("What this does to the KPIs could not be foretold. The import itself is not affected."))
    else:
        effects(job.result, key=key)


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _waiting(job: Job[Effects]) -> None:
    if job.is_done:
        st.rerun()
    st.progress(
        job.share, said(_("Working out which KPIs change; nothing has to wait for it"), job.seconds_left())
    )


def effects(found: Effects, *, key: str) -> None:
    """Draw which KPIs of which weeks change, and by how much."""
    if found.problem:
        st.caption(f":material/info: {escaped(found.problem)}", width=layout.READING_WIDTH)
        return
    if found.first_week is None or found.last_week is None:
        st.markdown(_("No KPI of any week changes."))
        return
    st.markdown(summary(found), width=layout.READING_WIDTH)
    rows = pd.DataFrame([row(effect, found.currency) for effect in found.shown])
    columns = {name: tables.Column(name) for name in rows.columns}
    tables.show(rows, columns, key=f"import_effects_{key}", rows=8, alt=_("Which KPIs of which weeks change"))
    if any(effect.partial for effect in found.shown):
        text = _(
            "A week that is not whole has days without data or results that are still to come: it may move again."
        )
        st.caption(text, width=layout.READING_WIDTH)
    with st.popover(_("What these KPIs mean"), type="tertiary", icon=":material/help:"):
        for metric in dict.fromkeys(effect.metric for effect in found.shown):
            st.markdown(f"**{_(CATALOGUE[metric].label)}** · {escaped(_(CATALOGUE[metric].sentence))}")


def summary(found: Effects) -> str:
    """Return how many KPIs change, when, and what is shown of it, in Markdown."""
    assert found.first_week is not None
    assert found.last_week is not None
    kpis = _n("**{count}** KPI changes", "**{count}** KPIs change", found.kpis).format(count=exact(found.kpis))
    if found.weeks == 1:
        when = _("in {week}").format(week=dates.week(found.first_week))
    else:
        text = _("in **{count}** weeks from {first} to {last}")
        first, last = dates.week(found.first_week), dates.week(found.last_week)
        when = text.format(count=exact(found.weeks), first=first, last=last)
    if not found.left_out:
        return f"{kpis} {when}."
    text = _("{what}. Of {count} values, the {shown} that leave their KPI's usual steps most are shown.")
    every = len(found.shown) + found.left_out
    return text.format(what=f"{kpis} {when}", count=exact(every), shown=exact(len(found.shown)))


def row(effect: Effect, currency: str | None) -> dict[str, str]:
    """Return a row of the table: which KPI of which week is what now, and what it will be."""
    week = dates.week(effect.week_start)
    return {
        _("KPI"): effect.label,
        _("Week"): _("{week} (not whole)").format(week=week) if effect.partial else week,
        _("Now"): _with_count(effect.before, effect.counts_before, effect.unit, currency),
        _("After the import"): _with_count(effect.after, effect.counts_after, effect.unit, currency),
        _("Change"): _change(effect),
    }


def _with_count(value: float | None, counts: Counts, unit: Unit, currency: str | None) -> str:
    """Return a value, with how many it is made of where it is a ratio."""
    shown = numbers.value(value, unit, currency=currency)
    if value is None or counts[1] is None:
        return shown
    return _("{value} (n\u00a0=\u00a0{count})").format(value=shown, count=numbers.count(counts[1]))


def _change(effect: Effect) -> str:
    if effect.is_new:
        return _("new")
    if effect.after is None:
        return _("no longer known")
    return numbers.change(effect.after, effect.before, effect.unit)
