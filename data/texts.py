"""Gettext for every text a person reads.

Call ``_`` on a literal and format afterwards, so that translators see whole sentences:
``_("{rows} rows were imported.").format(rows=12)``. Constants built at import time are only marked, with
``mark``, and translated with ``_`` where they are shown.
"""

import gettext
from contextvars import ContextVar
from pathlib import Path

DOMAIN = "rapport"
LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"

_code: ContextVar[str | None] = ContextVar("rapport_language_code", default=None)
_active: ContextVar[gettext.NullTranslations | None] = ContextVar("rapport_language", default=None)


def use_language(code: str) -> None:
    """Speak the given language (an ISO 639-1 code) from here on in this context; English where none is at hand."""
    _active.set(gettext.translation(DOMAIN, LOCALE_DIR, languages=[code], fallback=True))
    _code.set(code)


def language() -> str | None:
    """Return the code of the language asked for, for another process to speak it too."""
    return _code.get()


def _(message: str) -> str:
    """Return the message in the reader's language."""
    active = _active.get()
    return active.gettext(message) if active else message


def _n(singular: str, plural: str, count: int) -> str:
    """Return the form of the message that fits the count, in the reader's language."""
    active = _active.get()
    if active:
        return active.ngettext(singular, plural, count)
    return singular if count == 1 else plural


def mark(message: str) -> str:
    """Mark a constant for translation without translating it yet."""
    return message
