"""Text rows to checked rows: every cell typed, every row kept or set aside with line, column, value and reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa

from data import schemas
from data.errors import InvalidMappingError
from data.importing.companions import companions
from data.importing.keys import add_keys, own_id
from data.importing.rules import RULES
from data.importing.spoilt_ids import spoilt, without_spoilt_ids
from data.reading import Block
from data.recognising import not_accepted, unmet
from data.schemas import Column, Kind, Table
from data.texts import _, _n
from data.values.assumptions import said_of_assumptions
from data.values.columns import REASONS, Reading, Typed, read_column

REJECT_COLUMNS = ("line", "column", "value", "reason")
_MOSTLY = 0.5  # a column of which more than this share can't be read was mapped wrongly

_ARROW = {
    Kind.DATE: pa.date32(),
    Kind.MOMENT: pa.timestamp("us"),
    Kind.NUMBER: pa.float64(),
    Kind.COUNT: pa.float64(),
    Kind.MONEY: pa.float64(),
    Kind.FLAG: pa.bool_(),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a block is taken for, and how its cells are to be read."""

    table: str
    source: str
    mapping: Mapping[str, str | None]
    constants: Mapping[str, str] = field(default_factory=dict)
    accepts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    refuses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)
    currency: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """Rows ready to be stored, and those set aside.

    ``rows_read`` = ``len(rows)`` + ``len(rejects)`` + ``repeats``: a row is set aside once, for its first reason.
    ``companions`` are rows, by line and cells, that are stored and belong to one that is set aside. ``agreed`` is
    what the columns of a large file agree on, by option (date_order, decimal); None where the block holds all rows
    and tells.
    """

    meaning: Meaning
    rows: pa.Table
    rejects: pd.DataFrame
    rejected_cells: Sequence[list[tuple[str, str]]]
    rows_read: int
    repeats: int
    warnings: tuple[str, ...]
    date_order: str | None
    decimal: str | None
    companions: tuple[tuple[int, list[tuple[str, str]]], ...] = ()
    agreed: Mapping[str, str | None] | None = None


def check(block: Block, meaning: Meaning, original: Block | None = None) -> Checked:
    """Type and check every row of a block.

    Parameters
    ----------
    original
        The same rows as they stand in the file, where the block's cells were changed since.

    Raises
    ------
    InvalidMappingError
        If a required column has nothing mapped to it, or a header is not in the file.
    """
    table = schemas.table(meaning.table)
    check_mapping(block, table, meaning)
    headers = {column: header for header, column in meaning.mapping.items() if column}
    typed = {
        column: read_column(_column(block, header), table.column(column), meaning.reading)
        for column, header in headers.items()
    }
    typed, notes = _without_misfits(typed, headers, table)
    typed, spoilt_notes = without_spoilt_ids(typed, headers, table)
    notes += spoilt_notes
    rejects = _rejects(block, meaning, typed, headers)
    kept = ~block.rows.index.isin(rejects.index)
    rows, rule_notes = _canonical(block, table, meaning, typed, kept)
    cells = _named(block)[kept]
    keyed = add_keys(rows, table, source=meaning.source, cells=cells)
    if keyed.ids_derived:
        notes.append(said_of_derived_ids(table, keyed.ids_derived))
    if keyed.repeats:
        notes.append(said_of_repeats(table, keyed.repeats))
    beside = companions(block, table, headers, rejects.index)
    unmapped = sorted(set(block.header) - {headers[column] for column in typed})
    return Checked(
        meaning=meaning,
        rows=_arrow(keyed.rows, cells.loc[keyed.rows.index, unmapped], table, meaning.source),
        rejects=rejects.reset_index(drop=True),
        rejected_cells=_cells_of(original or block, rejects.index),
        rows_read=len(block.rows),
        repeats=keyed.repeats,
        warnings=(*notes, *rule_notes, *_assumptions(typed, headers)),
        date_order=next((column.date_order for column in typed.values() if column.date_order), None),
        decimal=next((column.decimal for column in typed.values() if column.decimal), None),
        companions=tuple(zip(block.lines[beside], _cells_of(original or block, beside), strict=True)),
    )


def check_mapping(block: Block, table: Table, meaning: Meaning) -> None:
    """Raise InvalidMappingError where a header is not in the file, or a column is mapped twice or not at all."""
    taken: dict[str, str] = {}
    for header, column in meaning.mapping.items():
        if header not in block.header:
            text = _("{file} has no column {header!r}. It has: {headers}.")
            raise InvalidMappingError(text.format(file=block.file, header=header, headers=", ".join(block.header)))
        if column is None:
            continue
        table.column(column)
        if column in taken:
            text = _("Both {first!r} and {second!r} of {file} are mapped to {column}. Map only one of them.")
            raise InvalidMappingError(
                text.format(first=taken[column], second=header, file=block.file, column=column)
            )
        taken[column] = header
    if missing := unmet(table, set(taken) | set(meaning.constants)):
        text = _("{file} can't be read as {table}: nothing is mapped to {missing}. Its columns are: {headers}.")
        raise InvalidMappingError(
            text.format(
                file=block.file,
                table=_(table.label),
                missing=", ".join(_choice(table, name) for name in missing),
                headers=", ".join(block.header),
            )
        )


def _choice(table: Table, name: str) -> str:
    return _(" or ").join(table.any_of) if name in table.any_of else name


def _without_misfits(
    typed: dict[str, Typed], headers: Mapping[str, str], table: Table
) -> tuple[dict[str, Typed], list[str]]:
    """Leave out optional columns that mostly can't be read: they were mapped wrongly, and stay as attributes."""
    kept, notes = dict(typed), []
    for name, column in typed.items():
        filled = int(column.failed.sum() + column.cells.notna().sum())
        if name not in table.required and is_misfit(int(column.failed.sum()), filled):
            del kept[name]
            notes.append(
                said_of_misfit(headers[name], table.column(name), failed=int(column.failed.sum()), filled=filled)
            )
    return kept, notes


def is_misfit(failed: int, filled: int) -> bool:
    """Tell whether most cells of a column that are filled can't be read as its kind."""
    return filled > 0 and failed / filled > _MOSTLY


def said_of_misfit(header: str, column: Column, *, failed: int, filled: int) -> str:
    """Say that a column was mapped wrongly."""
    text = _n(
        "{header!r} was not read as {column}: {failed:,} of its {filled:,} values is {reason}.",
        "{header!r} was not read as {column}: {failed:,} of its {filled:,} values are {reason}.",
        failed,
    )
    reason = _(REASONS[column.kind])
    return text.format(header=header, column=column.name, failed=failed, filled=filled, reason=reason)


def _rejects(
    block: Block, meaning: Meaning, typed: Mapping[str, Typed], headers: Mapping[str, str]
) -> pd.DataFrame:
    """Return line, column, value, reason of each row to set aside, by the row's position, first reason only."""
    table = schemas.table(meaning.table)
    others = not_accepted(_named(block), meaning.accepts, meaning.refuses)
    text = _("stands for nothing that happened")
    found = [_reasons(block, header, refused, text) for header, refused in others.items()]
    for name, column in typed.items():
        found.append(_reasons(block, headers[name], column.failed, _(REASONS.get(table.column(name).kind, ""))))
        if name in table.required and not table.column(name).may_be_empty and name != own_id(table):
            empty = column.cells.isna() & ~column.failed
            if name == "customer_id" and (email := typed.get(_email_of(table))):
                empty &= email.cells.isna()
            lost = empty & spoilt(_column(block, headers[name]))
            found.append(_reasons(block, headers[name], empty & ~lost, _("empty, but needed")))
            found.append(_reasons(block, headers[name], lost, _("spoilt by a spreadsheet: digits are missing")))
    for choice in [table.any_of] if table.any_of else []:
        read = [typed[name].cells.isna() for name in choice if name in typed]
        if read:
            text = _("empty, but one of {columns} is needed").format(columns=", ".join(choice))
            first = next(headers[name] for name in choice if name in typed)
            found.append(_reasons(block, first, pd.concat(read, axis=1).all(axis=1), text))
    rejects = pd.concat([pd.DataFrame(columns=list(REJECT_COLUMNS)), *found])
    return rejects[~rejects.index.duplicated()].sort_index()


def _named(block: Block) -> pd.DataFrame:
    return block.rows.set_axis(list(block.header), axis="columns")


def _column(block: Block, header: str) -> pd.Series:
    cells: pd.Series = block.rows[block.header.index(header)]
    return cells


def _email_of(table: Table) -> str:
    return "email" if table.name == "customers" else "customer_email"


def _reasons(block: Block, header: str, where: pd.Series, reason: str) -> pd.DataFrame:
    positions = where.index[where.to_numpy(dtype=bool)]
    return pd.DataFrame(
        {
            "line": block.lines[positions],
            "column": header,
            "value": _column(block, header).loc[positions],
            "reason": reason,
        },
        index=positions,
    ).astype({"value": "str"})


def _canonical(
    block: Block, table: Table, meaning: Meaning, typed: Mapping[str, Typed], kept: np.ndarray
) -> tuple[pd.DataFrame, list[str]]:
    """Return the kept rows with every column of the table, and what its rules had to say."""
    columns: dict[str, pd.Series] = {}
    for column in table.columns:
        if column.name in typed:
            columns[column.name] = typed[column.name].cells[kept]
        elif column.name in meaning.constants:
            text = pd.Series(meaning.constants[column.name], index=block.rows.index[kept], dtype="str")
            columns[column.name] = read_column(text, column, meaning.reading).cells
        else:
            columns[column.name] = _nothing(column.kind, block.rows.index[kept])
    rows = pd.DataFrame(columns).assign(line=block.lines[kept])
    if meaning.currency and "currency" in rows:
        rows["currency"] = rows["currency"].fillna(meaning.currency)
    rule = RULES.get(table.name)
    return rule(rows) if rule else (rows, [])


def _nothing(kind: Kind, index: pd.Index) -> pd.Series:
    dtype = {pa.float64(): "float64", pa.bool_(): "boolean"}.get(_ARROW.get(kind), "str")
    if kind in (Kind.DATE, Kind.MOMENT):
        dtype = "datetime64[us]"
    return pd.Series(pd.NA if dtype in ("str", "boolean") else np.nan, index=index, dtype=dtype)


def said_of_derived_ids(table: Table, count: int) -> str:
    """Say how many rows had no id of their own."""
    text = _n(
        "{count:,} row has no {column}: it was derived from what the row says and its turn in the file.",
        "{count:,} rows have no {column}: it was derived from what each row says and its turn in the file.",
        count,
    )
    return text.format(count=count, column=own_id(table))


def said_of_repeats(table: Table, count: int) -> str:
    """Say how many rows a later row of the same key took the place of."""
    text = _n(
        "{count:,} row repeats the {column} of a later row of the file; the later one counts.",
        "{count:,} rows repeat the {column} of a later row of the file; the later one counts.",
        count,
    )
    return text.format(count=count, column=table.key[0])


def _assumptions(typed: Mapping[str, Typed], headers: Mapping[str, str]) -> list[str]:
    return [said for name, column in typed.items() for said in said_of_assumptions(headers[name], column)]


def _cells_of(block: Block, positions: pd.Index) -> list[list[tuple[str, str]]]:
    rows = block.rows.loc[positions].itertuples(index=False, name=None)
    return [list(zip(block.header, row, strict=True)) for row in rows]


def _arrow(rows: pd.DataFrame, attributes: pd.DataFrame, table: Table, source: str) -> pa.Table:
    arrays: dict[str, pa.Array] = {
        column.name: pa.Array.from_pandas(rows[column.name], type=_ARROW.get(column.kind, pa.string()))
        for column in table.columns
    }
    arrays["line"] = pa.Array.from_pandas(rows["line"], type=pa.int64())
    arrays["tool"] = pa.array([source] * len(rows), type=pa.string())
    arrays["row_key"] = pa.Array.from_pandas(rows["row_key"], type=pa.string())
    arrays["attributes"] = _attribute_maps(attributes)
    return pa.table(arrays)


def _attribute_maps(attributes: pd.DataFrame) -> pa.MapArray:
    """Return a map per row of the columns that are no canonical ones, empty cells left out."""
    values = attributes.to_numpy(dtype=object)
    filled = values != ""
    offsets = np.concatenate([[0], filled.sum(axis=1).cumsum()]).astype("int32")
    names = np.broadcast_to(np.array(attributes.columns, dtype=object), values.shape)
    return pa.MapArray.from_arrays(
        pa.array(offsets, type=pa.int32()),
        pa.array(names[filled], type=pa.string()),
        pa.array(values[filled], type=pa.string()),
    )
