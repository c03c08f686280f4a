"""Charts in one notation."""

from datetime import date

import pandas as pd

from components import charts, theme

HEADING = charts.Heading("Churn is up", "Churn rate, % · weekly", "rate")


def weeks(*values: float | None, **more: object) -> pd.DataFrame:
    starts = pd.date_range("2026-01-05", periods=len(values), freq="W-MON")
    return pd.DataFrame({"period_start": starts, "value": list(values), **more})


def trace(figure, name):
    return next(trace for trace in figure.data if trace.name == name)


def test_a_missing_week_is_a_gap():
    figure = charts.line(weeks(0.1, 0.2, 0.3, 0.4).drop(index=1), HEADING)
    actual = trace(figure, "actual")
    assert len(actual.x) == 4
    assert pd.isna(actual.y[1])
    assert actual.connectgaps is False


def test_a_period_in_progress_is_an_open_marker_and_not_part_of_the_line():
    figure = charts.line(weeks(0.1, 0.2, 0.9, partial=[False, False, True]), HEADING)
    assert pd.isna(trace(figure, "actual").y[2])
    assert list(trace(figure, "so far").y) == [0.9]
    assert trace(figure, "so far").marker.symbol == "circle-open"


def test_a_year_ago_is_thin_and_grey_beside_a_solid_actual():
    figure = charts.line(weeks(0.1, 0.2, year_ago=[0.3, 0.4]), HEADING)
    ago, actual = trace(figure, "a year ago"), trace(figure, "actual")
    assert ago.line.color == theme.CONTEXT
    assert ago.line.width < actual.line.width
    assert actual.line.dash is None


def test_a_target_is_a_dashed_path_that_ends_with_its_name_and_value():
    path = weeks(0.04, 0.05).assign(line="Plan")
    figure = charts.line(weeks(0.1, 0.2), HEADING, around=charts.Around(targets=path))
    assert trace(figure, "Plan").line.dash == "dash"
    assert list(trace(figure, "Plan").y) == [0.04, 0.05]
    assert figure.layout.annotations[0].text == "Plan 5.00\u00a0%"


def test_limits_worked_out_anew_are_drawn_as_a_step():
    frame = weeks(1.0, 1.0, 5.0, 5.0, usual_low=[0, 0, 4, 4], usual_high=[2, 2, 6, 6], shift=[0, 0, 1, 1])
    bands = [band for band in charts.line(frame, HEADING).data if band.name == "usual range"]
    assert [(min(band.y), max(band.y)) for band in bands] == [(0, 2), (4, 6)]
    assert max(bands[0].x) == min(bands[1].x)  # they meet half way between the weeks
    assert [band.showlegend for band in bands] == [True, False]


def test_a_real_change_is_a_dot_in_the_colour_of_what_it_means():
    figure = charts.line(weeks(0.1, 0.9, 0.2, signal=["", "bad", "good"]), HEADING)
    dots = trace(figure, "real change")
    assert list(dots.y) == [0.9, 0.2]
    assert list(dots.marker.color) == [theme.BAD, theme.GOOD]


def test_what_is_expected_is_dotted_in_its_band():
    ahead = weeks(0.3, 0.4, low=[0.2, 0.2], high=[0.5, 0.6])
    figure = charts.line(weeks(0.1, 0.2), HEADING, around=charts.Around(outlook=ahead))
    assert trace(figure, "expected").line.dash == "dot"
    assert "20.0\u00a0% … 60.0\u00a0%" in trace(figure, "expected").customdata[1]


def test_notes_stand_on_the_time_axis_and_do_not_move_the_values():
    note = charts.Mark(date(2026, 1, 12), "Prices went up", "note")
    figure = charts.line(weeks(100.0, 200.0), HEADING, around=charts.Around(marks=[note]))
    (marked,) = [trace for trace in figure.data if trace.yaxis == "y2"]
    assert list(marked.customdata) == ["Prices went up"]
    assert figure.layout.yaxis2.visible is False
    assert len(figure.layout.shapes) == 1


def test_a_week_alone_between_gaps_is_seen():
    figure = charts.line(weeks(0.1, None, 0.3, None, 0.5, 0.6), HEADING)
    assert list(trace(figure, "actual").marker.size) == [6, 0, 6, 0, 0, 0]


def test_a_segment_has_the_same_colour_when_others_are_left_out():
    frame = pd.concat([weeks(1.0, 2.0, segment=name) for name in ("Basic", "Plus", "Team")])
    everyone = charts.segment_lines(frame, HEADING)
    alone = charts.segment_lines(
        frame[frame["segment"] == "Team"], HEADING, all_segments=["Basic", "Plus", "Team"]
    )
    assert trace(alone, "Team").line.color == trace(everyone, "Team").line.color


def test_labels_at_the_ends_of_lines_do_not_lie_on_one_another():
    frame = pd.concat([weeks(0.0, 1.0, segment="A"), weeks(0.5, 1.0, segment="B")])
    heights = [label.y for label in charts.segment_lines(frame, HEADING).layout.annotations]
    assert abs(heights[0] - heights[1]) >= 0.07


def test_bars_start_at_zero():
    figure = charts.bars(pd.DataFrame({"label": ["a", "b"], "value": [5.0, 6.0]}), HEADING)
    assert figure.layout.xaxis.rangemode == "tozero"


def test_tone_as_shares_adds_up_to_one_and_an_empty_week_stays_empty():
    counts = pd.DataFrame(
        {
            "period_start": pd.date_range("2026-01-05", periods=2, freq="W-MON"),
            "positive": [3, 0],
            "neutral": [0, 0],
            "negative": [1, 0],
            "not_scored": [4, 0],
        }
    )
    figure = charts.tone_bars(counts, HEADING, share=True)
    assert sum(trace.y[0] for trace in figure.data) == 1.0
    assert all(pd.isna(trace.y[1]) for trace in figure.data)


def test_the_best_point_of_a_curve_is_marked_where_it_lies():
    frame = pd.DataFrame({"x": [0.0, 10.0, 20.0], "value": [0.0, 5.0, 3.0], "low": [0, 2, 1], "high": [0, 9, 6]})
    figure = charts.curve(frame, HEADING, across=charts.Heading("Budget", "", "money", "EUR"), best=11.0)
    marked = next(trace for trace in figure.data if trace.mode == "markers+text")
    assert (marked.x[0], marked.y[0], marked.text[0]) == (10.0, 5.0, "best")


def test_the_heading_travels_with_the_figure():
    assert charts.line(weeks(0.1, 0.2), HEADING).layout.meta["title"] == "Churn is up"


CELLS = pd.DataFrame(
    {
        "row": ["Feb", "Jan", "Jan"],
        "column": ["1", "1", "2"],
        "value": [0.5, 0.9, 0.7],
        "text": ["50", "90", "70"],
        "hover": ["", "", ""],
        "muted": [True, False, False],
    }
)


def test_a_heatmap_is_blank_where_there_is_no_cell_and_grey_where_a_cell_says_too_little():
    figure = charts.heatmap(CELLS, HEADING, columns=["1", "2"], across="Months after")
    coloured, grey = figure.data
    assert coloured.text.tolist() == [["", ""], ["90", "70"]]
    assert grey.text.tolist() == [["50", ""], ["", ""]]
    assert pd.isna(coloured.z[0]).all()
    assert {slot for _place, slot in grey.colorscale} == {theme.NOT_SCORED}
    assert list(figure.layout.yaxis.range) == [1.5, -0.5]  # the first row on top


def test_over_age_the_point_lies_in_ink_above_the_grey_ones_which_are_not_named():
    frame = pd.DataFrame({"line": ["All", "All", "Jan"], "age": [1, 2, 1], "value": [0.9, 0.8, 0.7], "hover": ""})
    figure = charts.ages(frame, HEADING, across="Months after", point="All")
    assert [line.name for line in figure.data] == ["Jan", "All"]
    assert [line.showlegend for line in figure.data] == [False, True]
    assert trace(figure, "All").line.color == theme.INK
    assert trace(figure, "Jan").line.color == theme.CONTEXT
