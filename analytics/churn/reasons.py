"""Why a customer scores high, in words: what drops the score most when set to what is usual.

A reason is a feature, or a few that say the same thing, whose actual value makes the log-odds higher than its
usual values would. It describes what the model reads; it never claims a cause.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.churn.columns import NUMBER
from analytics.churn.encoding import Encoding
from data.texts import _, mark

Floats = npt.NDArray[np.float64]
Score = Callable[[Floats], Floats]

SHOWN = 3
WORTH_SAYING = 0.05  # log-odds; below, a reason would be noise
_USUAL_QUANTILES = (1 / 6, 1 / 2, 5 / 6)
_MOST_LEVELS = 4
_ROWS_AT_ONCE = 400_000
_SAMPLE = 500
_MOST_REASONS = 12


@dataclass(frozen=True, slots=True)
class Reason:
    """Features that say the same thing, and how they say it.

    Attributes
    ----------
    features
        Columns set to usual values together; the first decides what is usual.
    words
        Makes a sentence of a customer's row and of the usual row.
    """

    features: tuple[str, ...]
    words: Callable[[Mapping[str, object], Mapping[str, object]], str]


def plain_reasons(kinds: Mapping[str, str], dates: Collection[str] = ()) -> list[Reason]:
    """Return a reason per feature, worded by the column's header.

    Parameters
    ----------
    kinds
        As in ``Features``.
    dates
        The numbers that are ages in days of dates.
    """
    said = []
    for name, kind in kinds.items():
        wording = _AGO if name in dates else _NUMBER if kind == NUMBER else _LEVEL
        said.append(Reason((name,), partial(_in_words, name, wording)))
    return said


_LEVEL = mark("{header}: {value}")
_NUMBER = mark("{header}: {value}, usually {usually}")
_AGO = mark("{header}: {value} days ago, usually {usually}")


def _in_words(name: str, wording: str, row: Mapping[str, object], usual: Mapping[str, object]) -> str:
    cell = row[name]
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN is the only value that differs from itself
        return _("{header}: not known").format(header=name)
    if wording == _LEVEL:
        return _(wording).format(header=name, value=cell)
    return _(wording).format(header=name, value=plain_number(cell), usually=plain_number(usual[name]))


def plain_number(value: object) -> str:
    """Return a number as people write it.

    Examples
    --------
    >>> plain_number(29.850000001), plain_number(1234.0), plain_number(0.031234)
    ('29.9', '1,234', '0.0312')
    """
    number = float(value)  # type: ignore[arg-type]
    if abs(number) >= 100 or number == int(number):
        return f"{number:,.0f}"
    return f"{number:,.3g}"


def contributions(
    score: Score, rows: Floats, encoding: Encoding, reasons: Sequence[Reason], usual: Floats
) -> Floats:
    """Return how much each reason lifts each customer's log-odds above what its usual values would give.

    Parameters
    ----------
    score
        Log-odds of rows.
    rows
        The customers, as the encoding's narrow matrix.
    reasons
        The columns of the result.
    usual
        The rows from which usual values are taken.

    Returns
    -------
    array (customers, reasons)
        Log-odds; above 0 makes leaving likelier.
    """
    place = {name: position for position, name in enumerate(encoding.names)}
    actual = score(rows)
    lifted = np.zeros((len(rows), len(reasons)))
    changes: list[_Change] = []
    for position, reason in enumerate(reasons):
        columns = [place[name] for name in reason.features]
        standing, weights = _usual_values(usual[:, columns], is_category=encoding.is_category[columns[0]])
        pairs = zip(standing, weights, strict=True)
        changes += [_Change(position, columns, values, float(weight)) for values, weight in pairs]
    # Many changes go through the model at once: boosted trees cost more per call than per row.
    together = max(1, _ROWS_AT_ONCE // max(len(rows), 1))
    for start in range(0, len(changes), together):
        block = changes[start : start + together]
        scored = score(np.vstack([change.made_to(rows) for change in block])).reshape(len(block), len(rows))
        for change, log_odds in zip(block, scored, strict=True):
            lifted[:, change.reason] += change.weight * (actual - log_odds)
    return lifted


def telling(
    score: Score, rows: Floats, encoding: Encoding, reasons: Sequence[Reason], usual: Floats
) -> list[Reason]:
    """Return the reasons that are most often among a customer's strongest, by a sample of the customers.

    Working a reason out takes several scores of every customer, and most never come to be said.
    """
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    lifted = contributions(score, sample, encoding, reasons, usual)
    strongest = np.argsort(-lifted, axis=1, kind="stable")[:, :SHOWN]
    said = np.bincount(strongest.ravel(), weights=np.take_along_axis(lifted, strongest, 1).ravel().clip(0))
    return [reasons[place] for place in np.argsort(-said, kind="stable")[:_MOST_REASONS]]


@dataclass(frozen=True, slots=True)
class _Change:
    """Some columns set to usual values, counted with a weight for a reason."""

    reason: int
    columns: list[int]
    values: Floats
    weight: float

    def made_to(self, rows: Floats) -> Floats:
        changed = rows.copy()
        changed[:, self.columns] = self.values
        return changed


def _usual_values(usual: Floats, *, is_category: bool) -> tuple[Floats, Floats]:
    """Return a few rows that stand for what is usual by their first column, and their weights.

    Missing is usual too where it is frequent: nobody is told apart by not having written of us if nobody has.
    """
    known = usual[~np.isnan(usual[:, 0])]
    missing = usual[np.isnan(usual[:, 0])][:1]
    share = 1 - len(known) / len(usual)
    rows, weights = _levels(known) if is_category else _quantiles(known)
    return np.vstack([rows, missing]), np.concatenate([weights * (1 - share), [share] * len(missing)])


def _quantiles(known: Floats) -> tuple[Floats, Floats]:
    ordered = known[np.argsort(known[:, 0], kind="stable")]
    rows = [int(share * (len(ordered) - 1)) for share in _USUAL_QUANTILES] if len(ordered) else []
    return ordered[rows], np.full(len(rows), 1 / max(len(rows), 1))


def _levels(known: Floats) -> tuple[Floats, Floats]:
    _codes, first, counts = np.unique(known[:, 0], return_index=True, return_counts=True)
    most = np.argsort(-counts, kind="stable")[:_MOST_LEVELS]
    return known[first[most]], counts[most] / max(counts[most].sum(), 1)


def in_words(
    lifted: Floats, frame: pd.DataFrame, reasons: Sequence[Reason], usual: Mapping[str, object]
) -> pd.DataFrame:
    """Return reason_1, reason_2, reason_3 per customer, the strongest first; empty where there are fewer."""
    order = np.argsort(-lifted, axis=1, kind="stable")
    said: list[list[str]] = []
    for row, places, strengths in zip(frame.to_dict("records"), order, lifted, strict=True):
        strong = (reasons[place] for place in places if strengths[place] >= WORTH_SAYING)
        telling = (reason for reason in strong if not _is_usual(row, usual, reason.features[0]))
        worth = [reason.words(row, usual) for reason in islice(telling, SHOWN)]
        said.append([*worth, *[""] * (SHOWN - len(worth))])
    return pd.DataFrame(said, columns=[f"reason_{number + 1}" for number in range(SHOWN)], index=frame.index)


def _is_usual(row: Mapping[Any, Any], usual: Mapping[str, object], name: str) -> bool:
    """Return True for a number that is what it mostly is: it may add to the score, but says nothing of anybody."""
    return isinstance(usual[name], float) and row[name] == usual[name]


def usual_row(frame: pd.DataFrame, kinds: Mapping[str, str]) -> dict[str, object]:
    """Return the median of numbers and the most frequent level of categories."""
    usual: dict[str, object] = {}
    for name, kind in kinds.items():
        known = frame[name].dropna()
        if known.empty:
            usual[name] = None
        else:
            usual[name] = float(known.median()) if kind == NUMBER else known.mode().iloc[0]
    return usual
