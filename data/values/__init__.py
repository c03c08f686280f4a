"""Cells of text to values: days and moments, numbers, and whole columns of a kind, as people write them."""
