"""Who has left: which column of a wide customer table says so, whatever it and its values are called."""

from itertools import cycle, islice
from pathlib import Path

import pytest

from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.importing.read_as import ReadAs, read_as
from data.recognising import header_key
from data.recognising.labels import answer_name, find_label, label_choices
from data.state import State

# What stands beside the label in such tables, with columns that tempt other tables.
WIDE = "CustomerID,Surname,Geography,Tenure,OrderCount,MonthlyCharges,LastOrderDate"
ROWS = 40


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "state.sqlite")


def table(header: str, values: tuple[str, ...]) -> str:
    rows = [
        f"C{number},Lee,Norway,{number % 60},{number % 7},{20 + number},2026-04-{number % 28 + 1:02},{value}"
        for number, value in enumerate(islice(cycle(values), ROWS))
    ]
    return "\n".join([f"{WIDE},{header}", *rows])


def planned(state: State, text: str, **options: object) -> Plan:
    return plan_file("people.csv", text.encode(), ImportOptions(time_zone="UTC", **options), state)[0]


def churned(plan: Plan) -> list[bool | None]:
    assert plan.checked is not None
    assert plan.checked.meaning.table == "customers"
    return plan.checked.rows["churned"].to_pylist()[:2]


@pytest.mark.parametrize(
    ("header", "gone", "here"),
    [
        ("Churn", "Yes", "No"),
        ("churn", "True.", "False."),
        ("Churned", "1", "0"),
        ("Exited", "1", "0"),
        ("Attrition", "Yes", "No"),
        ("Attrition_Flag", "Attrited Customer", "Existing Customer"),
        ("Left", "TRUE", "FALSE"),
        ("has_left", "y", "n"),
        ("Is_Active", "0", "1"),
        ("Retained", "No", "Yes"),
        ("still active", "false", "true"),
        ("Customer Status", "Churned", "Stayed"),
        ("State", "Left", "Loyal"),
        ("Churn_2026", "1.0", "0.0"),
        ("customer_attrition_indicator", "1", "0"),
        ("Abgewandert", "Ja", "Nein"),
        ("Gekündigt", "wahr", "falsch"),
        ("Aktiv", "nein", "ja"),
        ("Résilié", "Oui", "Non"),
        ("Actif", "Non", "Oui"),
        ("Baja", "Sí", "No"),
        ("Activo", "No", "Sí"),
        ("Berhenti", "Ya", "Tidak"),
        ("Aktif", "Tidak", "Ya"),
        ("是否流失", "是", "否"),
        ("تسرب", "نعم", "لا"),
    ],
)
def test_the_label_is_found_and_read_whatever_it_is_called(state, header, gone, here):
    plan = planned(state, table(header, (gone, here)))
    assert churned(plan) == [True, False]
    assert plan.recognition is not None
    assert plan.recognition.churn_label is not None
    assert plan.recognition.churn_label.header == header
    assert header in plan.recognition.label_choices
    assert any(f"“{header}” was taken to say" in warning for warning in plan.warnings)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Left", ("left", "right")),  # a side
        ("Left", ("3", "12", "40")),  # how many are left
        ("left_hand_use", ("0.5", "0.1")),
        ("Status", ("Active", "Inactive")),  # of an account, a campaign, anything
        ("Status", ("Open", "Closed")),
        ("Churn probability", ("1", "0")),
        ("Predicted churn", ("Yes", "No")),
        ("Churn Reason", ("Price", "Moved")),
        ("Churn Date", ("2026-05-01", "")),
        ("Churn Score", ("81", "20")),
        ("Active Days", ("1", "0")),
        ("Churn", ("0.23", "0.81")),
    ],
)
def test_false_friends_are_no_label(state, header, values):
    plan = planned(state, table(header, values))
    assert plan.recognition is not None
    assert plan.recognition.churn_label is None
    assert plan.recognition.label_choices == ()


def test_who_has_left_comes_before_who_is_active():
    samples = {"IsActiveMember": ["1", "0"], "Active": ["1", "0"], "Exited": ["0", "1"]}
    assert find_label(list(samples), samples) == ("Exited", "churn_words")
    assert label_choices(list(samples), samples) == ("Exited", "Active")


def test_a_new_customer_whose_fate_is_open_is_neither():
    samples = {"Customer Status": ["Churned", "Stayed", "Joined"]}
    assert find_label(list(samples), samples) == ("Customer Status", "churn_words")


def test_another_label_can_be_chosen_and_is_turned_round_where_its_name_says_so(state):
    text = table("Exited,Active", ("1,1", "0,0", "0,1"))
    assert churned(planned(state, text)) == [True, False]
    chosen = planned(state, text, label="Active")
    assert churned(chosen) == [False, True]
    assert chosen.recognition is not None
    assert chosen.recognition.churn_label == ("Active", True)
    assert chosen.recognition.mapping["Exited"] is None


def test_a_label_in_a_tools_export_is_found_as_well(state):
    text = (
        "Record ID,First Name,Last Name,Email,Lifecycle Stage,Create Date,Contact owner,Churned\n"
        "7,Ann,Lee,ann@example.com,Customer,2026-03-12,Ola,Yes\n8,Bob,Ray,bob@example.com,Customer,2026-03-13,Ola,No\n"
    )
    plan = planned(state, text)
    assert churned(plan) == [True, False]
    assert plan.recognition is not None
    assert (plan.recognition.profile, plan.recognition.churn_label) == ("hubspot_contacts", ("Churned", False))
    assert any("“Churned” was taken to say who has left" in warning for warning in plan.warnings)


def test_only_customers_have_a_label(state):
    text = "Order ID,Customer ID,Order Date,Total,Lost\nA1,7,2026-05-01,5,yes\nA2,8,2026-05-02,6,no\n"
    plan = planned(state, text)
    assert plan.recognition is not None
    assert (plan.recognition.table, plan.recognition.churn_label) == ("orders", None)


def test_the_value_that_means_has_left_can_be_chosen(state):
    text = table("Is active", ("1", "0"))
    assert churned(planned(state, text)) == [False, True]
    chosen = planned(state, text, left_value="1")
    assert churned(chosen) == [True, False]
    assert chosen.recognition is not None
    assert chosen.recognition.left_value == "1"
    assert "“Is active” was taken to say who has left: where it says “1”." in chosen.warnings
    assert not any("stayed" in warning for warning in chosen.warnings)


def test_a_label_in_words_of_ones_own_is_read_by_the_chosen_value(state):
    text = table("Account", ("Weg", "Da", "unknown"))
    chosen = planned(state, text, label="Account", left_value="weg")
    assert chosen.checked is not None
    assert chosen.checked.rows["churned"].to_pylist()[:3] == [True, False, None]
    assert chosen.checked.rejects.empty


def test_another_value_makes_it_another_import(state):
    text = table("Is active", ("1", "0"))
    assert planned(state, text).content_hash != planned(state, text, left_value="1").content_hash


def test_the_chosen_value_is_remembered_for_this_label_and_no_other(state):
    text = table("Exited,Active", ("1,1", "0,0"))
    header = header_key(text.splitlines()[0].split(","))
    state.remember_answers(header, {answer_name("Active"): "1"})
    assert churned(planned(state, text, label="Active")) == [True, False]
    assert churned(planned(state, text, label="Active", left_value="0")) == [False, True]
    assert churned(planned(state, text)) == [True, False]  # by Exited, read by its own words
    assert planned(state, text).recognition.left_value is None


def test_rows_that_come_back_mended_are_read_by_the_chosen_value(state):
    plan = planned(state, table("Is active", ("1", "0")), left_value="1")
    assert plan.block is not None and plan.recognition is not None and plan.checked is not None  # noqa: PT018
    how = read_as(plan.block, plan.recognition, plan.checked.meaning, plan.block.rows.head(1))
    assert ("left_value", "1") in ReadAs.from_text(how.to_text()).options
