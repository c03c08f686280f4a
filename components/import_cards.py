"""A card per dropped file: what it is, what would be stored, what is set aside, and how to change that."""

import pandas as pd
import streamlit as st

from components import import_mapping, import_sentences, tables
from components.import_plans import File, Table
from components.import_sentences import escaped, exact
from components.texts import _, _n
from data.importing.planning import Plan
from data.schemas import TABLES, Kind

PREVIEW_ROWS = 20
RAW_ROWS = 5
NOTES_SHOWN = 2
UNITS = {
    Kind.DATE: "date",
    Kind.MOMENT: "moment",
    Kind.NUMBER: "number",
    Kind.COUNT: "count",
    Kind.MONEY: "number",
}


def show(files: list[File]) -> None:
    """Draw the cards; those that need a decision come first."""
    for file in sorted(files, key=lambda file: (bool(file.clear), file.name)):
        _card(file)


def _card(file: File) -> None:
    word, colour, icon = import_sentences.state_of(file)
    with st.container(border=True, gap="xsmall", key=f"import_card_{file.tables[0].key}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{escaped(file.name)}**", width="content")
            st.badge(word, color=colour, icon=icon)
        st.markdown(escaped(import_sentences.of_file(file)))
        useless = [table for table in file.tables if len(file.tables) > 1 and table.plan.checked is None]
        for table in file.tables:
            if table not in useless:
                _table(file, table)
        if useless:
            _left_out(useless)


def _table(file: File, table: Table) -> None:
    plan = table.plan
    if plan.block is None:
        return
    if len(file.tables) > 1:
        st.markdown(f"**{escaped(plan.block.part or plan.file)}** · {escaped(import_sentences.of_plan(plan))}")
    _notes(plan)
    in_hand = table.is_by_hand or (plan.checked is None and not plan.same_as)
    opened = st.expander(
        _("Columns and first rows"), expanded=in_hand, key=f"import_open_{table.key}", on_change="rerun"
    )
    if opened.open or in_hand:
        with opened:
            _preview(table)
            import_mapping.show(file, table)
    if plan.checked is not None and len(plan.checked.rejects):
        _rejects(table)


def _notes(plan: Plan) -> None:
    """Say what was noticed; the first few at once, the rest on demand."""
    notes = [note for note in plan.warnings if note != plan.problem]
    for note in notes[:NOTES_SHOWN]:
        st.caption(f":material/info: {escaped(note)}")
    if len(notes) > NOTES_SHOWN:
        more = notes[NOTES_SHOWN:]
        label = _n("{count} more remark", "{count} more remarks", len(more)).format(count=len(more))
        with st.popover(label, type="tertiary"):
            for note in more:
                st.markdown(escaped(note))


def _preview(table: Table) -> None:
    checked = table.plan.checked
    if checked is None:
        _as_it_stands(table)
        return
    canonical = TABLES[checked.meaning.table]
    first = checked.rows.slice(0, PREVIEW_ROWS).select(["line", *canonical.names]).to_pandas()
    filled = [name for name in canonical.names if first[name].notna().any()]
    shown = {"line": tables.Column(_("Line"), "count")} | {
        name: tables.Column(
            name, UNITS.get(canonical.column(name).kind, "text"), meaning=_(canonical.column(name).meaning)
        )
        for name in filled
    }
    st.caption(_("The first rows as they will be stored"))
    tables.show(first, shown, key=f"import_preview_{table.key}", rows=8)


def _as_it_stands(table: Table) -> None:
    """Show the first rows of a table that nobody knows yet, for whoever maps it."""
    block = table.plan.block
    if block is None or block.rows.empty:
        return
    st.caption(_("The first rows as they stand in the file"))
    first = block.rows.head(RAW_ROWS).set_axis(list(block.header), axis="columns")
    tables.show(first, {name: tables.Column(name) for name in block.header}, key=f"import_raw_{table.key}")


def _rejects(table: Table) -> None:
    checked = table.plan.checked
    if checked is None:
        return
    rejects = checked.rejects
    label = _n("{count} row is set aside", "{count} rows are set aside", len(rejects)).format(
        count=exact(len(rejects))
    )
    opened = st.expander(label, icon=":material/rule:", key=f"import_rejects_{table.key}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        columns = {
            "line": tables.Column(_("Line"), "count"),
            "column": tables.Column(_("Column")),
            "value": tables.Column(_("Value")),
            "reason": tables.Column(_("Reason")),
        }
        tables.show(rejects.head(1_000), columns, key=f"import_reject_rows_{table.key}", rows=8)
        tables.download(
            original_rows(table.plan), key=f"import_reject_file_{table.key}", file_stem="set-aside",
            label=_("Download these rows with their reasons"),
        )  # fmt: skip


def original_rows(plan: Plan) -> pd.DataFrame:
    """Return the rows set aside as they stand in the file, with line and reason, ready to be mended."""
    checked = plan.checked
    if checked is None:
        return pd.DataFrame()
    cells = pd.DataFrame([dict(row) for row in checked.rejected_cells], dtype="str")
    reasons = checked.rejects["column"] + ": " + checked.rejects["reason"]
    return cells.assign(**{_("line"): checked.rejects["line"].to_numpy(), _("reason"): reasons.to_numpy()})


def _left_out(useless: list[Table]) -> None:
    label = _n("{count} table is left out", "{count} tables are left out", len(useless)).format(count=len(useless))
    with st.expander(label):
        for table in useless:
            part = table.plan.block.part if table.plan.block else table.plan.file
            st.markdown(f"**{escaped(part or table.plan.file)}** · {escaped(table.plan.problem or '')}")
