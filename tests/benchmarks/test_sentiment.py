"""Scoring English mentions, language found and all, beside a plain TextBlob loop without it."""

import csv

import pytest
from textblob import TextBlob

from analytics import sentiment
from tests.shared_data import shared_file

GROUP = "sentiment, 2,000 English tweets, one process"


@pytest.fixture(scope="module")
def tweets():
    with shared_file("sentiment/en/airline_tweets.csv").open(encoding="utf-8", newline="") as file:
        texts = list(dict.fromkeys(row["text"] for row in csv.DictReader(file)))[:2000]
    sentiment.score(texts[:10])  # models are loaded once per process, outside what is measured
    return texts


@pytest.mark.benchmark(group=GROUP)
def test_baseline_a_plain_textblob_loop(benchmark, tweets):
    benchmark(lambda: [TextBlob(text).sentiment.polarity for text in tweets])


@pytest.mark.benchmark(group=GROUP)
def test_language_found_and_tone_scored(benchmark, tweets):
    benchmark(sentiment.score, tweets)


@pytest.mark.benchmark(group=GROUP)
def test_tone_scored_where_the_language_is_given(benchmark, tweets):
    benchmark(sentiment.score, tweets, language="en")
