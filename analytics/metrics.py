"""The KPI catalogue: each metric once, with its formula over summed components.

Pages, exports, the command line, tests and docs/metrics.md all read this one definition.
"""

from analytics.catalogue.keep import KEEP
from analytics.catalogue.reach import REACH
from analytics.catalogue.service import SERVICE
from analytics.catalogue.voice import VOICE
from analytics.catalogue.win import WIN
from analytics.metric import END, START, Good, Group, Metric, Unit
from data.errors import UnknownNameError

__all__ = ["CATALOGUE", "END", "START", "Good", "Group", "Metric", "Unit", "metric"]

CATALOGUE: dict[str, Metric] = {item.key: item for item in (*KEEP, *WIN, *REACH, *VOICE, *SERVICE)}


def metric(key: str) -> Metric:
    """Return the metric of that key, or say which there are.

    Examples
    --------
    >>> metric("email_open_rate").components
    ('email_opened_of_delivered', 'email_delivered_with_opened')
    """
    if key not in CATALOGUE:
        raise UnknownNameError("metric", key, CATALOGUE)
    return CATALOGUE[key]
