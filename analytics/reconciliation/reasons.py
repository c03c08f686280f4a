"""Why the product counts something else than a tool shows, in words."""

from data.texts import mark

REPEATED, REFUNDS = "repeated", "refunds"

SENTENCES: dict[str, str] = {
    "not_happened": mark("Failed, cancelled or unpaid in the tool: nothing happened"),
    "set_aside": mark("Set aside, because something in them can't be read"),
    REPEATED: mark("Repeated further down in the same file; the last one counts"),
    "again": mark("Came again unchanged with a newer file"),
    "replaced": mark("Replaced by newer values: what they said before"),
    "undated": mark("Without a date"),
    "returns": mark("Cancellations, and lines that were only paid back"),
    REFUNDS: mark("Paid back"),
    "other_currency": mark("In a currency that is kept apart"),
    "no_amount": mark("Without an amount"),
    "guests": mark("Name no customer: they count in sales, not among customers"),
    "tests": mark("Test sends, or to fewer than five recipients"),
    "incomplete": mark("Say only one of the two figures that the rate is made of"),
    "other_kind": mark("Neither NPS nor CSAT"),
    "no_score": mark("A score below 0"),
    "backwards": mark("Answered or solved before they began"),
    "other_brand": mark("Of another brand"),
    "untold": mark("The tool doesn't say what became of any of them"),
    "ahead": mark("Come due after the last day with data"),
    "late": mark("Renewed later than the days of grace"),
    "converted_late": mark("Became customers later than the days that count"),
    "open": mark("Still open: the close date is a hope"),
    "not_running": mark("Ended, or not begun yet"),
    "same_customer": mark("Other names of customers who are counted already"),
    "time_zone": mark("In another month by the company's time zone"),
}
