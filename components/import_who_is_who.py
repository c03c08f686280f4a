"""Who is who: how many rows of each source found their customer, and putting a wrong join right."""

import pandas as pd
import streamlit as st

from analytics import who_is_who
from analytics.rhythm import tool_label
from analytics.who_is_who import Candidate, Correction, Found
from components import import_work, layout, loaders, tables
from components.import_sentences import escaped, exact
from components.texts import _, _n

SHOWN = 10


def show() -> None:
    """Draw the table of sources, what is doubtful, and what was corrected."""
    found = loaders.read(who_is_who.found)
    if not found:
        st.caption(_("No rows that name a customer are in force."))
        return
    tables.show(pd.DataFrame(map(_row, found)), _columns(), key="import_found_rows", rows=12)
    if any(one.unknown for one in found):
        text = _(
            "Who is in no customer table counts as a customer of their own. A customer list of the same tool, or "
            "with the same addresses, lets more rows be found."
        )
        st.caption(text, width=layout.READING_WIDTH)
    _doubtful()
    _any_other(sorted({one.source for one in found}))
    _corrected()


def _row(one: Found) -> dict[str, object]:
    return {
        "label": one.label,
        "rows": one.rows,
        "share": one.share_found,
        "by_id": one.by_id,
        "by_email": one.by_email,
        "by_correction": one.by_correction,
        "unknown": one.unknown,
        "guests": one.guests,
    }


def _columns() -> dict[str, tables.Column]:
    return {
        "label": tables.Column(_("Source")),
        "rows": tables.Column(_("Rows"), "count"),
        "share": tables.Column(_("Found"), "rate", meaning=_("Of the rows that name a customer at all")),
        "by_id": tables.Column(_("By id"), "count"),
        "by_email": tables.Column(_("By e-mail"), "count"),
        "by_correction": tables.Column(_("By correction"), "count"),
        "unknown": tables.Column(
            _("In no list"), "count", meaning=_("No customer table has them: they count as customers of their own")
        ),
        "guests": tables.Column(
            _("Name nobody"), "count", meaning=_("They count as revenue and stay out of customer KPIs")
        ),
    }


def _doubtful() -> None:
    doubtful = list(loaders.read(who_is_who.doubtful))
    if not doubtful:
        return
    st.markdown(_n("**{count}** reference may mean somebody else", "**{count}** references may mean somebody else",
                   len(doubtful)).format(count=exact(len(doubtful))))  # fmt: skip
    for candidate in doubtful[:SHOWN]:
        _candidate(candidate)


def _candidate(candidate: Candidate) -> None:
    key = f"import_who_{candidate.source}_{candidate.reference}"
    with st.container(border=True, gap="xsmall", key=key):
        rows = _n("{count} row", "{count} rows", candidate.rows).format(count=exact(candidate.rows))
        whose = f"**{escaped(candidate.reference)}** ({escaped(tool_label(candidate.source))}, {rows})"
        st.markdown(f"{whose}: {escaped(candidate.why)}", width=layout.READING_WIDTH)
        others = [customer for customer in candidate.could_be if customer != candidate.customer_id]
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            meant = st.selectbox(
                _("Means"),
                [candidate.customer_id, *others],
                key=f"{key}_meant",
                width=280,
                accept_new_options=True,
                help=_("Choose a customer, or type another id"),
            )
            st.button(
                _("Put right"),
                key=f"{key}_correct",
                icon=":material/link:",
                disabled=meant == candidate.customer_id or import_work.going_on() is not None,
                on_click=import_work.correct,
                args=(Correction(candidate.source, candidate.reference, str(meant)),),
            )


def _any_other(sources: list[str]) -> None:
    """Let a reader put any other name right: a wrong join is seldom one that looks doubtful."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        source = st.selectbox(_("In"), sources, key="import_other_source", width=160, format_func=tool_label)
        reference = st.text_input(_("this id or address"), key="import_other_reference", width=220)
        customer = st.text_input(
            _("means this customer"),
            key="import_other_customer",
            width=220,
            help=_("Repeat the id or address to part it from whom it was joined to"),
        )
        st.button(
            _("Put right"),
            key="import_other_correct",
            icon=":material/link:",
            disabled=not (reference.strip() and customer.strip()) or import_work.going_on() is not None,
            on_click=import_work.correct,
            args=(Correction(str(source), reference.strip(), customer.strip()),),
        )


def _corrected() -> None:
    corrections = loaders.read(who_is_who.corrections)
    if not corrections:
        return
    st.markdown(_("**Corrected by hand**"))
    for one in corrections:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            text = _("{reference} in {source} means {customer}")
            told = text.format(reference=one.reference, source=tool_label(one.source), customer=one.customer_id)
            st.markdown(escaped(told))
            st.button(
                _("Forget"),
                key=f"import_correction_{one.source}_{one.reference}",
                type="tertiary",
                icon=":material/undo:",
                disabled=import_work.going_on() is not None,
                on_click=import_work.forget_correction,
                args=(one,),
            )
