"""Service by channel: how many cases, how quickly answered and solved, and how they were rated."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics import kpis, periods, trends
from analytics.channels.windows import Days, over_days, with_components
from analytics.formulas import Share, one
from analytics.metric import OUR_CATALOGUE, Good, Group, Metric, Unit
from analytics.metrics import CATALOGUE
from data.store import Store
from data.texts import mark

ADDED_UP = ("tickets_opened", "resolved_within_target_rate")
MEDIANS = ("time_to_first_reply", "time_to_resolution")
LONGEST_FIRST = ("quarter", "month", "week")
RATED_WELL = Metric(
    "ticket_satisfaction",
    mark("Cases rated well"),
    Unit.RATE,
    Good.UP,
    Group.SERVICE,
    Share(one("tickets_rated_well"), one("tickets_rated")),
    mark("Of the rated cases opened in the period, the share rated 4 or 5 of 5. Not mixed with surveys."),
    OUR_CATALOGUE,
    ("tickets",),
)


@dataclass(frozen=True, slots=True)
class Service:
    """The channels of service.

    Attributes
    ----------
    channels
        A row per channel: channel, tickets, within_target with its _low, _high and _n, rated_well likewise, and
        of the period of the medians first_reply_hours, first_reply_n, resolution_hours, resolution_n.
    median_start, median_grain
        The latest whole period of the longest grain that the days hold: medians don't add up over periods, so
        one period's are shown. None where no period is whole.
    target_hours
        Within which a case should be solved.
    """

    channels: pd.DataFrame
    median_start: date | None
    median_grain: str | None
    target_hours: float


def load(store: Store, first: date, last: date) -> Service:
    """Return the channels of service over some days, both inside."""
    days = Days(first, last)
    sums = kpis.load(store, grain="day", keys=ADDED_UP, dimension="channel", end=last)
    sums = with_components(store, sums, RATED_WELL.components, end=last)
    opened, in_time = (over_days(sums, CATALOGUE[key], days) for key in ADDED_UP)
    table = opened.set_index("segment")[["value"]].rename(columns={"value": "tickets"})
    table = table.join(_share(in_time, "within_target"), how="outer")
    table = table.join(_share(over_days(sums, RATED_WELL, days), "rated_well"), how="left")
    grain, start, medians = _medians(store, days)
    table = table.join(medians, how="left").rename_axis("channel").reset_index()
    table = table.sort_values("tickets", ascending=False, ignore_index=True)
    return Service(table, start, grain, sums.settings.resolution_target_hours)


def _share(figures: pd.DataFrame, name: str) -> pd.DataFrame:
    names = {"value": name, "low": f"{name}_low", "high": f"{name}_high", "denominator": f"{name}_n"}
    return figures.set_index("segment")[list(names)].rename(columns=names)


def _medians(store: Store, days: Days) -> tuple[str | None, date | None, pd.DataFrame]:
    """Return the medians by channel of the latest whole period of the longest grain that the days hold."""
    for grain in LONGEST_FIRST:
        sums = kpis.load(store, grain=grain, keys=MEDIANS, dimension="channel", end=days.last)
        first = periods.start_of(days.first, grain, sums.settings.calendar)
        start = first if first == pd.Timestamp(days.first) else periods.shifted(first, grain, 1)
        frames = [trends.series(sums, CATALOGUE[key], start=start.date(), end=days.last) for key in MEDIANS]
        whole = [frame[~frame["partial"].astype(bool)] for frame in frames]
        starts = pd.concat([frame["period_start"] for frame in whole])
        if not starts.empty:
            latest = starts.max()
            names = ("first_reply", "resolution")
            parts = [_hours(frame, latest, name) for frame, name in zip(whole, names, strict=True)]
            return grain, latest.date(), parts[0].join(parts[1], how="outer")
    return (
        None,
        None,
        pd.DataFrame(columns=["first_reply_hours", "first_reply_n", "resolution_hours", "resolution_n"]),
    )


def _hours(frame: pd.DataFrame, start: pd.Timestamp, name: str) -> pd.DataFrame:
    names = {"value": f"{name}_hours", "denominator": f"{name}_n"}
    rows = frame[frame["period_start"] == start]
    return rows.set_index("segment")[list(names)].rename(columns=names)
