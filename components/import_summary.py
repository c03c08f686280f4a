"""What an import did: in a sentence, as a sum that adds up, and which pages it changed."""

from pathlib import Path

import pandas as pd
import streamlit as st

from components import import_work, layout, settings_money, tables
from components.import_sentences import escaped, exact, listed
from components.import_storing import Outcome
from components.texts import _, _n, mark
from data.schemas import TABLES

# Which page shows what a table changes.
CHANGES = {
    "pages/weekly_review.py": (mark("Weekly review"), None),
    "pages/kpi_trends.py": (mark("KPI trends"), None),
    "pages/churn_risk.py": (mark("Churn risk"), {"customers", "orders", "subscriptions"}),
    "pages/retention_what_if.py": (mark("Retention what-if"), {"customers", "orders", "subscriptions"}),
    "pages/social_sentiment.py": (mark("Social sentiment"), {"mentions"}),
}


def sentence(outcome: Outcome) -> str:
    """Return what an import did, in a sentence.

    Examples
    --------
    >>> sentence(Outcome(({"file": "a.csv", "rows_accepted": 1204, "rows_duplicate": 0, "rows_rejected": 2},)))
    '1 file imported: 1,204 rows are new or changed, 2 were set aside.'
    """
    if outcome.is_cancelled:
        return _cancelled(outcome)
    reports = outcome.reports
    if not reports:
        return _("Nothing was imported.")
    files = len({report["file"] for report in reports})
    new, known, aside = (
        sum(report[name] for report in reports) for name in ("rows_accepted", "rows_duplicate", "rows_rejected")
    )
    parts = [_n("{count} row is new or changed", "{count} rows are new or changed", new).format(count=exact(new))]
    if known:
        parts.append(
            _n(
                "{count} was there already or came twice", "{count} were there already or came twice", known
            ).format(count=exact(known))
        )
    if aside:
        parts.append(_n("{count} was set aside", "{count} were set aside", aside).format(count=exact(aside)))
    opening = _n("{files} file imported", "{files} files imported", files).format(files=files)
    return f"{opening}: {', '.join(parts)}."


def show() -> None:
    """Draw the last import's pages and its sum, and what of it failed."""
    outcome = import_work.last()
    if not isinstance(outcome, Outcome) or import_work.going_on() == "storing":
        return
    for file, why in outcome.failed:
        st.error(_("{file} was not stored: {why}").format(file=escaped(file), why=escaped(why)),
                 icon=":material/error:")  # fmt: skip
    if outcome.withdrawn:
        text = _("Removed again: {files}.")
        st.caption(escaped(text.format(files=listed(outcome.withdrawn))), width=layout.READING_WIDTH)
    if not outcome.reports:
        return
    _links(outcome.tables)
    if "orders" in outcome.tables:
        settings_money.notice()
    with st.expander(_("Every row accounted for"), icon=":material/checklist:", key="import_sum"):
        _sum(outcome)


def _cancelled(outcome: Outcome) -> str:
    """Return what a cancelled import left, which is nothing; the files are named below it."""
    count = len(outcome.withdrawn)
    if not count:
        return _("Cancelled: nothing was stored.")
    text = _n(
        "Cancelled: {count} file had been stored and was removed again. Everything is as it was.",
        "Cancelled: {count} files had been stored and were removed again. Everything is as it was.",
        count,
    )
    return text.format(count=count)


def _links(changed: frozenset[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="import_links"):
        st.markdown(_("See what changed:"), width="content")
        for path, (label, needs) in CHANGES.items():
            if (needs is None or needs & changed) and Path(path).exists():
                st.page_link(path, label=_(label), icon=":material/arrow_forward:")


def _sum(outcome: Outcome) -> None:
    """Draw rows read = new or changed + there already + set aside, per file and in all."""
    rows = adding_up(outcome)
    read, new, known, aside = (int(rows[name].iloc[-1]) for name in list(rows.columns)[2:])
    text = _(
        "**{read}** rows read = **{new}** new or changed + **{known}** there already or come twice + "
        "**{aside}** set aside"
    )
    st.markdown(text.format(read=exact(read), new=exact(new), known=exact(known), aside=exact(aside)))
    columns = {
        "file": tables.Column(_("File")),
        "table": tables.Column(_("Taken for")),
        "read": tables.Column(_("Rows read"), "count"),
        "new": tables.Column(_("New or changed"), "count"),
        "known": tables.Column(_("There already or twice"), "count"),
        "aside": tables.Column(_("Set aside"), "count"),
    }
    tables.show(rows, columns, key="import_sum_rows", rows=12, alt=_("Every row accounted for"))
    if aside:
        layout.prose(
            _("The rows set aside can be downloaded below, beside each import, mended and dropped in again.")
        )


def adding_up(outcome: Outcome) -> pd.DataFrame:
    """Return a row per stored table, and one for all of them, with what became of the rows read."""
    counted = {"read": "rows_read", "new": "rows_accepted", "known": "rows_duplicate", "aside": "rows_rejected"}
    rows = [
        {"file": report["file"], "table": _(TABLES[report["table"]].label)}
        | {name: report[told] for name, told in counted.items()}
        for report in outcome.reports
    ]
    frame = pd.DataFrame(rows)
    total = {"file": _("All of them"), "table": ""} | {name: int(frame[name].sum()) for name in counted}
    return pd.concat([frame, pd.DataFrame([total])], ignore_index=True)
