"""A change in parts, worked by hand, and adding up for whatever numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from analytics.drivers.exact import Side, of_count, of_ratio


def side(*segments: tuple[float, float], rest: tuple[float, float] = (0, 0)) -> Side:
    """Return a side by its segments' (numerator, denominator), and what the total has beside them."""
    numerator = np.array([pair[0] for pair in segments], dtype=float)
    denominator = np.array([pair[1] for pair in segments], dtype=float)
    return Side(
        numerator,
        denominator,
        np.asarray(numerator.sum() + rest[0]),
        np.asarray(denominator.sum() + rest[1]),
    )


def test_every_rate_goes_up_and_the_whole_goes_down_by_mix_alone():
    # Simpson: 50 % of 900 and 10 % of 100 make 46 %; 52 % of 100 and 12 % of 900 make 16 %.
    parts = of_ratio(side((450, 900), (10, 100)), side((52, 100), (108, 900)))
    # Own rates: (0.9 + 0.1) / 2 x 0.02 each. Mix: (0.51 - 0.31) x -0.8 and (0.11 - 0.31) x 0.8.
    assert parts.rate.tolist() == pytest.approx([0.01, 0.01])
    assert parts.mix.tolist() == pytest.approx([-0.16, -0.16])
    assert parts.part.sum() == pytest.approx(0.16 - 0.46)


def test_where_only_weights_move_it_is_all_mix():
    # 10 % and 30 % stay; weights go from 80:20 to 50:50; the whole from 14 % to 20 %.
    parts = of_ratio(side((80, 800), (60, 200)), side((50, 500), (150, 500)))
    assert parts.rate.tolist() == pytest.approx([0.0, 0.0])
    # Around the mean of 14 % and 20 %: (0.10 - 0.17) x -0.3 and (0.30 - 0.17) x 0.3.
    assert parts.mix.tolist() == pytest.approx([0.021, 0.039])


def test_a_segment_of_average_rate_adds_nothing_to_the_mix_when_it_grows():
    # All at 20 %, before and after; the second segment trebles.
    parts = of_ratio(side((20, 100), (20, 100)), side((20, 100), (60, 300)))
    assert parts.mix.tolist() == pytest.approx([0.0, 0.0])
    assert parts.rate.tolist() == pytest.approx([0.0, 0.0])


def test_a_new_segment_is_all_mix():
    # 10 % of 100, then 10 % of 100 and 40 % of 100: 10 % becomes 25 %.
    parts = of_ratio(side((10, 100), (0, 0)), side((10, 100), (40, 100)))
    assert parts.rate.tolist() == pytest.approx([0.0, 0.0])
    # Around 17.5 %: (0.10 - 0.175) x -0.5 and (0.40 - 0.175) x 0.5.
    assert parts.mix.tolist() == pytest.approx([0.0375, 0.1125])


def test_a_segment_that_is_gone_is_all_mix():
    parts = of_ratio(side((10, 100), (40, 100)), side((10, 100), (0, 0)))
    assert parts.rate.tolist() == pytest.approx([0.0, 0.0])
    assert parts.mix.tolist() == pytest.approx([-0.0375, -0.1125])


def test_a_numerator_without_a_denominator_stands_alone():
    # Spend on a channel that won nobody: 100 for 10 customers, then 100 and 50 for 10: 10 becomes 15 each.
    parts = of_ratio(side((100, 10), (0, 0)), side((100, 10), (50, 0)))
    assert parts.alone.tolist() == pytest.approx([0.0, 5.0])
    assert parts.rate.tolist() == parts.mix.tolist() == pytest.approx([0.0, 0.0])


def test_what_no_segment_has_is_a_remainder_of_its_own():
    # 10 of 100 before; 10 of 100 and 8 of 20 that have no segment: 10 % becomes 15 %.
    parts = of_ratio(side((10, 100)), side((10, 100), rest=(8, 20)))
    # The segment's weight falls from 1 to 5/6 at a rate of 10 % around 12.5 %.
    assert parts.mix.tolist() == pytest.approx([0.025 / 6])
    assert float(parts.remainder) == pytest.approx(0.05 - 0.025 / 6)


def test_the_order_of_the_two_sides_only_turns_the_signs():
    sides = side((30, 90), (5, 60), (0, 10)), side((12, 80), (7, 20), (3, 30))
    there, back = of_ratio(*sides), of_ratio(*reversed(sides))
    assert there.mix.tolist() == pytest.approx((-back.mix).tolist())
    assert there.rate.tolist() == pytest.approx((-back.rate).tolist())


def test_a_scale_is_that_of_the_parts_too():
    # A net promoter score from 20 to 25 by one segment's own balance.
    parts = of_ratio(side((20, 100)), side((25, 100)), scale=100)
    assert parts.rate.tolist() == pytest.approx([5.0])


def test_a_number_is_what_its_segments_have_more_and_what_none_has():
    before = Side(np.array([10.0, -4.0]), np.zeros(2), np.asarray(6.0), np.asarray(np.nan))
    now = Side(np.array([7.0, 5.0]), np.zeros(2), np.asarray(13.5), np.asarray(np.nan))
    parts = of_count(before, now)
    assert parts.part.tolist() == [-3.0, 9.0]
    assert float(parts.remainder) == 1.5


MONEY = st.floats(min_value=-1e6, max_value=1e6).map(lambda amount: round(amount, 2))
SIZES = st.one_of(st.just(0.0), st.floats(min_value=0.01, max_value=1e6).map(lambda size: round(size, 2) + 0.01))


@st.composite
def two_sides(draw) -> tuple[Side, Side]:
    shape = draw(st.integers(1, 12))
    sides = []
    for _turn in range(2):
        numerator = draw(arrays.arrays("float64", shape, elements=MONEY))
        denominator = draw(arrays.arrays("float64", shape, elements=SIZES))
        rest = draw(MONEY), draw(SIZES) + 0.01  # so that a total is never 0
        sides.append(side(*zip(numerator, denominator, strict=True), rest=rest))
    return sides[0], sides[1]


@given(two_sides())
def test_parts_add_up_to_the_change_for_any_amounts(sides):
    parts = of_ratio(*sides)
    change = float(sides[1].rate - sides[0].rate)
    every = [*parts.mix, *parts.rate, *parts.alone, float(parts.remainder)]
    size = max([abs(float(item.rate)) for item in sides] + [abs(part) for part in every])
    assert math.isclose(math.fsum(every), change, rel_tol=0, abs_tol=1e-12 * max(size, 1e-300))
