"""Weekly review: what changed, who is at risk, what people say, what we decide."""

from components import filters, layout, messages
from components.texts import _

view = filters.chosen()
if view is None:
    messages.nothing_to_show(
        what=_("No data yet"),
        needs=_(
            "The review of the week starts with a first export: orders, customers, campaigns, surveys or mentions."
        ),
        key="review_empty",
    )
else:
    layout.header(_("Weekly review"), _("Data is loaded for {days}.").format(days=view.sentence))
