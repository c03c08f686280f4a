"""Which mentions still lack a tone."""

from collections.abc import Mapping

import ibis.expr.types as ir


def without_tone(tables: Mapping[str, ir.Table], tones: ir.Table, model: str) -> ir.Table:
    """Return the mentions in force that the given model has not scored.

    Returns
    -------
    ibis.expr.types.Table
        mention_key, text, and language as the tool gives it; a row per mention.

    Examples
    --------
    >>> import ibis
    >>> mentions = ibis.memtable({"row_key": ["a", "b"], "text": ["good", "bad"], "language": ["en", None]})
    >>> tones = ibis.memtable({"mention_key": ["a", "b"], "model": ["new", "old"]})
    >>> without_tone({"mentions": mentions}, tones, "new").mention_key.to_list()
    ['b']
    """
    mentions = tables["mentions"]
    rows = mentions.select(mention_key=mentions.row_key, text=mentions.text, language=mentions.language)
    return rows.anti_join(tones.filter(tones.model == model), "mention_key")
