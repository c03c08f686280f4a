"""Roll-ups: components summed per grain, period and segment, refreshed by an import, read by the pages."""

from data.rollups.combined import Combination, combined
from data.rollups.reading import inactivity_window_days, main_currency, read
from data.rollups.refreshing import refresh
from data.rollups.rows import BASIS_GRAIN, CURRENCY_KEY, WINDOW_KEY
from data.rollups.working import Scope, Worked, everything, work_out

__all__ = [
    "BASIS_GRAIN",
    "CURRENCY_KEY",
    "WINDOW_KEY",
    "Combination",
    "Scope",
    "Worked",
    "combined",
    "everything",
    "inactivity_window_days",
    "main_currency",
    "read",
    "refresh",
    "work_out",
]
