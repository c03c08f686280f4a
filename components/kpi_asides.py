"""What is said beside a KPI: the share of mentions without a tone, amounts kept apart, test sends left out."""

from analytics.asides import Told
from components import numbers
from components.texts import _


def sentence(told: Told) -> str:
    r"""Return an aside in words.

    Examples
    --------
    >>> from analytics.metrics import metric
    >>> sentence(Told(metric("net_sentiment").aside, 12.0, 0.125))
    'The tone of 12.5\xa0% of the mentions could not be scored.'
    """
    return _(told.aside.sentence).format(count=numbers.count(told.count), share=numbers.percent(told.share))
