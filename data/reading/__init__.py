"""Bytes to text rows. Loses nothing: what is left out of a table is said."""

from data.reading.blocks import Block, Dialect, Limits, ReadOptions
from data.reading.plain import read_plain
from data.reading.reader import read_file

__all__ = ["Block", "Dialect", "Limits", "ReadOptions", "read_file", "read_plain"]
