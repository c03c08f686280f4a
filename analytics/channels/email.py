"""E-mail by kind of campaign: each rate against that of all other kinds together."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics import kpis
from analytics.channels import differences
from analytics.channels.windows import Days, over_days
from analytics.metrics import CATALOGUE
from data import marketing_rows
from data.components import UNKNOWN
from data.store import Store

RATES = (
    "email_open_rate",
    "email_click_through_rate",
    "email_click_to_open_rate",
    "email_unsubscribe_rate",
    "email_bounce_rate",
)
REVENUE = "email_revenue_per_delivered"
FEWEST = 20  # behind a rate


@dataclass(frozen=True, slots=True)
class Email:
    """What the kinds of campaign do.

    Attributes
    ----------
    kinds
        A row per kind: kind, sends, sent, delivered, a column per rate, revenue, revenue_per_delivered.
    rates
        A row per kind and rate: kind, metric, value, n, low, high, others, others_n, gap, gap_low, gap_high,
        verdict ("more", "less", "alike" or "too few"); ``others`` are all other kinds together.
    currency
        Of the revenue, taken to be the company's: these exports name none.
    """

    kinds: pd.DataFrame
    rates: pd.DataFrame
    currency: str | None

    @property
    def is_empty(self) -> bool:
        """True where no e-mail was sent in these days."""
        return self.kinds.empty


def load(store: Store, first: date, last: date) -> Email:
    """Return the kinds of campaign over some days, both inside."""
    sums = kpis.load(store, grain="day", keys=(*RATES, REVENUE), dimension="kind", end=last)
    figures = {key: over_days(sums, CATALOGUE[key], Days(first, last)) for key in (*RATES, REVENUE)}
    with store.read() as facts:
        campaigns = facts.frame(marketing_rows.campaigns(facts.tables, first, last))
    rates = against_others({key: figures[key] for key in RATES})
    return Email(_by_kind(campaigns, figures), rates, sums.currency)


def against_others(figures: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return each rate of each kind beside that of all other kinds together.

    As many tests are made at once as there are rows, so each has to be that much surer (Bonferroni).
    """
    parts = [_against_others(frame).assign(metric=key) for key, frame in figures.items() if len(frame) > 1]
    if not parts:
        return pd.DataFrame(columns=["kind", "metric", "value", "n", "verdict"])
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(verdict=_verdicts(rows)).drop(columns="p_value")


def _against_others(frame: pd.DataFrame) -> pd.DataFrame:
    part, whole = frame["numerator"], frame["denominator"]
    others_part, others_whole = part.sum() - part, whole.sum() - whole
    found = differences.of_shares(part, whole, others_part, others_whole)
    return pd.DataFrame(
        {
            "kind": frame["segment"],
            "value": frame["value"],
            "n": whole,
            "low": frame["low"],
            "high": frame["high"],
            "others": others_part / others_whole.where(others_whole > 0),
            "others_n": others_whole,
            "gap": found["gap"],
            "gap_low": found["low"],
            "gap_high": found["high"],
            "p_value": found["p_value"],
        }
    )


def _verdicts(rows: pd.DataFrame) -> list[str]:
    surer = differences.LEVEL / max(1, len(rows))
    return [
        "too few"
        if not min(row["n"], row["others_n"]) >= FEWEST or pd.isna(row["gap"])
        else "alike"
        if not row["p_value"] < surer
        else ("more" if row["gap"] > 0 else "less")
        for row in rows.to_dict("records")
    ]


def _by_kind(campaigns: pd.DataFrame, figures: dict[str, pd.DataFrame]) -> pd.DataFrame:
    sums = ["sends", "sent", "delivered"]
    known = campaigns.assign(kind=campaigns["kind"].fillna(UNKNOWN))
    kinds = known.groupby("kind")[sums].sum(min_count=1)
    for key, frame in figures.items():
        kinds[key] = frame.set_index("segment")["value"]
    kinds["revenue"] = figures[REVENUE].set_index("segment")["numerator"]
    return kinds.reset_index().sort_values("delivered", ascending=False, ignore_index=True)
