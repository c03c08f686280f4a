"""Waterfalls: where bars start, what they are marked with, and names that fit."""

import pytest

from components import theme
from components.charts import Heading, Step, Tone, waterfall

HEADING = Heading("Tickets by country: 40 to 92", "W8 against W7", "tickets")


def steps(base: float, *parts: float, tone: Tone = Tone.BAD, name: str = "United Kingdom") -> list[Step]:
    latest = base + sum(parts)
    middle = [Step(f"{name}{turn or ''}", part, f"{part:+}", tone) for turn, part in enumerate(parts)]
    return [Step("before", base, str(base), Tone.TOTAL), *middle, Step("now", latest, str(latest), Tone.TOTAL)]


def bars(figure) -> list[tuple[float, float]]:
    """Return from where to where each bar reaches."""
    bar = figure.data[0]
    return [(low, low + length) for low, length in zip(bar.base, bar.x, strict=True)]


def test_each_part_starts_where_the_one_before_it_ended():
    figure = waterfall(steps(40, 60, -8), HEADING)
    assert bars(figure) == [(0, 40), (40, 100), (100, 92), (0, 92)]
    assert figure.layout.meta["subtitle"] == "W8 against W7"


def test_where_a_change_would_be_a_sliver_bars_start_further_right_and_say_so():
    # From 1,000 to 1,020: room of a quarter of the 20 below 1,000.
    figure = waterfall(steps(1000, 20), HEADING)
    assert bars(figure) == [(995, 1000), (1000, 1020), (995, 1020)]
    assert "bars start at 995, not at zero" in figure.layout.meta["subtitle"]
    assert [note.text for note in figure.layout.annotations].count("╱╱") == 2


@pytest.mark.parametrize(("base", "part"), [(20, -30), (-10, 4), (0, 5)])
def test_bars_start_at_zero_where_a_value_is_zero_or_below(base, part):
    figure = waterfall(steps(base, part), HEADING)
    assert bars(figure)[0] == (0, base)
    low, high = figure.layout.xaxis.range
    assert low <= min(0, base, base + part)
    assert high >= max(0, base, base + part)


def test_colours_are_those_of_good_bad_and_usual():
    tones = [waterfall(steps(10, 5, tone=tone), HEADING).data[0].marker.color[1] for tone in Tone]
    assert tones == [theme.INK, theme.GOOD, theme.BAD, theme.TARGET, theme.CONTEXT]


def test_long_names_are_cut_and_stay_apart():
    names = waterfall(steps(10, 5, 4, name="A product with a very long name"), HEADING).data[0].y
    assert len(set(names)) == 4
    assert max(len(name.replace("\u200b", "")) for name in names) <= 20


def test_every_bar_has_its_figure_at_its_right_end():
    notes = waterfall(steps(40, 60, -8), HEADING).layout.annotations
    assert [(note.text, note.x) for note in notes] == [("40", 40), ("+60", 100), ("-8", 100), ("92", 92)]
