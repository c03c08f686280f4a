"""Attributes of the customer export beside dated behaviour: which of them may be read when looking back.

An export says how things are today. Looking back, a number of today (points, orders so far, a balance) tells
what came later; so only words that rarely change are read: a country, a segment, an answer at sign-up. Even
they go through the leak guard, held against who has left by today.
"""

from dataclasses import dataclass

import pandas as pd

from analytics.churn.columns import CATEGORY, NUMBER, Excluded, Features, features_of
from analytics.churn.leak_guard import leaks
from data.components.activity import GONE
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
    for gone in _outcomes(rows, active):
        features = _guarded(features, gone)
    return Attributes(features.frame, features.excluded)


def _outcomes(customers: pd.DataFrame, active: set[str]) -> list[pd.Series]:
    """Return every way in which the data say who has left by today; missing where they don't say it.

    A column may give away one of them only: a survey sent to those who cancelled says little about everyone who
    stopped ordering, and yet all about some.
    """
    by_rows = pd.Series(~customers.index.isin(list(active)), index=customers.index, dtype=object)
    by_status = customers["status"].str.casefold().isin(GONE).where(customers["status"].notna())
    by_date = customers["churned_on"].notna()
    return [by_rows, customers["churned"], by_status, by_date]


def _guarded(features: Features, gone: pd.Series) -> Features:
    known = gone.notna().to_numpy(dtype=bool)
    left = gone[known].astype(bool).to_numpy()
    if min(left.sum(), (~left).sum()) < _FEWEST:
        return features
    return features.without(leaks(Features(features.frame[known], features.kinds, []), left))


_CANONICAL = {"customer_id", "tool", "churned", *crm.IDENTIFYING, *crm.DESCRIBING}


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
