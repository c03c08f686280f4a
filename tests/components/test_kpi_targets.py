"""Setting, changing and removing a target beside its KPI, each taken back with one click."""

from datetime import date

import pytest

from components import numbers
from tests.components.kpi_beside import field, opened, press, said, store

__all__ = ["store"]


def set_target(page, value, *, name=None, place="page_targets_revenue"):
    if name is not None:
        field(page.text_input, f"{place}_name").set_value(name)
    field(page.number_input, f"{place}_value_0").set_value(value)
    press(page, "Set target")


def kept(store):
    return [(target.line, target.grain, target.points) for target in store.wishes.targets.in_force()]


def test_a_target_is_set_from_the_latest_whole_week_on_and_says_its_progress(store):
    page = opened("targets")
    set_target(page, 100.0)
    assert kept(store) == [("Plan", "week", ((date(2026, 5, 25), 100.0),))]
    assert "**Plan** · 100 per week from 25 May 2026 on" in said(page).replace("€", "")
    assert "Missed by 11.0: 89.0 against 100." in said(page)
    assert store.wishes.targets.in_force()[0].set_by == "Ann"


def test_what_was_set_is_taken_back(store):
    page = opened("targets")
    set_target(page, 100.0)
    press(page, "Undo")
    assert kept(store) == []
    assert "No target yet" in said(page)


def test_a_second_line_is_offered_the_next_usual_name(store):
    page = opened("targets")
    set_target(page, 100.0)
    assert field(page.text_input, "page_targets_revenue_name").value == "Stretch"
    set_target(page, 120.0)
    assert [line for line, _grain, _points in kept(store)] == ["Plan", "Stretch"]


def test_a_path_has_as_many_points_as_are_added(store):
    page = opened("targets")
    press(page, "Add a point")
    field(page.date_input, "page_targets_revenue_day_0").set_value(date(2026, 3, 2))
    field(page.date_input, "page_targets_revenue_day_1").set_value(date(2026, 6, 29))
    field(page.number_input, "page_targets_revenue_value_1").set_value(200.0)
    set_target(page, 30.0)
    assert kept(store) == [("Plan", "week", ((date(2026, 3, 2), 30.0), (date(2026, 6, 29), 200.0)))]
    # By 25 May 84 of 119 days are gone: 30 + 170 × 84 / 119 = 150; and of 170 to gain (89 − 30) are there: 35 %.
    assert "Missed by 61.0: 89.0 against 150. 35 % of the way is done." in said(page).replace(numbers.NBSP, " ")


def test_a_line_is_changed_in_the_form_and_its_old_values_come_back(store):
    page = opened("targets")
    set_target(page, 100.0)
    press(page, "Change")
    assert field(page.number_input, "page_targets_revenue_value_0").value == 100.0
    set_target(page, 80.0)
    assert [points[0][1] for _line, _grain, points in kept(store)] == [80.0]
    press(page, "Undo")
    assert [points[0][1] for _line, _grain, points in kept(store)] == [100.0]


def test_a_line_is_removed_and_brought_back(store):
    page = opened("targets")
    set_target(page, 100.0)
    press(page, "Remove")
    assert kept(store) == []
    press(page, "Undo")
    assert [line for line, _grain, _points in kept(store)] == ["Plan"]


def test_a_rate_is_typed_in_percent_and_holds_at_every_grain(store):
    page = opened("targets", "email_open_rate")
    place = "page_targets_email_open_rate"
    assert field(page.number_input, f"{place}_value_0").label == "Value, %"
    set_target(page, 21.5, place=place)
    assert kept(store) == [("Plan", "", ((date(2026, 5, 25), 0.215),))]


def test_what_can_not_be_is_said_and_what_was_typed_stays(store):
    page = opened("targets", "email_open_rate")
    place = "page_targets_email_open_rate"
    set_target(page, 215.0, place=place)
    assert "lies between 0 and 100 %" in said(page)
    assert field(page.number_input, f"{place}_value_0").value == 215.0
    assert kept(store) == []


@pytest.mark.usefixtures("store")
def test_a_target_per_month_says_where_it_is_seen():
    page = opened("targets")
    field(page.segmented_control, "page_targets_revenue_grain").set_value("month")
    set_target(page, 400.0)
    assert "It is set per month and compared with nothing else" in said(page)


@pytest.mark.usefixtures("store")
def test_a_name_that_looks_like_markup_is_shown_as_it_is():
    page = opened("targets")
    set_target(page, 100.0, name="<b>*a*</b>")
    texts = [text.value for text in page.markdown]
    assert any(r"\<b\>\*a\*\</b\>" in text for text in texts)
