"""What storing a table would change: rows beside those in force, and which KPIs of which weeks."""

import pandas as pd
import streamlit as st

from components import import_kpis, layout, tables
from components.import_sentences import escaped, exact, listed
from components.import_tray import Table
from components.texts import _, _n
from data.importing.comparison import Compared, Replaced


def show(table: Table) -> None:
    """Draw what becomes of the rows, examples of changed values, and what that does to the KPIs."""
    compared = table.compared
    if compared is None:
        st.markdown(_("This file is too large to foresee what changes. Whatever it changes can be taken back."))
        return
    st.markdown(adding_up(compared))
    for line in _consequences(compared):
        st.markdown(line, width=layout.READING_WIDTH)
    if compared.changes:
        _examples(table, compared)
    import_kpis.show([table.plan], key=table.key)


def adding_up(compared: Compared) -> str:
    """Return what becomes of the rows as a sum, in Markdown.

    Examples
    --------
    >>> adding_up(Compared(new=12, same=3, set_aside=1))
    '**16** rows read = **12** new + **3** there already + **1** set aside'
    """
    told = (
        (compared.new, _("**{count}** new")),
        (compared.changed, _("**{count}** changed")),
        (compared.same, _("**{count}** there already")),
        (compared.repeats, _("**{count}** repeated in the file")),
        (compared.set_aside, _("**{count}** set aside")),
    )
    parts = [text.format(count=exact(count)) for count, text in told if count]
    read = sum(count for count, _text in told)
    rows = _n("**{count}** row read", "**{count}** rows read", read).format(count=exact(read))
    return f"{rows} = {' + '.join(parts)}"


def _consequences(compared: Compared) -> list[str]:
    lines = []
    if compared.replaces:
        text = _("Takes the place of {what}. They return if you take this import back.")
        lines.append(text.format(what=listed([_replaced(one) for one in compared.replaces])))
    if compared.dropped:
        text = _n(
            "{count} row that counts now is not in the file any more: it belongs to an order that comes anew.",
            "{count} rows that count now are not in the file any more: they belong to orders that come anew.",
            compared.dropped,
        )
        lines.append(text.format(count=exact(compared.dropped)))
    return lines


def _replaced(one: Replaced) -> str:
    text = _n("{count} row of {file}", "{count} rows of {file}", one.rows)
    return text.format(count=exact(one.rows), file=escaped(one.file))


def _examples(table: Table, compared: Compared) -> None:
    st.caption(_("Values that change, for example"))
    columns = {
        "line": tables.Column(_("Line"), "count"),
        "key": tables.Column(_("Row")),
        "column": tables.Column(_("Column")),
        "before": tables.Column(_("Before")),
        "after": tables.Column(_("After")),
    }
    if table.plan.block is not None and table.plan.block.large is not None:
        del columns["line"]  # the rows of a large file have no line that an editor would show
    rows = pd.DataFrame([{name: getattr(change, name) for name in columns} for change in compared.changes])
    tables.show(rows, columns, key=f"import_changed_{table.key}", rows=6, alt=_("Values that change, for example"))
