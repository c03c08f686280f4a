"""Who is who: how many rows of each source found their customer, and putting wrong joins right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics import jobs
from analytics.rhythm import source_label
from data import identity
from data.errors import UnknownNameError
from data.schemas import TABLES
from data.store import Store
from data.texts import _

NAMED = 20  # names listed where one isn't known


@dataclass(frozen=True, slots=True)
class Found:
    """How the rows of one source found their customer.

    ``rows`` = ``by_id`` + ``by_email`` + ``by_correction`` + ``unknown`` + ``guests``

    Attributes
    ----------
    by_id
        Rows whose id is one that the customers tables have.
    by_email
        Rows that found their customer by an e-mail address.
    by_correction
        Rows whose customer a person named.
    unknown
        Rows that name a customer whom no customers table has; they are customers of their own.
    guests
        Rows that name nobody.
    references, ambiguous
        Different ids and addresses, and addresses that several ids of one source share and so join nobody.
    """

    source: str
    table: str
    label: str
    rows: int
    by_id: int
    by_email: int
    by_correction: int
    unknown: int
    guests: int
    references: int
    ambiguous: int

    @property
    def share_found(self) -> float | None:
        """The share of rows that found a customer, of those that name one; None where none does."""
        named = self.rows - self.guests
        return (self.by_id + self.by_email + self.by_correction) / named if named else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reference that is doubtful, with the customers it could mean.

    Attributes
    ----------
    customer_id
        Whom it means now.
    could_be
        Customers who share its address or its id.
    why
        In a sentence.
    """

    source: str
    reference: str
    customer_id: str
    could_be: tuple[str, ...]
    rows: int
    why: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said: in this source, this reference means this customer."""

    source: str
    reference: str
    customer_id: str


def found(store: Store) -> list[Found]:
    """Return how the rows in force of every source and table found their customer."""
    corrected = {(source, reference) for source, reference, _customer in store.state.identity_corrections()}
    every: list[Found] = []
    shared = _shared_addresses(store).groupby("source")["email"].nunique()
    with store.read() as facts:
        people = facts.frame(facts.tables["customers"].select("customer_id"))["customer_id"]
        ids = facts.frame(facts.stored["customers"].select("tool", "customer_id").distinct())
        own = set(ids.itertuples(index=False, name=None))
        for name, table in TABLES.items():
            if table.has_customer and name != "customers":
                columns = ("tool", "source_customer_id", "customer_email", "customer_id")
                rows = facts.tables[name].group_by(columns).agg(rows=facts.tables[name].count())
                frame = facts.frame(rows).assign(way=lambda given: _ways(given, set(people), own, corrected))
                every.extend(_found(str(tool), name, part) for tool, part in frame.groupby("tool"))
    return [replace(item, ambiguous=int(shared.get(item.source, 0))) for item in every]


def _shared_addresses(store: Store) -> pd.DataFrame:
    """Return source, email and customer of addresses that several ids of one source have."""
    in_force = {name: store.state.batches_in_force(name) for name in TABLES}
    with store.read() as facts:
        seen = facts.frame(identity.references(identity.Seen(facts.stored, in_force)))
    pairs = seen.dropna(subset=["customer", "email"])[["source", "email", "customer"]].drop_duplicates()
    return pairs[pairs.duplicated(["source", "email"], keep=False)]


def _ways(
    rows: pd.DataFrame, people: set[str], own: set[tuple[str, str]], corrected: set[tuple[str, str]]
) -> list[str]:
    return [_way(row, people, own, corrected) for row in rows.itertuples(index=False)]


def _way(row: Any, people: set[str], own: set[tuple[str, str]], corrected: set[tuple[str, str]]) -> str:
    has_id = not pd.isna(row.source_customer_id)
    reference = row.source_customer_id if has_id else row.customer_email
    if pd.isna(reference):
        return "guests"
    if (row.tool, reference) in corrected:
        return "by_correction"
    if row.customer_id not in people:
        return "unknown"
    return "by_id" if has_id and (row.tool, reference) in own else "by_email"


def _found(source: str, table: str, rows: pd.DataFrame) -> Found:
    ways = rows.groupby("way")["rows"].sum()
    named = rows["source_customer_id"].fillna(rows["customer_email"]).dropna()
    return Found(
        source=source,
        table=table,
        label=source_label(source, table),
        rows=int(rows["rows"].sum()),
        by_id=int(ways.get("by_id", 0)),
        by_email=int(ways.get("by_email", 0)),
        by_correction=int(ways.get("by_correction", 0)),
        unknown=int(ways.get("unknown", 0)),
        guests=int(ways.get("guests", 0)),
        references=int(named.nunique()),
        ambiguous=0,
    )


def doubtful(store: Store, *, most: int = 50) -> Sequence[Candidate]:
    """Return references that may mean somebody else, those with the most rows first."""
    shared = _shared_addresses(store)
    with store.read() as facts:
        known = facts.frame(facts.derived("customer_map")).set_index(["source", "reference"])["customer_id"]
    rows = _rows_by_reference(store)
    candidates = [
        _candidate(str(row.source), str(row.customer), str(row.email), shared, known)
        for row in shared.sort_values(["source", "email", "customer"]).itertuples()
    ]
    counted = [replace(item, rows=rows.get((item.source, item.reference), 0)) for item in candidates]
    return sorted(counted, key=lambda item: -item.rows)[:most]


def _rows_by_reference(store: Store) -> dict[tuple[str, str], int]:
    """Return how many rows in force of all tables but the customers' own name each id of a source."""
    counts: Counter[tuple[str, str]] = Counter()
    with store.read() as facts:
        for name, table in TABLES.items():
            if table.has_customer and name != "customers":
                rows = facts.tables[name]
                named = facts.frame(rows.group_by("tool", "source_customer_id").agg(rows=rows.count()))
                for tool, reference, count in named.dropna().itertuples(index=False, name=None):
                    counts[tool, reference] += int(count)
    return dict(counts)


def _candidate(source: str, reference: str, email: str, shared: pd.DataFrame, known: pd.Series) -> Candidate:
    same = shared[(shared["source"] == source) & (shared["email"] == email) & (shared["customer"] != reference)]
    others = tuple(str(known.get((source, other), other)) for other in sorted(same["customer"]))
    text = _("{email} is the address of several customers of {source}, so it joins nobody.")
    customer = str(known.get((source, reference), reference))
    return Candidate(source, reference, customer, others, 0, text.format(email=email, source=source))


def corrections(store: Store) -> list[Correction]:
    """Return what people corrected."""
    return [Correction(*row) for row in store.state.identity_corrections()]


def correct(store: Store, correction: Correction, progress: jobs.Progress = jobs.no_progress) -> None:
    """Let a reference mean a customer from now on, also in later imports, and work out anew what follows.

    Raises
    ------
    UnknownNameError
        If no row in force has this reference, or nobody has this customer id.
    """
    in_force = {name: store.state.batches_in_force(name) for name in TABLES}
    with store.read() as facts:
        seen = facts.frame(identity.references(identity.Seen(facts.stored, in_force)))
        renamed = facts.frame(facts.derived("customer_map"))
    mine = pd.concat(
        [seen.loc[seen["source"] == correction.source, name] for name in ("customer", "email")]
    ).dropna()
    if correction.reference not in set(mine):
        raise UnknownNameError(_("reference"), correction.reference, list(mine)[:NAMED])
    customers = pd.concat([seen["customer"], renamed["customer_id"]]).dropna()
    if correction.customer_id not in set(customers):
        raise UnknownNameError(_("customer"), correction.customer_id, list(customers)[:NAMED])
    store.state.correct_identity(correction.source, correction.reference, correction.customer_id)
    jobs.after_import(store, None, progress)


def take_back(store: Store, source: str, reference: str, progress: jobs.Progress = jobs.no_progress) -> None:
    """Forget a correction: the reference means again whom its id and address say.

    Raises
    ------
    UnknownNameError
        If there is no such correction.
    """
    known = [(given.source, given.reference) for given in corrections(store)]
    if (source, reference) not in known:
        raise UnknownNameError(_("correction"), reference, [name for _source, name in known])
    store.state.forget_identity(source, reference)
    jobs.after_import(store, None, progress)
