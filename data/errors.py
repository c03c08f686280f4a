"""The one family of errors whose text is shown to people as it stands.

Each says what happened, what is there, and what to do. Anything else that is raised is a defect: it fails
loudly in the log and kindly on the page.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from data.texts import _


class RapportError(Exception):
    """A problem that the person at the screen can understand and mend."""


class UnreadableFileError(RapportError):
    """A file that holds no table: empty, a picture, broken, or larger than the limits."""


class ReadingCancelledError(RapportError):
    """A person ended the reading of a file."""


class UnrecognisedTableError(RapportError):
    """A table that no profile knows and nobody has mapped."""


class InvalidMappingError(RapportError):
    """A mapping that leaves a required column out, or names a column that isn't there."""


class TooLittleDataError(RapportError):
    """Not enough data for an answer that could be trusted; the text says what is missing."""


class StoreBusyError(RapportError):
    """Another process is writing and did not finish within the time allowed."""


class StoreFullError(RapportError):
    """The disk that holds the store is full; what was being written does not count."""


class StoreUnusableError(RapportError):
    """A store that is broken, gone by half, or made by another version of the program."""


class InvalidSettingError(RapportError):
    """A value that a setting can't have; the text says which it can."""


class InvalidWishError(RapportError):
    """A target, note or rule that can't be kept as it stands; the text says what to change."""


class UnknownNameError(RapportError):
    """A name that isn't in the list it was looked up in."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = get_close_matches(name, names, n=1)
        hint = _(" Did you mean {near}?").format(near=near[0]) if near else ""
        text = _("There is no {what} called {name}.{hint} Known: {known}.")
        super().__init__(text.format(what=what, name=name, hint=hint, known=", ".join(names)))
