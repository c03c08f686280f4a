"""The rows behind a number: which rows of the exports its components were summed from in a period."""

from data.rows_behind.asked import Asked
from data.rows_behind.reading import MOST_ROWS, RowsBehind, read

__all__ = ["MOST_ROWS", "Asked", "RowsBehind", "read"]
