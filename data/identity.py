"""Who is who: one customer across tools that name them differently.

Ids match exactly within one source; across sources by e-mail address (trimmed and case-folded); then by the
corrections people made. Nothing is merged on names. An address that two ids of one source share says nothing
about who is meant, and joins nobody.

Nearly every reference means the customer of the same name. The map holds the others alone; what it doesn't have
means itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pandas as pd

from data import facts, schemas

Frame = Callable[[ir.Table], pd.DataFrame]
Correction = tuple[str, str, str]

MAP = ["source", "reference", "customer_id"]
OF_A_SOURCE = "\x1f"  # between a source and its id, where an id stands for nobody but itself


@dataclass(frozen=True, slots=True)
class Seen:
    """The rows in force of every table that names customers.

    Attributes
    ----------
    stored
        The canonical tables as stored, by name.
    batches
        The batches in force, by table.
    """

    stored: Mapping[str, ir.Table]
    batches: Mapping[str, Sequence[int]]

    def tables(self) -> list[str]:
        """Return the tables with rows in force that may name a customer."""
        naming = (
            name for name, table in schemas.TABLES.items() if table.has_customer or name in facts.CUSTOMER_COLUMNS
        )
        return [name for name in naming if self.batches.get(name)]

    def named(self, table: str, *, replaced: bool = False) -> list[ir.Table]:
        """Return source, customer, email, batch_id of each row of a table, once per column that names somebody.

        With ``replaced`` also of those that a newer batch has replaced, which needn't be looked for then.
        """
        stored, batches = self.stored[table], self.batches[table]
        rows = stored.filter(stored.batch_id.isin(batches)) if replaced else facts.in_force(table, stored, batches)
        nobody = ibis.null("string")
        parts = [
            _named(rows, rows[column], nobody)
            for column in facts.CUSTOMER_COLUMNS.get(table, ())
            if column != "customer_id"
        ]
        if schemas.table(table).has_customer:
            email = rows.email if table == "customers" else rows.customer_email
            parts.append(_named(rows, rows.customer_id, email.lower()))
        return parts

    def sources(self) -> ir.Table:
        """Return since which batch each source has been coming: source, since.

        Over all rows of the batches in force, also those replaced since: a customers file that comes anew every
        week must not make its ids the youngest.
        """
        each = []
        for table in self.tables():
            rows = self.stored[table]
            rows = rows.filter(rows.batch_id.isin(list(self.batches[table])))
            each.append(rows.group_by(source=rows.tool).aggregate(since=rows.batch_id.min()))
        every = ibis.union(*each)
        return every.group_by("source").aggregate(since=every.since.min())


def _named(rows: ir.Table, customer: ir.StringValue, email: ir.StringValue) -> ir.Table:
    named = rows.select("batch_id", source=rows.tool, customer=customer, email=email)
    return named.filter(named.customer.notnull() | named.email.notnull())


@dataclass(frozen=True, slots=True)
class Matching:
    """How well the references of one source found each other's customers.

    ``references`` ids and addresses were seen, ``joined`` of them name a customer whom another source names too,
    ``ambiguous`` addresses were shared by several ids and joined nobody.
    """

    source: str
    references: int
    joined: int
    ambiguous: int


def customer_map(seen: Seen, corrections: Iterable[Correction], frame: Frame) -> pd.DataFrame:
    """Return the references that mean a customer of another name: source, reference, customer_id.

    Parameters
    ----------
    corrections
        (source, reference, customer) as corrected by people; they win.
    frame
        Runs an expression.
    """
    found = frame(exceptions(references(seen))) if _may_differ(seen, frame) else pd.DataFrame(columns=MAP)
    return corrected(found, corrections)


def _may_differ(seen: Seen, frame: Frame) -> bool:
    """Return whether any reference can mean a customer of another name.

    The ids of a single source mean themselves, and only an address that stands alone can mean one of them: then
    millions of rows needn't be looked through for what each of them says. Rows that were replaced may make it
    look closer than it has to.
    """
    parts = [part for table in seen.tables() for part in seen.named(table, replaced=True)]
    if not parts:
        return False
    alone = [part.group_by("source").aggregate(alone=part.count(where=~part.customer.notnull())) for part in parts]
    sources = frame(ibis.union(*alone))
    return len(set(sources["source"])) > 1 or bool(sources["alone"].sum())


def references(seen: Seen) -> ir.Table:
    """Return (source, customer, email, first_batch, since): every way a row in force names a customer."""
    keys = ("source", "customer", "email")
    parts = [part for table in seen.tables() for part in seen.named(table)]
    each = [part.group_by(*keys).aggregate(first_batch=part.batch_id.min()) for part in parts]
    both = ibis.union(*each)
    both = both.group_by(*keys).aggregate(first_batch=both.first_batch.min())
    return both.join(seen.sources(), "source")


def exceptions(named: ir.Table) -> ir.Table:
    """Return the references that mean a customer of another name: source, reference, customer_id.

    Parameters
    ----------
    named
        source, customer, email, first_batch and since, as `references` gives them. An address is a reference where
        it stands alone: a row that has an id is known by that.

    Examples
    --------
    >>> named = ibis.memtable({"source": ["crm", "shop"], "customer": ["7", "S1"],
    ...                        "email": ["ann@example.com", "ann@example.com"], "first_batch": [1, 2],
    ...                        "since": [1, 2]})
    >>> exceptions(named).execute().values.tolist()
    [['shop', 'S1', '7']]
    """
    grouped = _grouped(named)
    first = ibis.row_number().over(
        ibis.window(group_by="group", order_by=[ibis.desc("is_id"), "since", "source", "reference"])
    )
    names = grouped.mutate(turn=first)
    names = names.filter(names.turn == 0)
    same_name = ibis.row_number().over(ibis.window(group_by="reference", order_by=["since", "source"]))
    names = names.mutate(taken=same_name > 0)
    told_apart = names.source.concat(":").concat(names.reference)
    names = names.select("group", customer_id=ibis.ifelse(names.taken, told_apart, names.reference))
    known = grouped.inner_join(names, "group")
    return known.filter(known.customer_id != known.reference).select(*MAP)


def matching(named: ir.Table) -> ir.Table:
    """Return how well each source matched, a row of `Matching` per source, over what `exceptions` takes.

    Here an address counts as a reference also where it stands beside an id.
    """
    grouped = _grouped(named, alone=False)
    sources = grouped.group_by("group").aggregate(sources=grouped.source.nunique())
    told = grouped.inner_join(sources, "group")
    counts = told.group_by("source").aggregate(references=told.count(), joined=told.count(where=told.sources > 1))
    doubtful = _doubtful(_addresses_of(named)).group_by("source").aggregate(ambiguous=ibis._.count())
    every = counts.left_join(doubtful, "source").drop("source_right")
    return every.mutate(ambiguous=every.ambiguous.fill_null(0)).order_by("source")


def matched(named: ir.Table, frame: Frame) -> list[Matching]:
    """Return how well each source matched."""
    rows = frame(matching(named)).to_dict("records")
    return [
        Matching(str(row["source"]), int(row["references"]), int(row["joined"]), int(row["ambiguous"]))
        for row in rows
    ]


def corrected(found: pd.DataFrame, corrections: Iterable[Correction]) -> pd.DataFrame:
    """Return a map of exceptions as people corrected it.

    Examples
    --------
    >>> found = pd.DataFrame([("shop", "S1", "7")], columns=MAP)
    >>> corrected(found, [("shop", "S1", "S1"), ("x", "@ann", "7")]).values.tolist()
    [['x', '@ann', '7']]
    """
    said = pd.DataFrame(list(corrections), columns=MAP, dtype="str")
    both = pd.concat([found, said], ignore_index=True).drop_duplicates(MAP[:2], keep="last")
    both = both[both["reference"] != both["customer_id"]]
    return both.sort_values(MAP[:2], ignore_index=True)


def moved(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Return the references that mean another customer than before: source, reference.

    Examples
    --------
    >>> before = pd.DataFrame([("shop", "S1", "7"), ("shop", "S2", "8")], columns=MAP)
    >>> moved(before, before.assign(customer_id=["7", "9"])).values.tolist()
    [['shop', 'S2']]
    >>> moved(before, before.iloc[1:]).values.tolist()  # S1 means itself again
    [['shop', 'S1']]
    """
    both = before.merge(now, on=MAP[:2], how="outer", suffixes=("_before", "_now"))
    then = both["customer_id_before"].fillna(both["reference"])
    return both.loc[then != both["customer_id_now"].fillna(both["reference"]), MAP[:2]].reset_index(drop=True)


def tables_naming(seen: Seen, who: pd.DataFrame, tables: Iterable[str], frame: Frame) -> set[str]:
    """Return those of some tables in which a row names one of some references: source, reference."""
    if who.empty:
        return set()
    wanted = ibis.memtable(who, schema={"source": "string", "reference": "string"})
    found = []
    for table in set(tables) & set(seen.tables()):
        for part in seen.named(table):
            rows = part.select("source", reference=ibis.coalesce(part.customer, part.email))
            rows = rows.semi_join(wanted, MAP[:2])
            found.append(rows.aggregate(rows=rows.count()).mutate(table=ibis.literal(table)))
    counts = frame(ibis.union(*found)) if found else pd.DataFrame({"table": [], "rows": []})
    return set(counts.loc[counts["rows"] > 0, "table"])


def _grouped(named: ir.Table, *, alone: bool = True) -> ir.Table:
    """Return every reference with the ``group`` of those that mean the same customer.

    Parameters
    ----------
    alone
        True for the addresses alone that rows without an id give; False for those beside an id too.
    """
    ids = named.filter(named.customer.notnull())
    owners = ids.group_by("source", reference="customer").aggregate(since=ids.since.min())
    newest = _addresses_of(named)
    doubtful = _doubtful(newest)
    joining = newest.anti_join(doubtful, "email").select("source", "reference", address="email")
    of_ids = owners.left_join(joining, ["source", "reference"]).select(
        "source", "reference", "since", "address", is_id=ibis.literal(value=True)
    )
    addresses = named.filter(named.email.notnull())
    standing = addresses.group_by("source", reference="email").aggregate(
        since=addresses.since.min(), alone=addresses.count(where=~addresses.customer.notnull())
    )
    standing = standing.filter(standing.alone > 0) if alone else standing
    standing = standing.anti_join(owners, ["source", "reference"])
    of_addresses = standing.select(
        "source", "reference", "since", address=standing.reference, is_id=ibis.literal(value=False)
    )
    every = of_ids.union(of_addresses)
    own = every.source.concat(OF_A_SOURCE).concat(every.reference)
    return every.mutate(group=ibis.coalesce(ibis.literal("@").concat(every.address), own))


def _addresses_of(named: ir.Table) -> ir.Table:
    """Return the newest address of each id that has one: source, reference, email."""
    known = named.filter(named.customer.notnull() & named.email.notnull())
    newest = known.first_batch.max().over(ibis.window(group_by=["source", "customer"]))
    known = known.mutate(newest=newest)
    known = known.filter(known.first_batch == known.newest)
    return known.group_by("source", reference="customer").aggregate(email=known.email.max())


def _doubtful(newest: ir.Table) -> ir.Table:
    """Return the addresses that several ids of one source share: source, email."""
    counts = newest.group_by("source", "email").aggregate(ids=newest.count())
    return counts.filter(counts.ids > 1).select("source", "email")
