"""One table of a file before it is stored: what it was taken for, its checked rows, or why there are none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.importing.checking import Checked
from data.importing.known_files import NOTED
from data.reading import Block, Dialect
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
        The batch in force that holds exactly this content already; ``block`` is None where the file was known by
        its bytes and not read again.
    file_hash, noted
        What its file is known by, and what is noted so that it is known when it comes again; empty where it has to
        be read again.
    """

    file: str
    content_hash: str
    block: Block | None = None
    recognition: Recognition | None = None
    checked: Checked | None = None
    problem: str | None = None
    same_as: Batch | None = None
    warnings: tuple[str, ...] = ()
    file_hash: str = ""
    noted: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_clear(self) -> bool:
        """True where the plan can be stored as it is and would change something."""
        return self.checked is not None and self.problem is None and self.same_as is None

    def report(self) -> dict[str, Any]:
        """Return the entry that the command line prints, before anything is stored."""
        if self.same_as is not None and self.block is None:
            return _report_of_known(self.file, self.same_as, self.warnings)
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


def _report_of_known(file: str, batch: Batch, warnings: Sequence[str]) -> dict[str, Any]:
    """Return the entry of a file that was not read again, from the batch that holds what is in it."""
    return {
        "file": file,
        "table": batch.table,
        "recognised_as": batch.details[NOTED]["recognised_as"],
        "confidence": batch.details[NOTED]["confidence"],
        "rows_read": batch.rows_read,
        "rows_accepted": 0,
        "rows_rejected": batch.rows_rejected,
        "rows_duplicate": batch.rows_read - batch.rows_rejected,
        "batch_id": batch.batch_id,
        "mapping": batch.mapping,
        "dialect": batch.dialect,
        "rejects": [],
        "warnings": list(warnings),
    }


def _full_mapping(block: Block | None, checked: Checked | None) -> dict[str, str | None]:
    """Return the canonical column of every header of the file, None where it is kept as an attribute."""
    mapping = checked.meaning.mapping if checked else {}
    return {header: mapping.get(header) for header in block.header} if block else {}


def _dialect(block: Block | None, checked: Checked | None) -> dict[str, Any]:
    found = {"decimal": checked.decimal, "date_order": checked.date_order} if checked else {}
    return (block.dialect if block else Dialect()).summary() | {
        name: value for name, value in found.items() if value
    }
