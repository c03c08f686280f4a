"""A person's own tiles are kept in their order, for that person alone."""

import pytest

from components import kpi_own_wall
from tests.components.kpi_beside import field, opened, press, said, store

__all__ = ["store"]


def test_the_choice_is_kept_in_its_order_under_ones_name(store):
    page = opened("own wall")
    tiles = field(page.multiselect, "page_own_Ann_tiles")
    assert tiles.value == ["revenue", "average_order_value"]
    tiles.set_value(["average_order_value", "revenue", "repeat_purchase_rate"]).run()
    assert not page.exception
    assert store.wishes.walls.of("Ann") == ("average_order_value", "revenue", "repeat_purchase_rate")
    assert store.wishes.walls.of("Ben") is None


def test_reset_and_taking_everything_out_bring_the_usual_tiles_back(store):
    page = opened("own wall")
    field(page.multiselect, "page_own_Ann_tiles").set_value(["revenue"]).run()
    press(page, "Reset")
    assert store.wishes.walls.of("Ann") is None
    assert field(page.multiselect, "page_own_Ann_tiles").value == ["revenue", "average_order_value"]
    field(page.multiselect, "page_own_Ann_tiles").set_value(["revenue"]).run()
    field(page.multiselect, "page_own_Ann_tiles").set_value([]).run()
    assert store.wishes.walls.of("Ann") is None


@pytest.mark.usefixtures("store")
def test_without_a_name_nothing_is_kept():
    page = opened("own wall", name=None)
    assert "Give your name" in said(page)
    assert kpi_own_wall.chosen(None) is None


def test_a_kpi_that_is_no_longer_in_the_catalogue_is_left_out(store):
    store.wishes.walls.keep("Ann", ("revenue", "of_old"))
    assert kpi_own_wall.chosen("Ann") == ("revenue",)
