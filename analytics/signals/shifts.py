"""When a shift is confirmed, and with which period it began."""

from collections.abc import Sequence
from math import sqrt

SIGNALS_TO_CONFIRM = 4
AMONG_PERIODS = 6
LONGEST = 12  # periods that a shift is looked for in


def is_confirmed(sides: Sequence[int]) -> bool:
    """Tell whether the newest of the last sides (1, -1, 0 for no signal) confirms a shift to its side.

    Examples
    --------
    >>> is_confirmed([0, 1, 1, 0, 1, 1]), is_confirmed([1, 1, 1]), is_confirmed([1, 1, 1, 1, 0])
    (True, False, False)
    """
    newest = sides[-1]
    return newest != 0 and list(sides[-AMONG_PERIODS:]).count(newest) >= SIGNALS_TO_CONFIRM


def length(errors: Sequence[float], side: int) -> int:
    """Return for how many of the last periods a shift to one side lasts, by the largest likelihood.

    Of steps at different periods, the one with the largest sum of errors over the root of their number is the
    likeliest (Hinkley, D. V. (1970). Inference about the change-point in a sequence of random variables.
    Biometrika 57(1), 1-17).

    Examples
    --------
    >>> length([0.1, -0.3, 0.2, 2.0, 1.5, 2.5], side=1)
    3
    """
    best, longest, total = 0.0, 1, 0.0
    for count, error in enumerate(reversed(errors[-LONGEST:]), 1):
        total += side * error
        if total / sqrt(count) > best:
            best, longest = total / sqrt(count), count
    return longest
