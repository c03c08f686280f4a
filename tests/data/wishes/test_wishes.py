"""What people wish and note is kept, changed, taken back and brought back; and pages hear of it."""

from dataclasses import replace
from datetime import date

import pytest

from data.state import State
from data.wishes import Wishes
from data.wishes.alerts import Found, Kind, Outcome, Rule
from data.wishes.notes import Note
from data.wishes.targets import Target

AT, LATER, BY = "2026-11-23T09:00:00+01:00", "2026-11-23T10:00:00+01:00", "Ann"
MONDAY, NEXT = date(2026, 11, 9), date(2026, 11, 16)
PLAN = Target("revenue", "Plan", ((date(2026, 1, 1), 1000.0), (date(2026, 12, 31), 2000.0)), "week")
NOTE = Note(MONDAY, "revenue", "Prices went up", "Ann", "https://example.org/prices")
ABOVE = Rule("tickets_opened", "week", Kind.ABOVE, 40.0)


@pytest.fixture
def state(tmp_path) -> State:
    return State(tmp_path / "state.sqlite")


@pytest.fixture
def wishes(state) -> Wishes:
    return Wishes(state)


def lines(wishes: Wishes, metric: str | None = None) -> list[tuple[str, float]]:
    return [(target.line, target.points[0][1]) for target in wishes.targets.in_force(metric)]


def test_a_target_comes_back_as_it_was_set_with_who_and_when(wishes):
    number = wishes.targets.add(PLAN, at=AT, by=BY)
    assert wishes.targets.in_force() == [replace(PLAN, set_at=AT, set_by=BY, target_id=number)]


def test_lines_stand_in_the_order_in_which_they_were_first_set(wishes):
    for target in (PLAN, replace(PLAN, line="Stretch"), replace(PLAN, points=((MONDAY, 7.0),))):
        wishes.targets.add(target, at=AT, by=BY)
    assert lines(wishes) == [("Plan", 7.0), ("Stretch", 1000.0)]


def test_a_change_and_a_removal_of_a_target_are_taken_back_alike(wishes):
    wishes.targets.add(PLAN, at=AT, by=BY)
    change = wishes.targets.add(replace(PLAN, points=((MONDAY, 7.0),)), at=AT, by=BY)
    removal = wishes.targets.add(replace(PLAN, points=()), at=AT, by=BY)
    assert lines(wishes) == []
    wishes.targets.take_back(removal, at=LATER, by=BY)
    assert lines(wishes) == [("Plan", 7.0)]
    wishes.targets.take_back(change, at=LATER, by=BY)
    assert lines(wishes) == [("Plan", 1000.0)]
    wishes.targets.bring_back(change)
    assert lines(wishes) == [("Plan", 7.0)]


def test_lines_of_one_name_at_two_grains_or_of_two_metrics_are_two(wishes):
    for target in (PLAN, replace(PLAN, grain="month"), replace(PLAN, metric="customers_new")):
        wishes.targets.add(target, at=AT, by=BY)
    wishes.targets.add(replace(PLAN, grain="month", points=()), at=AT, by=BY)
    assert [(target.metric, target.grain) for target in wishes.targets.in_force()] == [
        ("revenue", "week"),
        ("customers_new", "week"),
    ]
    assert lines(wishes, "revenue") == [("Plan", 1000.0)]


def test_a_note_is_taken_down_and_put_up_again(wishes):
    number = wishes.notes.add(NOTE, at=AT)
    wishes.notes.take_back(number, at=LATER, by=BY)
    assert [note.taken_back_at for note in wishes.notes.between(MONDAY, MONDAY)] == [LATER]
    wishes.notes.bring_back(number)
    assert wishes.notes.between(MONDAY, MONDAY) == [replace(NOTE, written_at=AT, note_id=number)]


def test_notes_are_found_by_their_day_both_ends_inside(wishes):
    for day in (NEXT, MONDAY):
        wishes.notes.add(replace(NOTE, day=day, metric_key=None), at=AT)
    assert [note.day for note in wishes.notes.between(MONDAY, NEXT)] == [MONDAY, NEXT]
    assert wishes.notes.between(date(2026, 11, 10), date(2026, 11, 15)) == []


def test_a_rule_that_is_there_already_is_switched_on_and_not_kept_twice(wishes):
    first = wishes.alerts.add_rule(ABOVE, at=AT, by=BY)
    wishes.alerts.switch_off(first, at=LATER, by=BY)
    assert [rule.off_at for rule in wishes.alerts.rules()] == [LATER]
    assert wishes.alerts.add_rule(ABOVE, at=LATER, by="Ben") == first
    assert wishes.alerts.rules() == [replace(ABOVE, set_at=AT, set_by=BY, rule_id=first)]
    change = Rule("tickets_opened", "week", Kind.REAL_CHANGE)
    assert wishes.alerts.add_rule(change, at=AT, by=BY) == wishes.alerts.add_rule(change, at=AT, by=BY) == 2


def outcome(number: int, *found: Found, latest: date = MONDAY) -> Outcome:
    return Outcome(number, latest, frozenset({MONDAY, latest}), found)


def test_a_rule_raises_once_per_period_and_what_stands_is_renewed(wishes):
    number = wishes.alerts.add_rule(ABOVE, at=AT, by=BY)
    wishes.alerts.settle([outcome(number, Found(MONDAY, 44.0, 40.0))], at=AT)
    wishes.alerts.settle([outcome(number, Found(MONDAY, 45.0, 40.0))], at=LATER)
    (alert,) = wishes.alerts.raised()
    assert (alert.raised_at, alert.found, alert.gone_at) == (AT, Found(MONDAY, 45.0, 40.0), None)
    assert wishes.alerts.rules()[0].latest_period == MONDAY


def test_an_alert_without_a_reason_is_marked_and_stands_again_when_the_reason_is_back(wishes):
    number = wishes.alerts.add_rule(ABOVE, at=AT, by=BY)
    wishes.alerts.settle([outcome(number, Found(MONDAY, 44.0, 40.0))], at=AT)
    wishes.alerts.settle([outcome(number)], at=LATER)
    assert [alert.gone_at for alert in wishes.alerts.raised()] == [LATER]
    wishes.alerts.settle([outcome(number, Found(MONDAY, 44.0, 40.0))], at=LATER)
    assert [(alert.gone_at, alert.raised_at) for alert in wishes.alerts.raised()] == [(None, AT)]


def test_a_period_that_was_not_looked_at_keeps_its_alert(wishes):
    number = wishes.alerts.add_rule(ABOVE, at=AT, by=BY)
    wishes.alerts.settle([outcome(number, Found(MONDAY, 44.0, 40.0))], at=AT)
    wishes.alerts.settle([Outcome(number, NEXT, frozenset({NEXT}), ())], at=LATER)
    assert [alert.gone_at for alert in wishes.alerts.raised()] == [None]


def test_an_alert_is_ticked_off_and_opened_again(wishes):
    number = wishes.alerts.add_rule(ABOVE, at=AT, by=BY)
    wishes.alerts.settle([outcome(number, Found(MONDAY, 44.0, 40.0))], at=AT)
    wishes.alerts.see(number, MONDAY, at=LATER, by=BY)
    assert [(alert.seen_at, alert.seen_by) for alert in wishes.alerts.raised()] == [(LATER, BY)]
    wishes.alerts.unsee(number, MONDAY)
    assert [alert.seen_at for alert in wishes.alerts.raised()] == [None]


def test_a_persons_wall_is_kept_in_its_order_and_reset(wishes):
    assert wishes.walls.of("Ann") is None
    wishes.walls.keep("Ann", ("revenue", "customers_new"))
    wishes.walls.keep("Ben", ())
    assert (wishes.walls.of("Ann"), wishes.walls.of("Ben")) == (("revenue", "customers_new"), ())
    wishes.walls.forget("Ann")
    assert wishes.walls.of("Ann") is None


def test_pages_hear_of_a_wish_and_roll_ups_stay_as_they_are(state, wishes):
    deeds = [
        lambda: wishes.targets.add(PLAN, at=AT, by=BY),
        lambda: wishes.targets.take_back(1, at=AT, by=BY),
        lambda: wishes.targets.bring_back(1),
        lambda: wishes.notes.add(NOTE, at=AT),
        lambda: wishes.notes.take_back(1, at=AT, by=BY),
        lambda: wishes.notes.bring_back(1),
        lambda: wishes.alerts.add_rule(ABOVE, at=AT, by=BY),
        lambda: wishes.alerts.settle([outcome(1, Found(MONDAY, 44.0, 40.0))], at=AT),
        lambda: wishes.alerts.see(1, MONDAY, at=AT, by=BY),
        lambda: wishes.alerts.unsee(1, MONDAY),
        lambda: wishes.alerts.switch_off(1, at=AT, by=BY),
        lambda: wishes.alerts.switch_on(1),
    ]
    for number, deed in enumerate(deeds, start=1):
        deed()
        assert (state.counter("changes"), state.counter("facts")) == (number, 0)
    wishes.walls.keep("Ann", ("revenue",))
    assert state.counter("changes") == len(deeds)
    assert not state.derived_is_stale
