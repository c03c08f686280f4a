"""Who is in which of our programmes: the loyalty programme, and those whom another customer brought.

Both are one dimension, ``programme``: everybody stands in one of its four segments, so that whoever asks for
members against others, or for referred against others, adds up two of them. A dimension for each would make the
roll-ups twice as much longer.
"""

import ibis
import ibis.expr.types as ir

from data.components.base import CUSTOMER_DIMENSIONS, joined_to
from data.workbench import Tables, once

MEMBER, REFERRED, BOTH, NEITHER = "member", "referred", "member and referred", "neither"
STANDING_DIMENSIONS = (*CUSTOMER_DIMENSIONS, "programme")


def referred_customers(tables: Tables) -> ir.Table:
    """Return as ``referred_id`` whom another customer brought, by their own row or the list of invitations."""
    customers, invitations = tables["customers"], tables["referrals"]
    named = customers.filter(customers.referred_by.notnull()).select(referred_id="customer_id")
    invited = invitations.filter(invitations.converted_on.notnull() & invitations.referred_id.notnull())
    return named.union(invited.select("referred_id")).distinct()


def with_standing(rows: ir.Table, tables: Tables, dimensions: tuple[str, ...] = STANDING_DIMENSIONS) -> ir.Table:
    """Return the rows with what is known now of their customers, their ``programme`` with it.

    It is empty for guests and others who aren't among the customers, and for everybody where nobody has a tier
    and nobody was referred: then the exports say nothing about it.
    """
    return joined_to(rows, _standing(tables).select("known_customer_id", *dimensions))


@once
def _standing(tables: Tables) -> ir.Table:
    customers, referred = tables["customers"], referred_customers(tables)
    joined = customers.left_join(referred, customers.customer_id == referred.referred_id)
    marked = joined.mutate(is_member=joined.loyalty_tier.notnull(), is_referred=joined.referred_id.notnull())
    programme = ibis.cases(
        (marked.is_member & marked.is_referred, BOTH),
        (marked.is_member, MEMBER),
        (marked.is_referred, REFERRED),
        else_=NEITHER,
    )
    is_known = (marked.is_member | marked.is_referred).any().over(ibis.window())
    return marked.select(
        known_customer_id="customer_id",
        **{name: name for name in CUSTOMER_DIMENSIONS},
        programme=ibis.ifelse(is_known, programme, ibis.null("string")),
    )
