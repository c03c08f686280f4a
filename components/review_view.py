"""How the weekly review draws what it found: what changed, the tone of the last weeks, and who is at risk."""

from datetime import date, timedelta

import pandas as pd

from analytics.metrics import metric
from analytics.review.changes import Move
from analytics.review.risk import Risk
from analytics.review.voices import Tones
from components import charts, dates, kpi_chart, numbers, tables
from components.filters import Filters
from components.texts import _

WEEKS = 52


def change_chart(move: Move, monday: date) -> None:
    """Draw a year of the KPI that changed most, with its usual range and the year before."""
    first, last = monday - timedelta(weeks=WEEKS - 1), dates.last_day(monday, "week")
    year = Filters(first_day=first, last_day=last, grain="week", dimension="", as_of=last)
    kpi_chart.show(metric(move.key), year, key="review_change")


def tone_chart(weeks: pd.DataFrame, now: Tones, point: str) -> None:
    """Draw the mentions by tone of the last weeks, under the sentence that says the point."""
    first, last = weeks["period_start"].iloc[0].date(), weeks["period_start"].iloc[-1].date()
    subtitle = _("Mentions by tone, count · weekly, {weeks}").format(
        weeks=dates.span(first, dates.last_day(last, "week"))
    )
    share = numbers.percent(now.negative_share)
    heading = charts.Heading(
        _("{share} of the week's scored mentions were negative").format(share=share), subtitle
    )
    columns = {
        "period_start": tables.Column(_("Week from"), "date"),
        "positive": tables.Column(_("Positive"), "count"),
        "neutral": tables.Column(_("Neutral"), "count"),
        "negative": tables.Column(_("Negative"), "count"),
        "not_scored": tables.Column(_("Not scored"), "count"),
    }
    figure = charts.tone_bars(weeks, heading, height=260)
    charts.show(figure, key="review_tone", alt=point, table=weeks, columns=columns)


def risk_table(risk: Risk, *, currency: str | None) -> None:
    """Draw the customers with most at stake, with the main reason in words."""
    columns = {
        "customer_id": tables.Column(_("Customer")),
        "churn_probability": tables.Column(
            _("Chance of leaving"),
            "share",
            meaning=_("Within {days} days, from the churn model.").format(days=risk.horizon_days),
        ),
        "value_at_risk": tables.Column(
            _("Value at risk"),
            "money",
            currency,
            _("Chance of leaving times what the customer is expected to bring."),
        ),
        "reason_1": tables.Column(_("Main reason")),
    }
    tables.show(risk.listed, columns, key="review_risk", file_stem="most-at-stake")
