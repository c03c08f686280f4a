"""The quick reading of large files gives exactly what the careful one gives, or leaves it to that one."""

import numpy as np
import pandas as pd
import pytest

from data.reading import reader
from data.reading.fast_lane import read_body
from data.reading.records import Format

ROWS = {
    "plain": "{n},Ann,3.50\n",
    "windows line ends": "{n},Ann,3.50\r\n",
    "quoted delimiters": '{n},"Smith, Ann",3.50\n',
    "quoted line breaks": '{n},"one\ntwo ""three""",3.50\n',
    "empty cells": '{n},,""\n',
    "odd letters": "{n},Zoë 王 😍,3.50\n",
    "words for nothing": "NA,null,None\n",
    "blank lines": "{n},Ann,3.50\n\n",
    "ragged": "{n},Ann,3.50\n{n},Bob\n",
    "quotes inside cells": '{n},5" pipe,3.50\n',
    "lone carriage returns": "{n},Ann,3.50\r",
    "nothing but commas": "{n},Ann,1\n,,\n",
}
TAKEN = {"plain", "windows line ends", "quoted delimiters", "quoted line breaks", "empty cells", "odd letters",
         "words for nothing", "nothing but commas"}  # fmt: skip


@pytest.mark.parametrize("kind", ROWS)
def test_both_lanes_agree(kind, monkeypatch):
    end = "\r\n" if "windows" in kind else "\n"
    content = (f"id,name,amount{end}" + "".join(ROWS[kind].format(n=number) for number in range(400))).encode()
    careful = reader.read_file("a.csv", content)
    took = []
    monkeypatch.setattr(reader, "FAST_LANE_CHARACTERS", 0)
    real = reader.fast_lane.read_body
    monkeypatch.setattr(reader.fast_lane, "read_body", lambda *given: took.append(real(*given)) or took[-1])
    quick = reader.read_file("a.csv", content)
    assert len(careful) == len(quick) == 1
    pd.testing.assert_frame_equal(careful[0].rows, quick[0].rows)
    np.testing.assert_array_equal(careful[0].lines, quick[0].lines)
    assert careful[0].warnings == quick[0].warnings
    assert (took != [] and took[-1] is not None) == (kind in TAKEN)


@pytest.mark.parametrize(
    "body",
    [b'1,"a\n2,b\n', b'1,a"b\n2,c"d\n', b'1,"a"b\n2,c\n', b"1,a\n\n2,b\n", b"1,a\r2,b\n", b"1,a\n2\n"],
)
def test_what_is_not_in_order_is_left_to_the_careful_reading(body):
    assert read_body(body, Format(","), 2, 2) is None


def test_lines_of_quoted_breaks():
    rows, lines = read_body(b'1,"a\nb"\n2,c\n', Format(","), 2, first_line=2)
    assert rows.to_numpy().tolist() == [["1", "a\nb"], ["2", "c"]]
    assert lines.tolist() == [2, 4]
