"""The smoothed companion: an exponentially weighted mean of the last errors, which finds small lasting shifts."""

from math import sqrt

WEIGHT = 0.4  # λ: of the newest period
SMOOTHED_LIMIT = 2.65  # L, in standard deviations of the smoothed error
LARGEST_ERROR = 3.0  # one wild period is the business of the limits, not of a sustained shift


class Smoothed:
    """An exponentially weighted moving average of standardised errors.

    References
    ----------
    Lucas, J. M. & Saccucci, M. S. (1990). Exponentially weighted moving average control schemes. Technometrics
    32(1), 1-12.

    Examples
    --------
    >>> companion = Smoothed()
    >>> [round(companion.take(1.5), 2) for _ in range(3)]  # 1.5, then 0.96 / 0.466, …
    [1.5, 2.06, 2.41]
    """

    def __init__(self) -> None:
        self._mean = self._variance = 0.0

    def take(self, error: float, level_variance: float = 0.0) -> float:
        """Take in an error, in standard deviations, and return how far off the last ones are together.

        ``level_variance`` is that of the level they are held against, in variances of a single error: what is
        wrong with the level is wrong with each of them.
        """
        held = max(-LARGEST_ERROR, min(LARGEST_ERROR, error))
        self._mean = (1 - WEIGHT) * self._mean + WEIGHT * held
        self._variance = (1 - WEIGHT) ** 2 * self._variance + WEIGHT**2
        return self._mean / sqrt(self._variance + level_variance)
