"""Mentions in a store are scored once, and again only for another model."""

from pathlib import Path

import pandas as pd
import pytest

from analytics import sentiment, sentiment_mentions
from data.store import Store
from tests.batches import a_batch


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def import_mentions(store: Store, texts: dict[str, str], *, language: str | None = None) -> int:
    batch = a_batch("mentions", len(texts), content_hash=str(texts))
    batch_id = store.state.begin_batch(batch)
    said = list(texts.values())
    cells = {"row_key": list(texts), "text": said, "language": language}
    rows = pd.DataFrame(cells, dtype="str")
    with store.write() as writer:
        writer.replace("mentions", rows.assign(batch_id=batch_id), where={"row_key": []})
    store.state.commit_batch(batch_id, rows_accepted=len(texts), rows_duplicate=0)
    return batch_id


def tones(store: Store) -> pd.DataFrame:
    with store.read() as facts:
        return facts.frame(facts.derived("tones")).set_index("mention_key").sort_index()


def test_new_mentions_get_a_tone_and_old_ones_keep_theirs(store: Store) -> None:
    import_mentions(store, {"a": "Great service!", "b": "Das Paket kam zu spät an"})
    assert sentiment_mentions.score_mentions(store) == 2
    assert tones(store).label.to_dict() == {"a": "positive", "b": "not_scored"}
    import_mentions(store, {"c": "Terrible service!"})
    assert sentiment_mentions.score_mentions(store) == 1
    assert tones(store).label.to_dict() == {"a": "positive", "b": "not_scored", "c": "negative"}
    assert set(tones(store).model) == {sentiment.MODEL}


def test_another_model_scores_every_mention_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import_mentions(store, {"a": "Great service!"})
    sentiment_mentions.score_mentions(store)
    monkeypatch.setattr(sentiment, "MODEL", "next")
    assert sentiment_mentions.score_mentions(store) == 1
    assert tones(store).model.to_list() == ["next"]


def test_a_corrected_mention_is_scored_anew_and_its_old_tone_comes_back_with_an_undo(store: Store) -> None:
    import_mentions(store, {"a": "Great service!"})
    sentiment_mentions.score_mentions(store)
    correction = import_mentions(store, {"a": "Terrible service!"})
    assert sentiment_mentions.score_mentions(store) == 1
    assert tones(store).label.to_dict() == {"a": "negative"}
    store.state.undo_batch(correction, at="2026-11-16T10:00:00", by="analyst")
    assert sentiment_mentions.score_mentions(store) == 1
    assert tones(store).label.to_dict() == {"a": "positive"}


def test_the_tools_language_is_used(store: Store) -> None:
    import_mentions(store, {"a": "mantap"}, language="in")
    sentiment_mentions.score_mentions(store)
    assert tones(store).language.to_list() == ["id"]


def test_a_batch_taken_back_is_not_scored(store: Store) -> None:
    batch_id = import_mentions(store, {"a": "Great service!"})
    store.state.undo_batch(batch_id, at="2026-11-16T10:00:00", by="analyst")
    assert sentiment_mentions.score_mentions(store) == 0
    assert tones(store).empty


def test_what_was_done_before_cancelling_is_kept_and_not_done_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentiment_mentions, "_CHUNK", 2)
    import_mentions(store, dict.fromkeys("abcde", "Great service!"))

    def cancel(done: int, total: int) -> None:
        assert (done, total) == (2, 5)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sentiment_mentions.score_mentions(store, progress=cancel)
    assert len(tones(store)) == 2
    assert sentiment_mentions.score_mentions(store) == 3
    assert len(tones(store)) == 5
