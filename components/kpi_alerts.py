"""Alerts: the list of those that are open, and the rules of a KPI with what they raised."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from analytics import alerts, alerts_told
from analytics.alerts import Alert
from analytics.metrics import Good, Metric
from analytics.wall import Wall
from components import clock, dates, kpi_amounts, kpi_drafts, kpi_said, kpi_words, loaders, statements, who
from components.import_sentences import escaped, named
from components.kpi_drafts import FORM_WIDTH, Draft, counted
from components.kpi_said import Said
from components.texts import _, _n, mark
from data.wishes.alerts import Kind, Rule

KINDS = {
    Kind.REAL_CHANGE: mark("Real change"),
    Kind.TARGET_MISSED: mark("Target missed"),
    Kind.ABOVE: mark("Above a limit"),
    Kind.BELOW: mark("Below a limit"),
}
GRAINS = {"week": mark("Weeks"), "month": mark("Months"), "quarter": mark("Quarters")}
EACH = {"week": mark("each week"), "month": mark("each month"), "quarter": mark("each quarter")}
WITH_LIMIT = (Kind.ABOVE, Kind.BELOW)
MOST_TOLD = 8  # alerts of a KPI's past


def open_ones(*, currency: str | None, key: str) -> None:
    """Draw the alerts that nobody has ticked off yet; nothing where there are none.

    Parameters
    ----------
    key
        The page's own, ``<page>_alerts``.
    """
    found = [alert for alert in alerts.of(loaders.store()) if alert.is_open]
    if found:
        title = _n("{count} alert", "{count} alerts", len(found)).format(count=len(found))
        with st.container(key=key, border=True, gap="xsmall"):
            st.markdown(f":material/notifications: **{title}**")
            for alert in found:
                _open_one(alert, currency, key)
    kpi_said.show(key)


def show(metric: Metric, wall: Wall, *, key: str) -> None:
    """Draw what opens into a KPI's alert rules.

    Parameters
    ----------
    wall
        Where the KPIs stand, at the grain on screen.
    key
        The page's own, ``<page>_rules``.
    """
    place = f"{key}_{metric.key}"
    store = loaders.store()
    rules = alerts.rules_of(store, metric.key)
    on = sum(rule.off_at is None for rule in rules)
    with st.expander(counted(_("Alert rules"), on), icon=":material/notifications:", key=f"{key}_opened"):
        if not rules:
            st.markdown(_("No rule yet. One that is set here is held against each import."))
        for rule in rules:
            _rule(rule, metric, wall, place)
        kpi_said.show(place)
        _form(metric, wall, place)
        _past(alerts.of(store, metric.key), wall.currency)


def _open_one(alert: Alert, currency: str | None, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):  # a text alone would push the button below it
            st.markdown(statements.marked(alerts_told.statement(alert), currency=currency))
        seen = partial(kpi_said.do, key, partial(_see, alert))
        number, start = alert.rule.rule_id, alert.raised.found.period_start
        label = named(_("Seen"), kpi_words.label(alert.metric))
        st.button(label, key=f"{key}_{number}_{start}", icon=":material/check:", on_click=seen)


def _see(alert: Alert) -> Said:
    kept, which = loaders.store().wishes.alerts, (alert.rule.rule_id or 0, alert.raised.found.period_start)
    kept.see(*which, at=clock.now(), by=who.name())
    text = _("The alert on {label} is ticked off.").format(label=kpi_words.label(alert.metric))
    return Said(text, partial(kept.unsee, *which))


def _rule(rule: Rule, metric: Metric, wall: Wall, place: str) -> None:
    own = f"{place}_{rule.rule_id}"
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"{own}_rule", width=FORM_WIDTH
    ):
        words = described(rule, metric, wall.currency)
        is_on = rule.off_at is None
        st.markdown(escaped(words) if is_on else f":gray[{escaped(words)}]", width="stretch")
        what, label = (_switch_off, _("Switch off")) if is_on else (_switch_on, _("Switch on"))
        deed = partial(kpi_said.do, place, partial(what, rule))
        st.button(named(label, words), key=f"{own}_turn", type="tertiary", on_click=deed)


def described(rule: Rule, metric: Metric, currency: str | None) -> str:
    """Return what a rule looks for."""
    kind = _(KINDS[rule.kind])
    if rule.threshold is not None:
        limit = kpi_words.value(metric, rule.threshold, currency)
        kind = (_("Above {limit}") if rule.kind is Kind.ABOVE else _("Below {limit}")).format(limit=limit)
    return _("{kind}, {each}").format(kind=kind, each=_(EACH[rule.grain]))


def _switch_off(rule: Rule) -> Said:
    store = loaders.store()
    store.wishes.alerts.switch_off(rule.rule_id or 0, at=clock.now(), by=who.name())
    return Said(_("The rule is off."), partial(alerts.switch_on, store, rule, at=clock.now()))


def _switch_on(rule: Rule) -> Said:
    store, number = loaders.store(), rule.rule_id or 0
    alerts.switch_on(store, rule, at=clock.now())
    undo = partial(store.wishes.alerts.switch_off, number, at=clock.now(), by=who.name())
    return Said(_("The rule is on."), undo)


def _form(metric: Metric, wall: Wall, place: str) -> None:
    draft = kpi_drafts.at(place)
    kinds = [kind for kind in KINDS if metric.good is not Good.NONE or kind is not Kind.TARGET_MISSED]
    kind = st.selectbox(
        _("Raise an alert on"), kinds, format_func=lambda name: _(KINDS[name]), key=draft.key("kind"), width=280
    )
    with st.form(draft.key("form"), enter_to_submit=False, border=False, width=FORM_WIDTH):
        if kind in WITH_LIMIT:
            kpi_amounts.field(metric, _("Limit"), currency=wall.currency, key=draft.key("limit"))
        st.segmented_control(
            _("Of"),
            list(GRAINS),
            default=wall.grain if wall.grain in GRAINS else "week",
            required=True,
            format_func=lambda name: _(GRAINS[name]),
            key=draft.key("grain"),
        )
        deed = partial(_add, metric, wall.currency, draft)
        add = partial(kpi_said.do, place, deed, partial(kpi_drafts.begin, place))
        st.form_submit_button(_("Set rule"), type="primary", key=draft.key("add"), on_click=add)


def _add(metric: Metric, currency: str | None, draft: Draft) -> Said:
    """Keep the rule, and say at once whether there is a reason for an alert now."""
    store, kind = loaders.store(), Kind(draft.typed("kind"))
    limit = kpi_amounts.typed(metric, draft.typed("limit")) if kind in WITH_LIMIT else None
    rule = Rule(metric.key, draft.typed("grain"), kind, limit)
    number = alerts.add_rule(store, rule, at=clock.now(), by=who.name())
    raised = [alert for alert in alerts.of(store, metric.key) if alert.rule.rule_id == number and alert.is_open]
    text = (
        _("The rule is set and raised at once. {what}").format(
            what=statements.plain(alerts_told.statement(raised[0]), currency=currency)
        )
        if raised
        else _("The rule is set. The latest whole period gives no reason for an alert.")
    )
    return Said(text, partial(store.wishes.alerts.switch_off, number, at=clock.now(), by=who.name()))


def _past(found: Sequence[Alert], currency: str | None) -> None:
    """Tell what the rules raised, the latest first, and what became of it."""
    if not found:
        return
    st.markdown(f"**{_('Raised so far')}**")
    for alert in found[:MOST_TOLD]:
        told = statements.plain(alerts_told.statement(alert), currency=currency)
        st.caption(escaped(f"{told} {_became(alert)}".strip()))
    if len(found) > MOST_TOLD:
        st.caption(_("and {count} earlier").format(count=len(found) - MOST_TOLD))


def _became(alert: Alert) -> str:
    if alert.raised.gone_at:
        return _("No longer so since data of {day}.").format(day=_day(alert.raised.gone_at))
    if alert.raised.seen_at:
        return _("Seen by {who} on {day}.").format(who=alert.raised.seen_by, day=_day(alert.raised.seen_at))
    return ""


def _day(moment: str) -> str:
    return dates.day(datetime.fromisoformat(moment).date())
