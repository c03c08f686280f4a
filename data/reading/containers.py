"""Files inside files: gzip and zip are opened, bombs are refused before they go off."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from data.errors import UnreadableFileError
from data.reading.blocks import MEBIBYTE, Limits
from data.reading.signatures import EMPTY_ZIP, GZIP, ZIP
from data.texts import _

CHUNK_BYTES = 1024 * 1024
PACKED_BYTES = 16 * 1024  # what is packed is taken in small pieces: the rest of each is copied at every step
DEEPEST = 3
LONGEST_NAME = 200
UNSEEN = "\N{REPLACEMENT CHARACTER}"
NESTED = " › "
CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
WORKBOOK_PARTS = ("[Content_Types].xml", "content.xml")
# What Python raises on a zip file that somebody damaged, or made to be a trap.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file that is no archive, or the reason why it could not be had."""

    name: str
    content: bytes
    refused: UnreadableFileError | None = None


def shown_name(name: str) -> str:
    r"""Return a file's name as it can be shown: in one line, not too long, with nothing that can't be seen.

    Examples
    --------
    >>> shown_name("a\nb.csv"), shown_name("x" * 300 + ".csv")[-10:], len(shown_name("x" * 300))
    ('a�b.csv', 'xxxxxx.csv', 200)
    """
    seen = "".join(mark if mark.isprintable() else UNSEEN for mark in name)
    half = LONGEST_NAME // 2
    return seen if len(seen) <= LONGEST_NAME else f"{seen[: half - 1]}…{seen[-half:]}"


class Budget:
    """What an archive may unpack to, counted over everything in it: archives in archives don't multiply.

    Parameters
    ----------
    name, packed
        The outermost file and its size in bytes.
    """

    def __init__(self, name: str, packed: int, limits: Limits) -> None:
        self._name = name
        self._packed = packed
        self._limits = limits
        self._unpacked = 0
        self._members = 0

    def spend(self, unpacked: int) -> None:
        """Count what was unpacked.

        Raises
        ------
        UnreadableFileError
            If it is more than the limits allow, in all or for the size that it was packed to.
        """
        self._unpacked += unpacked
        self.refuse_beyond(self._unpacked)

    def refuse_beyond(self, unpacked: int) -> None:
        """Refuse a size that is not unpacked yet, as an archive states it."""
        limits = self._limits
        if unpacked > limits.unpacked_bytes:
            text = _("{file} unpacks to more than {limit} MB, which is the limit. Export a shorter period.")
            raise UnreadableFileError(text.format(file=self._name, limit=limits.unpacked_bytes // MEBIBYTE))
        if unpacked > limits.ratio_free_bytes and unpacked > limits.ratio * self._packed:
            text = _(
                "{file} grows to more than {ratio} times its size when unpacked, as no export does. It was not"
                " opened; unpack it yourself if you trust it, and drop the file inside."
            )
            raise UnreadableFileError(text.format(file=self._name, ratio=limits.ratio))

    def count_members(self, members: int) -> None:
        """Count files, and refuse more than the limits allow."""
        self._members += members
        if self._members > self._limits.members:
            text = _("{file} holds {count} files; {limit} is the limit. Split it.")
            message = text.format(file=self._name, count=self._members, limit=self._limits.members)
            raise UnreadableFileError(message)


def unpack(name: str, content: bytes, limits: Limits) -> Iterator[Member]:
    """Yield the files within, or the file itself where it is no archive.

    Raises
    ------
    UnreadableFileError
        If it is broken, needs a password, or grows beyond the limits.
    """
    name = shown_name(name)
    yield from _unpack(name, content, Budget(name, len(content), limits), depth=0)


def _unpack(name: str, content: bytes, budget: Budget, *, depth: int) -> Iterator[Member]:
    if content.startswith(GZIP):
        _refuse_deep(name, depth + 1)
        yield from _unpack(name, _gunzip(name, content, budget), budget, depth=depth + 1)
    elif content.startswith((ZIP, EMPTY_ZIP)) and not is_workbook(content):
        _refuse_deep(name, depth + 1)
        yield from _members(name, content, budget, depth=depth + 1)
    else:
        yield Member(name, content)


def is_workbook(content: bytes) -> bool:
    """Tell a spreadsheet, which is a zip file as well, from an archive of files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not set(WORKBOOK_PARTS).isdisjoint(archive.namelist())
    except BROKEN:
        return False


def opened(name: str, content: bytes) -> zipfile.ZipFile:
    """Return a zip file, or say that it is broken."""
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except BROKEN:
        raise _broken(name) from None


def pieces(shown: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """Yield a member piece by piece, each counted.

    The size that an archive states may be a lie: never more than that is read, and what was cut off there doesn't
    give its checksum.
    """
    try:
        with archive.open(info) as stream:
            while piece := stream.read(CHUNK_BYTES):
                budget.spend(len(piece))
                yield piece
    except BROKEN:
        raise _broken(shown) from None


def stated_size(archive: zipfile.ZipFile) -> int:
    """Return what a zip file says that it unpacks to, in bytes."""
    return sum(info.file_size for info in archive.infolist())


def _gunzip(name: str, content: bytes, budget: Budget) -> bytes:
    unpacked = io.BytesIO()
    try:
        for piece in _inflated(content):
            budget.spend(len(piece))
            unpacked.write(piece)
    except (zlib.error, EOFError):
        raise _broken(name) from None
    return unpacked.getvalue()


def _inflated(content: bytes) -> Iterator[bytes]:
    """Yield what a gzip file holds; it may be several, one after the other, with padding at the end."""
    view, place = memoryview(content), 0
    while view[place : place + len(GZIP)] == GZIP:
        engine = zlib.decompressobj(wbits=31)
        rest: memoryview | bytes = b""
        while not engine.eof:
            if not rest:
                rest = view[place : place + PACKED_BYTES]
                place += len(rest)
            at_end = not rest
            piece = engine.decompress(rest, CHUNK_BYTES)
            if at_end and not piece and not engine.eof:
                raise EOFError
            yield piece
            rest = engine.unconsumed_tail
        place -= len(engine.unused_data)


def _broken(name: str) -> UnreadableFileError:
    text = _("{file} is damaged or was not downloaded to its end. Download or export it again.")
    return UnreadableFileError(text.format(file=name))


def _members(name: str, content: bytes, budget: Budget, *, depth: int) -> Iterator[Member]:
    with opened(name, content) as archive:
        files = [info for info in archive.infolist() if _is_wanted(info)]
        budget.count_members(len(files))
        budget.refuse_beyond(stated_size(archive))
        if not files:
            raise UnreadableFileError(_("{file} is an archive with no file in it.").format(file=name))
        for info in files:
            shown = f"{name}{NESTED}{shown_name(info.filename)}"
            yield from _opened(shown, archive, info, budget, depth=depth)


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    return not (info.is_dir() or info.filename.startswith(CLUTTER[0]) or path.name in CLUTTER)


def _refuse_deep(name: str, depth: int) -> None:
    if depth > DEEPEST:
        text = _("{file} is an archive in an archive in an archive. Unpack it and drop the files.")
        raise UnreadableFileError(text.format(file=name))


def _opened(
    shown: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget, *, depth: int
) -> Iterator[Member]:
    """Yield what is in a member; a bad one stops none of the others."""
    try:
        yield from _unpack(shown, _content(shown, archive, info, budget), budget, depth=depth)
    except UnreadableFileError as error:
        yield Member(shown, b"", refused=error)


def _content(shown: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    if info.flag_bits & 1:
        text = _("{file} is protected by a password. Unpack it and drop the file inside.")
        raise UnreadableFileError(text.format(file=shown))
    content = io.BytesIO()
    content.writelines(pieces(shown, archive, info, budget))
    return content.getvalue()
