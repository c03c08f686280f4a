"""Growth of the mailing list: its members at the end of each period, who joined, who left, whose address bounced.

Counted back from the members now: somebody who left later was there, somebody who joined later wasn't.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from analytics import kpis, periods
from analytics.formulas import ratio
from data import mailing_list as rows_of_list
from data.calendars import Calendar
from data.store import Facts, Store

WAYS = ("joined", "left", "bounced")
COLUMNS = ["period_start", "period_end", "partial", "members_start", *WAYS, "net", "members", "growth_rate"]


class Origin(StrEnum):
    """Where the list is from."""

    TOOL = "tool"  # a newsletter tool's own export of its people
    CUSTOMERS = "customers"  # customers of whom it is known whether they may be written to
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class MailingList:
    """The list over time.

    Attributes
    ----------
    periods
        A row per period inside the days: period_start, period_end, partial, members_start, joined, left, bounced,
        net, members (at its end), growth_rate (net over members at its start). Empty where nothing says who
        left when: then members of earlier periods can't be known.
    members
        On the list now.
    gone
        May not be written to, and nothing says since when; they count in no period.
    undated
        On the list, and nothing says since when.
    known_since
        From when on it is known who left; None where it never is.
    largest_send
        Recipients of the largest send of the days; NaN without one.
    """

    origin: Origin
    periods: pd.DataFrame
    members: int
    gone: int
    undated: int
    known_since: date | None
    largest_send: float

    @property
    def whole(self) -> pd.DataFrame:
        """The whole periods."""
        return self.periods[~self.periods["partial"].astype(bool)]

    @property
    def growth(self) -> float:
        """Net growth over the periods shown, as a share of the members at their start; NaN without any."""
        if self.periods.empty or not self.periods["members_start"].iloc[0]:
            return float("nan")
        return float(self.periods["net"].sum() / self.periods["members_start"].iloc[0])


def load(store: Store, first: date, last: date, grain: str) -> MailingList:
    """Return the mailing list over the periods inside some days."""
    with store.read() as facts:
        origin, flows = _flows(facts, store)
        coverage = kpis.coverage_of(facts.frame(facts.derived("coverage")))
        send = facts.frame(rows_of_list.largest_send(facts.tables, first, last))["recipients"].iloc[0]
    since = _known_since(flows, origin, coverage)
    dated = flows[flows["day"].notna()]
    calendar = store.state.settings().calendar
    table = of_flows(flows, grain, first=max(first, since or first), last=last, calendar=calendar)
    table = table.assign(partial=table["period_end"] > pd.Timestamp(coverage.as_of or last))
    return MailingList(
        origin,
        table if since else table.iloc[:0],
        members=int(_people(flows, "joined") - _people(flows, "left") - _people(flows, "bounced")),
        gone=int(_people(flows, "gone")),
        undated=int(_people(flows, "joined") - _people(dated, "joined")),
        known_since=since,
        largest_send=float("nan") if pd.isna(send) else float(send),
    )


def _flows(facts: Facts, store: Store) -> tuple[Origin, pd.DataFrame]:
    batches = store.state.batches_in_force("customers")
    listed = facts.frame(rows_of_list.flows(rows_of_list.tool_members(facts, batches)))
    if not listed.empty:
        return Origin.TOOL, listed
    known = facts.frame(rows_of_list.flows(rows_of_list.known_members(facts.tables)))
    return (Origin.NOTHING if known.empty else Origin.CUSTOMERS), known


def _known_since(flows: pd.DataFrame, origin: Origin, coverage: periods.Coverage) -> date | None:
    """Return from when on it is known who left: a tool's list says it of all, events only while exported."""
    left = flows[flows["way"].isin(["left", "bounced"])]
    if left.empty:
        return None
    first_left = pd.Timestamp(left["day"].min()).date()
    if origin is Origin.TOOL:
        joined = flows.loc[flows["way"] == "joined", "day"].dropna()
        return min(first_left, pd.Timestamp(joined.min()).date()) if len(joined) else first_left
    events = coverage.first(("email_events",)) if coverage.covers(("email_events",)) else pd.Timestamp(first_left)
    return (events + pd.Timedelta(days=1)).date()


def of_flows(flows: pd.DataFrame, grain: str, *, first: date, last: date, calendar: Calendar) -> pd.DataFrame:
    """Return the periods that lie in some days (the last may still run), from who came and went in each.

    Parameters
    ----------
    flows
        day (missing where not dated), way, people.
    """
    start = periods.start_of(first, grain, calendar)
    start = start if start == pd.Timestamp(first) else periods.shifted(start, grain, 1)
    starts = periods.between(start, last, grain, calendar) if start <= pd.Timestamp(last) else pd.DatetimeIndex([])
    dated = flows.dropna(subset=["day"])
    begun = [periods.start_of(day, grain, calendar) for day in dated["day"]]
    dated = dated.assign(period_start=pd.DatetimeIndex(begun))
    counts = dated.pivot_table(index="period_start", columns="way", values="people", aggfunc="sum")
    counts = counts.reindex(columns=list(WAYS)).fillna(0.0).rename_axis(columns=None)
    before = counts[counts.index < start].sum() if len(starts) else counts.sum()
    undated = _people(flows[flows["day"].isna()], "joined")
    at_start = undated + before["joined"] - before["left"] - before["bounced"]
    table = counts.reindex(starts, fill_value=0.0).rename_axis("period_start").reset_index()
    net = table["joined"] - table["left"] - table["bounced"]
    members = at_start + net.cumsum()
    table = table.assign(
        net=net,
        members=members,
        members_start=members - net,
        growth_rate=ratio(net, members - net),
        partial=False,
        period_end=periods.ends(table["period_start"], grain),
    )
    return table[COLUMNS]


def _people(flows: pd.DataFrame, way: str) -> float:
    return float(flows.loc[flows["way"] == way, "people"].sum())
