"""What a table is, and which of its columns is what: shown, and changed by hand.

What a widget shows is always what the plan says: it is set before it is drawn, and a change goes by a callback.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from components import import_doubts, import_work
from components.import_tray import Table
from components.texts import _, _n
from data.schemas import TABLES

EXTRA = ""  # a column that no metric uses: kept beside the row
NARROWEST = 220  # pixels
FEW = 12  # so many columns are shown at once


def show(table: Table) -> None:
    """Draw the choices; what is changed is planned anew at once."""
    recognition = table.plan.recognition
    with st.container(gap="small"):
        _table_choice(table)
        held = _held(table)
        if recognition is None or held is None:
            return
        if held == "customers":
            _label_choice(table, dict(recognition.mapping))
        for question in table.asked:
            if question not in table.unanswered:
                import_doubts.ask(table, question)
        _column_choices(table, held, dict(recognition.mapping))


def _held(table: Table) -> str | None:
    """Return what the table holds, or would hold were what is missing chosen."""
    recognition = table.plan.recognition
    return (recognition.table or recognition.towards) if recognition else None


def _table_choice(table: Table) -> None:
    recognition = table.plan.recognition
    _choice(
        _("What one row of it is"),
        list(TABLES),
        _held(table),
        key=f"import_table_{table.key}",
        shown=lambda name: f"{_(TABLES[name].label)} ({_(TABLES[name].one_row)})",
        placeholder=_("Choose what it holds"),
        changed=lambda name: import_work.choose(table.key, table=name, mapping={}, label=None),
    )
    if recognition is not None and recognition.runner_up is not None and not table.options.table:
        second = recognition.runner_up
        text = _("Next best guess: {table} ({share:.0%}). Take it instead")
        import_doubts.take_instead(table, second.table, text.format(table=second.label, share=second.confidence))


def _label_choice(table: Table, mapping: dict[str, str | None]) -> None:
    """Show which column says who has left, and let it be another."""
    likely = table.plan.recognition.label_choices if table.plan.recognition else ()
    _choice(
        _("The column that says who has left"),
        [*likely, *(header for header in mapping if header not in likely)],
        _header_of(mapping, "churned"),
        key=f"import_label_{table.key}",
        placeholder=_("None of them says it"),
        changed=lambda header: import_work.choose(table.key, **_with_label(table, header)),
    )


def _with_label(table: Table, header: str) -> dict[str, Any]:
    if not table.options.mapping:
        return {"label": header}
    return {"mapping": moved(dict(table.options.mapping), header, "churned"), "label": None}


def _column_choices(table: Table, chosen: str, mapping: dict[str, str | None]) -> None:
    canonical = TABLES[chosen]
    st.caption(_("Each column of the file, and what it is. What no metric uses is kept beside the row."))
    grid = st.grid(3, min_column_width=NARROWEST, gap="small", key=f"import_columns_{table.key}")
    for header in _offered(table, mapping):
        with grid.cell():
            _choice(
                header,
                [EXTRA, *canonical.names],
                mapping.get(header) or EXTRA,
                key=f"import_column_{table.key}_{chosen}_{list(mapping).index(header)}",
                shown=lambda name: f"{name}: {_(canonical.column(name).meaning)}" if name else _("Extra column"),
                changed=partial(_give, table.key, chosen, mapping, header),
            )


def _give(key: str, chosen: str, mapping: dict[str, str | None], header: str, column: str) -> None:
    import_work.choose(key, table=chosen, mapping=moved(mapping, header, column), label=None)


def moved(mapping: dict[str, str | None], header: str, column: str) -> dict[str, str | None]:
    """Return the mapping with a column given to a header, and taken from the one that had it.

    Examples
    --------
    >>> moved({"Total": "amount", "Net": None}, "Net", "amount")
    {'Total': None, 'Net': 'amount'}
    """
    rest = {other: None if old == column else old for other, old in mapping.items()}
    return rest | {header: column or None}


def _choice(  # noqa: PLR0913 - all named
    label: str,
    options: list[str],
    current: str | None,
    *,
    key: str,
    changed: Callable[[str], None],
    shown: Callable[[str], str] = str,
    placeholder: str | None = None,
) -> None:
    """Draw a select box that shows what the plan says and reports what somebody chooses instead."""
    st.session_state[key] = current
    st.selectbox(
        label,
        options,
        index=None if current is None else 0,  # what is chosen can be changed, not cleared
        format_func=shown,
        placeholder=placeholder,
        key=key,
        on_change=lambda: changed(st.session_state[key]),
    )


def _offered(table: Table, mapping: dict[str, str | None]) -> list[str]:
    """Return the columns to choose for: all of them where something is missing, else the extra ones on demand."""
    used = [header for header, column in mapping.items() if column]
    extra = [header for header, column in mapping.items() if not column]
    if not extra or len(mapping) <= FEW or table.plan.checked is None:
        return used + extra
    label = _n("Also the {count} extra column", "Also the {count} extra columns", len(extra))
    label = label.format(count=len(extra))
    return used + extra if st.toggle(label, key=f"import_extra_{table.key}") else used


def _header_of(mapping: dict[str, str | None], column: str) -> str | None:
    return next((header for header, mapped in mapping.items() if mapped == column), None)
