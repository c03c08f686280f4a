"""What a dropped file was taken for and what importing it would do, in a sentence."""

from typing import Literal

from babel.numbers import format_decimal

from components import numbers
from components.import_plans import File, Table
from components.texts import _, _n
from data.importing.planning import Plan
from data.schemas import TABLES

Colour = Literal["blue", "gray", "orange"]
SURE = 0.7
MARKDOWN = frozenset(r"\`*_{}[]()#+-.!|<>$~:")


def escaped(text: str) -> str:
    """Return a text in which no character means anything to Markdown."""
    return "".join(f"\\{letter}" if letter in MARKDOWN else letter for letter in text)


def exact(count: int) -> str:
    """Return a count of rows to the last one: an import is trusted because its figures add up."""
    return format_decimal(count, locale=numbers.current_locale())


def of_file(file: File) -> str:
    """Return the verdict on a whole file."""
    if len(file.tables) == 1:
        return of_plan(file.tables[0].plan)
    clear = len(file.clear)
    if clear == 0:
        text = _("None of its {count} tables can be imported as it is.")
        return text.format(count=len(file.tables))
    text = _n(
        "{clear} of its {count} tables can be imported: {what}.",
        "{clear} of its {count} tables can be imported: {what}.",
        clear,
    )
    what = "; ".join(dict.fromkeys(taken_for(table.plan) for table in file.clear))
    return text.format(clear=clear, count=len(file.tables), what=what)


def of_plan(plan: Plan) -> str:
    """Return the verdict on one table: a problem, nothing new, or what would be stored."""
    if plan.problem:
        return plan.problem
    if plan.same_as:
        text = _("Exactly this was imported by {who} as batch {number}. Importing it again would change nothing.")
        return text.format(who=plan.same_as.imported_by, number=plan.same_as.batch_id)
    report = plan.report()
    return " ".join([_guess(plan).format(what=taken_for(plan)), _rows(report)])


def taken_for(plan: Plan) -> str:
    """Return what a table was taken for: the tool's export where it is known, else the kind of table."""
    if plan.checked is None:
        return _("unknown")
    table = plan.checked.meaning.table
    recognition = plan.recognition
    if recognition and recognition.table == table and recognition.profile != "generic":
        return recognition.label
    return _(TABLES[table].label)


def state_of(file: File) -> tuple[str, Colour, str]:
    """Return the file's state in a word, with its colour and icon: ready, needs a decision, or nothing new."""
    if file.clear:
        return _("Ready"), "blue", ":material/check_circle:"
    if any(table.plan.same_as for table in file.tables):
        return _("Nothing new"), "gray", ":material/task_alt:"
    if any(_can_be_mapped(table) for table in file.tables):
        return _("Needs you"), "orange", ":material/help:"
    return _("Can't be used"), "orange", ":material/block:"


def _can_be_mapped(table: Table) -> bool:
    return table.plan.block is not None and len(table.plan.block.rows) > 0


def _guess(plan: Plan) -> str:
    confidence = plan.recognition.confidence if plan.recognition else 0.0
    return _("Probably {what}:") if confidence < SURE else _("{what}:")


def _rows(report: dict[str, int]) -> str:
    rows, aside, repeats = report["rows_read"], report["rows_rejected"], report["rows_duplicate"]
    if not aside and not repeats:
        text = _n("its {rows} row can be stored.", "all {rows} rows can be stored.", rows)
        return text.format(rows=exact(rows))
    parts = [_("{accepted} of {rows} rows can be stored").format(
        accepted=exact(report["rows_accepted"]), rows=exact(rows))]  # fmt: skip
    if aside:
        parts.append(_n("{count} is set aside", "{count} are set aside", aside).format(count=exact(aside)))
    if repeats:
        text = _n("{count} repeats a later one", "{count} repeat later ones", repeats)
        parts.append(text.format(count=exact(repeats)))
    return ", ".join(parts) + "."
