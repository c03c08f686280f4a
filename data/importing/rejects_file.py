"""The rows set aside as a CSV: the rows as they stand in the file, with the reason, ready to be mended.

Dropped in again it is recognised like the file it came from: columns of fixed names, which no export has, say that
it is ours. They are taken off, each row keeps the line it had, and dates and decimals are read as they were in the
whole file, since a few rows would not tell.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from data.importing.batches import set_aside
from data.importing.details import READ_AS, SHOWN, how_read
from data.importing.plans import Plan
from data.importing.read_as import ReadAs
from data.importing.rejects_format import Row, written
from data.store import Store
from data.texts import _


def of_plan(plan: Plan) -> bytes:
    """Return the rows that a plan sets aside as CSV (UTF-8 with BOM); empty where there are none."""
    checked, block, recognition = plan.checked, plan.block, plan.recognition
    if checked is None or block is None or recognition is None or checked.rejects.empty:
        return b""
    reasons = [_reason(row.column, row.reason) for row in checked.rejects.itertuples()]
    told = zip(checked.rejects["line"], checked.rejected_cells, reasons, strict=True)
    rows = [Row(int(line), _texts(cells), reason) for line, cells, reason in told]
    rows += [Row(line, _texts(cells), _companion()) for line, cells in checked.companions]
    header = block.shown if len(block.shown) == len(block.header) else block.header
    return written(header, _in_order(rows), how_read(block, recognition, checked))


def of_batch(store: Store, batch_id: int) -> bytes:
    """Return the rows that a stored batch set aside, the same as before it was stored.

    Raises
    ------
    UnknownNameError
        If there is no such batch.
    """
    batch = store.state.batch(batch_id)
    kept = set_aside(store, batch_id)
    if kept.empty:
        return b""
    names = list(batch.mapping)
    rows = [_row(record, names) for record in kept.to_dict("records")]
    read_as = ReadAs.from_text(batch.details.get(READ_AS, f"table={batch.table}"))
    return written(batch.details.get(SHOWN, names), _in_order(rows), read_as)


def _texts(cells: Iterable[tuple[str, str]]) -> list[str]:
    return [cell for _header, cell in cells]


def _row(record: Mapping[Any, Any], names: Sequence[str]) -> Row:
    cells = dict(record["cells"])
    is_companion = pd.isna(record["reason"])
    reason = _companion() if is_companion else _reason(record["column"], record["reason"])
    return Row(int(record["line"]), [cells.get(name, "") for name in names], reason)


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.line)


def _reason(column: object, reason: object) -> str:
    return f"{column}: {reason}"


def _companion() -> str:
    return _("nothing to mend: it belongs to the same order as another line, and an order comes back whole")
