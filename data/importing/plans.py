"""One table of a file before it is stored: what it was taken for, its checked rows, or why there are none."""

from dataclasses import dataclass
from typing import Any

from data.importing.checking import Checked
from data.reading import Block
from data.recognising import Recognition
from data.state import Batch


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One table of a file, ready to be stored or with the reason why it can't be.

    Attributes
    ----------
    block, recognition
        What was read and what it was taken for; None where the file could not be read at all.
    checked
        The typed rows; None where ``problem`` says why there are none.
    same_as
        The batch in force that holds exactly this content already.
    """

    file: str
    content_hash: str
    block: Block | None = None
    recognition: Recognition | None = None
    checked: Checked | None = None
    problem: str | None = None
    same_as: Batch | None = None
    warnings: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """True where the plan can be stored as it is and would change something."""
        return self.checked is not None and self.problem is None and self.same_as is None

    def report(self) -> dict[str, Any]:
        """Return the entry that the command line prints, before anything is stored."""
        checked, block, recognition = self.checked, self.block, self.recognition
        rejects = checked.rejects.rename(columns={"line": "row"}).to_dict("records") if checked else []
        rows_read = checked.rows_read if checked else len(block.rows) if block else 0
        repeats = checked.repeats if checked else 0
        return {
            "file": self.file,
            "table": checked.meaning.table if checked else None,
            "recognised_as": recognition.profile if recognition and recognition.table else None,
            "confidence": recognition.confidence if recognition else 0.0,
            "rows_read": rows_read,
            "rows_accepted": rows_read - len(rejects) - repeats if checked and not self.problem else 0,
            "rows_rejected": len(rejects) if checked else rows_read,
            "rows_duplicate": repeats,
            "batch_id": None,
            "mapping": _full_mapping(block, checked),
            "dialect": _dialect(block, checked),
            "rejects": rejects,
            "warnings": [*self.warnings, *([self.problem] if self.problem else [])],
        }


def _full_mapping(block: Block | None, checked: Checked | None) -> dict[str, str | None]:
    """Return the canonical column of every header of the file, None where it is kept as an attribute."""
    mapping = checked.meaning.mapping if checked else {}
    return {header: mapping.get(header) for header in block.header} if block else {}


def _dialect(block: Block | None, checked: Checked | None) -> dict[str, Any]:
    if block is None:
        return {}
    found = {"decimal": checked.decimal, "date_order": checked.date_order} if checked else {}
    return block.dialect.summary() | {name: value for name, value in found.items() if value}
