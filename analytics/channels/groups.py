"""Loyalty members against others, referred customers against others: pairs with the interval of the difference.

Members differ from others in more than their membership, so a difference is no effect of it.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics import kpis, trends
from analytics.channels import differences
from analytics.channels.differences import Difference
from analytics.channels.windows import Days, folded, over_periods
from analytics.formulas import ratio
from analytics.metrics import CATALOGUE, Metric
from analytics.trends import Sums
from data.components.programmes import BOTH, MEMBER, NEITHER, REFERRED
from data.store import Store

DIMENSION = "programme"
IN, OUT = "in", "out"
GROUPS = {
    "members": {MEMBER: IN, BOTH: IN, REFERRED: OUT, NEITHER: OUT},
    "referred": {REFERRED: IN, BOTH: IN, MEMBER: OUT, NEITHER: OUT},
}
SHARES = ("customer_churn_rate", "repeat_purchase_rate")
REVENUE_PER_CUSTOMER = "revenue_per_active_customer"
MEASURES = ("customer_churn_rate", REVENUE_PER_CUSTOMER, "average_order_value", "repeat_purchase_rate")
NEEDED = (*SHARES, "revenue", "average_order_value", "customers_active")
PARTS = ["numerator", "denominator"]
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """One measure of those in a group and of the others.

    Attributes
    ----------
    value, other
        Of those in the group and of the others.
    n, other_n
        Behind them: customers or buyers or orders, each counted once in every period.
    difference
        The first less the second, with its 95 % interval.
    """

    measure: str
    value: float
    n: float
    other: float
    other_n: float
    difference: Difference

    @property
    def too_few(self) -> bool:
        """True where one of the two rests on so few that nothing can be said."""
        return not min(self.n, self.other_n) >= FEWEST or pd.isna(self.difference.low)


@dataclass(frozen=True, slots=True)
class Groups:
    """The pairs of each group ("members", "referred"); a group that the exports say nothing of is missing.

    Attributes
    ----------
    periods
        How many whole periods were added up.
    grain
        Of them; rates are per such period.
    """

    pairs: dict[str, tuple[Pair, ...]]
    periods: int
    grain: str
    currency: str | None


def load(store: Store, first: date, last: date, grain: str) -> Groups:
    """Return the pairs over the whole periods inside some days."""
    sums = kpis.load(store, grain=grain, keys=NEEDED, dimension=DIMENSION, end=last)
    there = set(sums.parts.index.get_level_values("segment")) if not sums.parts.empty else set()
    known = {"members": {MEMBER, BOTH} & there, "referred": {REFERRED, BOTH} & there}
    frames = {name: _measures(folded(sums, GROUPS[name]), Days(first, last)) for name in GROUPS if known[name]}
    pairs = {
        name: tuple(_pair(key, found[key]) for key in MEASURES if key in found) for name, found in frames.items()
    }
    starts = [frame["period_start"] for found in frames.values() for frame in found.values()]
    number = max((int(start.nunique()) for start in starts), default=0)
    return Groups({name: found for name, found in pairs.items() if found}, number, grain, sums.currency)


def _measures(sums: Sums, days: Days) -> dict[str, pd.DataFrame]:
    """Return numerator and denominator by period and group of each measure that is known of both groups."""
    found = {key: over_periods(sums, CATALOGUE[key], days) for key in (*SHARES, "average_order_value")}
    found[REVENUE_PER_CUSTOMER] = _per_customer(sums, days)
    return {key: frame for key, frame in found.items() if set(frame["segment"]) == {IN, OUT}}


def _per_customer(sums: Sums, days: Days) -> pd.DataFrame:
    keys = ["segment", "period_start"]
    money = _counted(sums, CATALOGUE["revenue"], days).rename(columns={"value": "numerator"})
    active = _counted(sums, CATALOGUE["customers_active"], days).rename(columns={"value": "denominator"})
    return money.merge(active, on=keys)


def _counted(sums: Sums, metric: Metric, days: Days) -> pd.DataFrame:
    frame = trends.series(sums, metric, start=days.first, end=days.last)
    if frame.empty:
        return frame.reindex(columns=["segment", "period_start", "value"])
    inside = (frame["period_start"] >= pd.Timestamp(days.first)) & ~frame["partial"].astype(bool)
    return frame.loc[inside, ["segment", "period_start", "value"]]


def _pair(measure: str, frame: pd.DataFrame) -> Pair:
    sides = {name: part.set_index("period_start")[PARTS] for name, part in frame.groupby("segment")}
    one, other = sides[IN], sides[OUT]
    sums = {name: side.sum() for name, side in ((IN, one), (OUT, other))}
    difference = _of_shares(sums) if measure in SHARES else differences.of_ratios(one, other)
    values = {
        name: float(ratio(*(pd.Series([total[part]]) for part in PARTS)).iloc[0]) for name, total in sums.items()
    }
    n = {name: float(total["denominator"]) for name, total in sums.items()}
    return Pair(measure, values[IN], n[IN], values[OUT], n[OUT], difference)


def _of_shares(sums: dict[str, pd.Series]) -> Difference:
    counts = [pd.Series([float(sums[name][part])]) for name in (IN, OUT) for part in PARTS]
    found = differences.of_shares(*counts).iloc[0]
    return Difference(float(found["gap"]), float(found["low"]), float(found["high"]))
