"""The text cells of a large file as a relation that the engine reads: columns ``c0``, ``c1`` and so on."""

from dataclasses import dataclass, replace

from data.reading import Block


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells by position, null for an empty one.

    Attributes
    ----------
    relation
        What stands behind ``from``.
    header
        One unique name per column.
    """

    relation: str
    header: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in SQL."""
        return tuple(f"c{position}" for position in range(len(self.header)))

    @property
    def numbered(self) -> "Cells":
        """The same cells with the ``place`` of each row, counted from 0; reading so takes one core."""
        return replace(self, relation=f"(select *, row_number() over () - 1 as place from {self.relation})")

    def cell(self, header: str) -> str:
        """Return the name in SQL of a header's column."""
        return f"c{self.header.index(header)}"


def cells_of(block: Block) -> Cells:
    """Return the cells of a block that stands for a large file."""
    if block.large is None:
        raise ValueError(block.file)
    return Cells(block.large.relation, block.header)
