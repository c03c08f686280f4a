"""Why a KPI changed, as it is shown: its figures, its sentence and its component on a page."""

import os
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics import notes
from analytics.drivers import Against, Reason, Split, Why
from analytics.notes import Note
from components import kpi_drivers_steps as drawn
from components import kpi_drivers_words as words
from components.charts import Tone
from components.kpi_drivers_figures import figures_of
from components.kpi_drivers_sentence import sentence
from data.store import Store
from tests.small_company import small_company, table

NBSP = "\u00a0"


def row(
    segment: str, base: float, value: float, *, rate=0.0, mix=0.0, stands_out=False, mix_stands_out=False
) -> dict:
    return {
        "segment": segment,
        "base_value": base,
        "value": value,
        "base_weight": 0.5,
        "weight": 0.5,
        "base_denominator": 100.0,
        "denominator": 100.0,
        "rate": rate,
        "mix": mix,
        "alone": 0.0,
        "part": rate + mix,
        "rate_stands_out": stands_out,
        "mix_stands_out": mix_stands_out,
        "stands_out": stands_out or mix_stands_out,
    }


def change(key: str, base: float, value: float, rows: list[dict], *, dimension="plan", remainder=0.0) -> Why:
    starts = tuple(pd.date_range("2026-09-21", periods=8, freq="W-MON"))
    split = Split(dimension, pd.DataFrame(rows), remainder)
    latest = pd.Timestamp("2026-11-16")
    return Why(
        key=key,
        grain="week",
        against=Against.MEAN,
        period_start=latest,
        period_end=latest + pd.Timedelta(days=6),
        base_starts=starts,
        base_value=base,
        value=value,
        splits=(split,),
        currency="EUR",
    )


def told(why: Why, *, mix_apart=True) -> drawn.Told:
    return drawn.told(why, why.splits[0], mix_apart=mix_apart)


CHURN = change(
    "customer_churn_rate",
    0.0120,
    0.0200,
    [
        row("Regular", 0.011, 0.023, rate=0.0060, mix=0.0006, stands_out=True),
        row("Taster", 0.013, 0.014, rate=0.0010, mix=0.0004),
    ],
)


def plain(told_: drawn.Told) -> str:
    return sentence(told_).replace(NBSP, " ").replace("\u2060", "")


def test_a_sentence_says_how_much_whose_and_what_the_mix_makes():
    assert plain(told(CHURN)) == (
        "Customer churn rose by 0.80 pp against the mean of the 8 weeks before, from 1.20 % to 2.00 % in W47, "
        "16–22 Nov. "
        "0.60 pp of it is Regular, whose own value went from 1.10 % to 2.30 %. "
        "The mix by plan makes +0.10 pp."
    )


def test_where_nobody_stands_out_it_is_spread_over_all():
    why = change(
        "tickets_opened", 40, 52, [row("GB", 20, 27, rate=7), row("NL", 20, 25, rate=5)], dimension="country"
    )
    assert plain(told(why)) == (
        "Tickets opened rose by 12 against the mean of the 8 weeks before, from 40 to 52 in W47, 16–22 Nov. "
        "It is spread over all of them: no country moved by more than it usually does or chance explains."
    )


def test_a_segment_that_moved_further_than_the_whole_is_not_a_part_of_it():
    rows = [row("GB", 20, 60, rate=40, stands_out=True), row("NL", 60, 32, rate=-28)]
    text = plain(told(change("tickets_opened", 80, 92, rows, dimension="country")))
    assert "GB alone makes +40, which went from 20 to 60." in text


def test_figures_of_the_bars_add_up_to_the_last_digit():
    item = told(CHURN)
    assert item.bridge.base + sum(part.shown for part in item.parts) == item.bridge.latest
    assert {part.label: str(part.shown) for part in item.parts} == {
        "Regular": "0.0060",
        "Taster": "0.0010",
        "mix": "0.0010",
    }


def test_mix_may_be_counted_with_each_segment():
    item = told(CHURN, mix_apart=False)
    assert [(part.label, str(part.shown)) for part in item.parts] == [("Regular", "0.0066"), ("Taster", "0.0014")]


def test_bars_are_coloured_by_what_is_good_and_grey_within_chance():
    steps = drawn.steps(told(CHURN))
    assert [step.tone for step in steps] == [Tone.TOTAL, Tone.BAD, Tone.USUAL, Tone.USUAL, Tone.TOTAL]
    assert steps[0].label == "8 weeks before"


def test_the_smallest_of_many_parts_are_one_bar_and_what_no_segment_has_another():
    rows = [row(f"P{turn}", 10, 10 + turn, rate=float(turn)) for turn in range(1, 13)]
    item = told(change("tickets_opened", 120, 200, rows, dimension="product", remainder=2.0))
    labels = [part.label for part in item.parts]
    assert labels == ["P12", "P11", "P10", "P9", "P8", "P7", "P6", "5 others", "in no segment"]
    assert [str(part.shown) for part in item.parts[-2:]] == ["15", "2"]


@pytest.mark.parametrize(
    ("unit", "base", "latest", "expected"),
    [
        ("rate", 0.98830, 0.98813, "−0.017 pp"),
        ("money", 20_367.4, 17_728.5, "−€2,639"),
        ("money", 33.73, 31.83, "−€1.9"),
        ("money", 1_234_567.0, 1_300_000.0, "+€65 k"),
        ("points", 17.5, 32.6, "+15.1"),
        ("hours", 4.29, 3.55, "−0.74 h"),
    ],
)
def test_a_change_is_written_with_two_digits_that_mean_something(unit, base, latest, expected):
    figures = figures_of(base, latest, unit, "EUR")
    bridge = figures.bridge(base, [latest - base], latest)
    assert figures.part(bridge.parts[0]).replace(NBSP, " ") == expected
    assert bridge.base + bridge.parts[0] == bridge.latest
    assert isinstance(bridge.base, Decimal)


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_why_it_cannot_be_split_is_said(reason):
    text = words.reason(CHURN, Split("plan", CHURN.splits[0].segments, reason=reason))
    assert "can't be split" in text
    assert "{" not in text


def page(key: str, day: str) -> None:
    """Draw the component alone, as a page does."""
    from datetime import date  # noqa: PLC0415 - the script runs apart from this module

    from analytics.metrics import metric  # noqa: PLC0415
    from components import kpi_drivers  # noqa: PLC0415
    from components.filters import Filters  # noqa: PLC0415

    last = date.fromisoformat(day)
    kpi_drivers.show(metric(key), Filters(date(2026, 6, 1), last, "month", "", last), key="why")


TICKETS = table(
    "ticket_id customer_id opened_at first_reply_at channel",
    *(
        (
            f"T{number}",
            "A" if number % 3 else "D",
            f"2026-{month}-{day}",
            f"2026-{month}-{day} 0{number}:00",
            channel,
        )
        for number, (month, day, channel) in enumerate(
            [
                ("07", "01", "chat"),
                ("07", "08", "e-mail"),
                ("07", "15", "chat"),
                ("08", "05", "chat"),
                ("08", "20", "e-mail"),
                ("09", "10", "e-mail"),
                ("09", "30", "chat"),
            ],
            start=1,
        )
    ),
)


@pytest.fixture
def opened(tmp_path, monkeypatch):
    store = small_company(tmp_path, tickets=TICKETS)
    monkeypatch.setenv("RAPPORT_STORE", store.url)
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")

    def run(key: str, day: date) -> AppTest:
        # Values set before the first run count as the reader's own choices.
        return AppTest.from_function(page, args=(key, day.isoformat()), default_timeout=60)

    return run


def texts(app) -> str:
    return "\n".join(item.value for item in [*app.markdown, *app.caption, *app.info])


def test_the_page_says_whose_change_it_is_and_shows_the_rows_when_they_are_opened(opened):
    app = opened("revenue", date(2026, 8, 31))
    app.session_state["why_against"] = "before"
    app.session_state["why_by"] = "country"
    app.run()
    assert not app.exception
    assert "Revenue fell by €250 against the month before, from €300 to €50 in Aug 2026." in texts(app)
    assert "together they make" not in texts(app)
    assert [box.label for box in app.toggle] == ["Show the rows behind it"]  # a number has no mix
    app.toggle(key="why_rows").set_value(True).run()
    assert not app.exception
    assert "3 rows; together they make €50.0." in texts(app)
    app.selectbox(key="why_segment").set_value("not known").run()
    assert "1 row; together they make €40.0." in texts(app)


def test_what_cannot_be_split_stands_side_by_side_and_says_why(opened):
    app = opened("time_to_first_reply", date(2026, 8, 31))
    app.session_state["why_by"] = "channel"
    app.session_state["why_against"] = "before"
    app.run()
    assert not app.exception
    assert "Time to first reply can't be split exactly: the median of all" in texts(app)
    assert set(app.dataframe[0].value["segment"]) == {"chat", "e-mail"}


def test_a_dimension_chosen_for_another_kpi_gives_way_to_the_most_telling(opened):
    app = opened("tickets_opened", date(2026, 8, 31))
    app.session_state["why_by"] = "product"
    app.run()
    assert not app.exception
    assert app.selectbox(key="why_by").value == ""


def test_a_base_that_is_not_there_says_so(opened):
    app = opened("revenue", date(2026, 8, 31))
    app.session_state["why_against"] = "year"
    app.run()
    assert not app.exception
    assert "there is no whole period to compare it with" in texts(app)


def test_without_a_whole_period_there_is_nothing_to_explain(opened):
    app = opened("customer_lifetime_value", date(2026, 8, 31)).run()
    assert not app.exception
    assert "no period is whole yet" in texts(app)


def test_imports_near_the_period_are_named(opened):
    app = opened("tickets_opened", date(2026, 8, 31)).run()
    assert any("import" in box.label and "Aug 2026" in box.label for box in app.expander)


def test_a_share_says_what_its_rows_make_above_the_line(opened):
    app = opened("deal_win_rate", date(2026, 7, 31))
    app.session_state["why_rows"] = True
    app.run()
    # D1 was won and D2 lost in July.
    assert "2 rows; above the line they make 1." in texts(app)


def test_notes_near_the_period_are_shown_as_they_were_written(opened):
    note = Note(date(2026, 7, 25), None, "Prices went up *by a tenth*", "Mira", link="https://example.org/prices")
    notes.pin(Store(os.environ["RAPPORT_STORE"]), note, at="2026-08-01T10:00:00")
    app = opened("revenue", date(2026, 8, 31)).run()
    assert not app.exception
    assert (
        r"- **25 Jul 2026** Prices went up \*by a tenth\* (Mira) · [link](<https://example.org/prices>)"
        in texts(app)
    )
