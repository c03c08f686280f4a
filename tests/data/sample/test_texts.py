import re

import pandas as pd
import pytest
from textblob import TextBlob

from data.sample.company import THEMES
from data.sample.mentions import LANGUAGE_SHARES, TONES
from data.sample.wording import phrases

SCRIPTS = {"ar": r"[\u0600-\u06ff]", "zh": r"[\u4e00-\u9fff]"}


@pytest.mark.parametrize("language", LANGUAGE_SHARES)
@pytest.mark.parametrize("tone", TONES)
def test_every_language_has_words_for_every_theme_and_tone(language, tone):
    words = phrases(language)
    assert all("{brand}" in opening for opening in words["openings"])
    for theme in (*THEMES, "endings"):
        assert len(set(words[tone][theme])) >= 3, theme


@pytest.mark.parametrize("language", SCRIPTS)
def test_texts_are_in_the_script_of_their_language(language):
    words = phrases(language)
    texts = [text for tone in TONES for theme in THEMES for text in words[tone][theme]]
    assert all(re.search(SCRIPTS[language], text) for text in texts)


def test_a_scorer_of_english_mostly_finds_the_tone_that_was_meant(tables):
    english = tables["mentions"].query("language == 'en'")
    polarity = pd.Series([TextBlob(text).polarity for text in english["text"]], index=english.index)
    agrees = (
        ((english["tool_tone"] == "positive") & (polarity > 0.05))
        | ((english["tool_tone"] == "negative") & (polarity < -0.05))
        | ((english["tool_tone"] == "neutral") & (polarity.abs() <= 0.05))
    )
    assert 0.85 < agrees.mean() < 1  # some irony and understatement, as people write


def test_mentions_are_seldom_alike(tables):
    texts = tables["mentions"]["text"]
    assert texts.nunique() > 0.75 * len(texts)
    assert texts.value_counts().max() < 0.005 * len(texts)


def test_no_brace_of_a_phrase_is_left_unfilled(tables):
    written = pd.concat(
        [tables["mentions"]["text"], tables["social_posts"]["text"], tables["surveys"]["comment"].dropna()]
    )
    assert not written.str.contains("[{}]").any()
