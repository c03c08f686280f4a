"""The imports in force: who brought what and when, each taken back with one click."""

from datetime import datetime

import streamlit as st

from analytics import jobs
from components import clock, dates, import_plans, layout, loaders, who
from components.import_sentences import escaped, exact
from components.texts import _, _n
from data.schemas import TABLES
from data.state import Batch

SHOWN = 10


def in_force() -> list[Batch]:
    """Return the imports that count, newest first."""
    return [batch for batch in loaders.company_store().state.batches() if batch.in_force]


def show() -> None:
    """Draw the list, with a button each."""
    batches = in_force()
    if not batches:
        return
    layout.section(_("Imports in force"), _("Taking one back brings back the rows it had replaced."))
    every = len(batches) <= SHOWN or st.toggle(
        _("Show all {count}").format(count=len(batches)), key="import_batches_all"
    )
    for batch in batches if every else batches[:SHOWN]:
        _row(batch)


def when_and_who(batch: Batch) -> str:
    """Return when and by whom a batch was imported.

    Examples
    --------
    >>> counts, nothing = (2, 2, 0, 0), ({}, {}, [])
    >>> when_and_who(Batch("a.csv", None, "", "orders", "own", *counts, *nothing, "2026-11-16T09:05:00", "Ann"))
    '16 Nov 2026, 09:05 by Ann'
    """
    moment = datetime.fromisoformat(batch.imported_at)
    text = _("{day}, {time} by {who}")
    return text.format(day=dates.day(moment.date()), time=f"{moment:%H:%M}", who=batch.imported_by)


def _row(batch: Batch) -> None:
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        gap="small",
        border=True,
        key=f"import_batch_{batch.batch_id}",
    ):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{escaped(batch.file)}** · {_(TABLES[batch.table].label)}")
            st.caption(f"{_counts(batch)} · {when_and_who(batch)}")
        if st.button(_("Take back"), key=f"import_undo_{batch.batch_id}", icon=":material/undo:", width="content"):
            _take_back(batch)


def _counts(batch: Batch) -> str:
    rows = batch.rows_accepted + batch.rows_duplicate
    parts = [_n("{rows} row", "{rows} rows", rows).format(rows=exact(rows))]
    if batch.rows_duplicate:
        parts.append(_("{count} there already").format(count=exact(batch.rows_duplicate)))
    if batch.rows_rejected:
        parts.append(_("{count} set aside").format(count=exact(batch.rows_rejected)))
    return ", ".join(parts)


def _take_back(batch: Batch) -> None:
    if batch.batch_id is None:
        return
    with st.spinner(_("Taking {file} back …").format(file=batch.file)):
        jobs.undo(loaders.company_store(), batch.batch_id, at=clock.now(), by=who.name())
    import_plans.remember(
        _("{file} was taken back: its rows no longer count.").format(file=batch.file), {batch.table}
    )
    st.rerun()
