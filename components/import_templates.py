"""A table of one's own: what it needs, and its template to fill in."""

from functools import partial

import streamlit as st

from components import layout
from components.texts import _
from data import templates
from data.schemas import TABLES, Table


def show() -> None:
    """Draw the choice of a table, what it needs, and both downloads."""
    layout.section(
        _("Tables of your own"),
        _(
            "Any table works, whatever its columns are called: what isn't recognised is mapped by hand once and "
            "remembered. A template is recognised at once: fill it in and drop it above."
        ),
    )
    name = st.selectbox(
        _("What do you have?"),
        list(TABLES),
        index=None,
        format_func=lambda table: f"{_(TABLES[table].label)}: {_(TABLES[table].one_row)}",
        placeholder=_("Choose a kind of table"),
        key="import_template_table",
        width=420,
    )
    if name is not None:
        _offer(TABLES[name])


def _offer(table: Table) -> None:
    with st.container(border=True, gap="small", key=f"import_template_{table.name}"):
        st.markdown(needs(table), width=layout.READING_WIDTH)
        with st.container(horizontal=True, gap="small"):
            for ending, write, text, mime in (
                ("xlsx", templates.as_workbook, _("Template for Excel"), _WORKBOOK),
                ("csv", templates.as_csv, _("Template as CSV"), "text/csv"),
            ):
                st.download_button(
                    text,
                    data=partial(write, table.name),
                    file_name=f"{table.name}-template.{ending}",
                    mime=mime,
                    key=f"import_template_{table.name}_{ending}",
                    icon=":material/download:",
                    on_click="ignore",
                )


def needs(table: Table) -> str:
    """Return which columns a table needs, and how many more it can have, in Markdown."""
    needed = [f"- **{name}**: {_(table.column(name).meaning)}" for name in table.required]
    if table.any_of:
        choices = _(" or ").join(f"**{name}**" for name in table.any_of)
        needed.append(f"- {choices}")
    rest = len(table.columns) - len(table.required) - len(table.any_of)
    text = _("It needs these columns, and can have {count} more. An e-mail address can stand for a customer's id.")
    if not table.has_customer:
        text = _("It needs these columns, and can have {count} more.")
    return "\n".join([text.format(count=rest), "", *needed])


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
