"""What somebody should look at before a table is stored, each with an answer of one click."""

from dataclasses import replace

import streamlit as st
from babel.dates import format_date
from babel.numbers import format_decimal

from components import dates, import_tray, import_work, layout, numbers
from components.import_sentences import escaped, exact
from components.import_tray import Table
from components.texts import _, _n, mark
from data.importing.questions import Question
from data.schemas import TABLES

_ASKED = {
    "date_order": mark("its dates can be read two ways"),
    "decimal": mark("its amounts can be read two ways"),
}


def show(table: Table) -> None:
    """Draw the open questions and what looks odd, and the button that says it is right as it is."""
    with st.container(gap="small", key=f"import_doubts_{table.key}"):
        for question in table.unanswered:
            ask(table, question)
        if table.is_unsure:
            st.markdown(_("This is a guess from the names of its columns. Look at the first rows below."))
        if table.second:
            text = _("Take it for {table} instead").format(table=table.second.label)
            take_instead(table, table.second.table, text)
        for sentence in _odd(table):
            st.markdown(f":material/error: {sentence}", width=layout.READING_WIDTH)
        if not table.unanswered:
            st.button(_("It is right like this"), key=f"import_settle_{table.key}", icon=":material/check:",
                      on_click=_settle, args=(table,))  # fmt: skip


def reasons(table: Table) -> list[str]:
    """Return in a few words each why somebody should look at a table."""
    told = [_ASKED[question.option] for question in table.unanswered]
    told += [mark("what it holds is a guess")] if table.is_unsure else []
    told += [mark("many rows are set aside")] if table.many_aside else []
    told += [mark("many rows have the same key")] if table.many_repeats else []
    told += [mark("something looks odd")] if table.odd else []
    return [_(text) for text in told]


def ask(table: Table, question: Question) -> None:
    """Draw a question with what the example would mean for each answer; none is chosen beforehand."""
    given = table.answers.get(question.option) or table.remembered.get(question.option)
    options = list(question.meanings)
    text = _("“{example}” in “{header}” can be read two ways. What does it mean?")
    key = f"import_ask_{question.option}_{table.key}"
    st.radio(
        text.format(example=escaped(question.example), header=escaped(question.header)),
        options,
        index=options.index(given) if given in options else None,
        format_func=lambda option: _meaning(question, option),
        captions=[_span(question, option) for option in options],
        key=key,
        on_change=lambda: import_work.choose(table.key, **{question.option: st.session_state[key]}),
    )


def take_instead(table: Table, other: str, text: str) -> None:
    """Draw the button that takes the table for the next best guess."""
    st.button(
        text,
        key=f"import_second_{table.key}_{other}",
        type="tertiary",
        icon=":material/swap_horiz:",
        on_click=lambda: import_work.choose(table.key, table=other, mapping={}, label=None, left_value=None),
    )


def _meaning(question: Question, option: str) -> str:
    locale = numbers.current_locale()
    if question.option == "date_order":
        order = _("the day comes first") if option == "dmy" else _("the month comes first")
        day = format_date(
            question.meanings[option], "long", locale=numbers.current_locale()
        )  # the month as a word
        return f"{day}: {order}"
    number = format_decimal(question.meanings[option], locale=locale)
    thousands = question.example.rfind("." if option == "," else ",") >= 0
    what = _("the mark groups thousands") if thousands else _("the mark begins the decimals")
    return f"{number}: {what}"


def _span(question: Question, option: str) -> str:
    if option not in question.spans:
        return ""
    first, last = question.spans[option]
    return _("Its days then run from {first} to {last}.").format(first=dates.day(first), last=dates.day(last))


def _odd(table: Table) -> list[str]:
    """Return what looks odd, in sentences of Markdown."""
    checked, told = table.plan.checked, []
    if checked is not None and table.many_aside:
        told.append(_many_aside(len(checked.rejects), checked.rows_read))
    if checked is not None and table.many_repeats:
        told.append(_many_repeats(checked.repeats, checked.rows_read, TABLES[checked.meaning.table].key[0]))
    return [*told, *(escaped(sentence) for sentence in table.odd)]


def _many_aside(count: int, rows: int) -> str:
    text = _n(
        "{count} of {rows} rows is set aside. If a wrong column was taken, change it under *Columns* below.",
        "{count} of {rows} rows are set aside. If a wrong column was taken, change it under *Columns* below.",
        count,
    )
    return text.format(count=exact(count), rows=exact(rows))


def _many_repeats(count: int, rows: int, key: str) -> str:
    text = _n(
        "{count} of {rows} rows has the same {key} as a later one, and only the later one counts. If a wrong "
        "column was taken for it, change it under *Columns* below.",
        "{count} of {rows} rows have the same {key} as a later one, and only the later one counts. If a wrong "
        "column was taken for it, change it under *Columns* below.",
        count,
    )
    return text.format(count=exact(count), rows=exact(rows), key=escaped(key))


def _settle(table: Table) -> None:
    import_tray.change(replace(table, is_settled=True))
