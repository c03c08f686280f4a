"""Attributes of the customer export beside dated behaviour: which of them may be read when looking back.

An export says how things are today. Looking back, a number of today (points, orders so far, a balance) tells
what came later; so only words that rarely change are read: a country, a segment, an answer at sign-up. Even
they go through the leak guard, held against who has left by today.
"""

from dataclasses import dataclass

import pandas as pd

from analytics.churn.columns import CATEGORY, NUMBER, Excluded, features_of
from analytics.churn.leak_guard import leaks
from data.features import crm
from data.texts import _

# Words of the customers table that stay; ``plan`` only where contracts don't say it with a date.
STEADY = ("segment", "country", "acquisition_channel", "plan")
_UNDATED = tuple(name for name in crm.DESCRIBING if name not in (*STEADY, "signed_up_on"))
_FEWEST = 50


@dataclass(frozen=True, slots=True)
class Attributes:
    """Categories by customer (index), and what was left out."""

    frame: pd.DataFrame
    excluded: list[Excluded]

    @property
    def kinds(self) -> dict[str, str]:
        """Column name → "category"."""
        return dict.fromkeys(self.frame.columns, CATEGORY)


def readable(
    customers: pd.DataFrame, headers: dict[str, str], active: set[str], *, plan_is_dated: bool
) -> Attributes:
    """Return the attributes that may be read when looking back.

    Parameters
    ----------
    customers
        customer_id, canonical columns under their names, other columns under their headers.
    headers
        Canonical column → header in the file.
    active
        Who has not left by today; the others are taken to have.
    plan_is_dated
        True where contracts say the plan.
    """
    undated = _("as known today and without a date; looking back it would tell what came later")
    named = [Excluded(headers[name], _("says who the customer is")) for name in crm.IDENTIFYING if name in headers]
    named += [Excluded(headers[name], undated) for name in _UNDATED if name in headers]
    if "churned" in headers:
        named.append(Excluded(headers["churned"], _("says itself who left")))
    steady = [name for name in STEADY if name in headers and not (name == "plan" and plan_is_dated)]
    others = [name for name in customers if name not in _CANONICAL]
    rows = customers.set_index("customer_id")
    features = features_of(rows[[*steady, *others]].rename(columns=headers), as_of=None)
    numbers = [Excluded(name, undated) for name, kind in features.kinds.items() if kind != CATEGORY]
    features = features.without([*named, *numbers])
    gone = ~features.frame.index.isin(list(active))
    guarded = features.without(leaks(features, gone)) if _FEWEST <= gone.sum() <= len(gone) - _FEWEST else features
    return Attributes(guarded.frame, guarded.excluded)


_CANONICAL = {"customer_id", "source", "churned", *crm.IDENTIFYING, *crm.DESCRIBING}


def beside(rows: pd.DataFrame, attributes: Attributes) -> pd.DataFrame:
    """Return rows with the attributes of their customers."""
    same = set(rows.columns) & set(attributes.frame.columns)
    return rows.join(
        attributes.frame.rename(columns={name: f"{name} (export)" for name in same}), on="customer_id"
    )


def kinds_of(rows: pd.DataFrame, leave_out: set[str]) -> dict[str, str]:
    """Return the kinds of a snapshot's columns: text is a category, all else a number; constants aside."""
    kinds = {}
    for name in rows.columns:
        if name not in leave_out and len(rows[name].unique()) > 1:
            kinds[name] = NUMBER if pd.api.types.is_numeric_dtype(rows[name]) else CATEGORY
    return kinds
