"""What is noted about a file with its batch, because the rows that are kept don't tell."""

from typing import Any

import pandas as pd

from data.importing.checking import Checked
from data.importing.moved_days import moved_days
from data.importing.read_as import ReadAs, read_as
from data.reading import Block
from data.recognising import Recognition

SHOWN, READ_AS, MOVED_DAYS = "shown", "read_as", "moved_days"
SAMPLE_ROWS = 200  # by so many a file is recognised


def details_of(block: Block, recognition: Recognition, checked: Checked) -> dict[str, Any]:
    """Return what is kept of a file beside its rows and counts; texts and numbers only.

    ``shown``: the headers as the file has them, repeated ones included, and ``read_as``: how it was read, both
    only where rows were set aside. ``moved_days``: which rows lie on another day
    here than in the tool, where its times have a zone.
    """
    moved = moved_days(block, recognition, checked)
    noted: dict[str, Any] = {MOVED_DAYS: moved.noted()} if moved else {}
    if checked.rejects.empty:
        return noted
    shown = list(block.shown if len(block.shown) == len(block.header) else block.header)
    return noted | {SHOWN: shown, READ_AS: how_read(block, recognition, checked).to_text()}


def how_read(block: Block, recognition: Recognition, checked: Checked) -> ReadAs:
    """Return how a file was read, as the rows set aside have to be when they come back."""
    first = checked.rejected_cells[:SAMPLE_ROWS]
    rows = pd.DataFrame([[cell for _header, cell in cells] for cells in first], dtype="str")
    return read_as(block, recognition, checked.meaning, rows, agreed=checked.agreed)
