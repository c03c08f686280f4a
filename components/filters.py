"""The filter bar that the pages share. ``app.py`` draws it, so that it keeps its values across pages.

Its values stand in the address, so a view is shared by copying it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from components import dates, loaders
from components.texts import _, mark
from data.store import Store

GRAINS = {"week": mark("Week"), "month": mark("Month"), "quarter": mark("Quarter")}
WINDOWS = {
    "13w": mark("Last 13 weeks"),
    "26w": mark("Last 26 weeks"),
    "52w": mark("Last 52 weeks"),
    "104w": mark("Last 104 weeks"),
    "all": mark("Everything"),
    "own": mark("Own dates"),
}
DIMENSION_LABELS = {
    "segment": mark("Segment"),
    "country": mark("Country"),
    "plan": mark("Plan"),
    "acquisition_channel": mark("Acquisition channel"),
    "channel": mark("Channel"),
    "source": mark("Source"),
    "kind": mark("Kind"),
    "platform": mark("Platform"),
    "brand": mark("Brand"),
    "loyalty_tier": mark("Loyalty tier"),
    "programme": mark("Programme"),
}
PAGES = {"channels", "kpi_trends", "social_sentiment"}  # those that look at a stretch of time
NOT_SPLIT = ""
FIELD_WIDTH = 168  # pixels; two stand side by side at 390


@dataclass(frozen=True, slots=True)
class Extent:
    """From when to when there is data, and by which dimensions it can be split."""

    first_day: date
    last_day: date
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader wants to see.

    Attributes
    ----------
    first_day, last_day
        The days shown, both inside.
    grain
        "week", "month" or "quarter".
    dimension
        By what the numbers are split; "" for not at all.
    as_of
        The last day with data: what "now" means for everything that is computed.
    """

    first_day: date
    last_day: date
    grain: str
    dimension: str
    as_of: date

    @property
    def sentence(self) -> str:
        """The filters in words, for under a page's answer and on what is taken away."""
        parts = [
            dates.span(self.first_day, self.last_day),
            _("by {grain}").format(grain=_(GRAINS[self.grain]).lower()),
        ]
        if self.dimension:
            parts.append(_("split by {dimension}").format(dimension=dimension_label(self.dimension).lower()))
        return " · ".join(parts)


def extent() -> Extent | None:
    """Return from when to when the open store has data; None while it has none."""
    return loaders.read(_extent)


def bar(page: str) -> None:
    """Draw the filter bar, out of sight on pages that don't look at a stretch of time.

    It is there all the same, since what isn't drawn loses its place in the address.
    """
    covered = extent()
    if covered is None:
        return
    key = "filter_bar" if page in PAGES else "filter_bar_hidden"
    with st.container(horizontal=True, key=key, vertical_alignment="center", gap="xsmall"):
        _choose_grain()
        _choose_days(covered)
        _choose_dimension(covered)


def chosen() -> Filters | None:
    """Return what the filter bar says; None while the store has no data."""
    covered = extent()
    if covered is None:
        return None
    first, last = _days(covered)
    return Filters(
        first_day=first,
        last_day=last,
        grain=st.session_state.get("every") or "week",
        dimension=st.session_state.get("by") or NOT_SPLIT,
        as_of=covered.last_day,
    )


def dimension_label(name: str) -> str:
    """Return how a dimension is called on screen."""
    return _(DIMENSION_LABELS[name]) if name in DIMENSION_LABELS else name.replace("_", " ").capitalize()


def _choose_grain() -> None:
    st.segmented_control(
        _("Every"),
        list(GRAINS),
        default="week",
        required=True,
        format_func=lambda grain: _(GRAINS[grain]),
        key="every",
        label_visibility="collapsed",
        bind="query-params",
    )


def _choose_days(covered: Extent) -> None:
    window = st.selectbox(
        _("Period"),
        list(WINDOWS),
        index=list(WINDOWS).index("52w"),
        format_func=lambda name: _(WINDOWS[name]),
        key="window",
        label_visibility="collapsed",
        bind="query-params",
        width=FIELD_WIDTH,
    )
    if window == "own":
        st.date_input(
            _("From and to"),
            value=(max(covered.first_day, covered.last_day - timedelta(weeks=52)), covered.last_day),
            min_value=covered.first_day,
            max_value=covered.last_day,
            format="DD/MM/YYYY",
            key="days",
            label_visibility="collapsed",
            bind="query-params",
            width=264,
        )


def _choose_dimension(covered: Extent) -> None:
    st.selectbox(
        _("Split by"),
        [NOT_SPLIT, *covered.dimensions],
        format_func=_split_label,
        key="by",
        label_visibility="collapsed",
        bind="query-params",
        width=FIELD_WIDTH,
    )


def _split_label(name: str) -> str:
    return _("By {dimension}").format(dimension=dimension_label(name).lower()) if name else _("Not split")


def _days(covered: Extent) -> tuple[date, date]:
    """Return the days to show: whole weeks back from the last day, or the reader's own."""
    window = st.session_state.get("window") or "52w"
    own = st.session_state.get("days")
    if window == "own" and isinstance(own, tuple) and len(own) == 2:
        return own[0], own[1]
    if window in {"all", "own"}:
        return covered.first_day, covered.last_day
    weeks = int(window.removesuffix("w"))
    monday = covered.last_day - timedelta(days=covered.last_day.weekday())
    return max(covered.first_day, monday - timedelta(weeks=weeks - 1)), covered.last_day


def _extent(store: Store) -> Extent | None:
    with store.read() as facts:
        coverage = facts.frame(facts.derived("coverage"))
        rollups = facts.derived("rollups")
        names = facts.frame(rollups.filter(rollups.dimension != "").select("dimension").distinct())
    days = coverage.dropna(subset=["first_day", "last_day"])
    if days.empty:
        return None
    first, last = min(days["first_day"]), max(days["last_day"])
    return Extent(_as_date(first), _as_date(last), tuple(sorted(names["dimension"])))


def _as_date(value: date) -> date:
    """Return a plain day: frames give timestamps or days, depending on how a column came."""
    return date(value.year, value.month, value.day)
