"""The templates: what they explain, and that they come back as what they are."""

import io

import pytest
from python_calamine import CalamineWorkbook

from data import schemas, templates
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.recognising import recognise
from data.state import State

FORMS = {"csv": templates.as_csv, "xlsx": templates.as_workbook}


@pytest.fixture
def state(tmp_path):
    return State(tmp_path / "state.sqlite")


def planned(state, table, form):
    return plan_file(f"{table}.{form}", FORMS[form](table), ImportOptions(), state)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", schemas.TABLES)
def test_a_filled_in_template_is_its_table_for_certain_and_every_column_its_own(state, table, form):
    first = planned(state, table, form)[0]
    assert first.recognition.table == table
    assert first.recognition.confidence == 1.0
    assert first.recognition.mapping == {name: name for name in schemas.table(table).names}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", schemas.TABLES)
def test_the_two_rows_of_a_template_come_in_and_nothing_of_the_explanation(state, table, form):
    first, *others = planned(state, table, form)
    report = first.report()
    assert (report["rows_read"], report["rows_accepted"], report["rows_rejected"]) == (2, 2, 0)
    assert all(templates.is_explanation(other.block) and other.checked is None for other in others)


@pytest.mark.parametrize("table", schemas.TABLES)
def test_the_two_rows_say_the_same_in_both_forms(state, table):
    names = list(schemas.table(table).names)
    rows = [planned(state, table, form)[0].checked.rows.select(names).to_pylist() for form in FORMS]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", schemas.TABLES)
def test_example_rows_that_were_left_in_are_noticed(state, table, form):
    block = planned(state, table, form)[0].block
    assert templates.example_lines(block, table) == block.lines.tolist()


def test_a_row_of_ones_own_is_no_example(state):
    content = templates.as_csv("spend").replace(b"310.00", b"311.00")
    (plan,) = plan_file("spend.csv", content, ImportOptions(), state)
    assert templates.example_lines(plan.block, "spend") == [plan.block.lines[1]]


@pytest.mark.parametrize("table", schemas.TABLES)
def test_every_column_is_explained_in_words(table):
    text = templates.as_csv(table).decode("utf-8-sig")
    comments = [line for line in text.splitlines() if line.lstrip('"').startswith("# ")]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(templates.as_workbook(table))).get_sheet_by_name("Columns")
    explained = {row[0]: row[2] for row in sheet.to_python()[1:]}
    for column in schemas.table(table).columns:
        assert any(f"# {column.name}: {column.meaning}" in line for line in comments)
        assert explained[column.name] == column.meaning


@pytest.mark.parametrize("table", schemas.TABLES)
def test_needed_columns_alone_are_enough_for_the_table_to_be_known(table):
    known = schemas.table(table)
    needed = [column.name for column in known.columns if column.required or column.name in known.any_of]
    assert recognise(needed).table == table


def test_the_same_template_twice_is_the_same_file():
    assert templates.as_workbook("orders") == templates.as_workbook("orders")


def test_leading_zeros_of_an_example_are_kept(state):
    (plan, *_explanation) = planned(state, "customers", "xlsx")
    assert plan.checked.rows["customer_id"].to_pylist() == ["0001017", "0001018"]
