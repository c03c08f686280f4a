"""Segments of buyers in words: who the best are, how segments are called, and which moves were largest."""

import pandas as pd

from analytics import rfm
from analytics.rfm import Buyers
from components import numbers
from components.texts import _


def best(buyers: Buyers) -> str:
    """Return who the best are, in a sentence."""
    row = buyers.row("champions")
    if not row["customers"]:
        return _("Nobody is among the best by how lately, how often and for how much they bought.")
    if pd.isna(row["money_share"]):
        text = _("{n} Champions are {share} of all buyers; no amounts are known.")
        return text.format(n=numbers.count(row["customers"]), share=numbers.percent(row["share"]))
    text = _("{n} Champions, {share} of all buyers, have brought {money} of the revenue.")
    return text.format(
        n=numbers.count(row["customers"]),
        share=numbers.percent(row["share"]),
        money=numbers.percent(row["money_share"]),
    )


def segment(key: str) -> str:
    """Return how a segment of buyers is called; "" is for who had not bought by the earlier day."""
    return _(rfm.BY_KEY[key].label) if key else _("Not a buyer yet")


def largest_moves(moved: rfm.Moves) -> str:
    """Return the largest worrying and the largest good move in a sentence each."""
    worrying, good = (moved.largest(worrying=bad) for bad in (True, False))
    parts = []
    if worrying:
        parts.append(_move(_("Most slipped from {before} to {now}: {n} of {of}."), worrying))
    if good:
        parts.append(_move(_("Most came back from {before} to {now}: {n} of {of}."), good))
    return " ".join(parts) or _("Nobody moved between the strong and the slipping segments.")


def _move(text: str, found: rfm.Move) -> str:
    return text.format(
        before=segment(found.before),
        now=segment(found.now),
        n=numbers.count(found.customers),
        of=numbers.count(found.of),
    )
