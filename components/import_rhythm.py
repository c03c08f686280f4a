"""Which sources are late by their own rhythm, at the top of the page; and the rhythm of all of them."""

import pandas as pd
import streamlit as st

from analytics import rhythm
from analytics.rhythm import Rhythm
from components import import_work, loaders, tables
from components.import_sentences import escaped
from components.texts import _, _n

SHOWN = 2  # more late sources are named in the table


def sources() -> list[Rhythm]:
    """Return the rhythm of each source of the company, the latest first."""
    if loaders.open_company() != "company":
        return []
    return loaders.read(rhythm.sources, import_work.today())


def due() -> None:
    """Say which exports are overdue, if any."""
    late = [source for source in sources() if source.is_late]
    if not late:
        return
    lines = [escaped(source.sentence) for source in late[:SHOWN]]
    more = len(late) - SHOWN
    if more > 0:
        lines.append(_n("{count} more source is late.", "{count} more sources are late.", more).format(count=more))
    st.warning("  \n".join(lines), icon=":material/schedule:")


def show() -> None:
    """Draw the rhythm of every source as a table."""
    rows = pd.DataFrame(
        [
            {
                "label": source.label,
                "usual": _every(source.usual_days),
                "last": source.last_import,
                "until": source.last_data_day,
                "late": source.days_late or None,
            }
            for source in sources()
        ]
    )
    if rows.empty:
        st.caption(_("No source has come yet."))
        return
    columns = {
        "label": tables.Column(_("Source")),
        "usual": tables.Column(_("Comes")),
        "last": tables.Column(_("Last import"), "date"),
        "until": tables.Column(_("Its rows reach to"), "date"),
        "late": tables.Column(_("Days late"), "count"),
    }
    tables.show(rows, columns, key="import_rhythm_rows", rows=12)


def _every(days: int | None) -> str:
    if days is None:
        return _("not known yet")
    return _n("every day", "every {count} days", days).format(count=days)
