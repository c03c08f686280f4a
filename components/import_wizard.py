"""The import from the drop to the summary: what the page's answer is, the one button, and what it did."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from analytics import jobs
from components import clock, import_batches, import_plans, loaders, who
from components.import_plans import File, Table
from components.import_sentences import escaped, exact
from components.texts import _, _n, mark
from data.importing.planning import store_plan

STORING = 0.4  # share of the progress bar for storing; the rest is for what follows
# Which page shows what a table changes.
CHANGES = {
    "pages/kpi_trends.py": (mark("KPI trends"), None),
    "pages/churn_risk.py": (mark("Churn risk"), {"customers", "orders", "subscriptions"}),
    "pages/social_sentiment.py": (mark("Social sentiment"), {"mentions"}),
    "pages/weekly_review.py": (mark("Weekly review"), None),
}


def answer(files: Sequence[File]) -> str:
    """Return the page's answer: what can be done with what was dropped, what was just done, or what is there."""
    done = import_plans.last_act()
    if files:
        return _ready(files)
    return escaped(done[0] if done is not None else _in_force())


def summary(reports: Sequence[dict[str, Any]]) -> str:
    """Return what an import did, in a sentence.

    Examples
    --------
    >>> summary([{"file": "a.csv", "rows_accepted": 1204, "rows_duplicate": 0, "rows_rejected": 2}])
    '1 file imported: 1,204 rows are new or changed, 2 were set aside.'
    """
    files = len({report["file"] for report in reports})
    new, known, aside = (
        sum(report[name] for report in reports) for name in ("rows_accepted", "rows_duplicate", "rows_rejected")
    )
    parts = [_n("{count} row is new or changed", "{count} rows are new or changed", new).format(count=exact(new))]
    if known:
        parts.append(
            _n("{count} was there already", "{count} were there already", known).format(count=exact(known))
        )
    if aside:
        parts.append(_n("{count} was set aside", "{count} were set aside", aside).format(count=exact(aside)))
    opening = _n("{files} file imported", "{files} files imported", files).format(files=files)
    return f"{opening}: {', '.join(parts)}."


def button(files: Sequence[File]) -> None:
    """Draw the main button; pressed, everything that is clear is stored."""
    if not files:
        return
    clear = [table for file in files for table in file.clear]
    count = sum(bool(file.clear) for file in files)
    label = _n("Import {count} file", "Import {count} files", count).format(count=count)
    if st.button(label, type="primary", key="import_all", icon=":material/download_done:", disabled=not clear):
        _store(clear)
        import_plans.forget()
        loaders.choose("company")
        st.rerun()


def changed_pages() -> None:
    """Draw links to the pages that the last import changed."""
    done = import_plans.last_act()
    if done is None:
        return
    tables = done[1]
    with st.container(horizontal=True, gap="small", key="import_links"):
        for path, (label, needs) in CHANGES.items():
            if (needs is None or needs & tables) and Path(path).exists():
                st.page_link(path, label=_(label), icon=":material/arrow_forward:")


def _in_force() -> str:
    batches = import_batches.in_force()
    if not batches:
        return _("Drop in your exports to see your own company.")
    text = _n(
        "{count} import is in force, the last one from {when}.",
        "{count} imports are in force, the last one from {when}.",
        len(batches),
    )
    return text.format(count=len(batches), when=import_batches.when_and_who(batches[0]))


def _ready(files: Sequence[File]) -> str:
    clear = sum(bool(file.clear) for file in files)
    if clear == len(files):
        text = _n("The file can be imported as it is.", "All {count} files can be imported as they are.", clear)
        return text.format(count=clear)
    if clear == 0:
        return _n(
            "The file can't be imported as it is.",
            "None of the {count} files can be imported as it is.",
            len(files),
        ).format(count=len(files))
    return _("{clear} of {count} files can be imported as they are.").format(clear=clear, count=len(files))


def _store(clear: Sequence[Table]) -> None:
    store = loaders.company_store()
    bar = st.progress(0.0)
    reports = []
    for place, table in enumerate(clear):
        bar.progress(STORING * place / len(clear), _("Storing {file} …").format(file=table.plan.file))
        report = store_plan(store, table.plan, at=clock.now(), by=who.name(), remember=table.is_by_hand)
        reports.append(report)

    def follow(share: float, what: str) -> None:
        bar.progress(min(1.0, STORING + (1 - STORING) * share), what)

    tables = {str(report["table"]) for report in reports}
    jobs.after_import(store, tables, follow)
    import_plans.remember(summary(reports), tables)
