"""Work that takes long, beside the page that shows how far it is: progress, a cancel, and what came of it."""

import contextvars
import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

import streamlit as st

from components.texts import _, _n

LOOK_AGAIN_SECONDS = 0.25
FORESEEN_FROM = 0.08  # below this share too little is done to say how long the rest takes
T = TypeVar("T")
Progress = Callable[[float, str], None]
log = logging.getLogger("rapport.work")


class CancelledError(Exception):
    """Raised inside the work, at its next word about how far it is, once somebody cancelled it."""


class Job(Generic[T]):
    """One piece of work in a thread of its own; it survives the page being drawn anew, or closed.

    Parameters
    ----------
    work
        Called with a function that takes the share done and what is being done; that function raises
        ``CancelledError`` once the job was cancelled.

    Examples
    --------
    >>> job = Job(lambda progress: 6 * 7)
    >>> job.wait(5), job.result
    (True, 42)
    """

    def __init__(self, work: Callable[[Progress], T]) -> None:
        self.share, self.what = 0.0, ""
        self.result: T | None = None
        self.error: Exception | None = None
        self.is_cancelled = False
        self._work = work
        self._started = time.monotonic()
        run = contextvars.copy_context().run  # the reader's language and locale go along
        self._thread = threading.Thread(target=run, args=(self._run,), daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """True once it has ended, well or not."""
        return not self._thread.is_alive()

    def wait(self, seconds: float | None) -> bool:
        """Wait a moment, or to its end with None; return whether it is done."""
        self._thread.join(seconds)
        return self.is_done

    def cancel(self) -> None:
        """Ask it to stop; it does at its next word about how far it is."""
        self.is_cancelled = True

    def seconds_left(self) -> float | None:
        """Return about how long the rest takes; None while too little is done to say."""
        if self.share < FORESEEN_FROM:
            return None
        return (time.monotonic() - self._started) * (1 - self.share) / self.share

    def _run(self) -> None:
        try:
            self.result = self._work(self._told)
        except CancelledError:
            self.is_cancelled = True
        except Exception as error:
            log.exception("Work beside a page failed")
            self.error = error

    def _told(self, share: float, what: str) -> None:
        self.share, self.what = min(1.0, max(0.0, share)), what
        if self.is_cancelled:
            raise CancelledError


def follow(job: Job[T], *, key: str, cancel: str, cancelling: str) -> None:
    """Draw how far a job is, with a cancel, until it is done; then draw the page anew.

    Whatever is pressed meanwhile interrupts the drawing, never the job.

    Parameters
    ----------
    cancel, cancelling
        What the button says, and what is said once it was pressed.
    """
    with st.container(border=True, key=key, gap="small"):
        bar = st.progress(job.share, job.what or " ")
        st.button(cancel, key=f"{key}_cancel", icon=":material/close:", disabled=job.is_cancelled,
                  on_click=job.cancel)  # fmt: skip
    with st.container(key=f"announced_{key}"):
        announced = st.empty()
    told = ""
    while not job.wait(LOOK_AGAIN_SECONDS):
        what = cancelling if job.is_cancelled else job.what
        bar.progress(job.share, what if job.is_cancelled else said(what, job.seconds_left()))
        if what != told:  # each step once, never the seconds as they run down
            announced.text(what)
            told = what
    st.rerun()


def said(what: str, seconds: float | None) -> str:
    """Return what is being done and how much of it is left.

    Examples
    --------
    >>> said("Storing a.csv", 11.6), said("Storing a.csv", 150), said("Storing a.csv", None)
    ('Storing a.csv · about 12 seconds left', 'Storing a.csv · about 3 minutes left', 'Storing a.csv')
    """
    if seconds is None:
        return what
    if seconds < 2:
        return _("{what} · nearly done").format(what=what)
    if seconds < 100:
        count = round(seconds)
        left = _n("about {count} second left", "about {count} seconds left", count).format(count=count)
    else:
        count = round(seconds / 60 + 0.49)
        left = _n("about {count} minute left", "about {count} minutes left", count).format(count=count)
    return f"{what} · {left}"
