"""Files inside files: gzip and zip are opened, bombs are refused before they go off."""

import io
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
DEEPEST = 3
LONGEST_NAME = 200
UNSEEN = "\N{REPLACEMENT CHARACTER}"
NESTED = " › "
CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
WORKBOOK_PARTS = ("[Content_Types].xml", "content.xml")


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


def unpack(name: str, content: bytes, limits: Limits, *, depth: int = 0) -> Iterator[Member]:
    """Yield the files within, or the file itself where it is no archive.

    Raises
    ------
    UnreadableFileError
        If it is broken, needs a password, or grows beyond the limits.
    """
    if content.startswith(GZIP):
        inner = _gunzip(name, content, limits)
        yield from unpack(name, inner, limits, depth=depth + 1)
    elif content.startswith((ZIP, EMPTY_ZIP)) and not is_workbook(content):
        yield from _members(name, content, limits, depth=depth + 1)
    else:
        yield Member(name, content)


def is_workbook(content: bytes) -> bool:
    """Tell a spreadsheet, which is a zip file as well, from an archive of files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(part in archive.namelist() for part in WORKBOOK_PARTS)
    except zipfile.BadZipFile:
        return False


def refuse_bomb(name: str, content: bytes, limits: Limits) -> None:
    """Raise UnreadableFileError where a zip file says that it grows beyond the limits."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _refuse_growth(name, sum(info.file_size for info in archive.infolist()), len(content), limits)


def _refuse_growth(name: str, unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > limits.unpacked_bytes:
        text = _("{file} unpacks to more than {limit} MB, which is the limit. Export a shorter period.")
        raise UnreadableFileError(text.format(file=name, limit=limits.unpacked_bytes // MEBIBYTE))
    if unpacked > limits.ratio_free_bytes and unpacked > limits.ratio * packed:
        text = _(
            "{file} grows to more than {ratio} times its size when unpacked, as no export does. It was not"
            " opened; unpack it yourself if you trust it, and drop the file inside."
        )
        raise UnreadableFileError(text.format(file=name, ratio=limits.ratio))


def _gunzip(name: str, content: bytes, limits: Limits) -> bytes:
    engine = zlib.decompressobj(wbits=31)
    parts, rest, unpacked = [], content, 0
    try:
        while not (engine.eof and not rest):
            if engine.eof:  # a gzip file may be several, one after the other
                engine = zlib.decompressobj(wbits=31)
            part = engine.decompress(rest, CHUNK_BYTES)
            unpacked += len(part)
            _refuse_growth(name, unpacked, len(content), limits)
            parts.append(part)
            after = engine.unused_data  # another part, or padding
            rest = (after if after.startswith(GZIP) else b"") if engine.eof else engine.unconsumed_tail
            if not part and not rest and not engine.eof:
                raise _broken(name)
    except zlib.error:
        raise _broken(name) from None
    return b"".join(parts)


def _broken(name: str) -> UnreadableFileError:
    text = _("{file} is damaged or was not downloaded to its end. Download or export it again.")
    return UnreadableFileError(text.format(file=name))


def _members(name: str, content: bytes, limits: Limits, *, depth: int) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise _broken(name) from None
    with archive:
        files = [info for info in archive.infolist() if _is_wanted(info)]
        _refuse_many(name, files, depth, limits)
        _refuse_growth(name, sum(info.file_size for info in archive.infolist()), len(content), limits)
        if not files:
            raise UnreadableFileError(_("{file} is an archive with no file in it.").format(file=name))
        for info in files:
            yield from _opened(f"{name}{NESTED}{info.filename}", archive, info, limits, depth=depth)


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    return not (info.is_dir() or info.filename.startswith(CLUTTER[0]) or path.name in CLUTTER)


def _refuse_many(name: str, files: list[zipfile.ZipInfo], depth: int, limits: Limits) -> None:
    if len(files) > limits.members:
        text = _("{file} holds {count} files; {limit} is the limit. Split it.")
        raise UnreadableFileError(text.format(file=name, count=len(files), limit=limits.members))
    if depth > DEEPEST:
        text = _("{file} is an archive in an archive in an archive. Unpack it and drop the files.")
        raise UnreadableFileError(text.format(file=name))


def _opened(
    shown: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, *, depth: int
) -> Iterator[Member]:
    """Yield what is in a member; a bad one stops none of the others."""
    try:
        yield from unpack(shown, _content(shown, archive, info), limits, depth=depth)
    except UnreadableFileError as error:
        yield Member(shown, b"", refused=error)


def _content(shown: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        text = _("{file} is protected by a password. Unpack it and drop the file inside.")
        raise UnreadableFileError(text.format(file=shown))
    try:
        with archive.open(info) as stream:
            # The size that the archive states may be a lie: never read beyond it.
            return stream.read(info.file_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise _broken(shown) from None
