"""Figures that add up as they are shown: rounded so that the parts still make the whole, to the last digit."""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal


def shown(parts: Sequence[float], decimals: int, *, whole: Decimal | None = None) -> list[Decimal]:
    """Return the parts rounded so that what is shown adds up to the whole that is shown.

    The largest-remainder method: every part is rounded down, and the units that are missing go to the parts that
    lost most, so none is further than one unit from its value, unless the whole itself is.

    Parameters
    ----------
    parts
        Finite numbers, of either sign.
    decimals
        Digits after the point; negative to round to tens, hundreds and so on.
    whole
        What they have to add up to, a multiple of the last digit; without it, their sum rounded.

    Returns
    -------
    list of Decimal
        In the order of the parts.

    References
    ----------
    Balinski, M. L. & Young, H. P. (2001). Fair Representation, 2nd ed., ch. 3: the method of Hamilton.

    Examples
    --------
    >>> [str(part) for part in shown([1 / 3, 1 / 3, 1 / 3], 2)]
    ['0.34', '0.33', '0.33']
    >>> [str(part) for part in shown([0.0046, -0.0006], 3, whole=rounded(0.004, 3))]
    ['0.005', '-0.001']
    """
    target = rounded(math.fsum(parts), decimals) if whole is None else whole
    exact = [Decimal(part).scaleb(decimals) for part in parts]
    units = [math.floor(part) for part in exact]
    missing = int(target.scaleb(decimals)) - sum(units)
    lost = sorted(range(len(exact)), key=lambda turn: units[turn] - exact[turn])
    for turn in range(abs(missing) if lost else 0):
        # One unit less than all that were rounded down: the part that lost least goes down once more.
        units[lost[turn % len(lost)] if missing > 0 else lost[-1 - turn % len(lost)]] += 1 if missing > 0 else -1
    return [_of(unit, decimals) for unit in units]


def rounded(value: float, decimals: int) -> Decimal:
    """Return a number rounded to so many digits after the point, exactly what is shown of it.

    Examples
    --------
    >>> rounded(0.12345, 3), rounded(1234.5, -2)
    (Decimal('0.123'), Decimal('1200'))
    """
    return _of(int(Decimal(value).scaleb(decimals).to_integral_value(ROUND_HALF_EVEN)), decimals)


def decimals_for(change: float, *, meaningful: int = 2, most: int = 6) -> int:
    """Return how many digits after the point a change needs so that so many of its digits mean something.

    Never fewer than none: thousands are written with their last digit, or in thousands.

    Examples
    --------
    >>> decimals_for(0.0081), decimals_for(0.94), decimals_for(120.0), decimals_for(0.0)
    (4, 2, 0, 0)
    """
    if not change or not math.isfinite(change):
        return 0
    return min(max(meaningful - 1 - math.floor(math.log10(abs(change))), 0), most)


def _of(units: int, decimals: int) -> Decimal:
    digits = Decimal(units).scaleb(-decimals)
    return digits if decimals >= 0 else digits.quantize(Decimal(1))
