"""What tone texts have: the language found first, then the scorer of that language, or an honest "not scored".

A language without a scorer is never "neutral". Another language is one more entry in ``SCORERS``.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from analytics import language as language_
from analytics import sentiment_english
from data.errors import UnknownNameError

POSITIVE: Final = "positive"
NEUTRAL: Final = "neutral"
NEGATIVE: Final = "negative"
NOT_SCORED: Final = "not_scored"
LABELS: Final = (POSITIVE, NEUTRAL, NEGATIVE, NOT_SCORED)

Scorer = Callable[[Sequence[str]], pd.DataFrame]
Progress = Callable[[int, int], None]

SCORERS: Mapping[str, Scorer] = {"en": sentiment_english.score}
MODEL = f"en:{sentiment_english.MODEL}"  # tones of another model are scored anew

_BATCH = 2_000  # texts between two reports of progress: a third of a second


def score(
    texts: Sequence[str | None] | pd.Series,
    languages: Sequence[str | None] | pd.Series | None = None,
    progress: Progress | None = None,
    *,
    language: str | None = None,
) -> pd.DataFrame:
    """Return the language and tone of texts; equal texts are scored once.

    Parameters
    ----------
    texts
        What was written; None and NaN count as empty.
    languages
        The language that the tool gives for each text, believed where it can be (see ``language.detect``).
    progress
        Called with the number of different texts done and of all of them; raise in it to cancel.
    language
        The code that all texts are in, whatever they look like.

    Returns
    -------
    pandas.DataFrame
        A row per text, in order, numbered from 0: ``language`` (ISO 639 code or "unknown"), ``label`` (one of
        ``LABELS``), ``polarity`` in -1…1 (NaN where not scored), ``confidence`` in 0…1 (0 where not scored).

    Raises
    ------
    UnknownNameError
        If ``language`` isn't the code or English name of a language.

    Examples
    --------
    >>> score(["Great service!", "Das Paket kam zu spät an"])[["language", "label"]].values.tolist()
    [['en', 'positive'], ['de', 'not_scored']]
    """
    forced = forced_code(language)
    rows = pd.DataFrame(
        {"text": _cells(texts), "given": forced or ("" if languages is None else _cells(languages))}
    )
    distinct = rows.drop_duplicates(ignore_index=True)
    batches = []
    for start in range(0, len(distinct), _BATCH):
        batch = distinct.iloc[start : start + _BATCH]
        batches.append(_score_batch(batch.text.to_list(), batch.given.to_list(), is_forced=forced is not None))
        if progress:
            progress(start + len(batch), len(distinct))
    if not batches:
        return _score_batch([], [], is_forced=False)
    which = rows.groupby(["text", "given"], sort=False).ngroup()  # numbered by first appearance, as distinct is
    return pd.concat(batches, ignore_index=True).iloc[which].reset_index(drop=True)


def forced_code(language: str | None) -> str | None:
    """Return the code of a language named by code or English name; None for None."""
    if language is None:
        return None
    code = language_.known_code(language)
    if code is None:
        raise UnknownNameError("language", language, [*SCORERS, "id", "ar", "zh", "de", "fr", "es"])
    return code


def _cells(values: Sequence[str | None] | pd.Series) -> list[str]:
    return [value if isinstance(value, str) else "" for value in values]


def _score_batch(texts: list[str], given: list[str], *, is_forced: bool) -> pd.DataFrame:
    found = given if is_forced else [language_.detect(*pair) for pair in zip(texts, given, strict=True)]
    tones = pd.DataFrame(
        {
            "language": np.array(found, dtype=object),
            "label": np.full(len(texts), NOT_SCORED, dtype=object),
            "polarity": np.nan,
            "confidence": 0.0,
        },
        index=range(len(texts)),
    ).astype({"language": "str", "label": "str"})
    for code, scorer in SCORERS.items():
        at = [i for i, text in enumerate(texts) if found[i] == code and language_.has_letters(text)]
        if at:
            tones.loc[at, ["label", "polarity", "confidence"]] = scorer([texts[i] for i in at]).to_numpy()
    return tones
