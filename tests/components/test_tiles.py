"""Tiles."""

import pytest

from components.tiles import Tile


@pytest.mark.parametrize(
    ("change", "good", "colour"),
    [
        ("+1.20 pp", "up", "blue"),
        ("+1.20 pp", "down", "orange"),
        ("\u22121.20 pp", "down", "blue"),
        ("\u22121.20 pp", "up", "orange"),
        ("+1.20 pp", "none", "gray"),
        ("0 pp", "up", "gray"),
        ("–", "up", "gray"),
        (None, "up", "gray"),
    ],
)
def test_the_better_direction_alone_decides_the_colour(change, good, colour):
    assert Tile("Churn", "4.2 %", change=change, good=good, is_real=True).colour == colour


@pytest.mark.parametrize("is_real", [False, None])
def test_a_move_within_the_usual_range_or_never_judged_is_grey(is_real):
    assert Tile("Churn", "4.2 %", change="+1.20 pp", good="down", is_real=is_real).colour == "gray"


def test_the_footer_has_a_line_for_each_comparison_and_one_for_what_it_rests_on():
    tile = Tile("Churn", "4.2 %", beside=("+1 pp to a year ago", "target 4 %"), count_text="n = 14", note="± 2")
    assert tile.footer == "+1 pp to a year ago  \ntarget 4 %  \nn = 14 · ± 2"
