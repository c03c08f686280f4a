"""What each tool's own report would show beside what the product counts, with every difference explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.rhythm import source_label
from data import store_counts
from data.state import Batch
from data.store import Store
from data.texts import _

ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Difference:
    """One reason why the product counts something else than the tool shows.

    Attributes
    ----------
    key
        Such as "test_sends", "refunds", "taken_back".
    sentence
        The reason in words.
    amounts
        Measure → what the tool shows and the product doesn't count; only measures that differ.
    """

    key: str
    sentence: str
    amounts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure on both sides. ``tool`` less all differences is ``product``, exactly."""

    key: str
    label: str
    tool: float
    product: float


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One source: the table that a tool's exports fill.

    Attributes
    ----------
    measures
        Rows first, then sums.
    first_day, last_day
        As the files have them, in their own time zone; None without dates.
    counted_first_day, counted_last_day
        Of the rows that count, in the company's time zone.
    remarks
        What shifts dates or customers without changing a sum.
    """

    source: str
    table: str
    label: str
    files: int
    measures: tuple[Measure, ...]
    differences: tuple[Difference, ...]
    first_day: date | None
    last_day: date | None
    counted_first_day: date | None
    counted_last_day: date | None
    remarks: tuple[str, ...] = ()

    def unexplained(self, measure: str) -> float:
        """Return what the differences don't explain; 0 unless something is wrong."""
        figure = next(item for item in self.measures if item.key == measure)
        explained = sum(item.amounts.get(measure, 0.0) for item in self.differences)
        return round(figure.tool - explained - figure.product, 6)


def by_source(store: Store) -> list[Reconciled]:
    """Return every source that files came from, those with the most rows first.

    Rows are compared: what the files hold, less what was set aside, came again or is a test, is what counts.
    """
    batches = [batch for batch in store.state.batches() if batch.in_force]
    sources = dict.fromkeys((batch.source, batch.table) for batch in batches)
    found = [
        _reconciled(
            store, source, table, [each for each in batches if (each.source, each.table) == (source, table)]
        )
        for source, table in sources
    ]
    return sorted(found, key=lambda one: -one.measures[0].tool)


def _reconciled(store: Store, source: str, table: str, batches: Sequence[Batch]) -> Reconciled:
    counted = store_counts.of_source(store, source, table)
    read = sum(batch.rows_read for batch in batches)
    aside = sum(batch.rows_rejected for batch in batches)
    differences = (
        Difference("set_aside", _("Rows set aside, because something in them can't be read"), {ROWS: aside}),
        Difference(
            "again", _("Rows that came again: repeated in a file, or replaced by a newer one"),
            {ROWS: read - aside - counted.rows},
        ),
        Difference("tests", _("Sends marked as tests or to fewer than five recipients"), {ROWS: counted.tests}),
    )  # fmt: skip
    return Reconciled(
        source=source,
        table=table,
        label=source_label(source, table),
        files=len(batches),
        measures=(Measure(ROWS, _("Rows"), read, counted.rows - counted.tests),),
        differences=tuple(each for each in differences if each.amounts[ROWS]),
        first_day=counted.first_day,
        last_day=counted.last_day,
        counted_first_day=counted.first_day,
        counted_last_day=counted.last_day,
    )
