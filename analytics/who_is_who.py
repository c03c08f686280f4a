"""Who is who: how many rows of each source found their customer, and putting wrong joins right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analytics import jobs
from analytics.rhythm import source_label
from data import identity
from data.errors import UnknownNameError
from data.schemas import TABLES
from data.store import Facts, Store
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
    corrected = pd.DataFrame(store.state.identity_corrections(), columns=identity.MAP)
    seen = _seen(store)
    shared = _shared_addresses(seen).groupby("source")["email"].nunique()
    every: list[Found] = []
    with store.read() as facts:
        people = facts.frame(facts.tables["customers"].select("customer_id"))["customer_id"]
        known = Known(people, _customer_ids(store, facts), _pairs(corrected, "source", "reference"))
        for name, table in TABLES.items():
            if table.has_customer and name != "customers":
                rows = facts.tables[name]
                columns = ("tool", "source_customer_id", "customer_email", "customer_id")
                frame = facts.frame(rows.group_by(columns).agg(rows=rows.count()))
                frame = frame.assign(way=_ways(frame, known))
                every.extend(_found(str(tool), name, part) for tool, part in frame.groupby("tool"))
    return [replace(item, ambiguous=int(shared.get(item.source, 0))) for item in every]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What tells how a row found its customer.

    Attributes
    ----------
    people
        Everybody in a customers table, as they are called here.
    ids
        The ids that the customers tables of each source have.
    corrected
        What people corrected; both by source and reference.
    """

    people: pd.Series
    ids: pd.MultiIndex
    corrected: pd.MultiIndex


def _customer_ids(store: Store, facts: Facts) -> pd.MultiIndex:
    stored = facts.stored["customers"]
    rows = stored.filter(stored.batch_id.isin(store.state.batches_in_force("customers") or [-1]))
    return _pairs(facts.frame(rows.select("tool", "customer_id").distinct()), "tool", "customer_id")


def _pairs(frame: pd.DataFrame, source: str, reference: str) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(frame[[source, reference]].astype("str"))


def _ways(rows: pd.DataFrame, known: Known) -> pd.Series:
    """Return by which way each row found its customer, or that it found none."""
    has_id = rows["source_customer_id"].notna()
    reference = rows["source_customer_id"].fillna(rows["customer_email"].str.lower())
    pairs = _pairs(rows.assign(reference=reference), "tool", "reference")
    ways = pd.Series("by_email", index=rows.index)
    ways = ways.mask(has_id & pairs.isin(known.ids), "by_id")
    ways = ways.mask(~rows["customer_id"].isin(known.people), "unknown")
    ways = ways.mask(pairs.isin(known.corrected), "by_correction")
    return ways.mask(reference.isna(), "guests")


def _seen(store: Store) -> pd.DataFrame:
    """Return every way in which a row in force names a customer: source, customer, email, first_batch."""
    in_force = {name: store.state.batches_in_force(name) for name in TABLES}
    with store.read() as facts:
        return facts.frame(identity.references(identity.Seen(facts.stored, in_force)))


def _shared_addresses(seen: pd.DataFrame) -> pd.DataFrame:
    """Return source, email and customer of addresses that several ids of one source have now.

    An id that got another address since no longer has the one before.
    """
    pairs = seen.dropna(subset=["customer", "email"])
    newest = pairs.sort_values(["first_batch", "email"]).drop_duplicates(["source", "customer"], keep="last")
    newest = newest[["source", "email", "customer"]]
    return newest[newest.duplicated(["source", "email"], keep=False)]


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
    shared = _shared_addresses(_seen(store))
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


def correct(store: Store, correction: Correction, progress: jobs.Progress = jobs.no_progress) -> Correction:
    """Let a reference mean a customer from now on, also in later imports, and work out anew what follows.

    Returns
    -------
    Correction
        As it is kept: where the customer was named as one tool does, by the name that all rows go by.

    Raises
    ------
    UnknownNameError
        If no row in force has this reference, or nobody has this customer id.
    """
    names = _names(store)
    mine = names.loc[names["source"] == correction.source, "reference"]
    if correction.reference not in set(mine):
        raise UnknownNameError(_("reference"), correction.reference, list(mine)[:NAMED])
    kept = replace(correction, customer_id=_whom(names, correction))
    store.state.correct_identity(kept.source, kept.reference, kept.customer_id)
    jobs.after_import(store, None, progress)
    return kept


def _names(store: Store) -> pd.DataFrame:
    """Return every reference of a row in force and whom it means: source, reference, customer_id."""
    seen = _seen(store)
    with store.read() as facts:
        renamed = facts.frame(facts.derived("customer_map"))
    parts = [seen[["source", name]].dropna().set_axis(identity.MAP[:2], axis=1) for name in ("customer", "email")]
    every = pd.concat(parts).drop_duplicates().merge(renamed, on=identity.MAP[:2], how="left")
    return every.assign(customer_id=every["customer_id"].fillna(every["reference"]))


def _whom(names: pd.DataFrame, correction: Correction) -> str:
    """Return the customer whom a correction names.

    That is one of the customers, the reference by itself (which parts it from whom it was joined to), or what a
    tool calls a customer, if only one customer is called that.
    """
    wanted = correction.customer_id
    if wanted == correction.reference or wanted in set(names["customer_id"]):
        return wanted
    meant = names.loc[names["reference"] == wanted, "customer_id"].unique()
    if len(meant) != 1:
        raise UnknownNameError(_("customer"), wanted, sorted(set(names["customer_id"]))[:NAMED])
    return str(meant[0])


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
