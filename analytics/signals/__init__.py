"""Is a change real? The noise test: how far a period lies from what season, level and trend lead to expect."""

from analytics.signals.comparing import FEWEST_COUNTED, compare
from analytics.signals.false_alarms import FALSE_ALARM_RATES, expected_false_alarms
from analytics.signals.history import history
from analytics.signals.verdicts import Comparison, Lack, Limits, Side, Sign, Verdict
from analytics.signals.xmr import FEWEST_PERIODS, MOST_PERIODS, xmr

__all__ = [
    "FALSE_ALARM_RATES",
    "FEWEST_COUNTED",
    "FEWEST_PERIODS",
    "MOST_PERIODS",
    "Comparison",
    "Lack",
    "Limits",
    "Side",
    "Sign",
    "Verdict",
    "compare",
    "expected_false_alarms",
    "history",
    "xmr",
]
