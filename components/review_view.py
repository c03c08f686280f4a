"""How the weekly review draws what it found: what changed, the tone of the last weeks, and who is at risk."""

from datetime import date

import pandas as pd

from analytics import trends
from analytics.metrics import CATALOGUE, Metric
from analytics.review.changes import Move
from analytics.review.risk import Risk
from analytics.review.voices import Tones
from analytics.trends import Sums
from components import charts, dates, numbers, tables
from components.texts import _

WEEKS = 52


def change_chart(move: Move, sums: Sums, monday: date, *, currency: str | None) -> None:
    """Draw a year of the KPI that changed most, with its usual range and the year before."""
    metric = CATALOGUE[move.key]
    series = trends.series(sums, metric, end=monday).set_index("period_start")[["value", "partial"]]
    year_ago = series["value"].rename("year_ago")
    year_ago.index = year_ago.index + pd.Timedelta(weeks=WEEKS)
    frame = series.join(year_ago).tail(WEEKS).reset_index()
    frame = frame.assign(usual_low=move.usual_low, usual_high=move.usual_high)
    first = dates.span(frame["period_start"].iloc[0].date(), dates.last_day(monday, "week"))
    heading = charts.Heading(
        _("{metric} over a year, beside its usual range").format(metric=move.label),
        _("{metric}, {unit} · weekly, {days}").format(metric=move.label, unit=_unit(metric, currency), days=first),
        move.unit,
        currency,
    )
    columns = {
        "period_start": tables.Column(_("Week from"), "date"),
        "value": tables.Column(move.label, _column_unit(move.unit), currency),
        "year_ago": tables.Column(_("A year ago"), _column_unit(move.unit), currency),
    }
    figure = charts.line(frame, heading)
    charts.show(figure, key="review_change", alt=heading.title, table=frame[list(columns)], columns=columns)


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


def _unit(metric: Metric, currency: str | None) -> str:
    """Return the unit in words, as it stands in a subtitle."""
    if metric.unit == "rate":
        return "%"
    return currency or _("money") if metric.unit == "money" else _(str(metric.unit))


def _column_unit(unit: str) -> str:
    return unit if unit in {"rate", "money"} else "number"
