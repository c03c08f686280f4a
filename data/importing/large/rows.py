"""Checked rows of a large file: a query and what it reads, run where they are needed."""

from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

from data.engine import Inputs, session


@dataclass(frozen=True, eq=False)
class LargeRows:
    """Rows as they will be stored, all columns but the batch; they answer as an Arrow table does.

    Attributes
    ----------
    query
        Gives the rows.
    inputs
        The tables in memory that the query names.
    num_rows
        How many rows it gives.
    nbytes
        About what they take.
    """

    query: str
    inputs: Inputs = field(repr=False)
    num_rows: int
    nbytes: int

    def slice(self, offset: int, length: int) -> pa.Table:
        """Return some of the rows; the first ones without reading the rest."""
        return self._fetched(f"{self.query} limit {int(length)} offset {int(offset)}")

    def to_pandas(self) -> pd.DataFrame:
        """Return all of the rows, in memory."""
        frame: pd.DataFrame = self._fetched(self.query).to_pandas()
        return frame

    def _fetched(self, query: str) -> pa.Table:
        with session(self.inputs) as connection:
            return connection.sql(query).to_arrow_table()
