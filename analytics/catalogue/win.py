"""Winning customers: leads, deals, conversion, cost, referral."""

from analytics.formulas import Count, Ratio, Share, one
from analytics.metric import CUSTOMER_EXPORTS, OUR_CATALOGUE, Good, Group, Metric, Unit
from data.texts import mark

WIN: tuple[Metric, ...] = (
    Metric(
        "customers_new",
        mark("New customers"),
        Unit.CUSTOMERS,
        Good.UP,
        Group.WIN,
        Count(one("customers_new")),
        mark("Customers whose first contract or first purchase lies in the period."),
        OUR_CATALOGUE,
        CUSTOMER_EXPORTS,
        any_table=True,
    ),
    Metric(
        "deal_win_rate",
        mark("Deals won"),
        Unit.RATE,
        Good.UP,
        Group.WIN,
        Share(one("deals_won"), one("deals_closed")),
        mark("Of the deals closed in the period, the share won."),
        OUR_CATALOGUE,
        ("leads",),
    ),
    Metric(
        "lead_conversion_rate",
        mark("Leads converted"),
        Unit.RATE,
        Good.UP,
        Group.WIN,
        Share(one("leads_converted"), one("leads_created")),
        mark(
            "Of the leads created in the period, the share who became customers within the maturity window "
            "(30 days unless set otherwise)."
        ),
        OUR_CATALOGUE,
        ("leads",),
        matures_after="lead_maturity_days",
    ),
    Metric(
        "web_conversion_rate",
        mark("Web conversion"),
        Unit.RATE,
        Good.UP,
        Group.WIN,
        Share(one("web_conversions"), one("web_sessions_with_conversions")),
        mark("Conversions per session."),
        OUR_CATALOGUE,
        ("web_traffic",),
    ),
    Metric(
        "acquisition_cost",
        mark("Cost per new customer"),
        Unit.MONEY,
        Good.DOWN,
        Group.WIN,
        Ratio(one("acquisition_spend"), one("customers_new")),
        mark("What was spent on acquisition in the period, per customer newly won in it."),
        "Farris et al. (2010), Marketing Metrics, 2nd ed., ch. 5",
        ("spend", "customers"),
    ),
    Metric(
        "referral_share",
        mark("New customers by referral"),
        Unit.RATE,
        Good.UP,
        Group.WIN,
        Share(one("customers_new_referred"), one("customers_new")),
        mark("Of the customers newly won in the period, the share whom another customer brought."),
        OUR_CATALOGUE,
        ("customers", "referrals"),
    ),
    Metric(
        "referral_conversion_rate",
        mark("Invitations accepted"),
        Unit.RATE,
        Good.UP,
        Group.WIN,
        Share(one("invitations_converted"), one("invitations_sent")),
        mark(
            "Of the invitations sent in the period, the share whose recipient has become a customer since. A "
            "period counts as whole once the maturity window of leads has passed (30 days unless set otherwise)."
        ),
        OUR_CATALOGUE,
        ("referrals",),
        matures_after="lead_maturity_days",
    ),
)
