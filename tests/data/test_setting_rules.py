"""What a setting may be, and what is said where it isn't."""

import re
from dataclasses import asdict, fields

import pytest

from data.errors import RapportError
from data.setting_rules import _RULES, OPTIONAL, checked
from data.settings import Settings


def test_every_setting_has_a_rule():
    assert set(_RULES) == {field.name for field in fields(Settings)}


def test_the_defaults_are_allowed():
    defaults = asdict(Settings())
    assert checked(defaults) == defaults


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("time_zone", "Asia/Jakata", "Did you mean Asia/Jakarta?"),
        ("currency", "EURO", "Did you mean EUR?"),
        ("inactivity_window_days", "0", "a whole number of days from 1 to 3650"),
        ("lead_maturity_days", "2.5", "a whole number of days"),
        ("renewal_grace_days", "soon", "a whole number of days"),
        ("resolution_target_hours", "0", "above 0"),
        ("margin_rate", "35", "a share from 0 to 1"),
        ("annual_discount_rate", "nan", "a share from 0 to 1"),
        ("annual_discount_rate", "", "can't be empty"),
        ("first_weekday", "tuesday", "monday, sunday or saturday"),
        ("fiscal_year_first_month", "13", "from 1 for January to 12 for December"),
        ("currency_rates", "USD=0.92", "Write them like USD:0.92,GBP:1.17"),
        ("currency_rates", "USD:0", "a number above 0"),
        ("currency_rates", "USD:inf", "a number above 0"),
        ("currency_rates", "DOLLAR:1", "There is no currency called DOLLAR"),
        ("nps_scale", "7", "10, for answers from 0 to 10, or 5"),
        ("csat_satisfied_from", "5", "Write them like 5:4,7:5"),
        ("csat_satisfied_from", "5:6", "5:4 or 7:5"),
        ("occasions", "easter,eastre", "Did you mean"),
        ("margin", "0.3", "Did you mean margin_rate?"),
    ],
)
def test_what_is_not_allowed_is_refused_with_what_is(name, value, allowed):
    with pytest.raises(RapportError, match=re.escape(allowed)):
        checked({name: value})


@pytest.mark.parametrize("name", sorted(OPTIONAL))
def test_an_optional_setting_is_left_to_the_data_again_by_nothing(name):
    assert checked({name: ""}) == checked({name: None}) == {name: None}


def test_rates_are_read_from_a_text_and_none_is_an_answer():
    assert checked({"currency_rates": "usd:0.92, GBP:1.17"}) == {"currency_rates": {"USD": 0.92, "GBP": 1.17}}
    assert checked({"currency_rates": ""}) == checked({"currency_rates": None}) == {"currency_rates": {}}


def test_scales_and_occasions_are_read_from_a_text():
    assert checked({"csat_satisfied_from": "5:4, 7:5"}) == {"csat_satisfied_from": {"5": 4.0, "7": 5.0}}
    assert checked({"occasions": "Christmas, easter"}) == {"occasions": ("easter", "christmas")}
    assert checked({"occasions": ""}) == {"occasions": ()}


def test_texts_become_values_of_the_right_kind():
    texts = {
        "time_zone": " Europe/Berlin ",
        "currency": "usd",
        "resolution_target_hours": "24",
        "margin_rate": "0.4",
    }
    assert checked(texts) == {
        "time_zone": "Europe/Berlin",
        "currency": "USD",
        "resolution_target_hours": 24.0,
        "margin_rate": 0.4,
    }
