"""Large files in good order are known by their head and last line; others are left to the careful reading."""

import pytest

from data.reading import ReadOptions, large
from data.reading.large import large_block

EVEN = b"id,name,amount\n" + b"1,Ann,3.50\n" * 50


@pytest.fixture(autouse=True)
def _small_files_are_large(monkeypatch):
    monkeypatch.setattr(large, "LARGE_BYTES", 0)


def found(content: bytes):
    return large_block("a.csv", content, ReadOptions())


def test_a_file_in_good_order_is_taken_with_its_first_rows():
    block = found(EVEN)
    assert block is not None
    assert (block.header, block.rows.iloc[0].tolist()) == (("id", "name", "amount"), ["1", "Ann", "3.50"])


def test_a_small_file_is_not_taken(monkeypatch):
    monkeypatch.setattr(large, "LARGE_BYTES", len(EVEN) + 1)
    assert found(EVEN) is None


@pytest.mark.parametrize(
    "content",
    [
        EVEN.replace(b"\n", b"\n\n", 3).replace(b"Ann", b"Ann,x", 1),
        b"id,name\n" + b"1,'Ann, B'\n" * 50,
        b"id,name\n" + b'1,"A \\"B\\""\n' * 50,
        b"id,name\n" + b"1,Ann\r2,Bob\n" * 50,
        b"a\n" * 100,
        b"\x1f\x8b" + EVEN,
        EVEN + b"Total,,175\n",
        b"\xff\xfe" + EVEN.decode().encode("utf-16-le"),
    ],
    ids=["ragged", "single quotes", "escapes", "lone returns", "one column", "gzip", "a total", "UTF-16"],
)
def test_a_file_that_needs_care_is_left_to_the_careful_reading(content):
    assert found(content) is None


def test_bytes_lie_in_a_temporary_file_only_as_long_as_the_block():
    block = found(EVEN)
    path = block.large.path
    assert path.read_bytes() == EVEN
    del block
    assert not path.exists()
