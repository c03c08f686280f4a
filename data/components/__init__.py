"""Every component, by source: what is summed, over which rows, by which dimensions.

A component is defined once, as an Ibis expression, for the embedded engine and for a cluster.
"""

from data.components import activity, contracts, leads, loyalty, marketing, orders, service, voice
from data.components.base import UNKNOWN, Basis, Component, Counted, Reach, Source
from data.components.grains import Grains, each_grain, start_of
from data.workbench import Tables

__all__ = [
    "COMPONENTS",
    "SOURCES",
    "UNKNOWN",
    "Basis",
    "Component",
    "Counted",
    "Grains",
    "Reach",
    "Source",
    "Tables",
    "each_grain",
    "source_of",
    "start_of",
]

SOURCES: tuple[Source, ...] = (
    orders.SOURCE,
    activity.SOURCE,
    contracts.VALUE,
    contracts.RENEWALS,
    leads.CREATED,
    leads.CLOSED,
    marketing.CAMPAIGNS,
    marketing.WEB,
    marketing.SPEND,
    marketing.POSTS,
    marketing.CONTENT,
    voice.SURVEYS,
    voice.MENTIONS,
    voice.REPLIES,
    service.OPENED,
    service.REPLIED,
    service.RESOLVED,
    loyalty.EVENTS,
    loyalty.MEMBERS,
    loyalty.INVITATIONS,
)

_SOURCE_OF: dict[str, Source] = {component.key: source for source in SOURCES for component in source.components}
COMPONENTS: dict[str, Component] = {
    component.key: component for source in SOURCES for component in source.components
}


def source_of(component: str) -> Source:
    """Return the source whose rows a component is summed over.

    Examples
    --------
    >>> source_of("revenue").key
    'orders'
    """
    return _SOURCE_OF[component]
