"""Setting alert rules beside a KPI, and ticking off what they raise."""

import pytest

from data.wishes.alerts import Kind
from tests.components.kpi_beside import field, opened, press, said, store

__all__ = ["store"]

PLACE = "page_rules_revenue"


def set_rule(page, kind, limit=None):
    field(page.selectbox, f"{PLACE}_kind").set_value(kind).run()
    if limit is not None:
        field(page.number_input, f"{PLACE}_limit").set_value(limit)
    press(page, "Set rule")


@pytest.mark.usefixtures("store")
def test_a_rule_says_at_once_that_it_is_raised_and_the_alert_stands_in_the_list():
    page = opened("alerts")
    set_rule(page, Kind.BELOW, 90.0)
    assert "The rule is set and raised at once. Week from 25 May 2026: Revenue at 89.0, below" in said(page)
    assert "**1 alert**" in said(page)
    assert "Below 90.0, each week" in said(page)


@pytest.mark.usefixtures("store")
def test_a_rule_without_a_reason_says_so():
    page = opened("alerts")
    set_rule(page, Kind.ABOVE, 90.0)
    assert "The latest whole period gives no reason for an alert" in said(page)
    assert "1 alert" not in said(page)


@pytest.mark.usefixtures("store")
def test_an_alert_is_ticked_off_and_that_is_taken_back():
    page = opened("alerts")
    set_rule(page, Kind.BELOW, 90.0)
    press(page, "Seen")
    assert "1 alert" not in said(page)
    assert "Seen by Ann on 1 Jun 2026." in said(page)
    page.button(key="page_alerts_undo").click().run()
    assert "1 alert" in said(page)


@pytest.mark.usefixtures("store")
def test_a_rule_is_switched_off_and_on():
    page = opened("alerts")
    set_rule(page, Kind.BELOW, 90.0)
    press(page, "Switch off")
    assert "1 alert" not in said(page)
    press(page, "Switch on")
    assert "1 alert" in said(page)


def test_a_limit_is_asked_for_only_where_there_is_one_and_has_to_be_given(store):
    page = opened("alerts")
    assert len(page.number_input) == 0
    set_rule(page, Kind.BELOW)
    assert "Say above or below which value" in said(page)
    assert store.wishes.alerts.rules() == []


@pytest.mark.usefixtures("store")
def test_of_a_kpi_without_better_or_worse_no_target_can_be_missed():
    page = opened("alerts", "social_mentions")
    offered = field(page.selectbox, "page_rules_social_mentions_kind").options
    assert offered == ["Real change", "Above a limit", "Below a limit"]
