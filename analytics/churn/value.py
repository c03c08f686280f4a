"""What a customer is worth over a year: recurring value under a contract, expected orders without one."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.settings import Settings
from data.texts import _

Floats = npt.NDArray[np.float64]

MONTHS = 12
DAYS = 365


def margin_rates(own: pd.Series, settings: Settings) -> tuple[Floats, list[str]]:
    """Return each customer's margin as a share of revenue, and what has to be said about it.

    A customer's own margin comes first, then the company's. Where neither is known values stay in revenue, for
    everyone: margin and revenue in one list could not be compared.
    """
    rates = own.to_numpy(np.float64)
    company = settings.margin_rate
    if company is not None:
        return np.where(np.isnan(rates), company, rates), []
    if len(rates) and not np.isnan(rates).any():
        return rates, []
    if not np.isnan(rates).all():
        # The company's mean of those known is a better guess than revenue.
        text = _("{known:.0%} of customers have a margin of their own; the others count with the mean of these.")
        known = float((~np.isnan(rates)).mean())
        return np.where(np.isnan(rates), np.nanmean(rates), rates), [text.format(known=known)]
    text = _("No margin is set, so lifetime_value and value_at_risk are in revenue, not in margin.")
    return np.ones(len(rates)), [text]


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
