"""Why a metric changed: its change split exactly over the segments of a dimension."""

from analytics.drivers.against import Against
from analytics.drivers.rounding import shown
from analytics.drivers.split import Reason, Split
from analytics.drivers.why import Why, why

__all__ = ["Against", "Reason", "Split", "Why", "shown", "why"]
