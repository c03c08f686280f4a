"""Who is who: one customer across tools that name them differently.

Ids match exactly within one source; across sources by e-mail address (trimmed and case-folded); then by the
corrections people made. Nothing is merged on names. An address that two ids of one source share says nothing
about who is meant, and joins nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd

from data import facts, schemas


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


def references(stored: Mapping[str, ir.Table], batches: Mapping[str, Sequence[int]]) -> ir.Table:
    """Return (source, customer, email, first_batch): every way a row in force names a customer."""
    parts = []
    for name, table in schemas.TABLES.items():
        rows = facts.in_force(stored[name], batches.get(name, ()))
        if table.has_customer:
            email = rows.email if name == "customers" else rows.customer_email
            parts.append(_references(rows, rows.customer_id, email))
        parts.extend(
            _references(rows, rows[column], ibis.null("string"))
            for column in facts.CUSTOMER_COLUMNS.get(name, ())
            if column != "customer_id"
        )
    both = ibis.union(*parts)
    return both.group_by("source", "customer", "email").aggregate(first_batch=both.first_batch.min())


def _references(rows: ir.Table, customer: ir.StringValue, email: ir.StringValue) -> ir.Table:
    named = rows.select("batch_id", source=rows.tool, customer=customer, email=email.lower())
    named = named.filter(named.customer.notnull() | named.email.notnull())
    return named.group_by("source", "customer", "email").aggregate(first_batch=named.batch_id.min())


def build_map(
    seen: pd.DataFrame, corrections: Iterable[tuple[str, str, str]] = ()
) -> tuple[pd.DataFrame, list[Matching]]:
    """Return the customer map (source, reference, customer_id) and how well each source matched.

    Parameters
    ----------
    seen
        Columns source, customer, email, first_batch; customer or email may be missing.
    corrections
        (source, reference, customer) as people corrected them; they win.

    Examples
    --------
    >>> seen = pd.DataFrame({"source": ["crm", "shop"], "customer": ["7", "S1"],
    ...                      "email": ["ann@example.com", "ann@example.com"], "first_batch": [1, 2]})
    >>> build_map(seen)[0].query("source == 'shop'")[["reference", "customer_id"]].values.tolist()
    [['S1', '7'], ['ann@example.com', '7']]
    """
    owners = _owners(seen)
    shared, ambiguous = _addresses(owners)
    named = owners.assign(group=owners["email"].map(shared).astype("str"))
    named["group"] = named["group"].fillna(named["source"] + "\x1f" + named["reference"])
    named = pd.concat([named, _address_references(seen, named, shared)], ignore_index=True)
    names = _names(named[named["is_id"]], named)
    named["customer_id"] = named["group"].map(names)
    joined = named.groupby("group")["source"].transform("nunique") > 1
    matching = [
        Matching(source, len(rows), int(joined[rows.index].sum()), ambiguous.get(source, 0))
        for source, rows in ((str(key), group) for key, group in named.groupby("source"))
    ]
    table = named[["source", "reference", "customer_id"]]
    for source, reference, customer in corrections:
        table = table.mask((table["source"] == source) & (table["reference"] == reference), other=None).dropna()
        extra = pd.DataFrame({"source": [source], "reference": [reference], "customer_id": [customer]})
        table = pd.concat([table, extra], ignore_index=True)
    return table.sort_values(["source", "reference"], ignore_index=True), matching


def regrouped(before: pd.DataFrame, now: pd.DataFrame) -> bool:
    """Return whether a reference that both maps know means another customer now.

    Examples
    --------
    >>> known = pd.DataFrame({"source": ["shop"], "reference": ["S1"], "customer_id": ["S1"]})
    >>> regrouped(known, known), regrouped(known, known.assign(customer_id="7"))
    (False, True)
    """
    both = before.merge(now, on=["source", "reference"], suffixes=("_before", "_now"))
    return bool((both["customer_id_before"] != both["customer_id_now"]).any())


def _owners(seen: pd.DataFrame) -> pd.DataFrame:
    """Return a row per (source, id) with the newest address known for it."""
    ids = seen[seen["customer"].notna()].rename(columns={"customer": "reference"})
    newest = ids.sort_values("first_batch").groupby(["source", "reference"])
    owners: pd.DataFrame = newest.agg(email=("email", "last"), first_batch=("first_batch", "min"))
    return owners.reset_index().assign(is_id=True)


def _addresses(owners: pd.DataFrame) -> tuple[dict[str, str], dict[str, int]]:
    """Return the addresses that join (address → group), and per source how many are ambiguous."""
    per_source = owners.dropna(subset="email").groupby(["source", "email"]).size()
    doubtful = per_source[per_source > 1].reset_index()
    addresses = set(owners["email"].dropna()) - set(doubtful["email"])
    ambiguous = {str(source): int(count) for source, count in doubtful.groupby("source").size().items()}
    return {address: f"@{address}" for address in addresses}, ambiguous


def _address_references(seen: pd.DataFrame, named: pd.DataFrame, shared: Mapping[str, str]) -> pd.DataFrame:
    """Return the addresses themselves as references, by source, belonging to whoever owns them."""
    earliest = seen.dropna(subset="email").sort_values("first_batch").drop_duplicates(["source", "email"])
    addresses = earliest[["source", "email", "first_batch"]].rename(columns={"email": "reference"})
    addresses = addresses.assign(is_id=False)
    known = set(zip(named["source"], named["reference"], strict=True))
    pairs = zip(addresses["source"], addresses["reference"], strict=True)
    addresses = addresses[np.array([pair not in known for pair in pairs], dtype=bool)]
    groups = addresses["reference"].map(lambda address: shared.get(address, f"@{address}"))
    return addresses.assign(group=groups)


def _names(ids: pd.DataFrame, everyone: pd.DataFrame) -> dict[str, str]:
    """Name each group: by its earliest id, by its address where it has none; a name taken is told by source."""
    first = pd.concat([ids, everyone[~everyone["group"].isin(ids["group"])]])
    first = first.sort_values(["first_batch", "source", "reference"]).drop_duplicates("group")
    taken = first["reference"].duplicated()
    names = first["reference"].mask(taken, first["source"] + ":" + first["reference"])
    return dict(zip(first["group"], names, strict=True))
