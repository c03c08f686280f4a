"""Occasions whose days move from year to year, and what a fair comparison with last year is because of them."""

from analytics.occasions.calendar import KEYS, LABELS, Occasion, between, marks
from analytics.occasions.fair import FairPeriod, fair_year_ago

__all__ = ["KEYS", "LABELS", "FairPeriod", "Occasion", "between", "fair_year_ago", "marks"]
