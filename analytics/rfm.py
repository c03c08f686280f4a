"""Who the best buyers are: segments by recency, frequency and money, and who moved between them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pandas as pd

from data import rfm as stored
from data import rollups
from data.store import Store
from data.texts import mark

ANY = "12345"
NOT_YET = ""  # where those come from who had not bought by the earlier day
EARLIER_DAYS = stored.EARLIER_DAYS
A_QUARTER = 91


@dataclass(frozen=True, slots=True)
class Segment:
    """A named part of the buyers.

    Attributes
    ----------
    boxes
        The scores that belong to it, as (recency, frequency, money): ``("45", "1", "12345")`` is recency 4 or 5,
        frequency 1, any money.
    is_strong
        True for those who are there; False for those who are slipping away.
    """

    key: str
    label: str
    meaning: str
    boxes: tuple[tuple[str, str, str], ...]
    is_strong: bool

    @property
    def cells(self) -> tuple[int, ...]:
        """The scores as numbers of three digits.

        Examples
        --------
        >>> Segment("new", "New", "", (("5", "1", "12"),), is_strong=True).cells
        (511, 512)
        """
        return tuple(int("".join(scores)) for box in self.boxes for scores in product(*box))


# The names are those of the field; recency and frequency decide, money tells the best from the loyal.
SEGMENTS = (
    Segment(
        "champions",
        mark("Champions"),
        mark("Bought lately, often, and for much."),
        (("45", "45", "45"),),
        is_strong=True,
    ),
    Segment(
        "loyal",
        mark("Loyal"),
        mark("Buy often and not long ago."),
        (("3", "45", ANY), ("45", "45", "123")),
        is_strong=True,
    ),
    Segment(
        "potential_loyal",
        mark("Potential loyal"),
        mark("Bought lately, and more than once or near it."),
        (("45", "23", ANY),),
        is_strong=True,
    ),
    Segment(
        "new",
        mark("New"),
        mark("Bought very lately and as seldom as anybody."),
        (("5", "1", ANY),),
        is_strong=True,
    ),
    Segment(
        "promising",
        mark("Promising"),
        mark("Bought lately and as seldom as anybody."),
        (("4", "1", ANY),),
        is_strong=True,
    ),
    Segment(
        "need_attention",
        mark("Need attention"),
        mark("In the middle by how lately and how often they bought."),
        (("3", "3", ANY),),
        is_strong=False,
    ),
    Segment(
        "about_to_sleep",
        mark("About to sleep"),
        mark("Bought seldom, and some time ago."),
        (("3", "12", ANY),),
        is_strong=False,
    ),
    Segment(
        "cannot_lose",
        mark("Can't lose them"),
        mark("Bought often and for much, and have been away for long."),
        (("12", "45", "45"),),
        is_strong=False,
    ),
    Segment(
        "at_risk",
        mark("At risk"),
        mark("Bought fairly often, and have been away for long."),
        (("12", "45", "123"), ("12", "3", ANY)),
        is_strong=False,
    ),
    Segment(
        "hibernating",
        mark("Hibernating"),
        mark("Bought seldom and long ago; some of them are lost."),
        (("12", "12", ANY),),
        is_strong=False,
    ),
)
BY_KEY = {item.key: item for item in SEGMENTS}
_OF_CELL = {cell: item.key for item in SEGMENTS for cell in item.cells}


def segment_of(cell: float | None) -> str:
    """Return the key of the segment that scores belong to; "" for who had none.

    Examples
    --------
    >>> segment_of(555), segment_of(155), segment_of(float("nan"))
    ('champions', 'cannot_lose', '')
    """
    return NOT_YET if cell is None or math.isnan(cell) else _OF_CELL[int(cell)]


@dataclass(frozen=True, slots=True)
class Buyers:
    """All buyers by segment, as of a day.

    Attributes
    ----------
    table
        A row per segment in the order of `SEGMENTS`: segment, customers, share, money (net, in the main currency),
        money_share, purchases, median_recency_days (NaN for an empty segment).
    """

    table: pd.DataFrame
    as_of: date
    currency: str | None

    @property
    def customers(self) -> int:
        """How many ever bought."""
        return int(self.table["customers"].sum())

    def row(self, key: str) -> pd.Series:
        """Return the row of a segment."""
        return self.table[self.table["segment"] == key].iloc[0]


def load(store: Store) -> Buyers | None:
    """Return the buyers by segment; None where nobody is known to have bought."""
    with store.read() as facts:
        as_of = stored.as_of(facts)
        if as_of is None:
            return None
        return Buyers(by_segment(stored.standing(facts)), as_of, rollups.main_currency(facts))


def by_segment(standing: pd.DataFrame) -> pd.DataFrame:
    """Return the segments' sums and shares.

    Parameters
    ----------
    standing
        cell, recency_days, customers, purchases, money.
    """
    rows = standing.assign(segment=standing["cell"].map(segment_of))
    sums = rows.groupby("segment")[["customers", "purchases", "money"]].sum().reindex(list(BY_KEY), fill_value=0)
    medians = {key: _median(part) for key, part in rows.groupby("segment")}
    everybody, money = sums["customers"].sum(), sums["money"].sum()
    return sums.assign(
        share=sums["customers"] / everybody,
        money_share=sums["money"] / money if money > 0 else float("nan"),
        median_recency_days=pd.Series(medians, dtype="float64").reindex(sums.index),
    ).reset_index()


def _median(rows: pd.DataFrame) -> float:
    """Return the median of recency_days, each standing for so many customers."""
    ordered = rows.sort_values("recency_days")
    upto, last = ordered["customers"].cumsum(), ordered["customers"].sum() - 1
    middle = [int(upto.searchsorted(place, side="right")) for place in (last // 2, (last + 1) // 2)]
    return float(ordered["recency_days"].iloc[middle].mean())


@dataclass(frozen=True, slots=True)
class Move:
    """How many went from one segment to another, of how many who had been in the first."""

    before: str
    now: str
    customers: int
    of: int


@dataclass(frozen=True, slots=True)
class Moves:
    """Who was where on an earlier day, and where they are now.

    Attributes
    ----------
    table
        before, now, customers; a row per pair with anybody. ``before`` is "" for who had not bought by then.
    """

    table: pd.DataFrame
    earlier: date
    as_of: date

    @property
    def has_earlier(self) -> bool:
        """False where nobody had bought by the earlier day: the orders don't reach so far back."""
        return bool((self.table["before"] != NOT_YET).any())

    def largest(self, *, worrying: bool) -> Move | None:
        """Return the move of most customers out of the strong segments (worrying), or back into them."""
        strong = {item.key for item in SEGMENTS if item.is_strong}
        slipping = set(BY_KEY) - strong
        start, end = (strong, slipping) if worrying else (slipping, strong)
        rows = self.table[self.table["before"].isin(start) & self.table["now"].isin(end)]
        if rows.empty:
            return None
        row = rows.sort_values("customers", ascending=False, kind="stable").iloc[0]
        of = self.table.loc[self.table["before"] == row["before"], "customers"].sum()
        return Move(str(row["before"]), str(row["now"]), int(row["customers"]), int(of))


def moves(store: Store, days_ago: int = A_QUARTER) -> Moves | None:
    """Return the moves since so many days before the last day of orders; None where nobody ever bought.

    Both days are scored from what was known on their evening, each among the buyers of that day.
    """
    with store.read() as facts:
        as_of = stored.as_of(facts)
        if as_of is None:
            return None
        pairs = stored.moves(facts, days_ago)
    return Moves(between_segments(pairs), as_of - timedelta(days=days_ago), as_of)


def between_segments(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return moves between cells as moves between segments, in the order of `SEGMENTS`.

    Examples
    --------
    >>> pairs = pd.DataFrame({"before": [555, 554, None], "now": [155, 155, 511], "customers": [2, 3, 4]})
    >>> between_segments(pairs).values.tolist()
    [['', 'new', 4], ['champions', 'cannot_lose', 5]]
    """
    named = pairs.assign(before=pairs["before"].map(segment_of), now=pairs["now"].map(segment_of))
    counts = named.groupby(["before", "now"])[["customers"]].sum().reset_index()
    places = {key: place for place, key in enumerate((NOT_YET, *BY_KEY))}
    ordered = counts.assign(start=counts["before"].map(places), end=counts["now"].map(places))
    return ordered.sort_values(["start", "end"]).drop(columns=["start", "end"]).reset_index(drop=True)


def matrix(moved: Moves) -> pd.DataFrame:
    """Return the moves with a row per earlier segment and a column per present one, 0 where nobody moved."""
    wide = moved.table.pivot_table(index="before", columns="now", values="customers", aggfunc="sum", fill_value=0)
    every: pd.DataFrame = wide.reindex(index=[*BY_KEY, NOT_YET], columns=list(BY_KEY), fill_value=0)
    return every


def members(store: Store, key: str) -> pd.DataFrame:
    """Return the customers of a segment, who paid most first: see `data.rfm.customers`."""
    with store.read() as facts:
        return stored.customers(facts, list(BY_KEY[key].cells))


def cells_of(segments: Iterable[Segment]) -> list[int]:
    """Return all scores that some segments cover, as often as they do."""
    return [cell for item in segments for cell in item.cells]
