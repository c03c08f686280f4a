"""Churn risk: who may leave, what are they worth, and how right have such lists been."""

from analytics.churn import lists
from components import churn_training, churn_view, loaders, messages
from components.texts import _

found = loaders.share(lists.latest)
if found is not None:
    summary = lists.summarise(found.scores)
    churn_view.head(found, summary, key="churn_risk")
    churn_view.risk(found, summary, key="churn_risk_by_value")
    churn_view.call_list(found, key="churn_risk_list")
    churn_view.report_card(found, key="churn_risk_card")
    churn_training.again(key="churn_risk_training")
elif sum(loaders.read(lists.customers_by_mode).values()):
    churn_training.first(key="churn_risk_training")
else:
    messages.nothing_to_show(
        what=_("No customers to score yet"),
        needs=_(
            "Here would be who may leave, what they are worth and why. An export of customers that says who left, "
            "of subscriptions with their dates, or of orders fills it."
        ),
        key="churn_risk_empty",
    )
