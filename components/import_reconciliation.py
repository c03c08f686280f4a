"""What each tool's own report shows beside what counts here, every difference explained."""

from collections.abc import Iterator, Sequence
from datetime import date

import streamlit as st
from babel.numbers import format_decimal

from analytics import reconciliation
from analytics.reconciliation import Difference, Figure, Reconciled, Source
from components import dates, layout, loaders, numbers
from components.import_sentences import escaped, exact
from components.texts import _, _n

AMOUNTS = {"money": "#,##0.00", "count": "#,##0"}


def show() -> None:
    """Draw one source on both sides, for all that came or a month of it."""
    found = loaders.read(reconciliation.sources)
    if not found:
        st.caption(_("Nothing to compare yet: no import is in force."))
        return
    with st.container(horizontal=True, gap="small"):
        source = found[_chosen_source(found)]
        with st.spinner(_("Adding up what came")):
            whole = loaders.read(reconciliation.reconciled, source.source, source.table)
        month = _chosen_month(whole.months if whole else ())
    shown = whole
    if month:
        with st.spinner(_("Adding up what came")):
            shown = loaders.read(reconciliation.reconciled, source.source, source.table, month)
    if shown:
        _block(shown)


def _chosen_source(found: Sequence[Source]) -> int:
    place: int = st.selectbox(
        _("Source"),
        range(len(found)),
        format_func=lambda place: found[place].label,
        key="import_reconciled",
        width=320,
    )
    return place


def _chosen_month(months: Sequence[date]) -> date | None:
    month: date | None = st.selectbox(
        _("Period"),
        [None, *reversed(months)],
        format_func=lambda month: dates.period(month, "month") if month else _("All that came"),
        key="import_reconciled_month",
        width=200,
    )
    return month


def _block(one: Reconciled) -> None:
    with st.container(gap="small", key="import_reconciled_block", width=layout.READING_WIDTH):
        left = [figure.label for figure in one.figures if figure.unexplained]
        if left:
            text = _("Not explained: {figures}. Please report it; until then trust the tool.")
            st.warning(text.format(figures=", ".join(left)), icon=":material/error:")
        st.markdown(f"**{escaped(answer(one))}**")
        st.caption(" · ".join(_about(one)))
        st.markdown(_side_by_side(one.figures))
        different = [figure for figure in one.figures if figure.differences or figure.unexplained]
        if different:
            st.markdown(_table(_chosen_figure(different)))
        for remark in one.remarks:
            st.caption(f":material/info: {escaped(remark)}")


def answer(one: Reconciled) -> str:
    """Return in a sentence how both sides stand to each other."""
    different = [figure for figure in one.figures if figure.differences]
    if not different:
        return _("Rapport counts what the tool shows.")
    return _n(
        "{count} figure differs from the tool's; every difference is explained.",
        "{count} figures differ from the tool's; every difference is explained.",
        len(different),
    ).format(count=len(different))


def _about(one: Reconciled) -> Iterator[str]:
    files = one.source.files
    yield _n("{count} file", "{count} files", files).format(count=exact(files))
    if one.first_day and one.last_day:
        yield dates.span(one.first_day, one.last_day)


def _side_by_side(figures: Sequence[Figure]) -> str:
    """Return every figure on both sides as a Markdown table."""
    head = [f"| | {_('In the tool')} | {_('Rapport')} |", "|:---|---:|---:|"]
    rows = [
        f"| {escaped(_named(figure))} | {amount(figure.tool, figure)} | {amount(figure.product, figure)} |"
        for figure in figures
    ]
    return "\n".join([*head, *rows])


def _chosen_figure(different: Sequence[Figure]) -> Figure:
    """Let a reader choose whose differences to see; first an amount, which is what is held beside a report."""
    by_key = {figure.key: figure for figure in different}
    first = next((figure.key for figure in different if figure.unit == "money"), different[0].key)
    chosen = st.pills(
        _("Why they differ"),
        list(by_key),
        default=first,
        required=True,
        format_func=lambda key: _named(by_key[key]),
        key="import_reconciled_figure",
    )
    return by_key.get(str(chosen), by_key[first])


def _table(figure: Figure) -> str:
    """Return a figure as a Markdown table: what the tool shows, less each difference, is what counts."""
    (first, shown), *between, (last, counts) = lines(figure)
    head = [f"| {escaped(first)} | {shown} |", "|:---|---:|"]
    rows = [f"| {escaped(text)} | {value} |" for text, value in between]
    return "\n".join([*head, *rows, f"| **{escaped(last)}** | **{counts}** |"])


def lines(figure: Figure) -> list[tuple[str, str]]:
    """Return the lines of a figure's sum, each with its amount as it is written."""
    shown = _("In the tool's files, as far as they can be read") if figure.unread else _("In the tool's files")
    found = [(shown, amount(figure.tool, figure))]
    found += [(_difference(each, figure), _taken_off(each, figure)) for each in figure.differences]
    if figure.unexplained:
        found.append((_("Not explained"), amount(-figure.unexplained, figure)))
    return [*found, (_("Rapport counts"), amount(figure.product, figure))]


def _difference(each: Difference, figure: Figure) -> str:
    """Return a reason with how many rows it is about, where the amount doesn't say that already."""
    if figure.unit == "count" and each.count == abs(each.amount):
        return each.sentence
    rows = _n("{count} row", "{count} rows", each.count).format(count=exact(each.count))
    if each.unread and each.unread < each.count:
        text = _n("{count} of them can't be read", "{count} of them can't be read", each.unread)
        rows = f"{rows}, {text.format(count=exact(each.unread))}"
    return f"{each.sentence} ({rows})"


def _taken_off(each: Difference, figure: Figure) -> str:
    return _("unknown") if each.unread == each.count and not each.amount else amount(-each.amount, figure)


def _named(figure: Figure) -> str:
    return f"{figure.label}, {figure.currency}" if figure.currency else figure.label


def amount(value: float, figure: Figure) -> str:
    """Return an amount to the last cent, a count to the last one: the sum has to add up on paper."""
    text = format_decimal(abs(value), AMOUNTS[figure.unit], locale=numbers.current_locale())
    is_negative = value < 0 and any(digit in text for digit in "123456789")
    return f"{numbers.MINUS}{text}" if is_negative else text
