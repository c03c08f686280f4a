"""What a file is by its first bytes, whatever its name says."""

from data.errors import UnreadableFileError
from data.reading.encodings import utf16_without_mark
from data.texts import _, mark

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
GZIP = b"\x1f\x8b"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")

# (first bytes, what it is)
NOT_TABLES = (
    (b"\x89PNG", mark("a picture (PNG)")),
    (b"\xff\xd8\xff", mark("a picture (JPEG)")),
    (b"GIF8", mark("a picture (GIF)")),
    (b"RIFF", mark("a picture, sound or film")),
    (b"II*\x00", mark("a picture (TIFF)")),
    (b"MM\x00*", mark("a picture (TIFF)")),
    (b"BM", mark("a picture (BMP)")),
    (b"%PDF", mark("a PDF document")),
    (b"{\\rtf", mark("a text document (RTF)")),
    (b"7z\xbc\xaf\x27\x1c", mark("a 7z archive")),
    (b"Rar!", mark("a RAR archive")),
    (b"BZh", mark("a bzip2 archive")),
    (b"\xfd7zXZ", mark("an xz archive")),
    (b"\x28\xb5\x2f\xfd", mark("a Zstandard archive")),
    (b"SQLite format 3", mark("an SQLite database")),
    (b"PAR1", mark("a Parquet file")),
    (b"\x7fELF", mark("a program")),
    (b"MZ", mark("a program")),
)
WEB_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head")
CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\v\x1a\x1b")
SAMPLE_BYTES = 65_536


def refuse_what_is_no_table(name: str, content: bytes) -> None:
    """Raise UnreadableFileError, with what it is, for a file that can't hold a table."""
    head = content[:SAMPLE_BYTES]
    for start, what in NOT_TABLES:
        if head.startswith(start) and (len(start) > 2 or _is_binary(head)):
            raise UnreadableFileError(_not_a_table(name, _(what)))
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(WEB_PAGE_STARTS):
        text = _(
            "{file} is a web page, perhaps the sign-in page of the tool instead of its export. Sign in there,"
            " export again and drop that file."
        )
        raise UnreadableFileError(text.format(file=name))
    if _is_binary(head):
        raise UnreadableFileError(_not_a_table(name, _("binary data")))


def _not_a_table(name: str, what: str) -> str:
    text = _("{file} is {what}, not a table. Export it as CSV or Excel from the tool it comes from.")
    return text.format(file=name, what=what)


def _is_binary(head: bytes) -> bool:
    """Control bytes don't stand in text, or in few lines; UTF-16 is told by its zeros beside other bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or not head:
        return False
    if utf16_without_mark(head) is not None:
        return False
    if len(head) - len(head.translate(None, CONTROL_BYTES)) <= 0.02 * len(head):
        return False
    lines = head.splitlines()
    return 2 * sum(line == line.translate(None, CONTROL_BYTES) for line in lines) <= len(lines)
