"""Retention what-if: how much should we spend on keeping customers, on whom, and how sure are we."""

from analytics import what_if_inputs
from analytics.churn import lists
from components import loaders, messages, what_if_view
from components.texts import _

if loaders.read(what_if_inputs.has_scores):
    scores = loaders.share(what_if_inputs.latest_scores)
    what_if_view.freshness(scores)
    what_if_view.show(scores, loaders.read(what_if_inputs.costs), key="retention_what_if")
elif sum(loaders.read(lists.customers_by_mode).values()):
    what_if_view.train_first(key="retention_what_if_untrained")
else:
    messages.nothing_to_show(
        what=_("No data yet"),
        needs=_(
            "Here would be what spending on keeping customers brings. It needs churn scores, and those need an "
            "export of customers, orders or subscriptions."
        ),
        key="retention_what_if_empty",
    )
