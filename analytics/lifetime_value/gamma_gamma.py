"""Gamma-Gamma: what a purchase of each customer is worth on average.

Purchases of a customer are gamma (shape p, scale ν), and the scales differ between customers (gamma: q, γ).
Symbols and numbers of equations are those of

    Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value, brucehardie.com/notes/025.

The published figures come from the repeat purchases of those who have any: x counts purchases after the
first, z̄ is their mean value.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import gammaln

Floats = npt.NDArray[np.float64]

_BOUNDS = (-9.0, 12.0)  # on logarithms


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """A fitted model: shape p of a customer's purchases, shape q and scale γ (money) of the scales."""

    p: float
    q: float
    gamma: float
    log_likelihood: float

    @property
    def population_mean(self) -> float:
        """The mean value of a purchase over all customers, pγ/(q − 1); infinite where q ≤ 1."""
        return self.p * self.gamma / (self.q - 1) if self.q > 1 else float("inf")


def fit(x: Floats, mean_value: Floats) -> GammaGamma:
    """Estimate the three parameters by maximum likelihood.

    Parameters
    ----------
    x
        Repeat purchases, at least 1.
    mean_value
        Mean value of these purchases, above 0.
    """
    money = float(np.median(mean_value))  # amounts scaled to about 1: rupiah and dollars are fitted alike

    def loss(logs: Floats) -> float:
        return -float(_log_likelihood(np.exp(logs), x, mean_value / money).mean())

    result = minimize(
        loss, np.zeros(3), method="L-BFGS-B", bounds=[_BOUNDS] * 3, options={"ftol": 1e-13, "gtol": 1e-8}
    )
    p, q, gamma = (float(value) for value in np.exp(result.x))
    parameters = np.array([p, q, gamma * money])
    return GammaGamma(p, q, gamma * money, float(_log_likelihood(parameters, x, mean_value).sum()))


def _log_likelihood(parameters: Floats, x: Floats, z: Floats) -> Floats:
    """Return the logarithm of equation 1a per customer."""
    p, q, gamma = parameters
    px = p * x
    return np.asarray(
        gammaln(px + q) - gammaln(px) - gammaln(q)
        + q * np.log(gamma) + (px - 1) * np.log(z) + px * np.log(x) - (px + q) * np.log(gamma + x * z)
    )  # fmt: skip


def expected_value(model: GammaGamma, x: Floats, mean_value: Floats, *, without_repeat: float) -> Floats:
    """Return the expected mean value of a purchase of each customer, given the repeat purchases seen.

    Equation 5: the customer's own mean, drawn towards everyone's the more, the fewer purchases stand behind it.

    Parameters
    ----------
    without_repeat
        The value for customers without a repeat purchase with a value.
    """
    seen = (x > 0) & (mean_value > 0)
    x, mean_value = np.where(seen, x, 1.0), np.where(seen, mean_value, 0.0)
    own = model.p * (model.gamma + x * mean_value) / (model.p * x + model.q - 1)
    return np.where(seen, own, without_repeat)
