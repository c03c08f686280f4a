"""Spend and what came back, by channel and by campaign.

A customer belongs to the channel that the export names as having won them: the first touch as exported, and no
proof of a cause. What came back is what the customers won bought in their first 90 days.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics import kpis
from analytics.channels.windows import Days, covered, over_days, with_components
from analytics.formulas import Ratio, one, ratio
from analytics.metric import Good, Group, Metric, Unit
from analytics.metrics import CATALOGUE
from data import marketing_rows
from data.components import UNKNOWN
from data.components.returns import FIRST_DAYS
from data.store import Store
from data.texts import mark

DIMENSION = "acquisition_channel"
PURPOSES = ("acquisition", "retention", "other")
FEWEST_DAYS = 28  # of customers whose first days are over; with fewer a week more or less changes the order
FEWEST_WON = 20
EMAIL_NAMES = ("e-mail", "email", "e-mails", "emails")
RETURN = Metric(
    "return_on_acquisition_spend",
    mark("Back per amount spent"),
    Unit.MONEY,
    Good.UP,
    Group.WIN,
    Ratio(one("revenue_of_first_days"), one("acquisition_spend")),
    mark("What customers won in the period bought in their first 90 days, over what was spent on winning in it."),
    "Farris et al. (2010), Marketing Metrics, 2nd ed., ch. 10",
    ("spend", "orders"),
)
FIRST_REVENUE = Metric(
    "first_revenue_per_customer",
    mark("First 90 days, per customer"),
    Unit.MONEY,
    Good.UP,
    Group.WIN,
    Ratio(one("revenue_of_first_days"), one("customers_followed")),
    mark("What a customer won in the period bought in the first 90 days, net of refunds."),
    "Farris et al. (2010), Marketing Metrics, 2nd ed., ch. 5",
    ("orders",),
)


@dataclass(frozen=True, slots=True)
class Spending:
    """Spend and return over some days.

    Attributes
    ----------
    channels
        A row per channel: channel; acquisition, retention, other (spent, by purpose); won (customers), cost
        (per customer won), first_revenue (of one customer in the first 90 days), back (revenue of the first 90
        days per amount spent), followed (customers behind the two), credited (of e-mail alone: revenue that its
        tool credits it with) and credited_back (that per amount spent). NaN where not known: a channel without
        spend has no cost and no return.
    campaigns
        A row per campaign that money was spent on or that an e-mail tool credits with revenue: campaign,
        channel, spent, revenue, delivered, per_delivered, back.
    followed_days
        The days of which customers have had their first 90 days by now; their number may be 0.
    cost_days
        The days of which both spend and customers won are known.
    margin_rate
        As set; None where it isn't.
    names_campaigns
        True where the spend export names campaigns.
    cost
        Spent on acquisition per customer won, whatever the channel; NaN where not known.
    back
        Revenue of the first 90 days per amount spent, over the channels whose return is known.
    """

    channels: pd.DataFrame
    campaigns: pd.DataFrame
    followed_days: Days
    cost_days: Days
    currency: str | None
    margin_rate: float | None
    names_campaigns: bool

    cost: float
    back: float

    @property
    def spent(self) -> pd.Series:
        """What was spent, by purpose."""
        return self.channels[list(PURPOSES)].sum()

    @property
    def has_spend(self) -> bool:
        """True where anything was spent in these days."""
        return bool(self.spent.sum() > 0)


def load(store: Store, first: date, last: date) -> Spending:
    """Return spend and return over some days, both inside."""
    days = Days(first, last)
    sums = kpis.load(store, grain="day", keys=("acquisition_cost", "customers_new"), dimension=DIMENSION, end=last)
    sums = with_components(store, sums, ["revenue_of_first_days", "customers_followed"], end=last)
    with store.read() as facts:
        spent = facts.frame(marketing_rows.spending(facts.tables, first, last))
        sends = facts.frame(marketing_rows.campaigns(facts.tables, first, last))
    followed = covered(_followed(days, sums.coverage.as_of), sums.coverage, FIRST_REVENUE.coverage)
    figures = {
        "won": over_days(sums, CATALOGUE["customers_new"], days),
        "cost": over_days(sums, CATALOGUE["acquisition_cost"], days),
        "back": over_days(sums, RETURN, followed),
        "first_revenue": over_days(sums, FIRST_REVENUE, followed),
    }
    enough = followed.number >= FEWEST_DAYS
    return Spending(
        with_credit(by_channel(spent, figures, enough_days=enough), sends),
        by_campaign(spent, sends),
        followed,
        covered(days, sums.coverage, CATALOGUE["acquisition_cost"].coverage),
        sums.currency,
        sums.settings.margin_rate,
        names_campaigns=bool(spent["campaign"].notna().any()),
        cost=_in_all(figures["cost"]),
        back=_in_all(figures["back"][figures["back"]["denominator"] > 0]) if enough else float("nan"),
    )


def _followed(days: Days, as_of: date | None) -> Days:
    """Return those of the days that lie at least 90 days before the last day with data."""
    young = FIRST_DAYS if as_of is None else max(0, FIRST_DAYS - (as_of - days.last).days)
    return days.earlier_end(young)


def by_channel(spent: pd.DataFrame, figures: dict[str, pd.DataFrame], *, enough_days: bool) -> pd.DataFrame:
    """Return a row per channel that was spent on or that won somebody: see ``Spending.channels``.

    Spend whose purpose is none of the three counts as other.
    """
    known = spent.assign(
        channel=spent["channel"].fillna(UNKNOWN),
        purpose=spent["purpose"].where(spent["purpose"].isin(PURPOSES), "other"),
    )
    purposes = known.pivot_table(index="channel", columns="purpose", values="amount", aggfunc="sum")
    table = purposes.reindex(columns=list(PURPOSES))
    columns = {name: frame.set_index("segment") for name, frame in figures.items()}
    table = table.join(columns["won"]["value"].rename("won"), how="outer")
    table = table.join(_where_spent(columns["cost"]).rename("cost"))
    table = table.join(
        columns["first_revenue"][["value", "denominator"]].set_axis(["first_revenue", "followed"], axis=1)
    )
    table = table.join(_where_spent(columns["back"], whole="denominator").rename("back"))
    table = table[(table[list(PURPOSES)].fillna(0).sum(axis=1) > 0) | (table["won"].fillna(0) > 0)]
    trusted = (table["followed"] >= FEWEST_WON) & enough_days
    table = table.assign(back=table["back"].where(trusted), first_revenue=table["first_revenue"].where(trusted))
    return table.rename_axis("channel").reset_index().sort_values("won", ascending=False, ignore_index=True)


def _in_all(figures: pd.DataFrame) -> float:
    sums = figures[["numerator", "denominator"]].astype(float).sum()
    return (
        float(sums["numerator"] / sums["denominator"])
        if sums["numerator"] and sums["denominator"]
        else float("nan")
    )


def with_credit(channels: pd.DataFrame, sends: pd.DataFrame) -> pd.DataFrame:
    """Return the channels with what the e-mail tool credits its sends with, beside the channel e-mail."""
    is_email = channels["channel"].str.casefold().isin(EMAIL_NAMES)
    credited = sends["revenue"].sum(min_count=1) if is_email.sum() == 1 else float("nan")
    revenue = pd.Series(float("nan"), index=channels.index).mask(is_email, credited)
    spent = channels[list(PURPOSES)].sum(axis=1)
    return channels.assign(credited=revenue, credited_back=ratio(revenue, spent))


def _where_spent(figures: pd.DataFrame, whole: str = "numerator") -> pd.Series:
    """Return the values of those channels on which anything was spent: others cost nothing that is known of."""
    return figures["value"].where(figures[whole] > 0)


def by_campaign(spent: pd.DataFrame, sends: pd.DataFrame) -> pd.DataFrame:
    """Return spend beside the revenue that an e-mail tool credits, where the two exports name a campaign alike.

    See ``Spending.campaigns``. ``back`` is known only where both are, and only of a campaign that runs in one
    channel: of one that runs in several nobody says which of them the revenue came by.
    """
    named = spent.dropna(subset=["campaign"]).fillna({"channel": UNKNOWN})
    cost = named.groupby(["campaign", "channel"], as_index=False).agg(spent=("amount", "sum"))
    cost = cost.assign(in_one=~cost["campaign"].duplicated(keep=False))
    mail = sends.groupby("campaign", as_index=False)[["revenue", "revenue_delivered", "delivered"]].sum(
        min_count=1
    )
    table = cost.merge(mail, on="campaign", how="outer").astype({"spent": "float64"})
    split = table["in_one"].eq(False)
    table = table.assign(
        per_delivered=ratio(table["revenue"], table["revenue_delivered"]),
        revenue=table["revenue"].mask(split),
        back=ratio(table["revenue"], table["spent"]).mask(split),
    )
    table = table.drop(columns=["revenue_delivered", "in_one"])
    return table.sort_values(["spent", "revenue"], ascending=False, na_position="last", ignore_index=True)
