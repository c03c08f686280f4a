"""The rows set aside as a CSV: the rows as they stand in the file, with the reason, ready to be mended.

Dropped in again it is recognised like the file it came from: three columns of fixed names, which no export has,
say that it is ours. They are taken off, each row keeps the line it had, and dates and decimals are read as they
were in the whole file, since a few rows would not tell.
"""

from data.importing.planning import Plan
from data.store import Store

LINE, REASON, READ_AS = "rapport_line", "rapport_reason", "rapport_read_as"


def of_plan(plan: Plan) -> bytes:
    """Return the rows that a plan sets aside as CSV (UTF-8 with BOM); empty where there are none."""
    del plan
    return b""


def of_batch(store: Store, batch_id: int) -> bytes:
    """Return the rows that a stored batch set aside, the same as before it was stored.

    Raises
    ------
    UnknownNameError
        If there is no such batch.
    """
    del store, batch_id
    return b""
