"""Rows set aside go back to a person as they stood in the file, not as they were changed on the way to a table."""

from dataclasses import replace

from data.importing.checking import Checked
from data.reading import Block


def with_original_cells(checked: Checked, block: Block) -> Checked:
    """Return the checked rows with the rejected ones as the file has them, ready to be mended."""
    places = {int(line): place for place, line in enumerate(block.lines)}
    rows = block.rows.iloc[[places[line] for line in checked.rejects["line"]]]
    cells = [list(zip(block.header, row, strict=True)) for row in rows.itertuples(index=False, name=None)]
    return replace(checked, rejected_cells=cells)
