"""The tone of texts: English scored, everything else honestly not."""

import csv
import hashlib

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score
from textblob import TextBlob

from analytics import sentiment
from data.errors import UnknownNameError
from tests.shared_data import shared_file


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I love this shop, the delivery was excellent", "positive"),
        ("Best customer service I have ever had!", "positive"),
        ("Great service!", "positive"),
        ("The parcel is at the post office", "neutral"),
        ("Which sizes do you have in this colour?", "neutral"),
        ("Terrible service, nobody answers the phone", "negative"),
        ("This is the worst delivery I have seen", "negative"),
        ("The jacket is not good at all", "negative"),
    ],
)
def test_an_english_sentence_has_its_tone(text: str, label: str) -> None:
    assert sentiment.score([text]).label.to_list() == [label]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Barangnya bagus sekali, pengiriman cepat", "id"),
        ("خدمة ممتازة وتوصيل سريع شكرا لكم", "ar"),
        ("质量很好,非常满意", "zh"),
        ("Super Service, vielen Dank für die schnelle Lieferung", "de"),
    ],
)
def test_a_language_without_a_scorer_is_not_scored_and_never_neutral(text: str, language: str) -> None:
    tone = sentiment.score([text]).iloc[0]
    assert (tone.language, tone.label) == (language, "not_scored")
    assert np.isnan(tone.polarity)
    assert tone.confidence == 0


@pytest.mark.parametrize("text", ["", None, float("nan"), "😀😀", "!!! 123", "@shop http://t.co/abc"])
def test_what_says_nothing_in_words_is_not_scored(text: str | None) -> None:
    assert sentiment.score([text]).label.to_list() == ["not_scored"]
    assert sentiment.score([text], ["en"]).label.to_list() == ["not_scored"]


def test_rows_keep_their_order_and_equal_texts_get_equal_tones() -> None:
    texts = ["Terrible service!", "Great service!", "Das Paket kam zu spät an", "Terrible service!", None]
    tones = sentiment.score(texts)
    assert tones.label.to_list() == ["negative", "positive", "not_scored", "negative", "not_scored"]
    assert tones.index.to_list() == [0, 1, 2, 3, 4]
    assert tones.iloc[0].equals(tones.iloc[3])


def test_a_series_of_texts_keeps_its_order_whatever_its_index() -> None:
    texts = pd.Series(["Great service!", "Terrible service!"], index=[9, 4])
    assert sentiment.score(texts).label.to_list() == ["positive", "negative"]


def test_no_texts_give_no_rows_and_all_columns() -> None:
    tones = sentiment.score([])
    assert tones.columns.to_list() == ["language", "label", "polarity", "confidence"]
    assert tones.empty


def test_polarity_is_textblobs_own_also_where_the_label_is_neutral() -> None:
    text = "The new parcel was at the post office"  # "new" is slightly positive in the lexicon
    tone = sentiment.score([text]).iloc[0]
    assert tone.label == "neutral"
    assert tone.polarity == TextBlob(text).sentiment.polarity > 0


def test_a_forced_language_holds_for_every_text_with_words() -> None:
    tones = sentiment.score(["mantap", "good", "😀"], language="id")
    assert tones.language.to_list() == ["id", "id", "id"]
    assert set(tones.label) == {"not_scored"}
    forced = sentiment.score(["super gut", "😀"], language="English")
    assert forced.language.to_list() == ["en", "en"]
    assert forced.label.to_list() == ["positive", "not_scored"]


def test_a_language_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(UnknownNameError, match="klingonese"):
        sentiment.score(["good"], language="klingonese")


def test_progress_counts_different_texts_and_can_cancel() -> None:
    seen: list[tuple[int, int]] = []
    texts = [f"parcel number {number} is good" for number in range(4500)] * 2
    sentiment.score(texts, progress=lambda done, total: seen.append((done, total)), language="en")
    assert seen == [(2000, 4500), (4000, 4500), (4500, 4500)]

    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sentiment.score(texts, progress=cancel, language="en")


def test_confidence_is_a_share_and_grows_with_the_strength_of_words() -> None:
    confidence = sentiment.score(
        ["the worst", "a little late", "fairly nice", "the best"], language="en"
    ).confidence
    assert confidence.between(0, 1).all()
    assert confidence[0] > confidence[1]
    assert confidence[3] > confidence[2]


def test_airline_tweets_not_used_to_choose_the_bounds_reach_their_macro_f1() -> None:
    with shared_file("sentiment/en/airline_tweets.csv").open(encoding="utf-8", newline="") as file:
        tweets = {row["text"]: row["airline_sentiment"] for row in csv.DictReader(file)}
    kept_out = [text for text in tweets if int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 10 >= 5]
    tones = sentiment.score(kept_out)
    labels = [tweets[text] for text in kept_out]
    # 0.459 with "not scored" counted as wrong; TextBlob with the bounds 0/0 and no language gate has 0.457 here.
    assert f1_score(labels, tones.label, labels=["positive", "neutral", "negative"], average="macro") > 0.457
    assert (tones.label == "not_scored").mean() < 0.02
