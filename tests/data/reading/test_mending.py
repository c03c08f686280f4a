"""Damaged quotes are mended in a time that grows with the text, not with its square."""

import time
from collections.abc import Callable

import pytest

from data.reading.mending import read_records
from data.reading.quotes import quotes_work
from data.reading.records import Format

COMMA = Format(",")
GOOD = '1,"a, b",3\n'


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize(
    "broken",
    ['1,"An"n,3\n', '1,"never closed,3\n', '1,"x"y "z" w",3\n', "1," + '"x"y,' * 50 + "3\n"],
    ids=["text behind a quote", "never closed", "several", "wide"],
)
def test_four_times_as_many_broken_lines_take_about_four_times_as_long(broken):
    def text(times: int) -> str:
        return "id,text,n\n" + (GOOD * 3 + broken) * times

    few, many = (seconds(lambda times=times: read_records(text(times), COMMA)) for times in (100, 400))
    assert many < 10 * max(few, 0.02)  # sixteen times, were it the square


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ('1,"a"\n2,"b\n3,"c"\n', COMMA, True),
        ('1,"a" x\n2,"b" y\n', COMMA, False),
        ('1,"a ""b"" c"\n', COMMA, True),
        ('1,"line\nbreak"\n', COMMA, True),
        ('"alone"\n', Format(""), True),
        ("1;'a'\n2;'b;c'\n", Format(";", quote="'"), True),
        ('1,"say \\"hi\\""\n', Format(",", escape="\\"), True),
        ('1,"a"\n', Format(",", quote=None), False),
        ('1,"a"\r2,"b"\r', COMMA, True),
        ("1,2\n", COMMA, False),
    ],
)
def test_quotes_work_where_most_that_open_a_cell_close_it(text, form, expected):
    assert quotes_work(text, form) is expected
