"""The tone of the mentions in a store, scored once per mention and model."""

import pandas as pd

from analytics import sentiment
from data.store import Store
from data.tones import without_tone

_CHUNK = 20_000  # mentions held at once, and kept when the work is cut off


def score_mentions(store: Store, progress: sentiment.Progress | None = None) -> int:
    """Score the mentions in force that have no tone of the current model, and keep the tones.

    Parameters
    ----------
    progress
        Called with the number of mentions done and of all to be done; raise in it to cancel. What was done by
        then is kept, and the next call goes on from there.

    Returns
    -------
    int
        How many mentions got a tone, "not scored" included.
    """
    with store.read() as facts:
        left = without_tone(facts.tables, facts.derived("tones"), sentiment.MODEL)
        total = int(facts.frame(left.aggregate(mentions=left.count())).mentions.sum())
    done = 0
    while done < total:
        chunk = _next_chunk(store)
        if chunk.empty:  # taken back meanwhile
            break
        _keep(store, chunk)
        done += len(chunk)
        if progress:
            progress(min(done, total), total)
    return done


def _next_chunk(store: Store) -> pd.DataFrame:
    with store.read() as facts:
        left = without_tone(facts.tables, facts.derived("tones"), sentiment.MODEL)
        return facts.frame(left.order_by("mention_key").limit(_CHUNK))


def _keep(store: Store, mentions: pd.DataFrame) -> None:
    tones = sentiment.score(mentions.text, mentions.language)
    tones = tones.assign(mention_key=mentions.mention_key, row_hash=mentions.row_hash)
    with store.write() as writer:
        keys = mentions.mention_key.to_list()
        writer.replace("tones", tones.assign(model=sentiment.MODEL), where={"mention_key": keys})
