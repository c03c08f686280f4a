"""Bytes to text: byte-order mark, then strict UTF-8, then the best guess."""

import codecs
import re
import unicodedata

from data.errors import UnreadableFileError
from data.reading.likely_encoding import likely_encoding
from data.texts import _, _n

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 20_000
PLAIN_CHARACTERS = 0.02  # of a text in UTF-16: delimiters and line ends at least
MOST_DOUBTFUL = 0.01
MOST_PAIRS = 0.4


def decode(content: bytes, encoding: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """Return the text, the encoding it was read with, and warnings.

    Raises
    ------
    UnreadableFileError
        If the encoding that a person named is unknown or doesn't fit.
    """
    if encoding is not None:
        return _as_told(content, encoding), encoding, ()
    for mark_bytes, name in BYTE_ORDER_MARKS:
        if content.startswith(mark_bytes):
            # files that were put together may bring a second mark
            return content.decode(name, errors="replace").lstrip("\ufeff"), name, ()
    wide = utf16_without_mark(content)
    if wide:
        return content.decode(wide, errors="replace"), wide, ()
    try:
        return content.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        return _guessed(content)


def _as_told(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        text = _("There is no encoding called {encoding}. Try utf-8, cp1252 or utf-16, or leave it out.")
        raise UnreadableFileError(text.format(encoding=encoding)) from None
    except UnicodeDecodeError as error:
        text = _("The file is not written in {encoding} (byte {position} doesn't fit). Leave the encoding out.")
        raise UnreadableFileError(text.format(encoding=encoding, position=error.start)) from None


def utf16_without_mark(content: bytes) -> str | None:
    """Return which UTF-16 a text is written in that doesn't say so, None where it isn't.

    Its line ends, commas and digits have a zero beside them, which no other encoding has; seen the wrong way
    round they are letters of far-off scripts.
    """
    sample = content[: min(len(content), SAMPLE_BYTES) // 2 * 2]
    if len(sample) < 4 or 0 not in sample:
        return None
    found = {name: _plain_share(sample, name) for name in ("utf-16-le", "utf-16-be")}
    best = max(found, key=lambda name: found[name])
    return best if found[best] >= PLAIN_CHARACTERS and found[best] > 4 * min(found.values()) else None


def _plain_share(sample: bytes, encoding: str) -> float:
    """Return the share of printable ASCII among the characters, 0 where some can't stand in a text."""
    text = sample.decode(encoding, errors="replace")
    doubtful = sum((letter < " " and letter not in "\t\r\n") or letter == "\ufffd" for letter in text)
    pairs = sum(" " <= first <= "~" and " " <= second <= "~" for first, second in map(_as_two_bytes, text))
    if pairs > MOST_PAIRS * len(text):
        return 0.0  # an eight-bit text seen two letters at a time
    doubtful += sum(unicodedata.category(letter) in {"Cn", "Co"} for letter in set(text)) * 2
    if doubtful > MOST_DOUBTFUL * len(text) + 1:
        return 0.0
    return sum(letter <= "~" for letter in text) / len(text)


def _as_two_bytes(letter: str) -> tuple[str, str]:
    return chr(ord(letter) >> 8 & 0xFF), chr(ord(letter) & 0xFF)


def _guessed(content: bytes) -> tuple[str, str, tuple[str, ...]]:
    name = likely_encoding(content)
    if name == "utf-8":
        return _damaged_utf8(content)
    text, wrong = _with_every_byte(content, name)
    warning = _(
        "The file doesn't say its encoding; it was read as {encoding}. Check that its names and texts read right."
    )
    warnings = [warning.format(encoding=name)]
    if wrong:
        warning = _n(
            "{count} byte has no meaning in {encoding}; it is shown as \ufffd.",
            "{count} bytes have no meaning in {encoding}; they are shown as \ufffd.",
            wrong,
        )
        warnings.append(warning.format(count=wrong, encoding=name))
    return text, name, tuple(warnings)


def _with_every_byte(content: bytes, encoding: str) -> tuple[str, int]:
    """Return the text and how many bytes had no meaning; a byte that cp1252 lacks is taken from latin-1."""
    try:
        return content.decode(encoding), 0
    except UnicodeDecodeError:
        pass
    if encoding == "cp1252":
        text = content.decode(encoding, errors="surrogateescape")
        return re.sub(r"[\udc80-\udcff]", lambda found: chr(ord(found.group()) - 0xDC00), text), 0
    text = content.decode(encoding, errors="replace")
    return text, text.count("\ufffd")


def _damaged_utf8(content: bytes) -> tuple[str, str, tuple[str, ...]]:
    """UTF-8 in which a few bytes of another encoding were mixed: the good letters are kept."""
    text = content.decode("utf-8", errors="surrogateescape")
    foreign = sum("\udc80" <= letter <= "\udcff" for letter in text)
    mended = re.sub(r"[\udc80-\udcff]", lambda found: _single_byte(ord(found.group()) - 0xDC00), text)
    warning = _n(
        "{count} byte is not UTF-8 like the rest; it was read as a Western letter.",
        "{count} bytes are not UTF-8 like the rest; they were read as Western letters.",
        foreign,
    )
    return mended, "utf-8", (warning.format(count=foreign),)


def _single_byte(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
