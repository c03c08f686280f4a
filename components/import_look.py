"""A look inside a table before it is stored: what changes, its first rows, its columns, what is set aside."""

from collections.abc import Callable

import streamlit as st

from components import import_changes, import_mapping, import_preview
from components.import_sentences import exact, named
from components.import_tray import Table
from components.texts import _, mark


def show(table: Table, *, is_alone: bool = True) -> None:
    """Draw it closed, or open where a person has the columns in hand or nobody knows the table yet.

    Parameters
    ----------
    is_alone
        False where other tables of its file can be imported without this one: then it waits to be opened.
    """
    in_hand = table.is_by_hand or _is_unknown(table, is_alone=is_alone) or (table.is_unsure and table.needs_a_look)
    opened = st.expander(
        named(_("Look inside"), _called(table)),
        expanded=in_hand,
        key=f"import_open_{table.key}",
        on_change="rerun",
        type="compact",
    )
    if not (opened.open or in_hand):
        return
    with opened:
        if table.plan.checked is None:
            import_preview.as_it_stands(table)
            import_mapping.show(table)
        else:
            _parts(table)


def _called(table: Table) -> str:
    part = table.plan.block.part if table.plan.block else None
    return f"{table.plan.file} {part}" if part else table.plan.file


def _is_unknown(table: Table, *, is_alone: bool) -> bool:
    return is_alone and table.plan.checked is None


def _parts(table: Table) -> None:
    """Draw the choice between the parts, and the one that is chosen; the others are not worked out."""
    checked = table.plan.checked
    aside = len(checked.rejects) if checked else 0
    names = {part: _(name) for part, (name, _draw) in PARTS.items() if part != "aside" or aside}
    if aside:
        names["aside"] = f"{names['aside']} ({exact(aside)})"
    chosen = st.segmented_control(
        _("What to look at in {file}").format(file=_called(table)),
        list(names),
        default="columns" if table.is_by_hand else "rows",
        required=True,
        format_func=lambda part: names[part],
        key=f"import_part_{table.key}",
        label_visibility="collapsed",
    )
    PARTS[chosen if chosen in names else "rows"][1](table)


# Not tabs: where what is below them is drawn anew, Streamlit 1.67's tabs answer a click with the tab before.
PARTS: dict[str, tuple[str, Callable[[Table], None]]] = {
    "rows": (mark("First rows"), import_preview.show),
    "columns": (mark("Columns"), import_mapping.show),
    "changes": (mark("What changes"), import_changes.show),
    "aside": (mark("Set aside"), import_preview.rejects),
}
