"""KPI trends: what changed, is it real, and where does everything stand."""

from analytics import wall as walls
from components import (
    filters,
    kpi_alerts,
    kpi_changes,
    kpi_headline,
    kpi_opened,
    kpi_panel,
    kpi_verdicts,
    kpi_wall,
    layout,
    loaders,
    messages,
)
from components.texts import _

view = filters.chosen()
if view is None:
    messages.nothing_to_show(
        what=_("No KPIs yet"),
        needs=_(
            "Here would be how customers come, stay and leave, what they buy and what they say, week by week. Any "
            "export starts it: orders, customers, subscriptions, campaigns, surveys, tickets or mentions."
        ),
        key="kpi_trends_empty",
    )
else:
    wall = loaders.read(walls.load, view.grain, view.last_day, view.where)
    layout.header(_("KPI trends"), kpi_verdicts.answer(wall), below=view.sentence)
    panel = kpi_panel.of(wall, view)
    kpi_alerts.open_ones(currency=wall.currency, key="kpi_trends_alerts")
    kpi_wall.not_narrowed(wall)
    kpi_headline.show(wall, key="kpi_trends_headline")
    kpi_changes.show(wall, key="kpi_trends_changes")
    panel(kpi_opened.HEADLINE)
    kpi_wall.show(wall, panel, key="kpi_trends_wall")
    layout.prose(kpi_wall.rests_on(wall))
    kpi_wall.missing(wall, key="kpi_trends_missing")
