"""Retention what-if: how much should we spend on keeping customers, on whom, and how sure are we."""

from analytics import what_if_inputs
from components import filters, loaders, messages, what_if_view
from components.texts import _

if filters.extent() is None:
    messages.nothing_to_show(
        what=_("No data yet"),
        needs=_(
            "Here would be what spending on keeping customers brings. It needs churn scores, and those need an "
            "export of customers, orders or subscriptions."
        ),
        key="retention_what_if_empty",
    )
elif not loaders.read(what_if_inputs.has_scores):
    what_if_view.train_first(key="retention_what_if_untrained")
else:
    scores = loaders.share(what_if_inputs.latest_scores)
    what_if_view.freshness(scores)
    what_if_view.show(scores, loaders.read(what_if_inputs.costs), key="retention_what_if")
