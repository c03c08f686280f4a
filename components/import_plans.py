"""The files that were dropped in, and what each of their tables would become; planned once per choice."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import streamlit as st

from components import loaders
from components.texts import _
from data.importing.planning import ImportOptions, Plan, plan_block, plan_file

KEPT = "import_plans"
LAST = "import_last_act"
TURN = "import_turn"  # a new uploader after each import, empty again


class Uploaded(Protocol):
    """A file as the browser sent it."""

    name: str
    file_id: str

    def getvalue(self) -> bytes:
        """Return its bytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table of a dropped file, with what a person chose for it.

    Attributes
    ----------
    key
        Names its widgets.
    """

    key: str
    digest: str
    plan: Plan
    options: ImportOptions = ImportOptions()  # noqa: RUF009 -- frozen

    @property
    def is_by_hand(self) -> bool:
        """True where a person chose the table or a column: then it is remembered for these headers."""
        return self.options.table is not None or bool(self.options.mapping)


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """A dropped file and its tables."""

    name: str
    file_id: str
    tables: tuple[Table, ...]

    @property
    def clear(self) -> tuple[Table, ...]:
        """The tables that can be stored as they are and would change something."""
        return tuple(table for table in self.tables if table.plan.is_clear)


def uploader() -> list[File]:
    """Draw where files are dropped, and return them planned, in order."""
    turn = st.session_state.get(TURN, 0)
    uploaded = st.file_uploader(
        _("Drop exports here: CSV, TSV, Excel, also as zip or gz, as many as you like"),
        accept_multiple_files=True,
        key=f"import_files_{turn}",
    )
    return planned(uploaded)


def planned(uploaded: Sequence[Uploaded]) -> list[File]:
    """Return the files with their plans; only those not seen before are read."""
    kept: dict[str, File] = st.session_state.get(KEPT, {})
    files: dict[str, File] = {}
    for given in uploaded:
        known = kept.get(given.file_id)
        if known is None:
            with st.spinner(_("Reading {file} …").format(file=given.name), show_time=True):
                known = _read(given)
        files[given.file_id] = known
    st.session_state[KEPT] = files
    return list(files.values())


def choose(file: File, table: Table, options: ImportOptions) -> None:
    """Plan a table again with something else chosen, and keep that."""
    block = table.plan.block
    if block is None:
        return
    plan = plan_block(block, table.digest, options, loaders.company_store().state)
    changed = replace(table, plan=plan, options=options)
    tables = tuple(changed if other.key == table.key else other for other in file.tables)
    st.session_state[KEPT][file.file_id] = replace(file, tables=tables)


def forget() -> None:
    """Empty the uploader and what was planned."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    st.session_state[KEPT] = {}


def remember(sentence: str, tables: set[str]) -> None:
    """Keep what was done last, in a sentence, and which tables it changed."""
    st.session_state[LAST] = (sentence, frozenset(tables))


def last_act() -> tuple[str, frozenset[str]] | None:
    """Return what was done last in this browser, if anything."""
    act: tuple[str, frozenset[str]] | None = st.session_state.get(LAST)
    return act


def _read(given: Uploaded) -> File:
    content = given.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    plans = plan_file(given.name, content, ImportOptions(), loaders.company_store().state)
    tables = tuple(Table(f"{digest[:10]}_{place}", digest, plan) for place, plan in enumerate(plans))
    return File(given.name, given.file_id, tables)
