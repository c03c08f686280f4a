"""What leaving means: who can leave after a day, and who has not left by the horizon's end."""

from dataclasses import dataclass
from datetime import date, timedelta

import ibis.expr.types as ir

from data.features import behaviour, buyers, contracts


@dataclass(frozen=True, slots=True)
class ContractEnds:
    """Leaving is having no contract that runs any more."""

    horizon_days: int
    grace_days: int

    def population(self, tables: behaviour.Tables, on: date) -> ir.Table:
        """Return the customers who can leave after a day, a row each."""
        return contracts.customers_under_contract(tables, on, self.grace_days)

    def stayed(self, tables: behaviour.Tables, on: date) -> ir.Table:
        """Return the customers who had not left at the horizon's end: customer_id."""
        end = on + timedelta(days=self.horizon_days)
        return contracts.running(tables, end, self.grace_days).select("customer_id").distinct()


@dataclass(frozen=True, slots=True)
class NoMoreOrders:
    """Leaving is not ordering within the horizon, for those who ordered within the inactivity window."""

    horizon_days: int
    window_days: int

    def population(self, tables: behaviour.Tables, on: date) -> ir.Table:
        """Return the customers who can leave after a day, a row each."""
        return buyers.active_buyers(tables, on, self.window_days)

    def stayed(self, tables: behaviour.Tables, on: date) -> ir.Table:
        """Return the customers who had not left at the horizon's end: customer_id."""
        return buyers.bought_between(tables, on, on + timedelta(days=self.horizon_days))


Leaving = ContractEnds | NoMoreOrders


def features(leaving: Leaving, tables: behaviour.Tables, on: date) -> ir.Table:
    """Return the customers who can leave after a day, with their features as of its end."""
    return behaviour.snapshot(leaving.population(tables, on), tables, on)
