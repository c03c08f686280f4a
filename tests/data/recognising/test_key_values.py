"""Reports with a row where a table has a column."""

from data.reading import Block, read_file
from data.recognising import as_table

LABELS = ("Title", "Subject Line", "Total Recipients", "Bounces", "Total Opens")


def block(text: str) -> Block:
    return read_file("report.csv", text.encode())[0]


def report(*labels: str) -> str:
    return "\n".join(f'"{label}:","{number}"' for number, label in enumerate(labels))


def test_labels_become_columns_and_values_one_row():
    table = as_table(block(report(*LABELS)))
    assert table.header == LABELS
    assert table.rows.to_numpy().tolist() == [["0", "1", "2", "3", "4"]]
    assert len(table.lines) == 1


def test_a_table_that_happens_to_have_a_colon_stays_as_it_is():
    ordinary = block("name,value\nRatio:,3\nb,4\nc,5\nd,6\ne,7\n")
    assert as_table(ordinary) is ordinary


def test_a_report_that_says_a_label_twice_is_about_two_things_and_stays_as_it_is():
    twice = block(report(*LABELS, "Total Recipients"))
    assert as_table(twice) is twice


def test_too_few_labels_are_no_report():
    few = block(report(*LABELS[:3]))
    assert as_table(few) is few
