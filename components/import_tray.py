"""The files on the page: a tray that lives as long as the browser's session, and what a person chose for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from data.importing.comparison import Compared
from data.importing.options import ImportOptions
from data.importing.plans import Plan
from data.importing.questions import Question
from data.recognising.labels import answer_name
from data.recognising.recognition import RunnerUp

TRAY = "import_tray"
CLOSE = 0.6  # a second guess with this share of the first one's confidence is close
SURE = 0.7
TOO_MANY_ASIDE = 0.05  # of the rows: more looks like a wrong mapping
TOO_MANY_REPEATS = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table of a dropped file, with what a person chose for it.

    Attributes
    ----------
    key
        Names its widgets.
    asked
        What the file leaves open.
    remembered
        How a person once answered that for these headers.
    odd
        What looks so odd beside earlier imports that somebody should look, in sentences.
    remarks
        What is worth knowing and no reason to wait, such as weeks without a row.
    compared
        What storing it would change; None where nobody has looked, as for very large files.
    is_settled
        True once a person said that it is right as it is.
    """

    key: str
    digest: str
    plan: Plan
    options: ImportOptions = ImportOptions()  # noqa: RUF009 -- frozen
    asked: tuple[Question, ...] = ()
    remembered: Mapping[str, str] = field(default_factory=dict)
    odd: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    compared: Compared | None = None
    is_settled: bool = False

    @property
    def is_by_hand(self) -> bool:
        """True where a person chose the table or a column: then it is remembered for these headers."""
        return self.options.table is not None or bool(self.options.mapping) or self._label_by_hand

    @property
    def _label_by_hand(self) -> bool:
        return self.options.label is not None or self.options.left_value is not None

    @property
    def answers(self) -> dict[str, str]:
        """What a person answered, by the name under which it is remembered."""
        given = {question.option: getattr(self.options, question.option) for question in self.asked}
        label = self.plan.recognition.header_of("churned") if self.plan.recognition else None
        if label is not None:
            given[answer_name(label)] = self.options.left_value
        return {option: answer for option, answer in given.items() if answer}

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that nobody has answered, neither now nor earlier."""
        known = {**self.remembered, **self.answers}
        return tuple(question for question in self.asked if question.option not in known)

    @property
    def second(self) -> RunnerUp | None:
        """What it could nearly as well be; None where that is clear, or a person chose."""
        found = self.plan.recognition
        if found is None or found.runner_up is None or found.table is None or self.options.table:
            return None
        is_other = found.runner_up.table != found.table
        return found.runner_up if is_other and found.runner_up.confidence >= CLOSE * found.confidence else None

    @property
    def is_unsure(self) -> bool:
        """True where what it was taken for is a guess that somebody should look at."""
        found = self.plan.recognition
        return found is not None and found.confidence < SURE

    @property
    def many_aside(self) -> bool:
        """True where so many rows are set aside that the mapping may be wrong."""
        checked = self.plan.checked
        return checked is not None and len(checked.rejects) > TOO_MANY_ASIDE * max(1, checked.rows_read)

    @property
    def many_repeats(self) -> bool:
        """True where so many rows share a key that the wrong column may have been taken for it."""
        checked = self.plan.checked
        return checked is not None and checked.repeats > TOO_MANY_REPEATS * max(1, checked.rows_read)

    @property
    def changes_nothing(self) -> bool:
        """True where every row that could be stored counts already as it is, and none would go."""
        found = self.compared
        return self.plan.is_clear and found is not None and not (found.new or found.changed or found.dropped)

    @property
    def is_known(self) -> bool:
        """True where all it holds was imported before, as this file or in others."""
        return self.plan.same_as is not None or self.changes_nothing

    @property
    def needs_a_look(self) -> bool:
        """True where it can be stored, but somebody should look first."""
        doubtful = self.unanswered or self.odd or self.is_unsure or self.many_aside or self.many_repeats
        return self.plan.is_clear and not self.changes_nothing and bool(doubtful) and not self.is_settled

    @property
    def is_ready(self) -> bool:
        """True where it can be stored as it is, would change something, and nothing about it is in doubt."""
        return self.plan.is_clear and not self.changes_nothing and not self.needs_a_look


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """A dropped file and its tables; ``twin`` names the file of the same content that was dropped before it."""

    name: str
    digest: str
    tables: tuple[Table, ...]
    twin: str | None = None

    @property
    def ready(self) -> tuple[Table, ...]:
        """The tables that the main button stores."""
        return () if self.twin or self.needs_a_look else tuple(table for table in self.tables if table.is_ready)

    @property
    def needs_a_look(self) -> bool:
        """True where somebody should look at one of its tables first."""
        return self.twin is None and any(table.needs_a_look for table in self.tables)

    @property
    def is_known(self) -> bool:
        """True where all it holds was imported before, or comes with another file on the page."""
        return self.twin is not None or (not self.ready and any(table.is_known for table in self.tables))

    @property
    def can_be_mapped(self) -> bool:
        """True where a person could say what it holds."""
        blocks = [table.plan.block for table in self.tables]
        return any(block is not None and len(block.rows) > 0 for block in blocks)


def files() -> list[File]:
    """Return the files on the page, in the order they were dropped."""
    return list(_tray().values())


def put(new: Sequence[File]) -> None:
    """Put files on the tray, each in the place of itself where it lies there already."""
    tray = dict(_tray())
    for file in new:
        twins = [other.name for other in tray.values() if other.digest == file.digest and other.name != file.name]
        tray[_key(file)] = replace(file, twin=twins[0]) if twins else file
    st.session_state[TRAY] = tray


def change(table: Table) -> None:
    """Put a changed table in the place of the one it was."""
    file = find(table.key)
    if file is not None:
        tables = tuple(table if other.key == table.key else other for other in file.tables)
        put([replace(file, tables=tables)])


def find(table_key: str) -> File | None:
    """Return the file that has a table, or None where it was removed."""
    return next((file for file in files() if any(table.key == table_key for table in file.tables)), None)


def remove(gone: Sequence[File]) -> None:
    """Take files off the page."""
    keys = {_key(file) for file in gone}
    st.session_state[TRAY] = {key: file for key, file in _tray().items() if key not in keys}


def _tray() -> dict[str, File]:
    tray: dict[str, File] = st.session_state.setdefault(TRAY, {})
    return tray


def _key(file: File) -> str:
    return f"{file.name}\x1f{file.digest}"
