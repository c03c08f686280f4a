"""What the rows of a large file must mean, in SQL: the rules of ``data.importing.rules``."""

from collections.abc import Mapping

AMOUNT = "coalesce(amount, coalesce(quantity, 1.0) * unit_price)"

# Column → what is put in its place. A negative amount becomes a refund of its own date.
REPLACED: Mapping[str, Mapping[str, str]] = {
    "orders": {
        "amount": f"case when {AMOUNT} < 0 then 0.0 else {AMOUNT} end",
        "refunded_amount": f"case when {AMOUNT} < 0 then coalesce(abs(refunded_amount), 0.0) - {AMOUNT} "
        "else abs(refunded_amount) end",
        "refunded_at": f"case when {AMOUNT} < 0 then coalesce(refunded_at, ordered_at) else refunded_at end",
    }
}
# What the sentences about a rule are made of.
COUNTED: Mapping[str, Mapping[str, str]] = {
    "orders": {
        "returned": f"count_if({AMOUNT} < 0)",
        "returned_amount": f"sum(greatest(-({AMOUNT}), 0.0))",
        "guests": "count_if(customer_id is null and customer_email is null)",
        "with_amount": f"count({AMOUNT})",
    }
}
# Tables whose rules or keys are not written in SQL: their files are never so large.
NOT_IN_SQL = frozenset({"email_campaigns", "surveys"})
