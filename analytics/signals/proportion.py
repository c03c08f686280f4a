"""Shares and balances on counts: what counting alone makes them vary by, and the test that follows."""

import numpy as np

from analytics.intervals import Z_95
from analytics.signals.known import Real


def angle(part: Real, whole: Real) -> Real:
    """Return shares as angles, whose variance is the same whatever the share.

    References
    ----------
    Anscombe, F. J. (1948). The transformation of Poisson, binomial and negative-binomial data. Biometrika 35,
    246-254: the arcsine of sqrt((x + 3/8) / (n + 3/4)) has a variance of 1 / (4 n + 2).
    """
    return np.asarray(np.arcsin(np.sqrt(np.clip((part + 0.375) / (whole + 0.75), 0.0, 1.0))))


def share(angles: Real, whole: Real) -> Real:
    """Return the shares, between 0 and 1, that angles stand for."""
    squared = np.sin(np.clip(angles, 0.0, np.pi / 2)) ** 2
    return np.clip((squared * (whole + 0.75) - 0.375) / whole, 0.0, 1.0)


def angle_variance(whole: Real) -> Real:
    """Return what counting alone makes the angle of a share vary by."""
    return 1 / (4 * whole + 2)


def deviations_apart(parts: tuple[float, float], wholes: tuple[float, float]) -> float:
    """Return how many standard deviations two shares lie apart: the two-proportion test, on angles.

    The noise test's limits around a share are never narrower than this test's, since they add what periods vary
    by to what counting alone gives both the period and its baseline.

    References
    ----------
    Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd ed., ch. 6.

    Examples
    --------
    >>> round(deviations_apart((9, 88), (50, 800)), 1), round(deviations_apart((90, 88), (500, 800)), 1)
    (1.5, 3.5)
    """
    sizes = np.array(wholes, dtype=float)
    angles = angle(np.array(parts, dtype=float), sizes)
    return float((angles[0] - angles[1]) / np.sqrt(angle_variance(sizes).sum()))


def variance_per_answer(low: Real, high: Real, answers: Real) -> float:
    """Return how much single answers of a balance vary, from the 95 % intervals of its periods.

    A period of few answers that are all alike says nothing of what its answers vary by; all periods together do.
    """
    counted = (answers > 0) & ~np.isnan(high - low)
    n, width = answers[counted], (high - low)[counted]
    return float(((width / (2 * Z_95)) ** 2 * n * n).sum() / n.sum()) if len(n) else 0.0
