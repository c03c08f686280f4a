"""What a training gives: the report card, the list, and the curves behind the card."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.errors import TooLittleDataError
from data.texts import _

Progress = Callable[[float, str], None]
Share = Callable[[float], None]

CONTRACT, ORDERS, LABEL = "contract", "orders", "label"
MODES = (CONTRACT, ORDERS, LABEL)  # in the order in which they win a tie
FEWEST_LEAVERS = 100
FEWEST_STAYERS = 100
FEW = 200
FAR_OFF = 0.05
VALUE_HORIZON_DAYS = 365


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
    margin_rate
        The mean margin in the list's values; None where they are revenue.
    """

    card: dict[str, Any]
    scores: pd.DataFrame
    curves: dict[str, list[dict[str, Any]]]
    rule: str
    margin_rate: float | None

    @property
    def record(self) -> dict[str, Any]:
        """What is kept of the run: the card, and beside it what the page and the what-if need of it."""
        beside = {"curves": self.curves, "naive_rule": self.rule, "margin_rate": self.margin_rate}
        return self.card | beside | {"value_horizon_days": VALUE_HORIZON_DAYS}


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


def doubts(leavers: int, calibration_error: float) -> list[str]:
    """Return what speaks against trusting the figures or the probabilities to the letter.

    Parameters
    ----------
    leavers
        How many left among those the figures are for.
    calibration_error
        As on the report card.
    """
    said = []
    if leavers < FEW:
        said.append(
            _("Only {left} customers left; the figures may be off by several points.").format(left=leavers)
        )
    if calibration_error > FAR_OFF:
        text = _(
            "In the test foretold and actual shares lay {points:.0f} percentage points apart on average: take the "
            "order of the list seriously, not the single probability."
        )
        said.append(text.format(points=100 * calibration_error))
    return said


def most_covering(covered: dict[str, int]) -> str:
    """Return the mode that covers most customers; on a tie contract, then orders, then label.

    Raises
    ------
    TooLittleDataError
        Where nothing is covered.

    Examples
    --------
    >>> most_covering({"contract": 5, "orders": 9, "label": 9})
    'orders'
    """
    mode = max(MODES, key=lambda name: covered[name])
    if covered[mode] == 0:
        text = _(
            "Churn needs customers of whom it is known whether they left, contracts with dates, or orders. There "
            "are none of these yet: import an export of customers, subscriptions or orders."
        )
        raise TooLittleDataError(text)
    return mode
