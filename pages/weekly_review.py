"""Weekly review: what changed, who is at risk, what people say, what we decide."""

from analytics.review import changes, decisions, moves, risk, voices
from components import dates, filters, kpi_tiles, layout, messages, review_inputs, review_view, statements
from components.texts import _

covered = filters.extent()
if covered is None:
    messages.nothing_to_show(
        what=_("No week to review yet"),
        needs=_(
            "The review of the week starts with a first export that has dates: orders, subscriptions, campaigns, "
            "surveys or mentions."
        ),
        key="review_empty",
    )

monday = review_inputs.last_whole_week(covered.last_day)
wall = review_inputs.wall(monday)
currency, moved = wall.currency, moves.moves(wall, monday)
scores = review_inputs.risk()
weeks = review_inputs.tone_weeks(monday)
tones, tones_before = review_inputs.tones(weeks, monday), review_inputs.tones(weeks, dates.week_before(monday))

layout.header(
    _("Weekly review"),
    statements.plain(changes.headline(moved)),
    below=_("{week} · data to {day}").format(week=dates.week(monday), day=dates.day(covered.last_day)),
)
kpi_tiles.row(wall.headline(), wall, key="review_tiles")

layout.section(_("What changed"))
statements.write(changes.changed(moved), currency=currency)
for strongest in changes.real_changes(moved)[:1]:
    review_view.change_chart(strongest, monday)

layout.section(_("Who is at risk"))
statements.write(risk.at_risk(scores), currency=currency)
if scores is not None:
    review_view.risk_table(scores, currency=currency)

layout.section(_("What people say"))
said = voices.what_people_say(tones, tones_before)
statements.write(said, currency=currency)
if tones.mentions:
    review_view.tone_chart(weeks, tones, statements.plain(said[0]))

layout.section(_("What to decide"))
found = decisions.Findings(moved, scores, tones, tones_before, review_inputs.exports(), covered.last_day)
statements.write(decisions.decisions(found), currency=currency, numbered=True)
