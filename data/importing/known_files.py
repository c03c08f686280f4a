"""Files whose whole content is in force: known by their bytes, before anything of them is parsed.

The same bytes can mean something else once a person said otherwise. What a file was understood by is therefore
noted with its batches: the options given, what is remembered for its headers, the settings that dates and amounts
are read with. Where any of that is other than it was, the file has to be read again.
"""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from data.importing.options import ImportOptions
from data.recognising import Recognition, header_key
from data.state import Batch, State

NOTED = "file"


def file_hash(content: bytes | Path) -> str:
    """Return what a file is known by: the SHA-256 of its bytes; "" where it can't be opened."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with suppress(OSError), content.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""


def noted(
    header: Sequence[str], recognition: Recognition, options: ImportOptions, state: State, *, tables_in_file: int
) -> dict[str, Any]:
    """Return what is noted with a batch, so that its file is known when it comes again."""
    key = header_key(header)
    known = {
        "header_key": key,
        "understood_by": _understood_by(key, options, state),
        "tables": tables_in_file,
        "recognised_as": recognition.profile,
        "confidence": recognition.confidence,
    }
    return {NOTED: known}


def batches_of_known(digest: str, options: ImportOptions, state: State) -> list[Batch]:
    """Return the batches in force that hold all there is in a file; none where it has to be read."""
    if not digest:
        return []
    held = [batch for batch in state.batches_of_file(digest) if _is_as_now(batch, options, state)]
    return held if held and len(held) >= max(batch.details[NOTED]["tables"] for batch in held) else []


def _is_as_now(batch: Batch, options: ImportOptions, state: State) -> bool:
    then = batch.details.get(NOTED)
    return then is not None and then["understood_by"] == _understood_by(then["header_key"], options, state)


def _understood_by(key: str, options: ImportOptions, state: State) -> str:
    settings = state.settings()
    remembered = (state.remembered_mapping(key), sorted(state.remembered_answers(key).items()))
    said = (options.said(), remembered, settings.time_zone, settings.currency)
    return hashlib.sha256(repr(said).encode()).hexdigest()
