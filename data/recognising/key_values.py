"""Reports with a row for each column, such as ``"Bounces:","5 (0.5%)"``, turned into a table of one row."""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.reading import Block

MARK = ":"
MOSTLY = 0.5
FEWEST = 5


def as_table(block: Block) -> Block:
    """Return a report of labels and values as a table with a column per label; any other block as it is.

    A report that says a label twice is about two things (two variants of a test) and stays as it is.
    """
    if not len(block.rows) + 1 >= FEWEST or block.rows.shape[1] < 2:
        return block
    pairs = [tuple(block.shown[:2]), *block.rows[[0, 1]].itertuples(index=False, name=None)]
    labelled = [(label.strip().removesuffix(MARK), value.strip()) for label, value in pairs if _is_label(label)]
    names = [label for label, _value in labelled]
    if len(labelled) < max(FEWEST, MOSTLY * len(pairs)) or len(set(names)) < len(names):
        return block
    return replace(
        block,
        header=tuple(names),
        shown=tuple(names),
        rows=pd.DataFrame([[value for _label, value in labelled]], dtype="str"),
        lines=np.array([block.dialect.header_row or 1], dtype=np.int64),
        warnings=(),
    )


def _is_label(cell: str) -> bool:
    return cell.strip().endswith(MARK)
