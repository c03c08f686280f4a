"""What a customer is worth over a year: recurring value under a contract, expected orders without one."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics import lifetime_value
from analytics.churn.result import VALUE_HORIZON_DAYS
from data.errors import TooLittleDataError
from data.settings import Settings
from data.texts import _

Floats = npt.NDArray[np.float64]

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Worth:
    """What customers are worth if they are kept, over a year and discounted to today.

    Attributes
    ----------
    amounts
        Per customer; NaN where nothing says it.
    margin_rate
        The mean margin in these amounts; None where they are revenue.
    warnings
        Sentences on what the amounts don't say.
    """

    amounts: Floats
    margin_rate: float | None
    warnings: list[str]


def of_contracts(monthly: pd.Series, margins: pd.Series, monthly_hazard: float, settings: Settings) -> Worth:
    """Return recurring value × expected months × margin.

    Parameters
    ----------
    monthly
        Recurring value per month.
    margins
        Each customer's own margin, where known.
    monthly_hazard
        The share of all customers leaving per month: a customer who is kept now may leave later, like anyone.
    """
    recurring = monthly.to_numpy(np.float64)
    if np.isnan(recurring).all():
        text = _("No column says what a customer is worth per month, so there is no lifetime value.")
        return Worth(recurring, settings.margin_rate, [text])
    months = expected_months(monthly_hazard, settings.annual_discount_rate)
    return _at_margin(recurring * months, margins, settings)


def of_orders(histories: pd.DataFrame, customers: pd.Series, margins: pd.Series, settings: Settings) -> Worth:
    """Return the orders expected of each customer who is still one, × their expected value × margin.

    From BG/NBD and Gamma-Gamma, see ``analytics.lifetime_value``. Divided by the probability of being alive:
    what is at stake is what the customer brings if kept, and the churn score says how likely that is.
    """
    try:
        found = lifetime_value.for_histories(
            histories, horizon_days=VALUE_HORIZON_DAYS, annual_discount_rate=settings.annual_discount_rate
        )
    except TooLittleDataError as problem:
        return Worth(np.full(len(customers), np.nan), settings.margin_rate, [str(problem)])
    scored = found.customers.set_index("customer_id").reindex(customers)
    if_alive = scored["expected_value"] / scored["probability_alive"]
    worth = _at_margin(if_alive.to_numpy(np.float64), margins, settings)
    too_few = [] if found.spending else found.warnings[:1]
    return Worth(worth.amounts, worth.margin_rate, [*too_few, *worth.warnings])


def _at_margin(revenue: Floats, own: pd.Series, settings: Settings) -> Worth:
    """Return revenue at each customer's own margin, else at the company's.

    Where neither is known it stays revenue for everyone: margin and revenue in one list can't be compared.
    """
    rates = own.to_numpy(np.float64)
    known = ~np.isnan(rates)
    if settings.margin_rate is not None:
        rates = np.where(known, rates, settings.margin_rate)
        return Worth(revenue * rates, float(rates.mean()), [])
    if not known.any():
        text = _("No margin is set, so lifetime_value and value_at_risk are in revenue, not in margin.")
        return Worth(revenue, None, [text])
    usual = float(rates[known].mean())
    rates = np.where(known, rates, usual)
    text = _("Customers without a margin of their own count with the mean of the others, {usual:.0%}.")
    return Worth(revenue * rates, float(rates.mean()), [] if known.all() else [text.format(usual=usual)])


def expected_months(monthly_hazard: float, annual_discount_rate: float) -> float:
    """Return the months of recurring value expected in the coming year, discounted to today.

    Month k is paid by those still there, (1 − hazard)^k, and counts (1 + rate)^(−k/12).

    Examples
    --------
    >>> expected_months(0.0, 0.0), round(expected_months(0.5, 0.0), 3)
    (12.0, 2.0)
    """
    month = np.arange(MONTHS)
    return float(((1 - monthly_hazard) ** month * (1 + annual_discount_rate) ** (-month / MONTHS)).sum())


def hazard_of_tenures(leavers: int, tenure_months: pd.Series) -> float:
    """Return the share leaving per month: leavers over the months lived through; 0 where these aren't known."""
    months = float(tenure_months.sum())
    return min(leavers / months, 1.0) if months > 0 else 0.0


def hazard_of_horizon(share_leaving: float, horizon_days: int) -> float:
    """Return the share leaving per month from the share leaving within the horizon."""
    return float(1 - (1 - share_leaving) ** (365.25 / 12 / horizon_days))
