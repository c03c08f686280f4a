"""Texts that people write beside the numbers: cleaned of what can't be seen, and held to a length."""

import unicodedata
from urllib.parse import urlsplit

from data.errors import InvalidWishError
from data.texts import _

LONGEST_LINK = 2_000
# They turn the direction of what comes after them too, beyond the text that they stand in.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = frozenset({"Cc", "Cs"})  # control characters, and halves of characters, which no file can hold


def paragraph(text: str, *, longest: int, what: str) -> str:
    r"""Return a text of several lines without control characters and without white space around it.

    Parameters
    ----------
    what
        What it is ("The note"), for the error.

    Raises
    ------
    InvalidWishError
        Where nothing is left, or more letters than fit.

    Examples
    --------
    >>> paragraph(" Prices\x00 up\r\nby 3 % ", longest=50, what="The note")
    'Prices up\nby 3 %'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(1).split("\n")
    cleaned = "\n".join(_visible(line) for line in lines).strip()
    if not cleaned:
        raise InvalidWishError(_("{what} is empty. Write something first.").format(what=what))
    if len(cleaned) > longest:
        message = _("{what} has {count:,} letters, and {longest:,} fit. Shorten it.")
        raise InvalidWishError(message.format(what=what, count=len(cleaned), longest=longest))
    return cleaned


def line(text: str, *, longest: int, what: str) -> str:
    r"""Return a text as one line; otherwise as `paragraph`.

    Examples
    --------
    >>> line("Plan\n of  2026", longest=50, what="The name")
    'Plan of 2026'
    """
    return " ".join(paragraph(text, longest=longest, what=what).split())


def link(text: str | None) -> str | None:
    """Return an address on the web; None for an empty text.

    Raises
    ------
    InvalidWishError
        For any other scheme than http and https, since a click would run it or open a file.

    Examples
    --------
    >>> link(" https://example.org/plan "), link("  ")
    ('https://example.org/plan', None)
    """
    address = (text or "").strip()
    if not address:
        return None
    if not _is_web_address(address):
        message = _("The link is {text!r}. It must be an address that begins with https:// or http://.")
        raise InvalidWishError(message.format(text=address[:80]))
    return address


def _is_web_address(text: str) -> bool:
    if len(text) > LONGEST_LINK or any(letter.isspace() or not letter.isprintable() for letter in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets that hold no address
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _visible(text: str) -> str:
    kept = (letter for letter in text if unicodedata.category(letter) not in _UNSEEN)
    return "".join(letter for letter in kept if letter not in _TURNING)
