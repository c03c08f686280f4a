"""Damaged files give output or a sentence, never a crash, and keep every row whose line is whole."""

from tests.pollution.damage import damaged
from tests.pollution.surviving import survival


def test_a_seed_always_gives_the_same_file():
    assert damaged(7) == damaged(7)
    assert damaged(7).content != damaged(8).content


def test_damaged_files_are_read_or_refused_and_lose_no_whole_row():
    found = survival(range(10_000, 10_150))
    assert found.crashed == []
    assert found.lost == []
    assert found.read + found.refused == 150
    assert found.read > 100
    assert found.rows_kept > 0.95 * found.rows > 500
