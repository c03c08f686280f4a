"""The tone of 2,000 English texts, beside TextBlob asked for each."""

from pathlib import Path

import pandas as pd
import pytest
from textblob import TextBlob

from analytics import sentiment, sentiment_english

GROUP = "tone of 2,000 English texts"
EXPORTS = Path(__file__).resolve().parents[2] / "data" / "sample" / "exports"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Mentions of the sample company in English, numbered so that no two are equal."""
    mentions = pd.read_csv(EXPORTS / "mentions.csv")
    english = mentions.loc[mentions["language"] == "en", "text"].to_list()
    return [f"{english[number % len(english)]} ({number})" for number in range(2_000)]


@pytest.mark.benchmark(group=GROUP)
def test_baseline_textblob_asked_for_each_text(benchmark, texts):
    benchmark(lambda: [TextBlob(text).sentiment.polarity for text in texts])


@pytest.mark.benchmark(group=GROUP)
def test_label_polarity_and_confidence(benchmark, texts):
    benchmark(sentiment_english.score, texts)


@pytest.mark.benchmark(group=GROUP)
def test_the_same_with_the_language_found_first(benchmark, texts):
    series = pd.Series(texts)
    benchmark(sentiment.score, series, pd.Series([None] * len(series), dtype=object))
