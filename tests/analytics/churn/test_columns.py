from datetime import date

import pandas as pd
import pytest

from analytics.churn.columns import features_of


def read(values, header="column", as_of=None):
    return features_of(pd.DataFrame({header: values}), as_of=as_of)


def reason(features):
    assert features.kinds == {}
    (excluded,) = features.excluded
    return excluded.reason


def test_blank_numbers_are_missing_and_not_zero():
    # telco's TotalCharges has 11 cells with a blank among numbers
    found = read(["29.85", " ", "1889.5"] * 10)
    assert found.kinds == {"column": "number"}
    assert found.frame["column"].isna().sum() == 10
    assert found.frame["column"].min() == 29.85


@pytest.mark.parametrize(
    "values",
    [["Yes", "no", "YES"], ["TRUE", "false", "True"], ["1", "0", "1"], ["y", "N", " Y "], ["ja", "nein", "Ja"]],
)
def test_booleans_in_any_spelling_become_yes_and_no(values):
    assert read(values).frame["column"].tolist() == ["yes", "no", "yes"]


def test_a_number_for_each_row_is_an_id_and_left_out():
    assert "id" in reason(read([str(number) for number in range(1, 201)], header="RowNumber"))


def test_amounts_that_nearly_all_differ_are_no_ids():
    found = read([f"{1000 + 7.31 * number:.2f}" for number in range(200)], header="EstimatedSalary")
    assert found.kinds == {"EstimatedSalary": "number"}


def test_names_and_free_text_are_left_out_with_how_many_there_are():
    assert "200 different values" in reason(read([f"Family {number} of the north" for number in range(200)]))


def test_rare_levels_are_folded_into_one():
    found = read(["Basic"] * 500 + ["Plus"] * 400 + [f"Special {number}" for number in range(30)])
    assert sorted(found.frame["column"].unique()) == ["Basic", "Plus", "other"]


def test_spellings_of_a_level_that_differ_in_case_are_one():
    found = read(["Basic", "basic", "Plus", "BASIC", "Basic"] * 20)
    assert sorted(found.frame["column"].unique()) == ["Basic", "Plus"]


def test_dates_become_ages_in_days_before_the_day_asked_for():
    found = read(["2026-01-01", "2026-01-31", ""], as_of=date(2026, 2, 1))
    assert found.frame["column"].tolist()[:2] == [31.0, 1.0]
    assert found.frame["column"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("values", "words"), [(["", " ", "n/a"], "empty"), (["a", "a", "a"], "the same for everyone")]
)
def test_columns_that_say_nothing_are_left_out(values, words):
    assert reason(read(values)) == words


def test_a_cell_filled_for_some_only_says_something():
    assert read(["gold", "", "gold", ""]).kinds == {"column": "category"}
