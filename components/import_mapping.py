"""What a table is, and which of its columns is what: shown, and changed by hand."""

from functools import partial

import streamlit as st

from components import import_doubts, import_label, import_work
from components.import_choices import choice, header_of, moved
from components.import_tray import Table
from components.texts import _, _n
from data.schemas import TABLES

EXTRA = ""  # a column that no metric uses: kept beside the row
NARROWEST = 300  # pixels; a column's name and most of what it means
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
            import_label.show(table)
        for question in table.asked:
            if question not in table.unanswered:
                import_doubts.ask(table, question)
        mapping = dict(recognition.mapping)
        if not recognition.missing:
            _column_choices(table, held, mapping)
            return
        for column in recognition.missing:
            _missing_choice(table, held, mapping, column)
        label = _("Also what its {count} columns were taken for").format(count=len(mapping))
        if st.toggle(label, key=f"import_all_columns_{table.key}"):
            _column_choices(table, held, mapping)


def _held(table: Table) -> str | None:
    """Return what the table holds, or would hold were what is missing chosen."""
    recognition = table.plan.recognition
    return (recognition.table or recognition.towards) if recognition else None


def _table_choice(table: Table) -> None:
    recognition = table.plan.recognition
    choice(
        _("What one row of it is"),
        list(TABLES),
        _held(table),
        key=f"import_table_{table.key}",
        shown=lambda name: f"{_(TABLES[name].label)} ({_(TABLES[name].one_row)})",
        placeholder=_("Choose what it holds"),
        changed=lambda name: import_work.choose(table.key, table=name, mapping={}, label=None, left_value=None),
    )
    if recognition is not None and recognition.runner_up is not None and not table.options.table:
        second = recognition.runner_up
        text = _("Next best guess: {table} ({share:.0%}). Take it instead")
        import_doubts.take_instead(table, second.table, text.format(table=second.label, share=second.confidence))


def _missing_choice(table: Table, chosen: str, mapping: dict[str, str | None], column: str) -> None:
    """Ask which column of the file is one that the table can't do without."""
    free = [header for header, taken in mapping.items() if not taken]
    text = _("Which column says this: {meaning}?")
    choice(
        text.format(meaning=_(TABLES[chosen].column(column).meaning)),
        [*free, *(header for header in mapping if header not in free)],
        None,
        key=f"import_missing_{table.key}_{chosen}_{column}",
        placeholder=_("Choose a column of the file"),
        changed=lambda header: _give(table.key, chosen, mapping, header, column),
    )


def _column_choices(table: Table, chosen: str, mapping: dict[str, str | None]) -> None:
    canonical = TABLES[chosen]
    st.caption(_("Each column of the file, and what it is. What no metric uses is kept beside the row."))
    grid = st.grid(2, min_column_width=NARROWEST, gap="small", key=f"import_columns_{table.key}")
    for header in _offered(table, mapping):
        with grid.cell():
            choice(
                header,
                [EXTRA, *canonical.names],
                mapping.get(header) or EXTRA,
                key=f"import_column_{table.key}_{chosen}_{list(mapping).index(header)}",
                shown=lambda name: f"{name}: {_(canonical.column(name).meaning)}" if name else _("Extra column"),
                changed=partial(_give, table.key, chosen, mapping, header),
            )


def _give(key: str, chosen: str, mapping: dict[str, str | None], header: str, column: str) -> None:
    after = moved(mapping, header, column)
    same_label = header_of(after, "churned") == header_of(mapping, "churned")
    import_work.choose(
        key, table=chosen, mapping=after, label=None, **({} if same_label else {"left_value": None})
    )


def _offered(table: Table, mapping: dict[str, str | None]) -> list[str]:
    """Return the columns to choose for; where there are many, the extra ones on demand."""
    used = [header for header, column in mapping.items() if column]
    extra = [header for header, column in mapping.items() if not column]
    if not extra or len(mapping) <= FEW or table.plan.checked is None:
        return used + extra
    label = _n("Also the {count} extra column", "Also the {count} extra columns", len(extra))
    label = label.format(count=len(extra))
    return used + extra if st.toggle(label, key=f"import_extra_{table.key}") else used
