"""The samples that the tests look at."""

from datetime import date

SUNDAY = date(2026, 11, 15)
SEEDS = (1, 2, 3, 4)
CUSTOMERS = 6000
