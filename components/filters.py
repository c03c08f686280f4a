"""The filter bar that the pages share. ``app.py`` draws it, so that it keeps its values across pages.

Its values stand in the address, so a view is shared by copying it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from textwrap import shorten

import streamlit as st

from components import dates, kpi_words, loaders
from components.texts import _, _n, mark
from data.store import Store
from data.wishes.notes import Note

GRAINS = {"week": mark("Week"), "month": mark("Month"), "quarter": mark("Quarter")}
WINDOWS = {
    "4w": mark("Last 4 weeks"),
    "13w": mark("Last 13 weeks"),
    "26w": mark("Last 26 weeks"),
    "52w": mark("Last 52 weeks"),
    "104w": mark("Last 104 weeks"),
    "quarter": mark("This quarter"),
    "year": mark("This year"),
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
MOST_NOTES, LONGEST_NOTE = 12, 40  # of those that a stretch of time can begin with
FIELD_WIDTH = 168  # pixels; two stand side by side at 390


@dataclass(frozen=True, slots=True)
class Extent:
    """From when to when there is data, by which dimensions and values it can be split, and what was noted when.

    The notes are known by the windows that begin with them.
    """

    first_day: date
    last_day: date
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions by name."""
        return tuple(self.values)


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
    where
        Only rows with one of these values, by dimension; all rows without.
    """

    first_day: date
    last_day: date
    grain: str
    dimension: str
    as_of: date
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The filters in words, for under a page's answer and on what is taken away."""
        parts = [
            dates.span(self.first_day, self.last_day),
            _("by {grain}").format(grain=_(GRAINS[self.grain]).lower()),
        ]
        if self.dimension:
            parts.append(_("split by {dimension}").format(dimension=dimension_label(self.dimension).lower()))
        parts += [
            _("only {values}").format(values=", ".join(map(kpi_words.segment, values)))
            for values in self.where.values()
        ]
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
        _choose_values(covered)


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
        where=_where(covered),
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
        [*WINDOWS, *covered.notes],
        index=list(WINDOWS).index("52w"),
        format_func=lambda name: _window_label(name, covered),
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


def _window_label(window: str, covered: Extent) -> str:
    if window in WINDOWS:
        return _(WINDOWS[window])
    note = covered.notes[window]
    text = shorten(note.text, LONGEST_NOTE, placeholder="…") or note.text[:LONGEST_NOTE]
    return _("Since {day}: {text}").format(day=dates.day(note.day), text=text)


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


def _choose_values(covered: Extent) -> None:
    """Let the reader narrow everything down to some values, of several dimensions at once."""
    chosen = sum(bool(st.session_state.get(f"only_{name}")) for name in covered.dimensions)
    label = _("Only some") if not chosen else _n("{count} filter", "{count} filters", chosen).format(count=chosen)
    with st.popover(label, icon=":material/filter_alt:", key="only"):
        st.caption(_("Only rows with one of these values. What is left empty is not narrowed down."))
        for name, values in covered.values.items():
            st.multiselect(
                dimension_label(name),
                list(values),
                format_func=kpi_words.segment,
                key=f"only_{name}",
                placeholder=_("All"),
                bind="query-params",
            )


def _where(covered: Extent) -> dict[str, tuple[str, ...]]:
    picked = {name: tuple(st.session_state.get(f"only_{name}") or ()) for name in covered.dimensions}
    return {name: values for name, values in picked.items() if values}


def _split_label(name: str) -> str:
    return _("By {dimension}").format(dimension=dimension_label(name).lower()) if name else _("Not split")


def _days(covered: Extent) -> tuple[date, date]:
    """Return the days to show: what the reader's own dates say, else the window's."""
    window = st.session_state.get("window") or "52w"
    own = st.session_state.get("days")
    if window == "own" and isinstance(own, tuple) and len(own) == 2:
        return own[0], own[1]
    return max(covered.first_day, window_start(window, covered)), covered.last_day


def window_start(window: str, covered: Extent) -> date:
    """Return the first day of a window that ends with the last day of data: whole weeks back, or since a day.

    Examples
    --------
    >>> covered = Extent(date(2024, 11, 18), date(2026, 11, 20))
    >>> window_start("4w", covered), window_start("quarter", covered), window_start("year", covered)
    (datetime.date(2026, 10, 26), datetime.date(2026, 10, 1), datetime.date(2026, 1, 1))
    """
    if window in {"all", "own"}:
        return covered.first_day
    if window in covered.notes:
        return covered.notes[window].day
    calendar = dates.current_calendar()
    if window == "year":
        return calendar.year_start(covered.last_day)
    if window == "quarter":
        return calendar.start_of(covered.last_day, "quarter")
    return calendar.start_of(covered.last_day, "week") - timedelta(weeks=int(window.removesuffix("w")) - 1)


def _extent(store: Store) -> Extent | None:
    with store.read() as facts:
        coverage = facts.frame(facts.derived("coverage"))
        rollups = facts.derived("rollups")
        split = rollups.filter(rollups.dimension != "", rollups.grain == "quarter")
        names = facts.frame(split.select("dimension", "segment").distinct())
    days = coverage.dropna(subset=["first_day", "last_day"])
    if days.empty:
        return None
    first, last = min(days["first_day"]), max(days["last_day"])
    ordered = names.sort_values(["dimension", "segment"])
    values = {str(name): tuple(group["segment"]) for name, group in ordered.groupby("dimension")}
    first_day, last_day = _as_date(first), _as_date(last)
    notes = [note for note in store.wishes.notes.between(first_day, last_day) if note.taken_back_at is None]
    windows = {f"note-{note.note_id}": note for note in notes[-MOST_NOTES:]}
    return Extent(first_day, last_day, values, windows)


def _as_date(value: date) -> date:
    """Return a plain day: frames give timestamps or days, depending on how a column came."""
    return date(value.year, value.month, value.day)
