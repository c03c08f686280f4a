"""A look inside a table before it is stored: what changes, its first rows, its columns, what is set aside."""

import streamlit as st

from components import import_changes, import_mapping, import_preview
from components.import_sentences import exact
from components.import_tray import Table
from components.texts import _


def show(table: Table) -> None:
    """Draw it closed, or open where a person has the columns in hand or nobody knows the table yet."""
    in_hand = table.is_by_hand or table.plan.checked is None or (table.is_unsure and table.needs_a_look)
    opened = st.expander(
        _("Look inside"), expanded=in_hand, key=f"import_open_{table.key}", on_change="rerun", type="compact"
    )
    if not (opened.open or in_hand):
        return
    with opened:
        if table.plan.checked is None:
            import_preview.as_it_stands(table)
            import_mapping.show(table)
        else:
            _tabs(table)


def _tabs(table: Table) -> None:
    """Draw the tabs; only the one that is open is worked out."""
    checked = table.plan.checked
    aside = len(checked.rejects) if checked else 0
    names = [_("First rows"), _("Columns"), _("What changes")]
    names += [_("Set aside ({count})").format(count=exact(aside))] if aside else []
    default = names[1] if table.is_by_hand else names[0]
    tabs = st.tabs(names, key=f"import_tabs_{table.key}_{len(names)}", on_change="rerun", default=default)
    drawn = (
        lambda: import_preview.show(table),
        lambda: import_mapping.show(table),
        lambda: import_changes.show(table),
        lambda: import_preview.rejects(table),
    )
    for tab, draw in zip(tabs, drawn, strict=False):
        if tab.open:
            with tab:
                draw()
