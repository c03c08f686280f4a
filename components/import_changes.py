"""What storing a table would change: rows beside those in force, and which KPIs of which weeks."""

from datetime import date

import pandas as pd
import streamlit as st

from analytics.import_effects import Counts, Effect, Effects
from analytics.metrics import CATALOGUE, Unit
from components import dates, import_foretelling, import_work, layout, numbers, tables
from components.background import Job, said
from components.import_sentences import escaped, exact, listed
from components.import_tray import Table
from components.texts import _, _n
from data.importing.comparison import Compared, Replaced

SOON_SECONDS = 0.4
LOOK_AGAIN_SECONDS = 0.5


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
    if import_work.going_on() is not None:
        st.caption(_("Which KPIs change is worked out when nothing else is going on."))
        return
    job = import_foretelling.of(table.plan)
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
    tables.show(rows, columns, key=f"import_effects_{key}", rows=8)
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
        when = _("in {week}").format(week=_week(found.first_week))
    else:
        days = dates.span(found.first_week, dates.last_day(found.last_week, "week"))
        when = _("in **{count}** weeks of {days}").format(count=exact(found.weeks), days=days)
    if not found.left_out:
        return f"{kpis} {when}."
    text = _("{what}. Of {count} values, the {shown} that leave their KPI's usual steps most are shown.")
    every = len(found.shown) + found.left_out
    return text.format(what=f"{kpis} {when}", count=exact(every), shown=exact(len(found.shown)))


def row(effect: Effect, currency: str | None) -> dict[str, str]:
    """Return a row of the table: which KPI of which week is what now, and what it will be."""
    week = _week(effect.week_start)
    return {
        _("KPI"): effect.label,
        _("Week"): _("{week} (not whole)").format(week=week) if effect.partial else week,
        _("Now"): _with_count(effect.before, effect.counts_before, effect.unit, currency),
        _("After the import"): _with_count(effect.after, effect.counts_after, effect.unit, currency),
        _("Change"): _change(effect),
    }


def _week(monday: date) -> str:
    """Return a week with its year: a correction can reach back further than one."""
    return _("{week} {year}").format(week=dates.week(monday), year=dates.last_day(monday, "week").year)


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
