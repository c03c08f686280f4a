"""From bytes to what the page shows of them: read, recognised, checked, compared with what is in force.

Nothing here draws: it runs in a thread of its own.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from components.background import CancelledError, Progress
from components.import_tray import File, Table
from components.texts import _, _n
from data import templates
from data.importing.comparison import compare
from data.importing.doubts import Doubt, doubts
from data.importing.options import ImportOptions
from data.importing.planning import plan_block, plan_file
from data.importing.plans import Plan
from data.importing.questions import Question, questions
from data.importing.tool_order import order_of_tool
from data.recognising import header_key
from data.schemas import TABLES
from data.store import Store

MOST_COMPARED = 1_000_000  # rows; comparing more takes too long to do it unasked
NO_REASON_TO_WAIT = {Doubt.GAP, Doubt.EMPTY}  # nothing a person could answer before the import
MOMENT = 1_000_000  # bytes; so many are read in the time that any file takes at least
READING = 0.7  # share of the progress for reading; the rest is for comparing


def read_all(store: Store, given: Sequence[tuple[str, bytes]], today: date, progress: Progress) -> list[File]:
    """Return the files, planned, with everything their cards say.

    Parameters
    ----------
    given
        Name and bytes of each.
    """
    found = []
    shares = _shares([len(content) for _name, content in given])
    for place, (name, content) in enumerate(given):
        what = _reading(name, place, len(given))
        progress(READING * shares[place], what)
        found.append(_planned(store, name, content, _asking(progress, READING * shares[place], what)))
    return looked_at(store, found, today, progress)


def again(  # noqa: PLR0913, PLR0917 - what is known of a table, and how far it is
    store: Store, file: File, table: Table, options: ImportOptions, today: date, progress: Progress
) -> list[File]:
    """Return the file with one table planned anew, something else chosen for it."""
    progress(0.0, _("Reading {file} again").format(file=file.name))
    if table.plan.block is None:
        return [file]
    plan = plan_block(table.plan.block, table.digest, options, store.state)
    chosen = replace(table, plan=plan, options=options, is_settled=False)
    tables = tuple(_asked(store, chosen) if other.key == table.key else other for other in file.tables)
    return looked_at(store, [replace(file, tables=tables)], today, progress)


def looked_at(store: Store, files: Sequence[File], today: date, progress: Progress) -> list[File]:
    """Return the files with what they would change, and what looks odd about them."""
    plans = [table.plan for file in files for table in file.tables if table.plan.is_clear]
    looked = []
    for place, file in enumerate(files):
        share = READING + (1 - READING) * place / len(files)
        progress(share, _("Comparing {file} with what is there").format(file=file.name))
        tables = tuple(_compared(store, table, today, plans) for table in file.tables)
        looked.append(replace(file, tables=tables))
    return looked


def _shares(sizes: Sequence[int]) -> list[float]:
    """Return which share of the reading is done before each file; a small one takes its moment as well.

    Examples
    --------
    >>> _shares([MOMENT, 7 * MOMENT]), _shares([0, 0])
    ([0.0, 0.2], [0.0, 0.5])
    """
    costs = [size + MOMENT for size in sizes]
    return [sum(costs[:place]) / sum(costs) for place in range(len(costs))]


def _reading(name: str, place: int, count: int) -> str:
    if count == 1:
        return _("Reading {file}").format(file=name)
    return _("Reading {file} ({place} of {count})").format(file=name, place=place + 1, count=count)


def _asking(progress: Progress, share: float, what: str) -> Callable[[], bool]:
    """Return a function that says whether somebody cancelled, for the middle of a large file."""

    def cancelled() -> bool:
        try:
            progress(share, what)
        except CancelledError:
            return True
        return False

    return cancelled


def _planned(store: Store, name: str, content: bytes, cancelled: Callable[[], bool]) -> File:
    digest = hashlib.sha256(content).hexdigest()
    plans = plan_file(name, content, ImportOptions(), store.state, cancelled=cancelled)
    wanted = [plan for plan in plans if plan.block is None or not templates.is_explanation(plan.block)]
    tables = [Table(f"{digest[:10]}_{place}", digest, plan) for place, plan in enumerate(wanted)]
    return File(name, digest, tuple(_asked(store, table) for table in tables))


def _asked(store: Store, table: Table) -> Table:
    """Return the table with what it leaves open, and what was answered to that before."""
    asked = _questions(table.plan)
    block = table.plan.block
    known: Mapping[str, str] = store.state.remembered_answers(header_key(block.header)) if asked and block else {}
    return replace(table, asked=asked, remembered=known)


def _questions(plan: Plan) -> tuple[Question, ...]:
    checked, block = plan.checked, plan.block
    if checked is None or block is None or len(block.rows) > MOST_COMPARED:
        return ()
    asked = questions(block, TABLES[checked.meaning.table], checked.meaning.mapping)
    by_tool = plan.recognition is not None and order_of_tool(block, plan.recognition) is not None
    return tuple(question for question in asked if not (by_tool and question.option == "date_order"))


def _compared(store: Store, table: Table, today: date, beside: Sequence[Plan]) -> Table:
    plan = table.plan
    if not plan.is_clear or plan.checked is None or plan.checked.rows.num_rows > MOST_COMPARED:
        return table
    others = [other for other in beside if other is not plan]
    found = doubts(store, plan, today=today, beside=others)
    odd = [doubt.sentence for doubt in found if doubt.kind not in NO_REASON_TO_WAIT]
    return replace(
        table,
        compared=compare(store, plan),
        odd=(*odd, *_examples_left(plan)),
        remarks=tuple(doubt.sentence for doubt in found if doubt.kind in NO_REASON_TO_WAIT),
    )


def _examples_left(plan: Plan) -> list[str]:
    if plan.block is None or plan.checked is None:
        return []
    lines = templates.example_lines(plan.block, plan.checked.meaning.table)
    if not lines:
        return []
    text = _n(
        "Line {lines} is still the template's own example. Delete it in the file, or it counts.",
        "Lines {lines} are still the template's own examples. Delete them in the file, or they count.",
        len(lines),
    )
    return [text.format(lines=", ".join(map(str, lines)))]
