"""Why rows of a large file would be set aside, as conditions that the engine looks for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from data.engine import literals
from data.importing.keys import own_id
from data.importing.typed import Refusal, TypedCells
from data.importing.values import REASONS
from data.schemas import Kind
from data.texts import _

Words = Mapping[str, frozenset[str]]


def refusing(typed: TypedCells, accepts: Words, refuses: Words) -> TypedCells:
    """Return the cells with every reason for which a row is set aside, in the order in which they are told."""
    refusals = [*_not_accepted(typed, accepts, refuses), *_unread_or_empty(typed), *_no_choice(typed)]
    return replace(typed, refusals=tuple(refusals))


def _not_accepted(typed: TypedCells, accepts: Words, refuses: Words) -> Iterator[Refusal]:
    """Rows that stand for something else, such as a payment that failed."""
    for words, is_in in ((accepts, "not in"), (refuses, "in")):
        for header, values in words.items():
            if header in typed.cells.header:
                word = f"coalesce(lower(trim({typed.cells.cell(header)})), '')"
                condition = f"{word} {is_in} {literals(sorted(values))}"
                yield Refusal(header, _("stands for nothing that happened"), condition)


def _unread_or_empty(typed: TypedCells) -> Iterator[Refusal]:
    table = typed.table
    email = "email" if table.name == "customers" else "customer_email"
    for name, cast in typed.casts.items():
        if cast.column.kind is Kind.ID:
            yield Refusal(cast.header, _("spoilt by a spreadsheet"), cast.looks_spoilt)
        if not cast.is_text:
            yield Refusal(cast.header, _(REASONS[cast.column.kind]), cast.failed, is_unread=True)
        if name in table.required and not cast.column.may_be_empty and name != own_id(table):
            stands_in = f' and "{email}" is null' if name == "customer_id" and email in typed.casts else ""
            yield Refusal(cast.header, _("empty, but needed"), f'"{name}" is null{stands_in}')


def _no_choice(typed: TypedCells) -> Iterator[Refusal]:
    """Rows in which each column is empty of which one at least is needed."""
    choice = [name for name in typed.table.any_of if name in typed.casts]
    if choice:
        text = _("empty, but one of {columns} is needed").format(columns=", ".join(typed.table.any_of))
        condition = " and ".join(f'"{name}" is null' for name in choice)
        yield Refusal(typed.casts[choice[0]].header, text, condition)
