"""A card per dropped file: its verdict in a sentence, what somebody should look at, and a look inside."""

import zlib
from collections.abc import Sequence

import streamlit as st

from components import import_doubts, import_look, import_sentences, import_tray, import_work, layout
from components.import_sentences import escaped, named
from components.import_tray import File, Table
from components.texts import _, _n

OPEN = "import_open_card"  # which doubtful file is being looked at
NOTES_SHOWN = 2
KNOWN_SHOWN = 3  # more files that hold nothing new are folded away


def show(files: Sequence[File]) -> None:
    """Draw the cards: those that need somebody first, one of them open; then the ready ones and the rest."""
    doubtful = [file for file in files if file.needs_a_look]
    ready = [file for file in files if file.ready]
    known = [file for file in files if file.is_known]
    stuck = [file for file in files if not (file.needs_a_look or file.ready or file.is_known)]
    opened = _opened(doubtful)
    for file in doubtful:
        _card(file, is_open=file is opened)
    for file in [*stuck, *ready]:
        _card(file)
    _known(known)


def _opened(doubtful: Sequence[File]) -> File | None:
    """Return the doubtful file that is open: the one somebody chose, else the first."""
    chosen = st.session_state.get(OPEN)
    return next((file for file in doubtful if file.digest == chosen), next(iter(doubtful), None))


def _known(files: Sequence[File]) -> None:
    if len(files) <= KNOWN_SHOWN:
        for file in files:
            _card(file)
        return
    label = _n("{count} file holds nothing new", "{count} files hold nothing new", len(files))
    with st.expander(label.format(count=len(files)), icon=":material/task_alt:", key="import_known"):
        for file in files:
            st.markdown(f"**{escaped(file.name)}** · {escaped(import_sentences.of_file(file))}")


def _card(file: File, *, is_open: bool = False) -> None:
    key = f"{file.digest[:10]}_{zlib.crc32(file.name.encode())}"
    with st.container(border=True, gap="xsmall", key=f"import_card_{key}"):
        _head(file, key)
        if file.twin:
            return
        if file.needs_a_look and not is_open:
            _closed(file, key)
        useless = [table for table in file.tables if len(file.tables) > 1 and table.plan.checked is None]
        for table in file.tables:
            if table not in useless:
                _table(file, table, is_open=is_open)
        if useless:
            _left_out(file, useless)


def _head(file: File, key: str) -> None:
    """Draw the file's name, its state in a word, and its verdict; and the way to take it off the page."""
    word, colour, icon = import_sentences.state_of(file)
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"import_head_{key}"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{escaped(file.name)}** :{colour}-badge[{icon} {word}]")
            st.markdown(escaped(import_sentences.of_file(file)), width=layout.READING_WIDTH)
        st.button(
            named(_("Remove"), file.name),
            key=f"import_remove_{key}",
            type="tertiary",
            icon=":material/close:",
            disabled=import_work.going_on() is not None,
            on_click=import_tray.remove,
            args=([file],),
        )


def _closed(file: File, key: str) -> None:
    """Say why somebody should look at a file whose turn has not come, and let it come."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"import_closed_{key}"):
        why = [reason for table in file.tables if table.needs_a_look for reason in import_doubts.reasons(table)]
        st.markdown(f":material/error: {import_sentences.listed(why).capitalize()}.", width="content")
        st.button(named(_("Look at it now"), file.name), key=f"import_look_now_{key}", type="tertiary",
                  icon=":material/visibility:", on_click=_look_at, args=(file.digest,))  # fmt: skip


def _look_at(digest: str) -> None:
    st.session_state[OPEN] = digest


def _table(file: File, table: Table, *, is_open: bool) -> None:
    plan = table.plan
    if plan.block is None:
        return
    if len(file.tables) > 1:
        part = plan.block.part or plan.file
        st.markdown(f"**{escaped(part)}** · {escaped(import_sentences.of_table(table))}")
    _notes(table)
    if is_open and table.needs_a_look:
        import_doubts.show(table)
    if not plan.same_as:
        import_look.show(table, is_alone=len(file.tables) == 1)


def _notes(table: Table) -> None:
    """Say what was noticed; the first few at once, the rest on demand."""
    plan = table.plan
    told = [note for note in plan.warnings if note != plan.problem and "date_order" not in note]  # that is asked
    notes = [*table.remarks, *told]
    for note in notes[:NOTES_SHOWN]:
        st.caption(f":material/info: {escaped(note)}", width=layout.READING_WIDTH)
    if len(notes) > NOTES_SHOWN:
        more = notes[NOTES_SHOWN:]
        label = _n("{count} more remark", "{count} more remarks", len(more)).format(count=len(more))
        with st.popover(label, type="tertiary"):
            for note in more:
                st.markdown(escaped(note))


def _left_out(file: File, useless: Sequence[Table]) -> None:
    """Fold the tables away that can't be used as they are; each can still be mapped by hand."""
    label = _n("{count} table is left out", "{count} tables are left out", len(useless)).format(count=len(useless))
    opened = st.expander(label, key=f"import_left_out_{useless[0].key}", on_change="rerun")
    if opened.open:
        with opened:
            for table in useless:
                _table(file, table, is_open=False)
