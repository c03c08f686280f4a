"""Colours by role."""

import re

import plotly.graph_objects as go
import pytest

from components import theme

WHITE_ON_BLACK = 21.0


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def config(scheme: str) -> dict[str, str]:
    return theme.tomllib.loads(theme.CONFIG.read_text(encoding="utf-8"))["theme"][scheme]


def test_the_contrast_measure_knows_black_on_white():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(WHITE_ON_BLACK)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("role", ["textColor", "linkColor", "blueTextColor", "orangeTextColor", "grayTextColor"])
def test_text_is_readable_in_both_schemes(scheme, role):
    colours = config(scheme)
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        assert contrast(colours[role], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hue", ["blue", "orange", "yellow", "gray"])
def test_text_on_a_tinted_ground_is_readable(scheme, hue):
    colours = config(scheme)
    assert contrast(colours[f"{hue}TextColor"], colours[f"{hue}BackgroundColor"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_and_their_labels_stand_out_from_the_ground(scheme):
    colours, ground = theme.palette(scheme), config(scheme)["backgroundColor"]
    for slot in (theme.INK, theme.GOOD, theme.BAD):
        assert contrast(colours[slot], ground) >= 4.5
    for slot in theme.SEGMENTS:
        assert contrast(colours[slot], ground) >= 3.0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_risk_deepens_step_by_step(scheme):
    colours = theme.palette(scheme)
    ground = config(scheme)["backgroundColor"]
    steps = [contrast(colours[slot], ground) for slot in theme.RISK]
    assert steps == sorted(steps)


def test_both_schemes_fill_every_slot():
    assert set(theme.palette("light")) == set(theme.palette("dark"))
    assert len(theme.palette("light")) == 30


def test_a_segment_keeps_its_colour_whatever_the_order():
    assert theme.segment_colours(["Plus", "Basic"]) == theme.segment_colours(["Basic", "Plus"])


def test_eight_segments_have_eight_colours():
    assert len(set(theme.segment_colours([f"plan {n}" for n in range(8)]).values())) == 8


def test_other_is_grey_whatever_else_is_there():
    assert theme.segment_colours(["other", "Basic"])["other"] == theme.CONTEXT


def test_a_resolved_figure_holds_no_slot():
    trace = go.Scatter(y=[1, 2], line={"color": theme.BAD}, fillcolor=f"{theme.CONTEXT}26")
    figure = go.Figure(trace, layout={"template": theme.TEMPLATE})
    text = theme.resolved(figure, scheme="dark").to_json()
    assert not re.search(r"#0000[0-3]\d", text)
    assert theme.palette("dark")[theme.BAD] in text
