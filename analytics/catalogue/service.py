"""Serving customers: support cases."""

from analytics.formulas import Count, Median, Share, one
from analytics.metric import OUR_CATALOGUE, Good, Group, Metric, Unit
from data.texts import mark

SERVICE: tuple[Metric, ...] = (
    Metric(
        "tickets_opened",
        mark("Tickets opened"),
        Unit.TICKETS,
        Good.DOWN,
        Group.SERVICE,
        Count(one("tickets_opened")),
        mark("Support cases opened in the period."),
        OUR_CATALOGUE,
        ("tickets",),
    ),
    Metric(
        "time_to_first_reply",
        mark("Time to first reply"),
        Unit.HOURS,
        Good.DOWN,
        Group.SERVICE,
        Median("ticket_reply_hours_median", "tickets_replied"),
        mark("Median hours from opening a case to its first reply, by the day of the reply."),
        OUR_CATALOGUE,
        ("tickets",),
    ),
    Metric(
        "time_to_resolution",
        mark("Time to resolution"),
        Unit.HOURS,
        Good.DOWN,
        Group.SERVICE,
        Median("ticket_resolution_hours_median", "tickets_resolved"),
        mark("Median hours from opening a case to its solution, by the day of the solution."),
        OUR_CATALOGUE,
        ("tickets",),
    ),
    Metric(
        "resolved_within_target_rate",
        mark("Resolved within target"),
        Unit.RATE,
        Good.UP,
        Group.SERVICE,
        Share(one("tickets_resolved_in_time"), one("tickets_resolved")),
        mark("Of the cases solved in the period, the share solved within the target (48 hours unless set)."),
        OUR_CATALOGUE,
        ("tickets",),
    ),
)
