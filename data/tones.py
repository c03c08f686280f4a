"""Mentions and their tone: which still lack one, how many there are of each, and the mentions themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

GROUPS = ("day", "platform", "brand", "language", "label")


def without_tone(tables: Mapping[str, ir.Table], tones: ir.Table, model: str) -> ir.Table:
    """Return the mentions in force that the given model has not scored as they stand now.

    Returns
    -------
    ibis.expr.types.Table
        mention_key, row_hash, text, and language as the tool gives it; a row per mention.

    Examples
    --------
    >>> import ibis
    >>> mentions = ibis.memtable({"row_key": ["a", "b", "c"], "row_hash": [1, 2, 4],
    ...                           "text": ["good", "bad", "corrected"], "language": ["en", None, None]})
    >>> tones = ibis.memtable({"mention_key": ["a", "b", "c"], "row_hash": [1, 2, 3],
    ...                        "model": ["new", "old", "new"]})
    >>> sorted(without_tone({"mentions": mentions}, tones, "new").mention_key.to_list())
    ['b', 'c']
    """
    mentions = tables["mentions"]
    rows = mentions.select("row_hash", "text", "language", mention_key=mentions.row_key)
    return rows.anti_join(tones.filter(tones.model == model), ["mention_key", "row_hash"])


def of_stored(tones: ir.Table, mentions: ir.Table) -> ir.Table:
    """Return the tones of mentions that are stored, in force or taken back.

    Examples
    --------
    >>> tones = ibis.memtable({"mention_key": ["a", "b"], "label": ["positive", "negative"]})
    >>> of_stored(tones, ibis.memtable({"row_key": ["b", "c"]})).label.to_list()
    ['negative']
    """
    return tones.semi_join(mentions, tones.mention_key == mentions.row_key)


def with_tone(tables: Mapping[str, ir.Table], tones: ir.Table) -> ir.Table:
    """Return the dated mentions in force with their tone.

    A mention that has none yet counts as not scored, in an unknown language. Platform and brand are "" where the
    export gives none. Mentions without a date enter no history and are left out.
    """
    mentions = tables["mentions"].drop("language")
    mentions = mentions.filter(mentions.posted_at.notnull())
    found = tones.select("mention_key", "language", "label", "polarity", "confidence")
    rows = mentions.left_join(found, mentions.row_key == found.mention_key)
    return rows.mutate(
        day=rows.posted_at.date(),
        platform=rows.platform.fill_null(""),
        brand=rows.brand.fill_null(""),
        language=rows.language.fill_null("unknown"),
        label=rows.label.fill_null("not_scored"),
    )


def counts(tables: Mapping[str, ir.Table], tones: ir.Table) -> ir.Table:
    """Return how many mentions there are by ``GROUPS``."""
    return (
        with_tone(tables, tones).group_by(list(GROUPS)).aggregate(mentions=ibis._.count()).order_by(list(GROUPS))
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """Which mentions to look at; None or "" for all of them.

    Attributes
    ----------
    first_day, last_day
        Both inside.
    phrase
        Stands somewhere in the text or the author's name, in any case.
    """

    first_day: date
    last_day: date
    labels: tuple[str, ...] = ()
    platform: str | None = None
    brand: str | None = None
    language: str | None = None
    phrase: str = ""


def chosen(tables: Mapping[str, ir.Table], tones: ir.Table, choice: Choice) -> ir.Table:
    """Return the mentions chosen, newest first."""
    rows = with_tone(tables, tones)
    rows = rows.filter(rows.day.between(choice.first_day, choice.last_day))
    if choice.labels:
        rows = rows.filter(rows.label.isin(choice.labels))
    for name in ("platform", "brand", "language"):
        wanted = getattr(choice, name)
        if wanted is not None:
            rows = rows.filter(rows[name] == wanted)
    if choice.phrase.strip():
        phrase = choice.phrase.strip().lower()
        author = rows.author.fill_null("")
        rows = rows.filter(rows.text.lower().contains(phrase) | author.lower().contains(phrase))
    return rows.order_by([rows.posted_at.desc(), rows.row_key])
