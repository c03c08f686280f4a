"""The notes of a KPI: those of the days on screen, and a form to pin one.

What people wrote is shown as plain text, so that nothing in it acts as HTML or Markdown.
"""

from datetime import date
from functools import partial

import streamlit as st

from analytics import notes
from analytics.metrics import Metric
from analytics.notes import Note
from analytics.wall import Wall
from components import clock, dates, kpi_drafts, kpi_said, kpi_words, layout, loaders, who
from components.filters import Filters
from components.import_sentences import escaped, named
from components.kpi_drafts import FORM_WIDTH, Draft, counted
from components.kpi_said import Said
from components.texts import _, mark

THIS, ALL = "this", "all"
CONCERNS = {THIS: mark("This KPI"), ALL: mark("All KPIs")}
OPENING, CLOSING = "\u2068", "\u2069"  # what stands between them runs in its own direction
LONGEST_NAMED = 40


def show(metric: Metric, wall: Wall, view: Filters, *, key: str) -> None:
    """Draw what opens into a KPI's notes.

    Parameters
    ----------
    wall
        Where the KPIs stand: its latest whole period is the day that a note is pinned to unless told.
    view
        The days whose notes are listed.
    key
        The page's own, ``<page>_notes``.
    """
    place = f"{key}_{metric.key}"
    days = (view.first_day, view.last_day)
    found = notes.of(loaders.store(), metric.key, *days, with_taken_back=True)
    standing = sum(note.taken_back_at is None for note in found)
    with st.expander(counted(_("Notes"), standing), icon=":material/push_pin:", key=f"{key}_opened"):
        if not found:
            st.markdown(_("No note in these days. What is pinned here stands in the chart at its day."))
        for note in reversed(found):
            _note(note, place)
        kpi_said.show(place)
        _form(metric, wall.latest.date() if wall.latest is not None else view.last_day, place)


def isolated(text: str) -> str:
    """Return a text that runs in its own direction, whatever stands beside it."""
    return f"{OPENING}{text}{CLOSING}"


def _note(note: Note, place: str) -> None:
    own = f"{place}_{note.note_id}"
    is_down = note.taken_back_at is not None
    with st.container(key=f"{own}_note", gap="xxsmall", border=True, width=layout.READING_WIDTH):
        concerns = _("all KPIs") if note.metric_key is None else ""
        parts = [dates.day(note.day), isolated(note.author), concerns, _("taken back") if is_down else ""]
        st.caption(escaped(" · ".join(part for part in parts if part)))
        if not is_down:
            st.text(isolated(note.text))
        with st.container(horizontal=True, gap="small"):
            if note.link and not is_down:
                st.link_button(_("Open link"), note.link, type="tertiary", icon=":material/open_in_new:")
            what, words = (_bring_back, _("Bring back")) if is_down else (_take_back, _("Take back"))
            deed = partial(kpi_said.do, place, partial(what, note))
            st.button(named(words, _shortened(note.text)), key=f"{own}_turn", type="tertiary", on_click=deed)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAMED else f"{line[: LONGEST_NAMED - 1]}…"


def _form(metric: Metric, usual_day: date, place: str) -> None:
    draft = kpi_drafts.at(place)
    with st.form(draft.key("form"), enter_to_submit=False, border=False, width=FORM_WIDTH):
        # Without a limit of its own, which would cut a pasted text without a word.
        st.text_area(_("Note"), key=draft.key("text"), height=96)
        with st.container(horizontal=True, gap="small"):
            st.date_input(_("Day"), usual_day, format="DD/MM/YYYY", required=True, key=draft.key("day"), width=148)
            _concerns(metric, draft)
        st.text_input(_("Link"), placeholder="https://", key=draft.key("link"))
        pin = partial(kpi_said.do, place, partial(_pin, metric, draft), partial(kpi_drafts.begin, place))
        st.form_submit_button(_("Pin note"), type="primary", key=draft.key("pin"), on_click=pin)
    st.caption(escaped(_("Signed by {who}.").format(who=isolated(who.name()))))


def _concerns(metric: Metric, draft: Draft) -> None:
    text = _("On all KPIs it stands in every chart, else in that of {label} alone.")
    st.segmented_control(
        _("On"),
        list(CONCERNS),
        default=THIS,
        required=True,
        format_func=lambda name: _(CONCERNS[name]),
        key=draft.key("concerns"),
        help=text.format(label=kpi_words.label(metric)),
    )


def _pin(metric: Metric, draft: Draft) -> Said:
    note = Note(
        day=draft.typed("day"),
        metric_key=None if draft.typed("concerns") == ALL else metric.key,
        text=draft.typed("text") or "",
        author=who.name(),
        link=draft.typed("link"),
    )
    store = loaders.store()
    number = notes.pin(store, note, at=clock.now())
    undo = partial(store.wishes.notes.take_back, number, at=clock.now(), by=who.name())
    return Said(_("The note is pinned to {day}.").format(day=dates.day(note.day)), undo)


def _take_back(note: Note) -> Said:
    store, number = loaders.store(), note.note_id or 0
    store.wishes.notes.take_back(number, at=clock.now(), by=who.name())
    return Said(_("The note was taken back."), partial(store.wishes.notes.bring_back, number))


def _bring_back(note: Note) -> Said:
    store, number = loaders.store(), note.note_id or 0
    store.wishes.notes.bring_back(number)
    undo = partial(store.wishes.notes.take_back, number, at=clock.now(), by=who.name())
    return Said(_("The note stands again."), undo)
