"""What a table's rows must mean once typed: negative amounts are refunds, small sends are tests."""

from collections.abc import Callable

import pandas as pd

from data.texts import _, _n

TEST_SEND_RECIPIENTS = 5  # a send to fewer is taken for a test

Rule = Callable[[pd.DataFrame], tuple[pd.DataFrame, list[str]]]


def orders(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Work out amounts and turn negative lines into refunds, so that what was sold and what was paid back add up.

    A line's amount is what the export gives, else quantity × unit price. A negative one becomes a refund of
    its own date with amount 0.
    """
    quantity = rows["quantity"].fillna(1.0)
    amount = rows["amount"].fillna(quantity * rows["unit_price"])
    refunded = rows["refunded_amount"].abs()
    returned = amount < 0
    refund = refunded.fillna(0.0).where(~returned, refunded.fillna(0.0) - amount)
    rows = rows.assign(
        amount=amount.where(~returned, 0.0),
        refunded_amount=refund.where(returned | refunded.notna()),
        refunded_at=rows["refunded_at"].where(~returned | rows["refunded_at"].notna(), rows["ordered_at"]),
    )
    guests = rows["customer_id"].isna() & rows["customer_email"].isna()
    return rows, said_of_orders(
        returned=int(returned.sum()),
        returned_amount=-float(amount[returned].sum()),
        guests=int(guests.sum()),
        with_amount=int(amount.notna().sum()),
    )


def said_of_orders(*, returned: int, returned_amount: float, guests: int, with_amount: int) -> list[str]:
    """Say what was taken for refunds, whose orders nobody knows, and that no amount was found."""
    notes = []
    if returned:
        text = _n(
            "{count:,} line with a negative amount was taken for a refund ({amount:,.2f} in all).",
            "{count:,} lines with a negative amount were taken for refunds ({amount:,.2f} in all).",
            returned,
        )
        notes.append(text.format(count=returned, amount=returned_amount))
    if guests:
        text = _n(
            "{count:,} row names no customer: it counts as revenue and is left out of customer metrics.",
            "{count:,} rows name no customer: they count as revenue and are left out of customer metrics.",
            guests,
        )
        notes.append(text.format(count=guests))
    if not with_amount:
        notes.append(_("No amount and no unit price was found: only counts of orders are known, no revenue."))
    return notes


def email_campaigns(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Flag sends to fewer than five recipients as tests; work out what was delivered or sent from the other."""
    sent = rows["sent"].fillna(rows["delivered"] + rows["bounced"].fillna(0.0))
    delivered = rows["delivered"].fillna(rows["sent"] - rows["bounced"].fillna(0.0))
    small = sent.fillna(delivered) < TEST_SEND_RECIPIENTS
    is_test = rows["is_test"].fillna(value=False).astype(bool) | small.fillna(value=False)
    rows = rows.assign(sent=sent, delivered=delivered, is_test=is_test)
    if not is_test.any():
        return rows, []
    text = _n(
        "{count:,} send was to fewer than five recipients or marked as a test: it is kept and stays out of the "
        "KPIs.",
        "{count:,} sends were to fewer than five recipients or marked as tests: they are kept and stay out of the "
        "KPIs.",
        int(is_test.sum()),
    )
    return rows, [text.format(count=int(is_test.sum()))]


def surveys(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Tell NPS from CSAT by the scale where the export doesn't say: scores above 7 are on the 0 to 10 scale."""
    highest = rows["scale_max"].fillna(rows["score"].max())
    told = pd.Series("csat", index=rows.index, dtype="str").mask(highest > 7, "nps")
    return rows.assign(kind=rows["kind"].str.casefold().fillna(told)), []


RULES: dict[str, Rule] = {"orders": orders, "email_campaigns": email_campaigns, "surveys": surveys}
