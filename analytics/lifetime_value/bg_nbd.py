"""BG/NBD: how often a customer will buy, and whether they are still a customer.

While alive a customer buys at a rate λ of their own (gamma: shape r, scale α) and after each purchase drops
out with a probability p of their own (beta: a, b). The symbols and numbers of equations are those of

    Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way: An Alternative to the Pareto/NBD
    Model. Marketing Science 24(2), 275–284.

x is the number of repeat purchases, t_x the age at the last one, T the age now; time in weeks.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import gammaln, hyp2f1, psi

Floats = npt.NDArray[np.float64]

# The likelihood has one hill on all data we know, but its foot is flat: several places to start from.
_STARTS = ((1.0, 0.5, 1.0, 1.0), (0.3, 0.2, 1.0, 3.0), (2.0, 1.0, 0.5, 5.0))
# On logarithms; keeps a parameter that the data don't hold (a base that never drops out) at a finite value.
_BOUNDS = (-9.0, 9.0)


@dataclass(frozen=True, slots=True)
class BgNbd:
    """A fitted model.

    Attributes
    ----------
    r, alpha
        Shape and scale (weeks) of the purchase rates.
    a, b
        Of the drop-out probabilities.
    log_likelihood
        Of the whole sample at these parameters.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float


def fit(x: Floats, t_x: Floats, T: Floats) -> BgNbd:
    """Estimate the four parameters by maximum likelihood.

    Parameters
    ----------
    x, t_x, T
        Repeat purchases, age at the last purchase and age, a value per customer; ages in weeks.

    Returns
    -------
    BgNbd
        The same for the same data, whatever the order of customers, up to the optimiser's tolerance of 1e-4.
    """
    # Equal histories are frequent (everyone who bought once in a week), and the likelihood only adds up.
    histories, counts = np.unique(np.column_stack([x, t_x, T]), axis=0, return_counts=True)
    x, t_x, T = histories.T
    weeks = max(float(T.max()), 1e-9)  # ages scaled to at most 1, so that all four parameters are of one size

    def loss(logs: Floats) -> tuple[float, Floats]:
        parameters = np.exp(logs)
        each, gradient = _log_likelihood(parameters, x, t_x / weeks, T / weeks)
        total = counts.sum()
        return -float(counts @ each) / total, -(gradient @ counts) * parameters / total

    tries = [
        minimize(
            loss,
            np.log(start),
            jac=True,
            method="L-BFGS-B",
            bounds=[_BOUNDS] * 4,
            options={"ftol": 1e-13, "gtol": 1e-8},
        )
        for start in _STARTS
    ]
    best = np.exp(min(tries, key=lambda result: float(result.fun)).x) * [1, weeks, 1, 1]
    r, alpha, a, b = (float(value) for value in best)
    return BgNbd(r, alpha, a, b, log_likelihood=float(counts @ _log_likelihood(best, x, t_x, T)[0]))


def _log_likelihood(parameters: Floats, x: Floats, t_x: Floats, T: Floats) -> tuple[Floats, Floats]:
    """Return the logarithm of equation 6 per customer and its gradient (4 × customers) in r, α, a, b."""
    r, alpha, a, b = parameters
    repeat = x > 0
    b_rest = np.where(repeat, b + x - 1, 1.0)
    alive = -(r + x) * np.log(alpha + T)
    gone = np.where(repeat, np.log(a / b_rest) - (r + x) * np.log(alpha + t_x), -np.inf)
    either = np.logaddexp(alive, gone)
    w = np.exp(gone - either)  # the share of the likelihood in which the customer has gone
    each = (
        gammaln(r + x) - gammaln(r) + r * np.log(alpha)
        + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
        + either
    )  # fmt: skip
    by_r = psi(r + x) - psi(r) + np.log(alpha) - (1 - w) * np.log(alpha + T) - w * np.log(alpha + t_x)
    by_alpha = r / alpha - (r + x) * ((1 - w) / (alpha + T) + w / (alpha + t_x))
    by_a = psi(a + b) - psi(a + b + x) + w / a
    by_b = psi(a + b) + psi(b + x) - psi(b) - psi(a + b + x) - w / b_rest
    return each, np.vstack([by_r, by_alpha, by_a, by_b])


def probability_alive(model: BgNbd, x: Floats, t_x: Floats, T: Floats) -> Floats:
    """Return the probability in [0, 1] that each customer has not dropped out.

    A customer without a repeat purchase has had no occasion to drop out in this model: 1 by definition.

    Source: Fader, Hardie & Lee (2008), Computing P(alive) Using the BG/NBD Model; the bracket is the
    denominator of equation 10 of the 2005 paper.
    """
    return 1 / (1 + _odds_gone(model, x, t_x, T))


def expected_purchases(model: BgNbd, x: Floats, t_x: Floats, T: Floats, weeks: float) -> Floats:
    """Return the purchases each customer is expected to make in the next ``weeks``.

    Source: equation 10. The hypergeometric function is taken through Euler's transformation, which leaves it
    with parameters that don't grow with x, so that it doesn't overflow for customers with hundreds of orders.
    """
    r, alpha, b = model.r, model.alpha, model.b
    a = model.a if abs(model.a - 1) > 1e-6 else 1 + 1e-6  # a = 1 is a removable gap of the formula
    z = weeks / (alpha + T + weeks)
    unfinished = 1 - (1 - z) ** (a - 1) * hyp2f1(a + b - 1 - r, a - 1, a + b + x - 1, z)
    expected = (a + b + x - 1) / (a - 1) * unfinished * probability_alive(model, x, t_x, T)
    return np.asarray(expected, dtype=np.float64)


def _odds_gone(model: BgNbd, x: Floats, t_x: Floats, T: Floats) -> Floats:
    ratio = (model.alpha + T) / (model.alpha + t_x)
    # Through logarithms and capped: hundreds of orders and years of silence overflow, and 1e300 is gone enough.
    exponent = np.minimum((model.r + x) * np.log(ratio), 690.0)
    odds = model.a / np.where(x > 0, model.b + x - 1, 1.0) * np.exp(exponent)
    return np.where(x > 0, odds, 0.0)
