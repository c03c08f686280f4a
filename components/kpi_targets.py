"""The targets of a KPI: its lines with their progress, and a form to set, change or remove one."""

from datetime import date
from functools import partial

import streamlit as st

from analytics import alerts, target_setting, targets
from analytics.metrics import Metric
from analytics.targets import Target
from analytics.wall import Wall
from components import clock, dates, kpi_amounts, kpi_drafts, kpi_said, kpi_target_words, loaders, who
from components.import_sentences import escaped, named
from components.kpi_drafts import FORM_WIDTH, Draft, counted
from components.kpi_said import Said
from components.texts import _

USUAL_NAMES = ("Plan", "Stretch")
MOST_POINTS = 12


def show(metric: Metric, wall: Wall, *, key: str) -> None:
    """Draw what opens into a KPI's targets.

    Parameters
    ----------
    wall
        Where the KPIs stand, at the grain on screen.
    key
        The page's own, ``<page>_targets``.
    """
    place = f"{key}_{metric.key}"
    lines = targets.of(loaders.store(), metric.key)
    with st.expander(counted(_("Targets"), len(lines)), icon=":material/flag:", key=f"{key}_opened"):
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
            change = partial(_change, target, place)
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
    draft = kpi_drafts.at(place)
    taken = {target.line for target in lines}
    name = draft.first("name", next((usual for usual in USUAL_NAMES if usual not in taken), ""))
    with st.form(draft.key("form"), enter_to_submit=False, border=False, width=FORM_WIDTH):
        st.text_input(_("Name of the line"), name, max_chars=target_setting.LONGEST_NAME, key=draft.key("name"))
        if targets.is_per_period(metric):
            _grain(wall, draft)
        for number in range(_count(draft)):
            _point(metric, wall, draft, number)
        _buttons(metric, draft)
    st.caption(_("Between two points the target goes in a straight line; after the last one it stays."))


def _grain(wall: Wall, draft: Draft) -> None:
    st.segmented_control(
        _("The values are"),
        list(targets.GRAINS),
        default=draft.first("grain", wall.grain if wall.grain in targets.GRAINS else targets.GRAINS[0]),
        required=True,
        format_func=lambda grain: _(kpi_target_words.PER[grain]),
        key=draft.key("grain"),
    )


def _point(metric: Metric, wall: Wall, draft: Draft, number: int) -> None:
    points = draft.first("points", ())
    day, value = points[number] if number < len(points) else (_usual_day(wall, number), None)
    with st.container(horizontal=True, gap="small"):
        label = _("From") if number == 0 else _("By")
        st.date_input(label, day, format="DD/MM/YYYY", key=draft.key(f"day_{number}"), width=148)
        kpi_amounts.field(metric, _("Value"), value, currency=wall.currency, key=draft.key(f"value_{number}"))


def _buttons(metric: Metric, draft: Draft) -> None:
    with st.container(horizontal=True, gap="small"):
        save = partial(
            kpi_said.do, draft.place, partial(_set, metric, draft), partial(kpi_drafts.begin, draft.place)
        )
        st.form_submit_button(_("Set target"), type="primary", key=draft.key("save"), on_click=save)
        more = partial(_add_point, draft)
        is_full = _count(draft) >= MOST_POINTS
        st.form_submit_button(_("Add a point"), key=draft.key("more"), on_click=more, disabled=is_full)


def _usual_day(wall: Wall, number: int) -> date:
    """Return the latest whole period's first day for the first point, ends of years for the others."""
    first = wall.latest.date() if wall.latest is not None else date.fromisoformat(clock.now()[:10])
    return first if number == 0 else date(first.year + number - 1, 12, 31)


def _count(draft: Draft) -> int:
    """Return how many points the form has room for."""
    return draft.typed("count") or max(1, len(draft.first("points", ())))


def _add_point(draft: Draft) -> None:
    st.session_state[draft.key("count")] = _count(draft) + 1


def _set(metric: Metric, draft: Draft) -> Said:
    """Keep what stands in the form; a point without a day or a value is one that nobody filled in."""
    typed = [
        (draft.typed(f"day_{number}"), kpi_amounts.typed(metric, draft.typed(f"value_{number}")))
        for number in range(_count(draft))
    ]
    points = tuple((day, value) for day, value in typed if day is not None and value is not None)
    target = Target(metric.key, draft.typed("name"), points, draft.typed("grain") or "")
    store = loaders.store()
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


def _change(target: Target, place: str) -> None:
    """Put a line into the form, to be changed there."""
    grain = {"grain": target.grain} if target.grain else {}
    kpi_drafts.begin(place, name=target.line, points=target.points, **grain)
