"""What a dropped file was taken for and what importing it would do, in a sentence."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from babel.numbers import format_decimal

from components import numbers
from components.import_tray import File, Table
from components.texts import _, _n
from data.importing.comparison import Compared
from data.importing.plans import Plan
from data.schemas import TABLES

Colour = Literal["blue", "gray", "orange"]
MARKDOWN = frozenset(r"\`*_{}[]()#+-.!|<>$~:")


def escaped(text: str) -> str:
    """Return a text in which no character means anything to Markdown."""
    return "".join(f"\\{letter}" if letter in MARKDOWN else letter for letter in text)


def named(words: str, of: str) -> str:
    r"""Return a button's words followed by what it is for, which only a screen reader says.

    Where each card of a page has the same button, its words alone don't say which one it is.

    Examples
    --------
    >>> named("Remove", "a_b.csv")
    'Remove :small[a\\_b\\.csv]'
    """
    return f"{words} :small[{escaped(of)}]"


def exact(count: int) -> str:
    """Return a count of rows to the last one: an import is trusted because its figures add up."""
    return format_decimal(count, locale=numbers.current_locale())


def listed(parts: Sequence[str]) -> str:
    """Return parts as one enumeration.

    Examples
    --------
    >>> listed(["3 new", "1 changed", "2 there already"]), listed(["3 new"])
    ('3 new, 1 changed and 2 there already', '3 new')
    """
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def of_file(file: File) -> str:
    """Return the verdict on a whole file."""
    if file.twin:
        return _("The same file as {other}, which is on this page already.").format(other=file.twin)
    if len(file.tables) == 1:
        return of_table(file.tables[0])
    usable = [table for table in file.tables if table.plan.is_clear and not table.changes_nothing]
    if not usable:
        if any(table.is_known for table in file.tables):
            return _("All it holds was imported before. Importing it again would change nothing.")
        return _none_of(file)
    what = listed(list(dict.fromkeys(taken_for(table.plan) for table in usable)))
    text = _("{clear} of its {count} tables can be imported: {what}.")
    return text.format(clear=len(usable), count=len(file.tables), what=what)


def _none_of(file: File) -> str:
    """Say that none of a file's tables can be imported, and why most of them can't."""
    (why, _count), *_others = Counter(table.plan.problem or "" for table in file.tables).most_common(1)
    text = _("None of its {count} tables can be imported as it is. {why}")
    return text.format(count=len(file.tables), why=why).strip()


def of_table(table: Table) -> str:
    """Return the verdict on one table: a problem, nothing new, or what would be stored."""
    plan = table.plan
    if plan.problem:
        return plan.problem
    if plan.same_as:
        text = _("Exactly this was imported by {who} as batch {number}. Importing it again would change nothing.")
        return text.format(who=plan.same_as.imported_by, number=plan.same_as.batch_id)
    if table.changes_nothing:
        text = _("{what}: {rows}. Importing it would change nothing.")
        return text.format(what=taken_for(plan), rows=_rows(plan, table.compared))
    guess = _("Probably {what}: {rows}.") if table.is_unsure else _("{what}: {rows}.")
    return guess.format(what=taken_for(plan), rows=_rows(plan, table.compared))


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
    """Return the file's state in a word, with its colour and icon."""
    if file.needs_a_look:
        return _("Needs a look"), "orange", ":material/visibility:"
    if file.ready:
        return _("Ready"), "blue", ":material/check_circle:"
    if file.is_known:
        return _("Nothing new"), "gray", ":material/task_alt:"
    if file.can_be_mapped:
        return _("Needs you"), "orange", ":material/help:"
    return _("Can't be used"), "orange", ":material/block:"


def _rows(plan: Plan, compared: Compared | None) -> str:
    """Return what becomes of the rows; without a comparison, how many can be stored."""
    report = plan.report()
    read, aside, repeats = report["rows_read"], report["rows_rejected"], report["rows_duplicate"]
    if compared is None:
        accepted = report["rows_accepted"]
        parts = [
            _n("{count} row can be stored", "{count} rows can be stored", accepted).format(count=exact(accepted))
        ]
    else:
        parts = changes(compared)
        if len(parts) == 1 and not aside and not repeats:
            return _all_of(read, compared)
    if repeats:
        text = _n("{count} repeats a later one", "{count} repeat later ones", repeats)
        parts.append(text.format(count=exact(repeats)))
    if aside:
        parts.append(_n("{count} is set aside", "{count} are set aside", aside).format(count=exact(aside)))
    opening = _n("of its {rows} row,", "of {rows} rows,", read).format(rows=exact(read))
    return f"{opening} {listed(parts)}"


def changes(compared: Compared, *, say_rows: bool = False) -> list[str]:
    """Return what would become of the rows that can be stored, the parts that aren't zero.

    Parameters
    ----------
    say_rows
        True to have the first part say what is counted.

    Examples
    --------
    >>> changes(Compared(new=12, same=3))
    ['12 are new', '3 are there already']
    >>> changes(Compared(new=12, same=3), say_rows=True)
    ['12 rows are new', '3 are there already']
    """
    counts = [(name, getattr(compared, name)) for name in ("new", "changed", "same") if getattr(compared, name)]
    parts = [_part(name, count, say_rows=say_rows and place == 0) for place, (name, count) in enumerate(counts)]
    return parts or [_part("new", 0, say_rows=say_rows)]


def _part(name: str, count: int, *, say_rows: bool) -> str:
    short = {
        "new": _n("{count} is new", "{count} are new", count),
        "changed": _n("{count} is changed", "{count} are changed", count),
        "same": _n("{count} is there already", "{count} are there already", count),
    }
    whole = {
        "new": _n("{count} row is new", "{count} rows are new", count),
        "changed": _n("{count} row is changed", "{count} rows are changed", count),
        "same": _n("{count} row is there already", "{count} rows are there already", count),
    }
    return (whole if say_rows else short)[name].format(count=exact(count))


def _all_of(read: int, compared: Compared) -> str:
    if compared.new:
        text = _n("its {rows} row is new", "all {rows} rows are new", read)
    elif compared.changed:
        text = _n("its {rows} row is changed", "all {rows} rows are changed", read)
    else:
        text = _n("its {rows} row is there already", "all {rows} rows are there already", read)
    return text.format(rows=exact(read))
