"""Bytes to text: byte-order mark, then strict UTF-8, then the best guess."""

import codecs
import re

from charset_normalizer import from_bytes

from data.errors import UnreadableFileError
from data.texts import _

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Scripts whose words consist of high bytes from end to end; the guesser is only asked among these, because on
# Western texts, where one letter in thirty is accented, it is easily led astray.
OTHER_SCRIPTS = [
    "gb18030",
    "big5",
    "shift_jis",
    "euc_kr",
    "cp1251",
    "koi8_r",
    "cp1256",
    "cp1253",
    "cp1255",
    "cp874",
]
HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
ACCENTED = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]+|[\x80-\xff]+(?=[A-Za-z])")
SAMPLE_BYTES = 200_000


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
            return content.decode(name, errors="replace"), name, ()
    wide = _utf16_without_mark(content)
    if wide:
        return content.decode(wide), wide, ()
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


def _utf16_without_mark(content: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in every other byte, which no other encoding has."""
    sample = content[: min(len(content), SAMPLE_BYTES) // 2 * 2]
    if len(content) % 2 or len(sample) < 4 or 0 not in sample:
        return None
    half = len(sample) // 2
    for name, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if zeros.count(0) > 0.3 * half and letters.count(0) < 0.01 * half:
            try:
                content.decode(name)
            except UnicodeDecodeError:
                continue
            return name
    return None


def _guessed(content: bytes) -> tuple[str, str, tuple[str, ...]]:
    damaged = _damaged_utf8(content)
    if damaged is not None:
        return damaged
    name = _likely_encoding(content)
    try:
        text = content.decode(name)
    except UnicodeDecodeError:
        name = "latin-1"  # every byte has a meaning in it
        text = content.decode(name)
    warning = _("The file doesn't say its encoding; it was read as {encoding}. Check the accented letters.")
    return text, name, (warning.format(encoding=name),)


def _damaged_utf8(content: bytes) -> tuple[str, str, tuple[str, ...]] | None:
    """UTF-8 in which a few bytes of another encoding were mixed: the good letters are kept."""
    text = content.decode("utf-8", errors="surrogateescape")
    foreign = sum("\udc80" <= letter <= "\udcff" for letter in text)
    others = sum(letter > "\x7f" for letter in text) - foreign
    if foreign * 10 > others:
        return None
    mended = re.sub(r"[\udc80-\udcff]", lambda found: _single_byte(ord(found.group()) - 0xDC00), text)
    warning = _("{count} bytes are not UTF-8 like the rest; they were read as Western letters.")
    return mended, "utf-8", (warning.format(count=foreign),)


def _single_byte(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _likely_encoding(content: bytes) -> str:
    runs = HIGH_RUNS.findall(content[:SAMPLE_BYTES])
    beside_letters = len(ACCENTED.findall(content[:SAMPLE_BYTES]))
    if sum(map(len, runs)) < 3 * len(runs) and 2 * beside_letters > len(runs):
        return "cp1252"
    lines = [line for line in content[: 4 * SAMPLE_BYTES].splitlines() if HIGH_RUNS.search(line)]
    best = from_bytes(b"\n".join(lines)[:SAMPLE_BYTES], cp_isolation=OTHER_SCRIPTS).best()
    return best.encoding if best else "cp1252"
