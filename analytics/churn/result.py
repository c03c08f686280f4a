"""What a training gives: the report card, the list, and the curves behind the card."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.errors import TooLittleDataError
from data.texts import _

Progress = Callable[[float, str], None]

CONTRACT, ORDERS, LABEL = "contract", "orders", "label"
MODES = (CONTRACT, ORDERS, LABEL)  # in the order in which they win a tie
FEWEST_LEAVERS = 100
FEWEST_STAYERS = 100
FEW = 200


@dataclass(frozen=True, slots=True)
class ChurnResult:
    """One training.

    Attributes
    ----------
    card
        The report card, in the terms of the terminal's contract.
    scores
        The list, a row per customer who can still leave.
    curves
        ``calibration`` and ``catch`` as lists of records; see ``report_card``.
    rule
        The naive rule in words.
    """

    card: dict[str, Any]
    scores: pd.DataFrame
    curves: dict[str, list[dict[str, Any]]]
    rule: str

    @property
    def record(self) -> dict[str, Any]:
        """What is kept of the run: the card, the curves and the naive rule."""
        return self.card | {"curves": self.curves, "naive_rule": self.rule}


def silent(_share: float, _text: str) -> None:
    """Say nothing of progress."""


def share_of(progress: Progress, start: float, end: float, text: str) -> Callable[[float], None]:
    """Return a progress that fills the part from start to end of another."""
    return lambda share: progress(start + (end - start) * share, text)


def refuse_too_few(left: int, stayed: int, horizon_days: int | None) -> None:
    """Refuse to train on fewer than 100 leavers or 100 stayers.

    Raises
    ------
    TooLittleDataError
        Saying how many there are and what would help.
    """
    if left >= FEWEST_LEAVERS and stayed >= FEWEST_STAYERS:
        return
    if horizon_days is None:
        text = _(
            "Churn can't be foretold yet: {left} customers who left and {stayed} who stayed are known, at least "
            "{leavers} and {stayers} are needed. Import an export in which more customers have an outcome."
        )
    else:
        text = _(
            "Churn can't be foretold yet: in the past of this store {left} customers left within {horizon_days} "
            "days and {stayed} stayed, at least {leavers} and {stayers} are needed. Import a longer history, or "
            "change the horizon."
        )
    raise TooLittleDataError(
        text.format(
            left=left,
            stayed=stayed,
            leavers=FEWEST_LEAVERS,
            stayers=FEWEST_STAYERS,
            horizon_days=horizon_days,
        )
    )


def few_leavers_warnings(left: int) -> list[str]:
    """Return a warning where figures stand on few leavers."""
    if left >= FEW:
        return []
    return [_("Only {left} customers left; the figures may be off by several points.").format(left=left)]
