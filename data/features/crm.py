"""What the customer export says: undated, as known on the day of the export."""

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir

# Columns of the customers table that say who somebody is, or hold another customer's id.
IDENTIFYING = ("email", "name", "referred_by")
# Columns that describe the customer; whether they may be read is decided later, by what they do.
DESCRIBING = (
    "segment",
    "country",
    "acquisition_channel",
    "signed_up_on",
    "plan",
    "recurring_value",
    "status",
    "churned_on",
    "churn_reason",
    "loyalty_tier",
    "loyalty_points",
    "margin_rate",
    "contact_consent",
    "owner",
    "tenure_months",
)
ATTRIBUTE = "attribute_"


def attribute_names(tables: Mapping[str, ir.Table]) -> ir.Table:
    """Return the headers that customer exports have beside the canonical columns, as column ``header``."""
    customers = tables["customers"]
    return customers.select(header=customers.attributes.keys().unnest()).distinct().order_by("header")


def customers(tables: Mapping[str, ir.Table], attributes: Sequence[str]) -> ir.Table:
    """Return the customers table with a column per attribute: ``attribute_0`` for the first, and so on.

    Headers can be anything, also longer than an engine allows for names; so they are numbered here and named
    again by the caller.
    """
    rows = tables["customers"]
    taken = {f"{ATTRIBUTE}{number}": rows.attributes.get(header) for number, header in enumerate(attributes)}
    return rows.select("customer_id", "tool", "churned", *IDENTIFYING, *DESCRIBING, **taken)


def customer_count(tables: Mapping[str, ir.Table]) -> ir.Table:
    """Return one row: how many customers each kind of data covers.

    Returns
    -------
    ir.Table
        contract: with a subscription, or with a sign-up in an export that also knows when customers left;
        orders: with an order; label: in an export in which at least one customer is known to have left or
        stayed.
    """
    rows = tables["customers"]
    in_tool = ibis.window(group_by=rows.tool)
    rows = rows.mutate(
        dated=rows.churned_on.count().over(in_tool) > 0, labelled=rows.churned.count().over(in_tool) > 0
    )
    signed_up = rows.filter(rows.dated & rows.signed_up_on.notnull()).select("customer_id")
    subscribed = tables["subscriptions"].filter(ibis._.customer_id.notnull()).select("customer_id")
    contract = subscribed.union(signed_up).aggregate(contract=ibis._.customer_id.nunique())
    orders = tables["orders"].aggregate(orders=ibis._.customer_id.nunique())
    label = rows.filter(rows.labelled).aggregate(label=ibis._.customer_id.nunique())
    return contract.cross_join(orders).cross_join(label)
