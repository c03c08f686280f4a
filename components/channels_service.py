"""Service by channel: how well cases are rated as bars, everything as a table."""

import pandas as pd

from analytics.channels.service import Service
from components import channels_charts, channels_empty, channels_words, charts, dates, layout, numbers, tables
from components.charts import Heading
from components.filters import Filters
from components.tables import Column
from components.texts import _

FEWEST = 20
HOURS = {"first_reply_hours": 1, "resolution_hours": 1}  # decimals


def show(found: Service, view: Filters, *, key: str) -> None:
    """Draw the channels of service beside each other."""
    layout.section(_("Service by channel"))
    if found.channels.empty:
        channels_empty.service(key=f"{key}_empty")
        return
    judged = found.channels[found.channels["rated_well_n"] >= FEWEST]
    if len(judged) > 1:
        _chart(judged.sort_values("rated_well", ascending=False), view, key=f"{key}_rated")
    tables.show(
        found.channels.round(HOURS),
        _columns(found),
        key=key,
        file_stem="service_by_channel",
        alt=_("Support cases by channel"),
    )
    layout.prose(_medians(found))


def _chart(rows: pd.DataFrame, view: Filters, *, key: str) -> None:
    heading = Heading(
        _point(rows.iloc[0], rows.iloc[-1]),
        _("Rated cases with 4 or 5 of 5, with their 95 % interval · opened {days}").format(
            days=channels_words.days(view)
        ),
        "rate",
    )
    bars = pd.DataFrame(
        {
            "label": [channels_words.short(name) for name in rows["channel"]],
            "value": rows["rated_well"].to_numpy(),
            "low": rows["rated_well_low"].to_numpy(),
            "high": rows["rated_well_high"].to_numpy(),
            "hover": [
                f"{numbers.percent(share)}, {channels_words.counted(n)}"
                for share, n in zip(rows["rated_well"], rows["rated_well_n"], strict=True)
            ],
        }
    )
    charts.show(
        channels_charts.with_intervals(bars, heading),
        key=key,
        alt=channels_words.spoken(heading),
    )


def _point(best: pd.Series, worst: pd.Series) -> str:
    text = (
        _("{best} cases are rated well most often, {worst} cases least: {most} against {least}")
        if best["rated_well_low"] > worst["rated_well_high"]
        else _("No channel is rated better beyond chance: {best} {most}, {worst} {least}")
    )
    return channels_words.title(
        text.format(
            best=channels_words.named(best["channel"]),
            worst=channels_words.named(worst["channel"]),
            most=numbers.percent(best["rated_well"]),
            least=numbers.percent(worst["rated_well"]),
        )
    )


def _medians(found: Service) -> str:
    if found.median_start is None or found.median_grain is None:
        return _(
            "No whole period lies in these days, so no median time is shown: a medians’ mean is not a median."
        )
    text = _(
        "Median times are of {period}, the latest whole one in these days: the medians of several periods don’t "
        "add up to one. The other columns are of all days shown."
    )
    return text.format(period=dates.period(found.median_start, found.median_grain))


def _columns(found: Service) -> dict[str, Column]:
    period = dates.period(found.median_start, found.median_grain or "") if found.median_start else ""
    within = _("Solved within {hours} h").format(hours=numbers.number(found.target_hours, digits=2))
    return {
        "channel": Column(_("Channel")),
        "tickets": Column(_("Cases opened"), "count"),
        "first_reply_hours": Column(
            _("First reply, hours"), "number", None, _("Median, {when}").format(when=period)
        ),
        "first_reply_n": Column(_("n replied"), "count"),
        "resolution_hours": Column(_("Solved, hours"), "number", None, _("Median, {when}").format(when=period)),
        "resolution_n": Column(_("n solved"), "count"),
        "within_target": Column(within, "rate"),
        "within_target_low": Column(_("Low (95 %)"), "rate"),
        "within_target_high": Column(_("High (95 %)"), "rate"),
        "rated_well": Column(_("Rated well"), "rate", None, _("Of the rated cases, 4 or 5 of 5.")),
        "rated_well_n": Column(_("n rated"), "count"),
    }
