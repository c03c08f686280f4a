"""The imports: who brought what and when; each can be taken back with one click, also an older one."""

from datetime import datetime
from functools import partial

import streamlit as st

from components import dates, import_preview, import_work, layout, loaders
from components.import_sentences import escaped, exact, listed, named
from components.texts import _, _n, mark
from data.importing import rejects_file
from data.importing.returning import Returning, returning
from data.schemas import TABLES
from data.state import Batch

ON_A_PAGE = 10
WHICH = {"in_force": mark("In force"), "taken_back": mark("Taken back")}


def in_force() -> list[Batch]:
    """Return the imports that count, newest first."""
    return [batch for batch in loaders.company_store().state.batches() if batch.in_force]


def show() -> None:
    """Draw the list, a page of it at a time."""
    every = loaders.company_store().state.batches()
    if not every:
        return
    layout.section(_("Imports"), _("Taking one back brings back the rows it had replaced."))
    chosen = _which(every)
    shown = [batch for batch in every if batch.in_force == (chosen == "in_force")]
    if not shown:
        st.caption(_("No import is in force."))
    start = _page(len(shown), chosen) * ON_A_PAGE
    for batch in shown[start : start + ON_A_PAGE]:
        _row(batch)


def when_and_who(batch: Batch) -> str:
    """Return when and by whom a batch was imported.

    Examples
    --------
    >>> counts, nothing = (2, 2, 0, 0), ({}, {}, [])
    >>> when_and_who(Batch("a.csv", None, "", "orders", "own", *counts, *nothing, "2026-11-16T09:05:00", "Ann"))
    '16 Nov 2026, 09:05 by Ann'
    """
    return _moment(batch.imported_at, batch.imported_by)


def _moment(at: str, by: str | None) -> str:
    moment = datetime.fromisoformat(at)
    text = _("{day}, {time} by {who}")
    return text.format(day=dates.day(moment.date()), time=f"{moment:%H:%M}", who=by)


def _which(every: list[Batch]) -> str:
    """Return which imports to show; asked only once something was taken back."""
    counts = {"in_force": sum(batch.in_force for batch in every)}
    counts["taken_back"] = len(every) - counts["in_force"]
    if not counts["taken_back"]:
        return "in_force"
    return st.segmented_control(
        _("Which imports"),
        list(WHICH),
        default="in_force",
        required=True,
        format_func=lambda name: f"{_(WHICH[name])} ({exact(counts[name])})",
        key="import_batches_which",
        label_visibility="collapsed",
    )


def _page(count: int, chosen: str) -> int:
    """Return which page of the list to show, counted from 0."""
    pages = -(-count // ON_A_PAGE)
    if pages < 2:
        return 0
    return st.pagination(pages, key=f"import_batches_page_{chosen}_{pages}") - 1


def _row(batch: Batch) -> None:
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        gap="small",
        border=True,
        key=f"import_batch_{batch.batch_id}",
    ):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{escaped(_named(batch))}** · {_(TABLES[batch.table].label)}")
            st.caption(f"{_counts(batch)} · {escaped(when_and_who(batch))}{_undone(batch)}")
        if batch.rows_rejected:
            _set_aside(batch)
        if batch.in_force:
            st.button(
                named(_("Take back"), _named(batch)),
                key=f"import_undo_{batch.batch_id}",
                icon=":material/undo:",
                width="content",
                disabled=import_work.going_on() is not None,
                on_click=_take_back,
                args=(batch,),
            )


def _named(batch: Batch) -> str:
    return f"{batch.file} › {batch.part}" if batch.part else batch.file


def _undone(batch: Batch) -> str:
    if batch.undone_at is None:
        return ""
    return " · " + escaped(_("taken back {when}").format(when=_moment(batch.undone_at, batch.undone_by)))


def _counts(batch: Batch) -> str:
    rows = batch.rows_accepted + batch.rows_duplicate
    parts = [_n("{rows} row", "{rows} rows", rows).format(rows=exact(rows))]
    if batch.rows_duplicate:
        parts.append(_("{count} there already or twice").format(count=exact(batch.rows_duplicate)))
    if batch.rows_rejected:
        parts.append(_("{count} set aside").format(count=exact(batch.rows_rejected)))
    return ", ".join(parts)


def _set_aside(batch: Batch) -> None:
    st.download_button(
        _n("{count} row set aside", "{count} rows set aside", batch.rows_rejected).format(
            count=exact(batch.rows_rejected)
        ),
        data=partial(rejects_file.of_batch, loaders.company_store(), batch.batch_id or 0),
        file_name=import_preview.rejects_name(batch.file, batch.content_hash),
        mime="text/csv",
        key=f"import_aside_{batch.batch_id}",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
        help=_("The rows as they stand in the file, with the reason; mend them and drop the file in again."),
    )


def _take_back(batch: Batch) -> None:
    import_work.take_back(batch, taken_back(batch, returning(loaders.company_store(), batch)))


def taken_back(batch: Batch, what: Returning) -> str:
    """Return what taking a batch back did.

    Examples
    --------
    >>> counts, nothing = (2, 2, 0, 0), ({}, {}, [])
    >>> batch = Batch("a.csv", None, "", "orders", "own", *counts, *nothing, "2026-11-16T09:05:00", "Ann")
    >>> taken_back(batch, Returning(leaving=3, returning=1))
    'a.csv was taken back: 3 rows no longer count and 1 row that it had replaced counts again.'
    """
    parts = []
    if what.leaving or not what.returning:
        text = _n("{count} row no longer counts", "{count} rows no longer count", what.leaving)
        parts.append(text.format(count=exact(what.leaving)))
    if what.returning:
        text = _n(
            "{count} row that it had replaced counts again",
            "{count} rows that it had replaced count again",
            what.returning,
        )
        parts.append(text.format(count=exact(what.returning)))
    return _("{file} was taken back: {what}.").format(file=batch.file, what=listed(parts))
