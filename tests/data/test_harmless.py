"""What a spreadsheet would run is made harmless, and the rule can be taken back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.harmless import guard, unguard
from tests.shared_data import shared_file

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1")


@pytest.mark.parametrize("text", FORMULAS)
def test_what_starts_a_formula_gets_an_apostrophe(text):
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "'t was so", "don't", "1=1"])
def test_other_texts_stay_as_they_are(text):
    assert guard(text) == text


@pytest.mark.parametrize("text", [f"{marks}{text}" for text in FORMULAS for marks in ("'", "''", "'''")])
def test_a_text_that_looks_guarded_already_is_told_from_one_that_is(text):
    assert guard(text) != text
    assert unguard(guard(text)) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n＝a5.,% "), max_size=8) | st.text())
def test_every_text_comes_back_and_none_of_them_runs(text):
    guarded = guard(text)
    assert unguard(guarded) == text
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_the_naughty_strings_come_back():
    strings = json.loads(shared_file("dirty/naughty_strings/blns.json").read_text(encoding="utf-8"))
    assert len(strings) >= 500
    assert [unguard(guard(text)) for text in strings] == strings
