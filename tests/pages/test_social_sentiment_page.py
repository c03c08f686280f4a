"""The sentiment page, empty and with mentions."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics import mentions as mentions_
from analytics.sentiment_mentions import score_mentions
from components import voice_mentions, voice_words
from data import sample
from data.store import Store
from data.tones import Choice
from tests.batches import a_batch
from tests.filled_store import filled_store

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/social_sentiment.py"
EVIL = "Great shop! [click](javascript:alert(1)) <img src=x onerror=alert(1)> **bold** :red[x]"
TEXTS = [
    ("2026-10-26", "Terrible service, the worst box ever", "X", "Ours", "en"),
    ("2026-11-02", "Great service, I love it", "X", "Ours", "en"),
    ("2026-11-03", "Best coffee, excellent!", "Reddit", "Ours", "en"),
    ("2026-11-04", "The parcel is at the post office", "Reddit", "Ours", None),
    ("2026-11-05", "خدمة ممتازة وتوصيل سريع شكرا لكم", "X", "Ours", "ar"),
    ("2026-11-06", EVIL, "<b>Forum</b>", "Theirs", "en"),
]
BATCH = a_batch("mentions", len(TEXTS), content_hash="h")


def coverage(first: date, last: date) -> pd.DataFrame:
    return pd.DataFrame({"table": ["mentions"], "first_day": [first], "last_day": [last], "usual_gap_days": [1]})


def fill(store: Store) -> None:
    frame = pd.DataFrame(TEXTS, columns=["posted_at", "text", "platform", "brand", "language"])
    frame["posted_at"] = pd.to_datetime(frame["posted_at"])
    frame["row_key"] = [hashlib.sha256(text.encode()).hexdigest() for text in frame["text"]]
    frame["url"] = "javascript:alert(1)"
    batch_id = store.state.begin_batch(replace(BATCH))
    with store.write() as writer:
        writer.replace("mentions", frame.assign(batch_id=batch_id), where={"row_key": []})
        writer.replace("coverage", coverage(date(2026, 10, 26), date(2026, 11, 8)))
    store.state.commit_batch(batch_id, rows_accepted=len(frame), rows_duplicate=0)
    store.state.change_settings(own_brand="Ours")
    score_mentions(store)


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_STORE", f"duckdb:///{tmp_path}/company.duckdb")
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    return Store(f"duckdb:///{tmp_path}/company.duckdb")


def opened() -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def tiles(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.main.metric}


@pytest.mark.usefixtures("store")
def test_without_mentions_it_says_which_export_fills_it():
    app = opened()
    assert any("An export of mentions fills it" in text.value for text in app.main.markdown)
    assert "Import exports" in [button.label for button in app.main.button]


def test_tiles_and_answer_say_the_tone_and_what_is_not_scored(store):
    fill(store)
    app = opened()
    # Ours: one negative, two positive, one neutral, one in Arabic: (2 - 1) / 4
    assert tiles(app) == {
        "Mentions": "5",
        "Net sentiment": "+0.250",
        "Not scored": "20.0\xa0%",
        "Share of voice": "83.3\xa0%",
    }
    assert "net sentiment is +0.250 on 4 scored mentions" in app.main.title[0].value
    said = " ".join(text.value for text in app.main.markdown)
    assert "1 mentions" not in said
    assert "Arabic" in said


def test_the_mentions_can_be_narrowed_by_tone_and_words(store):
    fill(store)
    app = opened()
    table = app.main.dataframe[-1].value
    assert len(table) == len(TEXTS)
    app.text_input(key="social_sentiment_mentions_phrase").set_value("COFFEE").run()
    assert app.main.dataframe[-1].value["text"].to_list() == ["Best coffee, excellent!"]
    app.text_input(key="social_sentiment_mentions_phrase").set_value("no such words").run()
    assert any("No mention fits" in caption.value for caption in app.main.caption)


def test_nothing_in_a_mention_acts_as_markup(store):
    fill(store)
    app = opened()
    rendered = [element.value for element in [*app.main.markdown, *app.main.title, *app.main.caption]]
    assert not any("onerror" in text or "<b>Forum" in text for text in rendered)
    table = app.main.dataframe[-1].value
    assert table["url"].isna().all()  # only http and https become links


def test_arabic_runs_from_right_to_left_wherever_it_is_shown(store):
    fill(store)
    texts = opened().main.dataframe[-1].value["text"].to_list()
    assert [text for text in texts if text.startswith("\u2067")] == [f"\u2067{TEXTS[4][1]}\u2069"]


def test_the_download_holds_every_mention_chosen_as_it_was_written(store):
    fill(store)
    choice = Choice(date(2026, 10, 26), date(2026, 11, 8), labels=("not_scored",))
    content = voice_mentions._all_as_csv(store, choice, 1).decode("utf-8-sig")
    assert TEXTS[4][1] in content
    assert "\u2067" not in content
    assert len(mentions_.rows(store, choice, 10)[0]) == 1


@pytest.mark.usefixtures("store")
def test_the_sample_companys_mentions_are_shown_with_the_languages_that_are_not_scored(tmp_path):
    mentions = sample.generate(customers=300, weeks=26, end=date(2026, 11, 15))["mentions"]
    filled = filled_store(tmp_path / "sample.duckdb", {"mentions": mentions})
    with filled.write() as writer:
        writer.replace("coverage", coverage(date(2026, 5, 18), date(2026, 11, 15)))
    score_mentions(filled)
    app = opened()
    assert tiles(app)["Mentions"] == str(len(mentions))
    said = " ".join(text.value for text in app.main.markdown)
    listed = said.split("their language (")[1].split(")")[0]
    assert {"Indonesian", "Arabic", "Chinese", "German"} <= set(listed.split(", "))
    assert "English" not in listed


def test_markdown_of_a_file_is_escaped():
    assert voice_words.plain("[x](y) $a$ <b>") == r"\[x\]\(y\) \$a\$ \<b\>"
