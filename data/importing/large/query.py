"""The rows of a large file as they are stored, as a query that the store runs over the file."""

from collections.abc import Mapping
from dataclasses import replace

from data.engine import Inputs, literal
from data.importing.large import keys
from data.importing.large.rules import REPLACED
from data.importing.large.typed import TypedCells


def stored_query(typed: TypedCells, source: str, *, has_repeats: bool, lacks_ids: bool) -> tuple[str, Inputs]:
    """Return the query, and the tables that it names.

    The line of a row that is kept is not known: it would cost reading with one core. So does telling which of the
    rows of a key is the last, which is why the rows are only numbered where keys repeat.

    Parameters
    ----------
    source
        The tool whose ids the rows use.
    """
    table, inputs = typed.table, dict(typed.inputs)
    condition = "why is null"
    if has_repeats:
        inputs["repeats"] = keys.last_places(typed)
        typed = replace(typed, cells=typed.cells.numbered)
        condition += " and (last is null or last = place)"
    joined = f"left join repeats on repeated = {keys.key(table)}" if has_repeats else ""
    rows = (
        f"select * {_replacing(REPLACED.get(table.name, {}))} from {typed.relation()} {joined} where {condition}"
    )
    if lacks_ids:
        column = table.key[0]
        rows = f"select * {_replacing({column: keys.derived_id(typed.cells, column)})} from ({rows})"
    columns = {f'"{name}"': f'"{name}"' for name in table.names} | {
        "line": "cast(null as bigint)",
        "tool": literal(source),
        "row_key": "cast(null as varchar)",
        "attributes": _attributes(typed),
    }
    return f"select {', '.join(f'{value} as {name}' for name, value in columns.items())} from ({rows})", inputs


def _replacing(replaced: Mapping[str, str]) -> str:
    if not replaced:
        return ""
    return f"replace ({', '.join(f'{value} as {name}' for name, value in replaced.items())})"


def _attributes(typed: TypedCells) -> str:
    """Return a map of the columns that are no canonical ones, empty cells left out."""
    taken = {cast.header for cast in typed.casts.values()}
    extra = sorted(set(typed.cells.header) - taken)
    if not extra:
        return "map([]::varchar[], []::varchar[])"
    entries = ", ".join(f"{{'k': {literal(header)}, 'v': {typed.cells.cell(header)}}}" for header in extra)
    return f"map_from_entries(list_filter([{entries}], lambda entry: entry.v is not null))"
