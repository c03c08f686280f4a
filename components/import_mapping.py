"""What a table is, and which of its columns is what: shown, and changed by hand."""

from dataclasses import replace

import streamlit as st

from components import import_plans
from components.import_plans import File, Table
from components.texts import _, mark
from data.schemas import TABLES

EXTRA = ""  # a column that no metric uses: kept beside the row
NARROWEST = 220  # pixels
FEW = 12  # so many columns are shown at once
ORDERS = {"dmy": mark("Day before month"), "mdy": mark("Month before day"), "ymd": mark("Year first")}


def show(file: File, table: Table) -> None:
    """Draw the choices; what is changed is planned anew at once."""
    with st.container(gap="small"):
        chosen = _table_choice(file, table)
        if chosen is None:
            return
        mapping = _current_mapping(table)
        _column_choices(file, table, chosen, mapping)
        _date_choice(file, table)


def _table_choice(file: File, table: Table) -> str | None:
    current = _current_table(table)
    chosen = st.selectbox(
        _("What one row of it is"),
        list(TABLES),
        index=list(TABLES).index(current) if current else None,
        format_func=lambda name: f"{_(TABLES[name].label)} ({_(TABLES[name].one_row)})",
        placeholder=_("Choose what it holds"),
        key=f"import_table_{table.key}",
        width=420,
    )
    if chosen != current and chosen is not None:
        import_plans.choose(file, table, replace(table.options, table=chosen, mapping={}))
        st.rerun()
    return chosen


def _column_choices(file: File, table: Table, chosen: str, mapping: dict[str, str | None]) -> None:
    block = table.plan.block
    if block is None:
        return
    canonical = TABLES[chosen]
    options = [EXTRA, *canonical.names]
    headers = _offered(table, mapping)
    st.caption(_("Each column of the file, and what it is. What no metric uses is kept beside the row."))
    grid = st.grid(3, min_column_width=NARROWEST, gap="small", key=f"import_columns_{table.key}")
    picked = {header: mapping.get(header) for header in block.header}
    for header in headers:
        with grid.cell():
            value = st.selectbox(
                header,
                options,
                index=options.index(mapping.get(header) or EXTRA),
                format_func=lambda name: (
                    f"{name}: {_(canonical.column(name).meaning)}" if name else _("Extra column")
                ),
                key=f"import_column_{table.key}_{chosen}_{block.header.index(header)}",
            )
        picked[header] = value or None
    if picked != {header: mapping.get(header) for header in headers}:
        import_plans.choose(file, table, replace(table.options, table=chosen, mapping=picked))
        st.rerun()


def _offered(table: Table, mapping: dict[str, str | None]) -> list[str]:
    """Return the columns to choose for: all of them where something is missing, else the extra ones on demand."""
    used = [header for header, column in mapping.items() if column]
    extra = [header for header, column in mapping.items() if not column]
    if not extra or len(mapping) <= FEW or table.plan.checked is None:
        return used + extra
    label = _("Also the {count} extra columns").format(count=len(extra))
    return used + extra if st.toggle(label, key=f"import_extra_{table.key}") else used


def _date_choice(file: File, table: Table) -> None:
    """Ask how dates are written, where they can be read two ways."""
    checked = table.plan.checked
    if checked is None or checked.date_order not in {"dmy", "mdy"}:
        return
    order = st.segmented_control(
        _("Dates like 03/04/2026 are written"),
        list(ORDERS),
        default=checked.date_order,
        required=True,
        format_func=lambda name: _(ORDERS[name]),
        key=f"import_dates_{table.key}",
    )
    if order != checked.date_order:
        import_plans.choose(file, table, replace(table.options, date_order=order))
        st.rerun()


def _current_table(table: Table) -> str | None:
    recognition = table.plan.recognition
    return recognition.table if recognition else None


def _current_mapping(table: Table) -> dict[str, str | None]:
    recognition = table.plan.recognition
    return dict(recognition.mapping) if recognition else {}
