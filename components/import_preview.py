"""The first rows of a table as they will be stored, and the rows that are set aside."""

from collections import Counter
from functools import partial
from pathlib import PurePosixPath

import pandas as pd
import streamlit as st

from components import tables
from components.import_sentences import escaped, exact
from components.import_tray import Table
from components.texts import _, _n
from data.importing import rejects_file
from data.importing.checking import Checked
from data.schemas import TABLES, Kind

PREVIEW_ROWS = 20
RAW_ROWS = 5
MOST_REJECTS = 1_000  # drawn; the download has them all
REASONS_SHOWN = 3
UNITS = {
    Kind.DATE: "date",
    Kind.MOMENT: "moment",
    Kind.NUMBER: "number",
    Kind.COUNT: "count",
    Kind.MONEY: "number",
}


def preview(checked: Checked, count: int = PREVIEW_ROWS) -> pd.DataFrame:
    """Return the first rows as they will be stored: the line, the table's columns, and the extra ones by header.

    Columns that are empty in all of these rows are left out; so is the line of a large file, which is not known.
    """
    names = TABLES[checked.meaning.table].names
    first = checked.rows.slice(0, count)
    rows = first.select(["line", *names]).to_pandas()
    extra = pd.DataFrame([dict(cells) for cells in first["attributes"].to_pylist()], dtype="str", index=rows.index)
    extra = extra.rename(columns={name: f"{name} ·" for name in extra.columns if name in rows.columns})
    shown: pd.DataFrame = pd.concat([rows.dropna(axis="columns", how="all"), extra], axis="columns")
    return shown


def show(table: Table) -> None:
    """Draw the first rows as they will be stored."""
    checked = table.plan.checked
    if checked is None:
        return
    canonical = TABLES[checked.meaning.table]
    first = preview(checked)
    columns = {}
    for name in first.columns:
        if name == "line":
            columns[name] = tables.Column(_("Line"), "count")
        elif name in canonical.names:
            column = canonical.column(name)
            columns[name] = tables.Column(name, _unit(column.kind, first[name]), meaning=_(column.meaning))
        else:
            columns[name] = tables.Column(name, meaning=_("An extra column: kept beside the row"))
    caption = _n("The first row as it will be stored", "The first {count} rows as they will be stored", len(first))
    st.caption(caption.format(count=len(first)))
    alt = _("The first rows of {file} as they will be stored").format(file=table.plan.file)
    tables.show(first, columns, key=f"import_preview_{table.key}", rows=8, alt=alt)


def _unit(kind: Kind, values: pd.Series) -> str:
    """Return how a column is shown: moments that all lie at midnight were days in the file."""
    if kind is Kind.MOMENT and (values.dropna() == values.dropna().dt.normalize()).all():
        return "date"
    return UNITS.get(kind, "text")


def as_it_stands(table: Table) -> None:
    """Draw the first rows of a table that nobody knows yet, for whoever maps it."""
    block = table.plan.block
    if block is None or block.rows.empty:
        return
    st.caption(_("The first rows as they stand in the file"))
    first = block.rows.head(RAW_ROWS).set_axis(list(block.header), axis="columns")
    alt = _("The first rows of {file} as they stand in it").format(file=table.plan.file)
    columns = {name: tables.Column(name) for name in block.header}
    tables.show(first, columns, key=f"import_raw_{table.key}", alt=alt)


def rejects(table: Table) -> None:
    """Draw the rows that are set aside, by reason, and their download, ready to be mended and dropped in again."""
    checked = table.plan.checked
    if checked is None:
        return
    st.markdown("\n".join(f"- {reason}" for reason in reasons(checked.rejects)))
    columns = {
        "line": tables.Column(_("Line"), "count"),
        "column": tables.Column(_("Column")),
        "value": tables.Column(_("Value")),
        "reason": tables.Column(_("Reason")),
    }
    alt = _("The rows of {file} that are set aside").format(file=table.plan.file)
    shown = checked.rejects.head(MOST_REJECTS)
    tables.show(shown, columns, key=f"import_reject_rows_{table.key}", rows=8, alt=alt)
    st.download_button(
        _("Download these rows with their reasons"),
        data=partial(rejects_file.of_plan, table.plan),
        file_name=rejects_name(table.plan.file, table.digest),
        mime="text/csv",
        key=f"import_reject_file_{table.key}",
        icon=":material/download:",
        on_click="ignore",
        help=_("Mend them in a spreadsheet and drop the file in again: only these rows are taken anew."),
    )


def rejects_name(file: str, digest: str) -> str:
    """Return the name of the download with a file's rows that were set aside.

    Examples
    --------
    >>> rejects_name("week.zip › orders.csv", "3f2a9c11d0")
    'orders-set-aside-3f2a9c11.csv'
    """
    stem = PurePosixPath(file.rpartition("›")[2].strip()).stem or "rows"
    return f"{stem}-set-aside-{digest[:8]}.csv"


def reasons(found: pd.DataFrame) -> list[str]:
    """Return the most common reasons with their counts, as Markdown."""
    counts = Counter(zip(found["column"], found["reason"], strict=True))
    told = [
        _n("{count} row: {column} is {reason}", "{count} rows: {column} is {reason}", count).format(
            count=exact(count), column=f"**{escaped(str(column))}**", reason=escaped(str(reason))
        )
        for (column, reason), count in counts.most_common(REASONS_SHOWN)
    ]
    left = len(found) - sum(count for _reason, count in counts.most_common(REASONS_SHOWN))
    if left:
        told.append(
            _n("{count} row for another reason", "{count} rows for other reasons", left).format(count=exact(left))
        )
    return told
