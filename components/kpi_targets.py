"""The targets of a KPI: its lines with their progress, and a form to set, change or remove one."""

from datetime import date
from functools import partial

import streamlit as st

from analytics import alerts, target_setting, targets
from analytics.metrics import Metric
from analytics.targets import Target
from analytics.wall import Wall
from components import clock, dates, kpi_amounts, kpi_said, kpi_target_words, loaders, who
from components.import_sentences import escaped, named
from components.kpi_said import Said
from components.texts import _

USUAL_NAMES = ("Plan", "Stretch")
MOST_POINTS = 12


def show(metric: Metric, wall: Wall, *, key: str) -> None:
    """Draw the button that opens a KPI's targets.

    Parameters
    ----------
    wall
        Where the KPIs stand, at the grain on screen.
    key
        The page's own, ``<page>_targets``.
    """
    place = f"{key}_{metric.key}"
    with st.popover(_("Targets"), icon=":material/flag:", key=f"{key}_opened"):
        lines = targets.of(loaders.store(), metric.key)
        if not lines:
            st.markdown(_("No target yet. One that is set here is drawn in the chart and stands on the tile."))
        for target in lines:
            _line(target, metric, wall, place)
        kpi_said.show(place)
        _form(metric, wall, lines, place)


def _line(target: Target, metric: Metric, wall: Wall, place: str) -> None:
    """Draw one line with its progress, and what can be done with it."""
    own = f"{place}_{target.target_id}"
    with st.container(key=f"{own}_line", gap="xxsmall"):
        path = kpi_target_words.path(target, metric, wall.currency)
        st.markdown(f"**{escaped(target.line)}** · {escaped(path)}")
        st.caption(escaped(_progress(target, metric, wall)))
        with st.container(horizontal=True, gap="small"):
            change = partial(_fill, target, metric, place)
            st.button(named(_("Change"), target.line), key=f"{own}_change", type="tertiary", on_click=change)
            remove = partial(kpi_said.do, place, partial(_remove, target))
            st.button(named(_("Remove"), target.line), key=f"{own}_remove", type="tertiary", on_click=remove)


def _progress(target: Target, metric: Metric, wall: Wall) -> str:
    if not targets.holding([target], wall.grain):
        text = _("It is set {per} and compared with nothing else: choose that in the filter above to see it.")
        return text.format(per=_(kpi_target_words.PER[target.grain]))
    found = next((item.comparison for item in wall.standings if item.key == metric.key), None)
    if found is None:
        return _("No period is whole yet.")
    progress = targets.progress(target, found, metric)
    period = dates.period(found.period_start.date(), wall.grain)
    if progress is None:
        return _("It begins later than {period}.").format(period=period)
    return f"{period}: {kpi_target_words.progress(progress, metric, wall.currency)}"


def _form(metric: Metric, wall: Wall, lines: tuple[Target, ...], place: str) -> None:
    """Draw the form; a name that is there is changed, another one is added."""
    taken = {target.line for target in lines}
    name_key = f"{place}_name"
    if name_key not in st.session_state:
        st.session_state[name_key] = next((name for name in USUAL_NAMES if name not in taken), "")
    with st.form(f"{place}_form", enter_to_submit=False, border=False):
        st.text_input(_("Name of the line"), max_chars=target_setting.LONGEST_NAME, key=name_key)
        if targets.is_per_period(metric):
            _grain(wall, place)
        for number in range(_points(place)):
            _point(metric, wall, place, number)
        with st.container(horizontal=True, gap="small"):
            save = partial(kpi_said.do, place, partial(_set, metric, place), partial(_clear, place))
            st.form_submit_button(_("Set target"), type="primary", key=f"{place}_save", on_click=save)
            more = partial(_add_point, place)
            is_full = _points(place) >= MOST_POINTS
            st.form_submit_button(_("Add a point"), key=f"{place}_more", on_click=more, disabled=is_full)
    st.caption(_("Between two points the target goes in a straight line; after the last one it stays."))


def _grain(wall: Wall, place: str) -> None:
    key = f"{place}_grain"
    if key not in st.session_state:
        st.session_state[key] = wall.grain if wall.grain in targets.GRAINS else targets.GRAINS[0]
    st.segmented_control(
        _("The values are"),
        list(targets.GRAINS),
        required=True,
        format_func=lambda grain: _(kpi_target_words.PER[grain]),
        key=key,
    )


def _point(metric: Metric, wall: Wall, place: str, number: int) -> None:
    day_key = f"{place}_day_{number}"
    if day_key not in st.session_state:
        st.session_state[day_key] = _usual_day(wall, number)
    with st.container(horizontal=True, gap="small"):
        st.date_input(_("From") if number == 0 else _("By"), format="DD/MM/YYYY", key=day_key, width=148)
        kpi_amounts.field(metric, _("Value"), currency=wall.currency, key=f"{place}_value_{number}")


def _usual_day(wall: Wall, number: int) -> date:
    """Return the latest whole period's first day for the first point, ends of years for the others."""
    first = wall.latest.date() if wall.latest is not None else date.fromisoformat(clock.now()[:10])
    return first if number == 0 else date(first.year + number - 1, 12, 31)


def _points(place: str) -> int:
    return int(st.session_state.get(f"{place}_points", 1))


def _add_point(place: str) -> None:
    st.session_state[f"{place}_points"] = _points(place) + 1


def _set(metric: Metric, place: str) -> Said:
    """Keep what stands in the form; a point without a day or a value is one that nobody filled in."""
    state, store = st.session_state, loaders.store()
    typed = [
        (state[f"{place}_day_{number}"], kpi_amounts.typed(metric, f"{place}_value_{number}"))
        for number in range(_points(place))
    ]
    points = tuple((day, value) for day, value in typed if day is not None and value is not None)
    target = Target(metric.key, state[f"{place}_name"], points, state.get(f"{place}_grain", ""))
    number = target_setting.set_line(store, target, at=clock.now(), by=who.name())
    alerts.evaluate(store, at=clock.now(), metric_key=metric.key)
    return Said(_("{line} is set.").format(line=target.line.strip()), partial(_take_back, number, metric.key))


def _remove(target: Target) -> Said:
    store = loaders.store()
    number = target_setting.remove_line(store, target, at=clock.now(), by=who.name())
    alerts.evaluate(store, at=clock.now(), metric_key=target.metric)
    return Said(_("{line} was removed.").format(line=target.line), partial(_take_back, number, target.metric))


def _take_back(number: int, metric_key: str) -> None:
    store = loaders.store()
    store.wishes.targets.take_back(number, at=clock.now(), by=who.name())
    alerts.evaluate(store, at=clock.now(), metric_key=metric_key)


def _fill(target: Target, metric: Metric, place: str) -> None:
    """Put a line into the form, to be changed there."""
    state = st.session_state
    state[f"{place}_name"], state[f"{place}_points"] = target.line, len(target.points)
    if target.grain:
        state[f"{place}_grain"] = target.grain
    for number, (day, value) in enumerate(target.points):
        state[f"{place}_day_{number}"] = day
        kpi_amounts.fill(metric, f"{place}_value_{number}", value)


def _clear(place: str) -> None:
    """Empty the form for the next line."""
    ours = [f"{place}_{what}_{number}" for what in ("day", "value") for number in range(MOST_POINTS)]
    for key in (*ours, f"{place}_name", f"{place}_points"):
        st.session_state.pop(key, None)
