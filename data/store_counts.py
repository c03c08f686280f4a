"""How many rows of a source are in force, and from when to when."""

from dataclasses import dataclass
from datetime import date

import ibis
import pandas as pd

from data import facts, schemas
from data.store import Store


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows in force, how many of them are test sends, and their first and last day (None without dates)."""

    rows: int
    tests: int
    first_day: date | None
    last_day: date | None


def of_source(store: Store, source: str, table: str) -> Counts:
    """Count the rows in force of one tool in one table."""
    moment = schemas.table(table).moment
    with store.read() as reader:
        rows = facts.in_force(table, reader.stored[table], store.state.batches_in_force(table))
        rows = rows.filter(rows.tool == source)
        when = rows[moment].cast("date") if moment else ibis.null("date")
        is_test = rows.is_test if "is_test" in rows.columns else ibis.literal(value=False)
        asked = rows.aggregate(
            rows=rows.count(), tests=rows.count(where=is_test), first=when.min(), last=when.max()
        )
        (found,) = reader.frame(asked).to_dict("records")
    tests = 0 if pd.isna(found["tests"]) else int(found["tests"])
    return Counts(int(found["rows"]), tests, _day(found["first"]), _day(found["last"]))


def _day(value: object) -> date | None:
    moment = pd.to_datetime(pd.Series([value])).dropna()
    return None if moment.empty else moment.iloc[0].date()
