"""Large files in good order are read where they lie, exactly as the careful reading would, or left to it."""

import numpy as np
import pandas as pd
import pytest

from data.reading import ReadOptions, large, reader
from data.reading.large import UnevenFileError, large_block, whole

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
    "nothing but commas": "{n},Ann,1\n{n},,\n",
    "blanks around": "{n}, Ann ,3.50\n",
}
LEFT = {"ragged", "lone carriage returns"}


@pytest.fixture(autouse=True)
def _small_files_are_large(monkeypatch):
    monkeypatch.setattr(large, "LARGE_BYTES", 0)


def careful(content: bytes, monkeypatch):
    monkeypatch.setattr(large, "LARGE_BYTES", 10**9)
    (block,) = reader.read_file("a.csv", content)
    monkeypatch.setattr(large, "LARGE_BYTES", 0)
    return block


@pytest.mark.parametrize("kind", ROWS)
def test_both_readings_agree(kind, monkeypatch):
    end = "\r\n" if "windows" in kind else "\n"
    content = (f"id,name,amount{end}" + "".join(ROWS[kind].format(n=number) for number in range(400))).encode()
    slow = careful(content, monkeypatch)
    quick = large_block("a.csv", content, ReadOptions())
    assert (quick is None) == (kind in LEFT)
    if quick is None:
        return
    read = whole(quick)
    pd.testing.assert_frame_equal(slow.rows, read.rows)
    np.testing.assert_array_equal(slow.lines, read.lines)
    assert slow.header == read.header


@pytest.mark.parametrize(
    "tail",
    [b'1,"a\n2,b\n', b'1,"a"b\n2,c\n', b"1,a\r2,b\n", b"1,a\n2\n", b"1,a,b\n", b"1,\xff\n"],
    ids=["open quote", "text behind a quote", "lone return", "short", "long", "not UTF-8"],
)
def test_a_row_that_is_not_like_the_others_leaves_the_file_to_the_careful_reading(tail, monkeypatch):
    monkeypatch.setattr(large, "HEAD_BYTES", 200)
    content = b"id,name\n" + b"1,Ann\n" * 100 + tail
    block = large_block("a.csv", content, ReadOptions())
    assert block is not None
    with pytest.raises(UnevenFileError):
        whole(block)


def test_a_total_in_the_last_line_leaves_the_file_to_the_careful_reading():
    content = b"day,visits\n" + b"2026-05-01,2\n" * 50 + b"Total,100\n"
    assert large_block("a.csv", content, ReadOptions()) is None


def test_lines_are_those_of_an_editor_across_chunks_and_quoted_breaks(monkeypatch):
    monkeypatch.setattr(large, "CHUNK_BYTES", 7)
    content = b'# report\nid,name\n1,"a\nb"\n\n2,c\n3,"d"\n4,e'
    block = large_block("a.csv", content, ReadOptions())
    assert block is not None
    assert block.large.lines_of(np.array([0, 1, 2, 3])).tolist() == [3, 6, 7, 8]


def test_bytes_lie_in_a_temporary_file_only_as_long_as_the_block():
    block = large_block("a.csv", b"id,name\n" + b"1,Ann\n" * 10, ReadOptions())
    path = block.large.path
    assert path.exists()
    del block
    assert not path.exists()
