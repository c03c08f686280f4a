"""What is going on in the background of the import page: reading, planning anew, storing, taking back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, Literal

import streamlit as st

from analytics import jobs, who_is_who
from analytics.rhythm import tool_label
from analytics.who_is_who import Correction
from components import background, clock, import_foretelling, import_plans, import_tray, loaders, who
from components.background import Job, Progress
from components.import_cancelling import correction_as_now, put_back_when_cancelled
from components.import_storing import Outcome, store_all
from components.import_tray import File
from components.texts import _, mark
from data.errors import UnknownNameError
from data.importing import batches
from data.state import Batch

Kind = Literal["reading", "storing", "undoing"]
GOING_ON = "import_going_on"
LAST = "import_last"
SOON_SECONDS = 0.4  # what is done by then shows no progress
CANCEL = {"reading": mark("Stop reading"), "storing": mark("Cancel the import"), "undoing": mark("Stop")}
CANCELLING = {
    "reading": mark("Stopping …"),
    "storing": mark("Cancelling: what was stored is removed …"),
    "undoing": mark("Stopping …"),
}


def going_on() -> Kind | None:
    """Return what is going on, if anything."""
    found: tuple[Kind, Job[Any]] | None = st.session_state.get(GOING_ON)
    return found[0] if found else None


def last() -> Outcome | str | None:
    """Return what was done last in this browser: an import, or a sentence about something else."""
    done: Outcome | str | None = st.session_state.get(LAST)
    return done


def forget_last() -> None:
    """Say no more about what was done last."""
    st.session_state[LAST] = None


def read(given: Sequence[tuple[str, bytes]]) -> None:
    """Begin to read files that were dropped."""
    forget_last()
    store, day = loaders.company_store(), today()
    _begin("reading", lambda progress: import_plans.read_all(store, given, day, progress))


def choose(table_key: str, **chosen: Any) -> None:
    """Begin to plan a table anew with some options chosen; what is going on already comes first."""
    collect(wait_seconds=None)
    file = import_tray.find(table_key)
    if file is None:
        return
    store, day = loaders.company_store(), today()
    table = next(table for table in file.tables if table.key == table_key)
    options = replace(table.options, **chosen)
    _begin("reading", lambda progress: import_plans.again(store, file, table, options, day, progress))


def store_files(files: Sequence[File]) -> None:
    """Begin to store what is ready in some files."""
    store, at, by = loaders.company_store(), clock.now(), who.name()
    tables = [table for file in files for table in file.ready]

    def store_them(progress: Progress) -> tuple[Outcome, Sequence[File]]:
        return store_all(store, tables, at=at, by=by, progress=progress), files

    _begin("storing", store_them)


def take_back(batch: Batch, sentence: str) -> None:
    """Begin to take a batch back; the sentence says afterwards what that did."""
    store, at, by = loaders.company_store(), clock.now(), who.name()
    number = batch.batch_id or 0

    def undo(progress: Progress) -> str:
        with put_back_when_cancelled(store, partial(batches.reinstate, store, number)):
            jobs.undo(store, number, at=at, by=by, progress=progress)
        return sentence

    _begin("undoing", undo)


def correct(correction: Correction) -> None:
    """Begin to let a reference mean another customer."""
    store = loaders.company_store()

    def put_right(progress: Progress) -> str:
        as_now = correction_as_now(store, correction.source, correction.reference)
        try:
            with put_back_when_cancelled(store, as_now):
                kept = who_is_who.correct(store, correction, progress)
        except UnknownNameError as problem:  # a name was typed that nobody has
            return str(problem)
        text = _("{reference} in {source} means {customer} from now on.")
        return text.format(reference=kept.reference, source=tool_label(kept.source), customer=kept.customer_id)

    _begin("undoing", put_right)


def forget_correction(correction: Correction) -> None:
    """Begin to let a reference mean again whom its id and address say."""
    store = loaders.company_store()

    def forget(progress: Progress) -> str:
        as_now = correction_as_now(store, correction.source, correction.reference)
        with put_back_when_cancelled(store, as_now):
            who_is_who.take_back(store, correction.source, correction.reference, progress)
        return _("The correction of {reference} was taken back.").format(reference=correction.reference)

    _begin("undoing", forget)


def collect(wait_seconds: float | None = SOON_SECONDS) -> None:
    """Take in what has been done in the meantime; without a limit to the waiting, what is going on as well."""
    found: tuple[Kind, Job[Any]] | None = st.session_state.get(GOING_ON)
    if found is None or not found[1].wait(wait_seconds):
        return
    kind, job = found
    st.session_state[GOING_ON] = None
    if job.error is not None:
        st.session_state[LAST] = _("Something went wrong. The log of the server says what; try again.")
    elif job.result is not None:
        _TAKEN_IN[kind](job.result)


def follow(place: st.delta_generator.DeltaGenerator) -> None:
    """Show how far it is, in a place further up the page, until it is done; call it last on the page."""
    found: tuple[Kind, Job[Any]] | None = st.session_state.get(GOING_ON)
    if found is None:
        return
    kind, job = found
    with place:
        background.follow(job, key="import_progress", cancel=_(CANCEL[kind]), cancelling=_(CANCELLING[kind]))


def today() -> date:
    """Return the day on which this run of the page began."""
    return datetime.fromisoformat(clock.now()).date()


def _begin(kind: Kind, work: Callable[[Progress], Any]) -> None:
    import_foretelling.give_way()
    st.session_state[GOING_ON] = (kind, Job(work))


def _stored(done: tuple[Outcome, Sequence[File]]) -> None:
    """Keep what an import did; its files leave the page, but for those that could not be stored."""
    outcome, files = done
    st.session_state[LAST] = outcome
    if outcome.is_cancelled:
        return
    failed = {name for name, _why in outcome.failed}
    import_tray.remove([file for file in files if not any(table.plan.file in failed for table in file.ready)])
    if outcome.tables:
        loaders.choose("company")


def _undone(sentence: str) -> None:
    st.session_state[LAST] = sentence


_TAKEN_IN: dict[Kind, Callable[[Any], None]] = {
    "reading": import_tray.put,
    "storing": _stored,
    "undoing": _undone,
}
