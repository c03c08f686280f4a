"""Cohorts and segments: do newer customers stay longer, and who are our best."""

from analytics import cohort_comparisons, rfm
from components import (
    cohort_charts,
    cohort_choice,
    cohort_tiles,
    cohort_words,
    layout,
    loaders,
    messages,
    rfm_view,
    tiles,
)
from components.texts import _

shown = cohort_choice.choose(key="cohorts")
if shown is None:
    messages.nothing_to_show(
        what=_("No customers to follow yet"),
        needs=_(
            "Here would be how long the customers of each month stay and what they bring, and who your best are. "
            "An export of orders or subscriptions fills it, or of customers with the day they signed up, once it "
            "covers a whole month."
        ),
        key="cohorts_empty",
    )
found = cohort_comparisons.latest(shown.made, shown.measure)
buyers = loaders.read(rfm.load)

layout.header(
    _("Cohorts and segments"),
    cohort_words.answer(shown.made, shown.measure, found),
    below=cohort_words.rests_on(shown.made, shown.measure),
)
best = rfm_view.summary(buyers) if buyers else []
tiles.row([*cohort_tiles.of(shown), *best], key="cohorts_tiles", columns=5)
cohort_charts.triangle(shown, key="cohorts_triangle")

layout.section(_("How customers fade with age"))
cohort_charts.curves(shown, key="cohorts_curves")
cohort_choice.compare(shown, key="cohorts_compare")

layout.section(_("Who our best are"))
if buyers:
    rfm_view.segments(buyers, key="cohorts_best")
    rfm_view.moves(key="cohorts_moves")
    rfm_view.members(buyers, key="cohorts_members")
else:
    rfm_view.missing()
