"""How many rows of a period each batch brought."""

from collections.abc import Iterable
from datetime import date

import ibis

from data import schemas
from data.store import Facts

DAY_OF_CUSTOMERS = "signed_up_on"  # customers have no moment of their own


def rows_per_batch(facts: Facts, tables: Iterable[str], first: date, last: date) -> dict[tuple[str, int], int]:
    """Return the number of rows dated in a period, by table and batch, of all batches that are stored.

    Parameters
    ----------
    first, last
        Both inside.
    """
    counts: dict[tuple[str, int], int] = {}
    for name in tables:
        if name not in schemas.TABLES:  # what is derived, such as tones, has no batches
            continue
        stored = facts.stored[name]
        day = stored[schemas.table(name).moment or DAY_OF_CUSTOMERS].cast("date")
        of_days = stored.filter(day.between(ibis.date(first.isoformat()), ibis.date(last.isoformat())))
        rows = facts.frame(of_days.group_by("batch_id").aggregate(rows=of_days.count()))
        batches = zip(rows["batch_id"].tolist(), rows["rows"].tolist(), strict=True)
        counts |= {(name, int(batch)): int(number) for batch, number in batches}
    return counts
