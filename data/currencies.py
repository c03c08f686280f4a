"""Money in several currencies: converted at the rates a company entered, or kept apart, never added as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

MONEY_OF_ORDERS = ("amount", "refunded_amount", "unit_price")


@dataclass(frozen=True, slots=True)
class Conversion:
    """How amounts become amounts in the company's main currency.

    Attributes
    ----------
    currency
        The main currency; None where no export names any, and then all amounts are taken to be in one.
    rates
        By currency, how much of the main currency one unit of it is. What has none is kept apart.

    Examples
    --------
    >>> orders = ibis.memtable({"currency": ["EUR", "USD", "GBP", None]})
    >>> Conversion("EUR", {"USD": 0.5}).factor(orders).execute().tolist()
    [1.0, 0.5, nan, 1.0]
    """

    currency: str | None = None
    rates: Mapping[str, float] = field(default_factory=dict)

    def factor(self, rows: ir.Table) -> ir.FloatingValue:
        """Return what an amount of each row is multiplied by; null where it is kept apart."""
        if self.currency is None:
            return ibis.literal(1.0)
        known = [(rows.currency == code, ibis.literal(float(rate))) for code, rate in sorted(self.rates.items())]
        ours = rows.currency.isnull() | (rows.currency == self.currency)
        return ibis.cases((ours, ibis.literal(1.0)), *known, else_=ibis.null("float64"))

    def counts(self, rows: ir.Table) -> ir.BooleanValue:
        """Return which rows' amounts are added up."""
        return self.factor(rows).notnull()

    def applied(self, tables: Mapping[str, ir.Table]) -> dict[str, ir.Table]:
        """Return tables by name, the money of orders in the main currency and empty where it is kept apart."""
        orders = tables["orders"]
        money = {name: orders[name] * self.factor(orders) for name in MONEY_OF_ORDERS if name in orders.columns}
        return dict(tables) | {"orders": orders.mutate(**money)}
