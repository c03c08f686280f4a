"""The next eight weeks of a KPI, shown only where earlier forecasts of it beat the naive ones.

Two views of the next weeks are blended: a ridge regression on recent levels and slopes (`recent`), and the same
weeks of earlier years moved to today's level (`last_year`). `back_test` compares forecasts as they would have been
made at every week of the past with what came; `ranges` draws the range from their misses; `outlook` decides.
"""

from analytics.forecast.back_test import MARGIN, BackTest, Naive
from analytics.forecast.outlook import FEWEST_WEEKS, WEEKS, Outlook, Reason, load, outlook
from analytics.forecast.ranges import HELD

__all__ = ["FEWEST_WEEKS", "HELD", "MARGIN", "WEEKS", "BackTest", "Naive", "Outlook", "Reason", "load", "outlook"]
