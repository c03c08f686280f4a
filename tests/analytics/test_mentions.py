"""What people say, in numbers worked by hand."""

import math
from datetime import date

import pandas as pd
import pytest

from analytics import jobs, kpis, mentions
from analytics.kpis import Asked
from data.calendars import Calendar
from tests.filled_store import filled_store


def counted(*rows):
    frame = pd.DataFrame(rows, columns=["day", "platform", "brand", "language", "label", "mentions"])
    return frame.assign(day=pd.to_datetime(frame["day"]))


FRAME = counted(
    ("2026-02-23", "X", "Ours", "en", "positive", 4),
    ("2026-03-01", "X", "Ours", "en", "negative", 1),
    ("2026-03-02", "Reddit", "Ours", "de", "not_scored", 5),
    ("2026-03-02", "Reddit", "Theirs", "en", "neutral", 10),
)


def test_net_sentiment_counts_scored_mentions_of_our_brand_only():
    found = mentions.summarise(FRAME, "Ours")
    assert (found.mentions, found.scored, found.positive, found.negative) == (10, 5, 4, 1)
    assert found.net_sentiment == pytest.approx(0.6)
    assert found.not_scored_share == pytest.approx(0.5)
    assert found.share_of_voice == pytest.approx(0.5)


def test_its_margin_is_that_of_a_difference_of_two_shares():
    # Shares 0.8 and 0.2 of 5: variance (0.8 + 0.2 - 0.36) / 5 = 0.128, so 1.96 · 0.35777
    assert mentions.summarise(FRAME, "Ours").margin == pytest.approx(0.70123, abs=1e-5)


def test_without_scored_mentions_tone_is_undefined_and_not_zero():
    found = mentions.summarise(FRAME[FRAME.label == "not_scored"])
    assert math.isnan(found.net_sentiment)
    assert math.isnan(found.margin)
    assert math.isnan(mentions.summarise(FRAME.iloc[:0]).not_scored_share)
    assert not found.differs_from(mentions.summarise(FRAME))


def test_a_move_is_a_change_only_beyond_both_margins():
    many = mentions.Summary(mentions=2000, scored=2000, positive=1000, negative=500, all_mentions=2000)
    more = mentions.Summary(mentions=2000, scored=2000, positive=1200, negative=400, all_mentions=2000)
    few = mentions.Summary(mentions=10, scored=10, positive=6, negative=2, all_mentions=10)
    assert more.differs_from(many)
    assert not few.differs_from(many)


def test_every_week_of_the_stretch_has_a_row_also_without_mentions():
    found = mentions.over_time(FRAME, "week", date(2026, 2, 16), date(2026, 3, 8), Calendar())
    assert found.period_start.dt.date.to_list() == [date(2026, 2, 16), date(2026, 2, 23), date(2026, 3, 2)]
    assert found[["positive", "neutral", "negative", "not_scored"]].to_numpy().tolist() == [
        [0, 0, 0, 0],
        [4, 0, 1, 0],
        [0, 10, 0, 5],
    ]


def test_months_and_quarters_start_on_their_first_day():
    by_month = mentions.over_time(FRAME, "month", date(2026, 2, 16), date(2026, 3, 8), Calendar())
    assert by_month.period_start.dt.date.to_list() == [date(2026, 2, 1), date(2026, 3, 1)]
    assert by_month.positive.to_list() == [4, 0]
    by_quarter = mentions.over_time(FRAME, "quarter", date(2026, 2, 16), date(2026, 3, 8), Calendar())
    assert by_quarter.period_start.dt.date.to_list() == [date(2026, 1, 1)]


def test_groups_come_largest_first_with_their_own_net_sentiment():
    found = mentions.by_group(FRAME, "platform")
    assert found.platform.to_list() == ["Reddit", "X"]
    assert found.mentions.to_list() == [15, 5]
    assert found.net_sentiment.to_list() == [0.0, pytest.approx(0.6)]
    assert math.isnan(mentions.by_group(FRAME, "language").set_index("language").net_sentiment["de"])


def test_the_stretch_before_has_the_same_length_and_is_empty_where_data_does_not_reach():
    assert mentions.before(FRAME, date(2026, 3, 2), date(2026, 3, 8)).mentions.sum() == 5  # 23 February to 1 March
    assert mentions.before(FRAME, date(2026, 2, 25), date(2026, 3, 8)).empty


def test_a_share_of_voice_on_few_mentions_has_not_changed_until_it_leaves_both_margins():
    # 50 % of 100: ± 1.96 · 0.05 = 9.8 points; of 10,000 ± 0.98
    few = [mentions.Summary(mentions=n, scored=0, positive=0, negative=0, all_mentions=100) for n in (50, 55)]
    many = [
        mentions.Summary(mentions=n, scored=0, positive=0, negative=0, all_mentions=10_000) for n in (5000, 5500)
    ]
    assert few[0].voice_margin == pytest.approx(0.098)
    assert not few[1].voice_differs_from(few[0])
    assert many[1].voice_differs_from(many[0])


def test_the_page_and_the_catalogue_say_the_same(tmp_path):
    texts = ["Great service, I love it", "Terrible service!", "Best coffee ever", "Das Paket kam zu spät an"]
    frame = pd.DataFrame(
        {"text": [*texts, "The parcel is at the post office"], "brand": ["us", *["Us"] * 3, "Them"]}
    )
    store = filled_store(
        tmp_path / "facts.duckdb", {"mentions": frame.assign(posted_at="2026-08-03 10:00", platform="X")}
    )
    store.state.change_settings(own_brand="Us")
    jobs.after_import(store)
    asked = Asked(every="quarter", only=("social_mentions", "net_sentiment", "share_of_voice"))
    catalogue = kpis.rows(store, asked).set_index("metric").value
    found = mentions.summarise(mentions.counts(store), mentions.own_brand(store))
    assert (found.mentions, found.scored) == (4, 3)
    assert catalogue["social_mentions"] == found.mentions
    assert catalogue["net_sentiment"] == pytest.approx(found.net_sentiment) == pytest.approx(1 / 3)
    assert catalogue["share_of_voice"] == pytest.approx(found.share_of_voice) == pytest.approx(0.8)
