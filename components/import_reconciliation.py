"""What each tool's own report shows beside what counts here, every difference explained."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics import reconciliation
from analytics.reconciliation import Reconciled
from components import dates, layout, loaders, tables
from components.import_sentences import escaped
from components.texts import _, _n


def show() -> None:
    """Draw a source's figures on both sides; one source at a time."""
    found = loaders.read(reconciliation.by_source)
    if not found:
        st.caption(_("Nothing to compare yet: no import is in force."))
        return
    source = st.selectbox(
        _("Source"),
        range(len(found)),
        format_func=lambda place: found[place].label,
        key="import_reconciled",
        width=420,
    )
    _source(found[source])


def _source(one: Reconciled) -> None:
    st.markdown(_headline(one), width=layout.READING_WIDTH)
    rows = pd.DataFrame(table_of(one))
    columns = {"what": tables.Column(" ")} | {
        measure.key: tables.Column(measure.label, "number") for measure in one.measures
    }
    tables.show(rows, columns, key=f"import_reconciled_{one.source}_{one.table}", rows=12)
    for remark in one.remarks:
        st.caption(f":material/info: {escaped(remark)}", width=layout.READING_WIDTH)


def table_of(one: Reconciled) -> list[dict[str, str | float]]:
    """Return a source's sum: what the tool shows, less each difference, is what counts here."""
    rows: list[dict[str, str | float]] = [
        {"what": _("The tool's own report")} | {measure.key: measure.tool for measure in one.measures}
    ]
    rows += [
        {"what": difference.sentence}
        | {measure.key: -difference.amounts.get(measure.key, 0.0) for measure in one.measures}
        for difference in one.differences
    ]
    if any(one.unexplained(measure.key) for measure in one.measures):
        rows.append({"what": _("Not explained")}
                    | {measure.key: -one.unexplained(measure.key) for measure in one.measures})  # fmt: skip
    return [*rows, {"what": _("What counts here")} | {measure.key: measure.product for measure in one.measures}]


def _headline(one: Reconciled) -> str:
    files = _n("{count} file", "{count} files", one.files).format(count=one.files)
    parts: Sequence[str] = [files]
    if one.first_day and one.last_day:
        parts = [files, dates.span(one.first_day, one.last_day)]
    return " · ".join(parts)
