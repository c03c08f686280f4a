"""Lifetime value from orders alone: who still buys, how often, and for how much."""

from analytics.lifetime_value.customers import LifetimeValue, for_histories, run

__all__ = ["LifetimeValue", "for_histories", "run"]
