"""Rows that are fine but belong to one that is set aside: the other lines of its order.

An order is replaced as a whole. So the file of rows set aside takes all lines of such an order along, and a line
that was mended doesn't push the others out when it comes back.
"""

from collections.abc import Mapping

import pandas as pd

from data.reading import Block
from data.schemas import Table


def companions(block: Block, table: Table, headers: Mapping[str, str], rejected: pd.Index) -> pd.Index:
    """Return the positions of the rows that share the key of a row set aside.

    Parameters
    ----------
    headers
        Canonical column → header.
    rejected
        The positions of the rows set aside.
    """
    nobody = block.rows.index[:0]
    if not table.replaced_together or any(column not in headers for column in table.key) or rejected.empty:
        return nobody
    keys = block.rows[[block.header.index(headers[column]) for column in table.key]]
    named = keys[(keys != "").all(axis="columns")]
    wanted = pd.MultiIndex.from_frame(named.loc[named.index.intersection(rejected)])
    shared = pd.MultiIndex.from_frame(named).isin(wanted)
    return named.index[shared].difference(rejected)
