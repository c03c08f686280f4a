"""What each customer is expected to buy, and what that is worth: BG/NBD and Gamma-Gamma together."""

import itertools
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.lifetime_value import bg_nbd, gamma_gamma
from data import basis, purchases
from data.errors import TooLittleDataError
from data.store import Store
from data.texts import _

Floats = npt.NDArray[np.float64]

MINIMUM_REPEAT_BUYERS = 50
DAYS_PER_WEEK = 7
WEEKS_PER_YEAR = 365.25 / DAYS_PER_WEEK
# Expected orders are discounted in steps about a month long, each at its middle.
_STEP_WEEKS = 4.35
MODEL = "BG/NBD and Gamma-Gamma"


@dataclass(frozen=True, slots=True)
class LifetimeValue:
    """Scored customers and the two models behind them.

    Attributes
    ----------
    customers
        customer_id, frequency, recency, age (weeks), probability_alive, expected_orders, expected_value.
    purchases
        The model of how often; always there.
    spending
        The model of how much; None where too few repeat purchases have a value.
    warnings
        Sentences on what the numbers don't say.
    """

    customers: pd.DataFrame
    purchases: bg_nbd.BgNbd
    spending: gamma_gamma.GammaGamma | None
    warnings: list[str]

    @property
    def record(self) -> dict[str, Any]:
        """What the terminal prints: model, parameters, log_likelihood, customers, warnings."""
        spending = self.spending
        parameters = {name: getattr(self.purchases, name) for name in ("r", "alpha", "a", "b")}
        parameters |= {name: getattr(spending, name) if spending else None for name in ("p", "q", "gamma")}
        return {
            "model": MODEL,
            "parameters": parameters,
            "log_likelihood": self.purchases.log_likelihood,
            "customers": len(self.customers),
            "warnings": self.warnings,
        }


def run(store: Store, *, as_of: date | None = None, horizon_days: int = 365) -> LifetimeValue:
    """Fit both models on the store's orders up to ``as_of`` (default: the day of the last order).

    Raises
    ------
    TooLittleDataError
        Without orders, or with fewer than 50 customers who bought again.
    """
    settings = store.state.settings()
    with store.read() as facts:
        day = as_of or facts.backend.execute(purchases.last_day(facts.tables))
        if pd.isna(day):
            text = _("Lifetime value needs orders, and there are none yet. Import an export of orders.")
            raise TooLittleDataError(text)
        tables = basis.conversion(facts.tables, settings, facts.frame).applied(facts.tables)
        histories = facts.frame(purchases.histories(tables, pd.Timestamp(day).date()))
    return for_histories(
        histories,
        horizon_days=horizon_days,
        margin_rate=settings.margin_rate,
        annual_discount_rate=settings.annual_discount_rate,
    )


def for_histories(
    histories: pd.DataFrame,
    *,
    horizon_days: int = 365,
    margin_rate: float | None = None,
    annual_discount_rate: float = 0.1,
) -> LifetimeValue:
    """Fit both models on purchase histories and score the same customers.

    Parameters
    ----------
    histories
        As of ``data.purchases.histories``: customer_id, frequency, recency_weeks, age_weeks, monetary_value.
    horizon_days
        How far ahead orders are expected.
    margin_rate
        Margin as a share of revenue; None: values are revenue, and a warning says so.
    annual_discount_rate
        By which money a year away counts less.

    Raises
    ------
    TooLittleDataError
        With fewer than 50 customers who bought again.
    """
    histories = histories.sort_values("customer_id").reset_index(drop=True)
    x, t_x, T = (_floats(histories[name]) for name in ("frequency", "recency_weeks", "age_weeks"))
    _refuse_too_few(int((x > 0).sum()), len(histories))
    model = bg_nbd.fit(x, t_x, T)
    spending, worth, warnings = _worth(x, histories)
    if margin_rate is None:
        warnings.append(_("No margin is set, so values are in revenue, not in margin."))
    expected, discounted = _expected_orders(model, (x, t_x, T), horizon_days / DAYS_PER_WEEK, annual_discount_rate)
    customers = pd.DataFrame(
        {
            "customer_id": histories["customer_id"],
            "frequency": x.astype(int),
            "recency": t_x,
            "age": T,
            "probability_alive": bg_nbd.probability_alive(model, x, t_x, T),
            "expected_orders": expected,
            "expected_value": discounted * worth * (1.0 if margin_rate is None else margin_rate),
        }
    )
    return LifetimeValue(customers, model, spending, warnings)


def _floats(values: pd.Series) -> Floats:
    return values.to_numpy(dtype=np.float64, na_value=np.nan)


def _refuse_too_few(repeat_buyers: int, customers: int) -> None:
    if repeat_buyers >= MINIMUM_REPEAT_BUYERS:
        return
    text = _(
        "Lifetime value needs at least {needed} customers who bought on more than one day; there are {found} "
        "among {customers} customers with orders. Import a longer history of orders."
    )
    raise TooLittleDataError(text.format(needed=MINIMUM_REPEAT_BUYERS, found=repeat_buyers, customers=customers))


def _worth(x: Floats, histories: pd.DataFrame) -> tuple[gamma_gamma.GammaGamma | None, Floats, list[str]]:
    """Return the model of spending and the expected value of a purchase of each customer."""
    mean = _floats(histories["monetary_value"])
    seen = (x > 0) & (mean > 0)
    everyone = _mean_purchase(x[seen], mean[seen])
    if seen.sum() < MINIMUM_REPEAT_BUYERS:
        text = _(
            "Only {found} customers have repeat purchases with a value, too few to estimate what each customer "
            "spends: every purchase counts with the mean of all of them."
        )
        return None, np.full(len(x), everyone), [text.format(found=int(seen.sum()))]
    spending = gamma_gamma.fit(x[seen], mean[seen])
    # Where q ≤ 1 the model's mean over all customers is infinite; the mean of the purchases seen isn't.
    without_repeat = spending.population_mean if np.isfinite(spending.population_mean) else everyone
    return spending, gamma_gamma.expected_value(spending, x, mean, without_repeat=without_repeat), []


def _mean_purchase(x: Floats, mean: Floats) -> float:
    return float((x * mean).sum() / x.sum()) if x.sum() > 0 else float("nan")


def _expected_orders(
    model: bg_nbd.BgNbd, history: tuple[Floats, Floats, Floats], weeks: float, annual_discount_rate: float
) -> tuple[Floats, Floats]:
    """Return expected orders over the horizon, plain and discounted to today."""
    steps = max(1, round(weeks / _STEP_WEEKS))
    edges = np.linspace(0, weeks, steps + 1)
    total = np.zeros_like(history[0])
    discounted = np.zeros_like(total)
    for start, end in itertools.pairwise(edges):
        until = bg_nbd.expected_purchases(model, *history, weeks=float(end))
        discounted += (until - total) * (1 + annual_discount_rate) ** (-(start + end) / 2 / WEEKS_PER_YEAR)
        total = until
    return total, discounted
