"""What storing a table would change: rows beside those in force, and which KPIs of which weeks."""

import pandas as pd
import streamlit as st

from analytics import import_effects
from analytics.import_effects import Effect, Effects
from components import dates, layout, loaders, numbers, tables
from components.background import Job, said
from components.import_sentences import escaped, exact, listed
from components.import_tray import Table
from components.texts import _, _n
from data.importing.comparison import Compared, Replaced

SOON_SECONDS = 0.4
LOOK_AGAIN_SECONDS = 0.5
KEPT = "import_effects"


def show(table: Table) -> None:
    """Draw what becomes of the rows, examples of changed values, and what that does to the KPIs."""
    compared = table.compared
    if compared is None:
        st.markdown(_("This file is too large to foresee what changes. Whatever it changes can be taken back."))
        return
    st.markdown(adding_up(compared))
    for line in _consequences(compared):
        st.markdown(line, width=layout.READING_WIDTH)
    if compared.changes:
        _examples(compared, table.key)
    _kpis(table)


def adding_up(compared: Compared) -> str:
    """Return what becomes of the rows as a sum, in Markdown.

    Examples
    --------
    >>> adding_up(Compared(new=12, same=3, set_aside=1))
    '**16** rows read = **12** new + **3** there already + **1** set aside'
    """
    told = (
        (compared.new, _("**{count}** new")),
        (compared.changed, _("**{count}** changed")),
        (compared.same, _("**{count}** there already")),
        (compared.repeats, _("**{count}** repeated in the file")),
        (compared.set_aside, _("**{count}** set aside")),
    )
    parts = [text.format(count=exact(count)) for count, text in told if count]
    read = sum(count for count, _text in told)
    rows = _n("**{count}** row read", "**{count}** rows read", read).format(count=exact(read))
    return f"{rows} = {' + '.join(parts)}"


def _consequences(compared: Compared) -> list[str]:
    lines = []
    if compared.replaces:
        text = _("Takes the place of {what}. They return if you take this import back.")
        lines.append(text.format(what=listed([_replaced(one) for one in compared.replaces])))
    if compared.dropped:
        text = _n(
            "{count} row that counts now is not in the file any more: it belongs to an order that comes anew.",
            "{count} rows that count now are not in the file any more: they belong to orders that come anew.",
            compared.dropped,
        )
        lines.append(text.format(count=exact(compared.dropped)))
    return lines


def _replaced(one: Replaced) -> str:
    text = _n("{count} row of {file}", "{count} rows of {file}", one.rows)
    return text.format(count=exact(one.rows), file=escaped(one.file))


def _examples(compared: Compared, key: str) -> None:
    st.caption(_("Values that change, for example"))
    columns = {
        "line": tables.Column(_("Line"), "count"),
        "key": tables.Column(_("Row")),
        "column": tables.Column(_("Column")),
        "before": tables.Column(_("Before")),
        "after": tables.Column(_("After")),
    }
    rows = pd.DataFrame([{name: getattr(change, name) for name in columns} for change in compared.changes])
    tables.show(rows, columns, key=f"import_changed_{key}", rows=6)


def _kpis(table: Table) -> None:
    """Draw which KPIs of which weeks change; worked out beside the page when first asked for."""
    jobs: dict[int, Job[Effects]] = st.session_state.setdefault(KEPT, {})
    known = id(table.plan)
    if known not in jobs:
        store, plan = loaders.company_store(), table.plan
        jobs.clear()  # one at a time: what was asked for before is asked for again when it is wanted again
        jobs[known] = Job(lambda progress: import_effects.effects(store, [plan], progress=progress))
    job = jobs[known]
    if not job.wait(SOON_SECONDS):
        _waiting(job)
    elif job.result is None:
        st.caption(_("What this does to the KPIs could not be foretold. The import itself is not affected."))
    else:
        effects(job.result, key=table.key)


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
    tables.show(rows, columns, key=f"import_effects_{key}", rows=8)
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
