"""What lies behind a change: its rows, the imports that brought them, and the notes near it."""

from collections.abc import Sequence

import streamlit as st

from analytics import notes
from analytics.drivers import Split, Why, evidence
from analytics.drivers.evidence import Behind, Import
from analytics.formulas import Count
from analytics.metrics import metric
from analytics.notes import Note
from components import dates, filters, kpi_drivers_words, kpi_words, layout, loaders, numbers, tables
from components.tables import Column
from components.texts import _, _n, mark
from data import schemas

ALL_SEGMENTS = ""
MOST_IMPORTS = 6
MONEY = {"money", "amount", "revenue", "at_start", "at_end", "recurring_value", "value"}
LABELS = {
    "day": mark("Day"),
    "money": mark("Amount"),
    "change": mark("Came (+1) or went (−1)"),
    "new": mark("Newly won"),
    "at_start": mark("Recurring value at the start"),
    "at_end": mark("Recurring value at the end"),
    "hours": mark("Hours until then"),
    "way": mark("Earned or redeemed"),
    "tone": mark("Tone"),
    evidence.ABOVE: mark("Counts above the line"),
}


def show(found: Why, split: Split | None, *, key: str) -> None:
    """Draw the notes and imports near the period, and its rows where the reader opens them."""
    first, last = found.period_start.date(), found.period_end.date()
    _notes(loaders.read(notes.near, found.key, first, last))
    _imports(loaders.read(evidence.imports_near, found.key, first, last), found)
    if not st.toggle(_("Show the rows behind it"), key=f"{key}_rows"):
        return
    segment = _choose_segment(split, key=key) if split is not None else ALL_SEGMENTS
    dimension = split.dimension if split is not None and segment else ""
    with st.spinner(_("Reading the rows behind it.")):
        behind = loaders.read(evidence.rows_behind, found.key, found.grain, (first, last), (dimension, segment))
    if not behind:
        st.caption(_("No rows lie behind it in {period}.").format(period=kpi_drivers_words.period(found)))
    for turn, item in enumerate(behind):
        _rows(item, found, key=f"{key}_rows_{turn}")


def _notes(near: Sequence[Note]) -> None:
    if near:
        layout.prose("\n".join([_("Noted near it:"), "", *(_note_line(note) for note in near)]))


def _note_line(note: Note) -> str:
    """Return a note as an item of a list, on one line, with its link and the KPI it is about."""
    text = _plain(" ".join(note.text.split()))
    line = _("- **{day}** {text} ({author})").format(
        day=dates.day(note.day), text=text, author=_plain(note.author)
    )
    if note.metric_key:
        line = _("{note} · on {label}").format(note=line, label=kpi_words.label(metric(note.metric_key)))
    return f"{line} · [{_('link')}](<{note.link}>)" if note.link else line


def _imports(imports: Sequence[Import], found: Why) -> None:
    """Say which files brought the rows of the period, or came in within it."""
    if not imports:
        return
    with st.expander(
        _n("{count} import near {period}", "{count} imports near {period}", len(imports)).format(
            count=numbers.count(len(imports)), period=kpi_drivers_words.period(found)
        ),
        icon=":material/upload_file:",
    ):
        lines = [_import_line(item) for item in imports[:MOST_IMPORTS]]
        if len(imports) > MOST_IMPORTS:
            lines.append(_("- and {count} more").format(count=numbers.count(len(imports) - MOST_IMPORTS)))
        st.markdown("\n".join(lines))


def _import_line(item: Import) -> str:
    if item.rows:
        text = _n(
            "- **{file}** ({table}): {rows} row of this period, imported on {day} by {name}",
            "- **{file}** ({table}): {rows} rows of this period, imported on {day} by {name}",
            item.rows,
        )
    else:
        text = _("- **{file}** ({table}): no rows of this period, imported in it, on {day} by {name}")
    return text.format(
        file=_plain(item.file),
        table=_(schemas.table(item.table).label),
        rows=numbers.count(item.rows),
        day=dates.day(item.imported_on),
        name=_plain(item.imported_by),
    )


def _choose_segment(split: Split, *, key: str) -> str:
    names = [str(name) for name in split.segments["segment"]]
    if st.session_state.get(f"{key}_segment") not in {None, ALL_SEGMENTS, *names}:
        st.session_state[f"{key}_segment"] = ALL_SEGMENTS
    label = filters.dimension_label(split.dimension)
    chosen: str = st.selectbox(
        label,
        [ALL_SEGMENTS, *names],
        format_func=lambda name: (
            kpi_words.segment(name) if name else _("Every {dimension}").format(dimension=label.lower())
        ),
        key=f"{key}_segment",
        width=264,
    )
    return chosen


def _rows(item: Behind, found: Why, *, key: str) -> None:
    label = _(schemas.table(item.table).label)
    layout.prose(f"{_how_many(item, found, label)}.".replace("$", r"\$"))
    shown = {name: _column(name, item, found) for name in item.rows.columns}
    tables.show(item.rows, shown, key=key, file_stem=f"{found.key}-{item.table}", alt=label)


def _how_many(item: Behind, found: Why, label: str) -> str:
    """Return how many rows there are, how many of them are shown, and what all of them make."""
    text = _n("**{table}**: {count} row", "**{table}**: {count} rows", item.count)
    text = text.format(table=label, count=numbers.count(item.count))
    if item.count > len(item.rows):
        text = _("{rows}; the newest {shown} are shown").format(rows=text, shown=numbers.count(len(item.rows)))
    if item.above is None:
        return text
    amount = numbers.money(item.above, found.currency) if item.is_money else numbers.count(item.above)
    is_count = isinstance(metric(found.key).formula, Count)
    more = _("{rows}; together they make {amount}") if is_count else _("{rows}; above the line they make {amount}")
    return more.format(rows=text, amount=amount)


def _column(name: str, item: Behind, found: Why) -> Column:
    label = _(LABELS[name]) if name in LABELS else filters.dimension_label(name)
    if name in MONEY:
        return Column(label, "money", found.currency)
    kind = item.rows[name].dtype.kind
    if name == "day":
        return Column(label, "date")
    return Column(label, {"M": "date", "f": "number", "i": "number"}.get(kind, "text"))


def _plain(text: str) -> str:
    """Return somebody's text so that Markdown shows it as it is."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>()#+-.!|$~:" else letter for letter in text)
