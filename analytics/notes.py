"""Notes beside the numbers: which ones a chart shows, and which ones may tell more about a move."""

from dataclasses import replace
from datetime import date, timedelta

from analytics import wording
from analytics.metrics import metric
from data.store import Store
from data.texts import _
from data.wishes.notes import Note

__all__ = ["LONGEST_TEXT", "Note", "near", "of", "pin"]

LONGEST_TEXT = 1_000
LONGEST_NAME = 60
DAYS_BEFORE = 14  # what is noted up to two weeks earlier may still be at work


def pin(store: Store, note: Note, *, at: str) -> int:
    """Check and keep a note; return its id.

    Raises
    ------
    RapportError
        If it has no text or one that is too long, or its link is no address on the web; then nothing is kept.
    """
    checked = replace(
        note,
        metric_key=None if note.metric_key is None else metric(note.metric_key).key,
        text=wording.paragraph(note.text, longest=LONGEST_TEXT, what=_("The note")),
        author=wording.line(note.author, longest=LONGEST_NAME, what=_("The author's name")),
        link=wording.link(note.link),
    )
    return store.wishes.notes.add(checked, at=at)


def of(
    store: Store, metric_key: str, first_day: date, last_day: date, *, with_taken_back: bool = False
) -> tuple[Note, ...]:
    """Return the notes that concern a metric (its own, and those on all) of some days, earliest first."""
    notes = store.wishes.notes.between(first_day, last_day)
    return tuple(
        note
        for note in notes
        if note.metric_key in {None, metric_key} and (with_taken_back or note.taken_back_at is None)
    )


def near(store: Store, metric_key: str, first_day: date, last_day: date) -> tuple[Note, ...]:
    """Return the notes of some days and the two weeks before them, on any metric: the metric's own come first.

    What was noted on prices may tell more about a move of churn than what was noted on churn.
    """
    notes = store.wishes.notes.between(first_day - timedelta(days=DAYS_BEFORE), last_day)
    standing = [note for note in notes if note.taken_back_at is None]
    return tuple(sorted(standing, key=lambda note: note.metric_key not in {None, metric_key}))
