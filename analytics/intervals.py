"""How far a share could be from the truth, given how many were counted."""

import numpy as np
import pandas as pd

Z_95 = 1.959963984540054  # two-sided 95 %


def wilson(successes: pd.Series, trials: pd.Series, z: float = Z_95) -> tuple[pd.Series, pd.Series]:
    """Return the Wilson score interval of proportions.

    Parameters
    ----------
    successes, trials
        Counts; where there are no trials, or the counts aren't those of a share, the interval is undefined.

    Returns
    -------
    low, high
        In [0, 1], NaN where undefined.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> low, high = wilson(pd.Series([8.0]), pd.Series([10.0]))
    >>> float(round(low[0], 4)), float(round(high[0], 4))
    (0.4902, 0.9433)
    """
    valid = (trials > 0) & (successes >= 0) & (successes <= trials)
    n = trials.where(valid)
    share = successes.where(valid) / n
    spread = 1 + z**2 / n
    middle = (share + z**2 / (2 * n)) / spread
    half = z / spread * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return (middle - half).clip(lower=0), (middle + half).clip(upper=1)


def difference_of_shares(
    plus: pd.Series, minus: pd.Series, answers: pd.Series, z: float = Z_95
) -> tuple[pd.Series, pd.Series]:
    """Return the interval of the share of one kind of answer minus the share of its opposite.

    Each answer counts +1, 0 or -1, so the variance of the mean is (p + m - (p - m)^2) / n. It is the interval
    of a net promoter score / 100 and of net sentiment.

    Returns
    -------
    low, high
        In [-1, 1], NaN without answers.

    Examples
    --------
    >>> low, high = difference_of_shares(pd.Series([50.0]), pd.Series([20.0]), pd.Series([100.0]))
    >>> float(round(low[0], 4)), float(round(high[0], 4))
    (0.1469, 0.4531)
    """
    n = answers.where(answers > 0)
    p, m = plus / n, minus / n
    half = z * np.sqrt((p + m - (p - m) ** 2).clip(lower=0) / n)
    return (p - m - half).clip(lower=-1), (p - m + half).clip(upper=1)


def differ(successes: tuple[float, float], trials: tuple[float, float], z: float = Z_95) -> bool:
    """Tell whether two shares differ by more than chance explains (two-proportion test, pooled, 95 %).

    Examples
    --------
    >>> differ((40, 60), (100, 100)), differ((4, 6), (10, 10)), differ((0, 0), (0, 10))
    (True, False, False)
    """
    if min(trials) <= 0:
        return False
    pooled = sum(successes) / sum(trials)
    variance = pooled * (1 - pooled) * (1 / trials[0] + 1 / trials[1])
    gap = abs(successes[0] / trials[0] - successes[1] / trials[1])
    return bool(variance > 0 and gap > z * variance**0.5)
