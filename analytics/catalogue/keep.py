"""Keeping customers: active, lost, revenue, renewals, loyalty."""

from analytics.formulas import Count, Ratio, Share, Sum, one
from analytics.metric import (
    ACTIVE_END,
    ACTIVE_START,
    CUSTOMER_EXPORTS,
    END,
    OTHER_CURRENCIES,
    OUR_CATALOGUE,
    START,
    Aside,
    Good,
    Group,
    Metric,
    Unit,
)
from data.texts import mark

VALUE_START = f"recurring_value_change{START}"


KEEP: tuple[Metric, ...] = (
    Metric(
        "customers_active",
        mark("Active customers"),
        Unit.CUSTOMERS,
        Good.UP,
        Group.KEEP,
        Count(one(ACTIVE_END)),
        mark(
            "Customers at the end of the period: those whose contract runs, and those without a contract whose "
            "last order lies within the inactivity window."
        ),
        OUR_CATALOGUE,
        CUSTOMER_EXPORTS,
        any_table=True,
    ),
    Metric(
        "customers_lost",
        mark("Customers lost"),
        Unit.CUSTOMERS,
        Good.DOWN,
        Group.KEEP,
        Count(one("customers_lost")),
        mark("Customers who were active at the start of the period and are not at its end."),
        OUR_CATALOGUE,
        CUSTOMER_EXPORTS,
        any_table=True,
    ),
    Metric(
        "customer_retention_rate",
        mark("Customer retention"),
        Unit.RATE,
        Good.UP,
        Group.KEEP,
        Share(Sum((ACTIVE_START,), minus=("customers_lost",)), one(ACTIVE_START)),
        mark("Of the customers active at the start of the period, the share still active at its end."),
        "Farris et al. (2010), Marketing Metrics, 2nd ed., ch. 5",
        CUSTOMER_EXPORTS,
        any_table=True,
    ),
    Metric(
        "customer_churn_rate",
        mark("Customer churn"),
        Unit.RATE,
        Good.DOWN,
        Group.KEEP,
        Share(one("customers_lost"), one(ACTIVE_START)),
        mark("Of the customers active at the start of the period, the share lost by its end."),
        "Farris et al. (2010), Marketing Metrics, 2nd ed., ch. 5",
        CUSTOMER_EXPORTS,
        any_table=True,
    ),
    Metric(
        "recurring_revenue_churn_rate",
        mark("Recurring revenue churn"),
        Unit.RATE,
        Good.DOWN,
        Group.KEEP,
        Ratio(Sum(("recurring_value_lost", "recurring_value_downgraded")), one(VALUE_START)),
        mark(
            "Recurring value per month of the customers lost, and what others moved down by, over the recurring "
            "value at the start of the period."
        ),
        OUR_CATALOGUE,
        ("subscriptions",),
    ),
    Metric(
        "net_revenue_retention",
        mark("Net revenue retention"),
        Unit.RATE,
        Good.UP,
        Group.KEEP,
        Ratio(
            Sum(
                (VALUE_START, "recurring_value_upgraded"),
                minus=("recurring_value_downgraded", "recurring_value_lost"),
            ),
            one(VALUE_START),
        ),
        mark(
            "Recurring value at the end of the period of the customers who had any at its start, over what it "
            "was at the start. New customers are left out; above 100 % the others grew by more than was lost."
        ),
        OUR_CATALOGUE,
        ("subscriptions",),
    ),
    Metric(
        "renewal_rate",
        mark("Renewals"),
        Unit.RATE,
        Good.UP,
        Group.KEEP,
        Share(one("contracts_renewed"), one("contracts_due")),
        mark(
            "Of the contracts that came due in the period, the share renewed by then or within the grace after "
            "it (30 days unless set otherwise)."
        ),
        OUR_CATALOGUE,
        ("subscriptions",),
        matures_after="renewal_grace_days",
    ),
    Metric(
        "repeat_purchase_rate",
        mark("Repeat buyers"),
        Unit.RATE,
        Good.UP,
        Group.KEEP,
        Share(one("repeat_buyers"), one("buyers")),
        mark("Of the customers who bought in the period, the share who had bought before it."),
        OUR_CATALOGUE,
        ("orders",),
        aside=Aside(
            "lines_without_customer",
            mark("{count} order lines name no customer; whoever bought them is not counted."),
        ),
    ),
    Metric(
        "revenue",
        mark("Revenue"),
        Unit.MONEY,
        Good.UP,
        Group.KEEP,
        Count(one("revenue")),
        mark(
            "What was sold in the period, less what was paid back in it. Amounts in other currencies are "
            "converted at the rates set, or kept apart; they are never added unconverted."
        ),
        OUR_CATALOGUE,
        ("orders",),
        aside=OTHER_CURRENCIES,
    ),
    Metric(
        "average_order_value",
        mark("Average order value"),
        Unit.MONEY,
        Good.UP,
        Group.KEEP,
        Ratio(one("revenue"), one("orders_with_value")),
        mark(
            "Revenue of the period, net of refunds, per order. Orders in other currencies count at the rates set, "
            "or are left out of both."
        ),
        OUR_CATALOGUE,
        ("orders",),
        aside=OTHER_CURRENCIES,
    ),
    Metric(
        "customer_lifetime_value",
        mark("Customer lifetime value"),
        Unit.MONEY,
        Good.UP,
        Group.KEEP,
        Ratio(one("expected_margin"), one("customers_valued")),
        mark("Expected discounted margin per active customer over the chosen horizon, from the model."),
        "Fader, Hardie & Lee (2005), Marketing Science 24(2)",
        ("orders",),
    ),
    Metric(
        "loyalty_member_share",
        mark("Customers in the loyalty programme"),
        Unit.RATE,
        Good.UP,
        Group.KEEP,
        Share(one(f"active_members_change{END}"), one(ACTIVE_END)),
        mark("Of the customers active at the end of the period, the share in the loyalty programme."),
        OUR_CATALOGUE,
        ("customers",),
    ),
    Metric(
        "loyalty_active_rate",
        mark("Active loyalty members"),
        Unit.RATE,
        Good.UP,
        Group.KEEP,
        Share(one("members_moving_points"), one(f"members_joined{END}")),
        mark("Of the members of the loyalty programme, the share who earned or redeemed points in the period."),
        OUR_CATALOGUE,
        ("loyalty_events",),
    ),
    Metric(
        "loyalty_redemption_rate",
        mark("Points redeemed"),
        Unit.RATE,
        Good.UP,
        Group.KEEP,
        Ratio(one("points_redeemed"), one("points_earned")),
        mark("Points redeemed in the period over points earned in it; above 100 % old points were used up."),
        OUR_CATALOGUE,
        ("loyalty_events",),
    ),
)
