"""The figures of a change: all with the same digits, so that what is shown adds up to the last of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from babel.numbers import format_decimal

from analytics.drivers.rounding import decimals_for, rounded, shown
from components import numbers
from components.numbers import MINUS, NBSP, current_locale
from components.texts import _, mark

LARGE = ((1e8, 6, mark("M")), (1e5, 3, mark("k")))  # from where numbers are written in millions, in thousands
FEWEST = {"points": 1, "index": 3}  # digits after the point, whatever the change
MOST = 4


class Bridge(NamedTuple):
    """A base, the parts of a change and the latest value, rounded so that they add up."""

    base: Decimal
    parts: list[Decimal]
    latest: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """How the figures of one change are written.

    Attributes
    ----------
    unit, currency
        The metric's.
    decimals
        Digits after the point, in the unit's own size: of a rate as a fraction.
    power, letter
        Written in thousands (3, "k") or millions (6, "M"); 0 and "" as they are.
    """

    unit: str
    currency: str | None
    decimals: int
    power: int = 0
    letter: str = ""

    def bridge(self, base: float, parts: Sequence[float], latest: float) -> Bridge:
        """Return the figures as they are shown, adding up."""
        first, last = rounded(base, self.decimals), rounded(latest, self.decimals)
        return Bridge(first, shown(parts, self.decimals, whole=last - first), last)

    def value(self, amount: Decimal | float) -> str:
        """Return a value of the metric as text."""
        return self._text(amount, "%")

    def part(self, amount: Decimal | float) -> str:
        """Return a part of a change, with its sign; of a rate in percentage points."""
        text = self._text(amount, _("pp"))
        return f"+{text}" if amount > 0 else text

    def size(self, amount: Decimal | float) -> str:
        """Return a part of a change without its sign."""
        return self._text(amount if amount >= 0 else -amount, _("pp"))

    def _text(self, amount: Decimal | float, of_rate: str) -> str:
        exact = amount if isinstance(amount, Decimal) else rounded(amount, self.decimals)
        shift = 2 if self.unit == "rate" else -self.power
        digits = max(self.decimals - shift, 0)
        text = format_decimal(
            abs(exact).scaleb(shift), f"#,##0{'.' * (digits > 0)}{'0' * digits}", locale=current_locale()
        )
        return f"{MINUS if exact < 0 else ''}{self._with_unit(text, of_rate)}"

    def _with_unit(self, text: str, of_rate: str) -> str:
        if self.unit == "rate":
            return f"{text}{NBSP}{of_rate}"
        text = f"{text}{NBSP}{_(self.letter)}" if self.letter else text
        if self.unit == "money" and self.currency:
            # The currency's sign stands where the locale has it; the number is ours.
            return numbers.money(0, self.currency).replace("0", text, 1)
        suffix = {"hours": _("h"), "seconds": _("s")}.get(self.unit)
        return f"{text}{NBSP}{suffix}" if suffix else text


def figures_of(base: float, latest: float, unit: str, currency: str | None) -> Figures:
    r"""Return how a change is written: with two digits of it that mean something.

    Examples
    --------
    >>> churn = figures_of(0.01260, 0.01731, "rate", None)
    >>> churn.value(0.0126), churn.part(0.00471)
    ('1.26\xa0%', '+0.47\xa0pp')
    >>> figures_of(20_367.0, 17_728.5, "money", "EUR").part(-2638.9)
    '−€2,639'
    """
    if unit == "rate":
        # As many digits as a tile gives a difference of rates.
        meaningful = 3 if abs(latest - base) >= 0.01 else 2
        return Figures(unit, None, min(max(decimals_for(latest - base, meaningful=meaningful), 3), 2 + MOST))
    largest = max(abs(base), abs(latest))
    power, letter = next(((power, letter) for size, power, letter in LARGE if largest >= size), (0, ""))
    decimals = max(decimals_for((latest - base) / 10**power, most=MOST), FEWEST.get(unit, 0)) - power
    return Figures(unit, currency, decimals, power, letter)
