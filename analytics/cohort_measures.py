"""What is followed of a cohort: who is still active, who bought, what they brought."""

from dataclasses import dataclass

from data.texts import mark


@dataclass(frozen=True, slots=True)
class Measure:
    """What is followed: a column of the cells over another.

    Attributes
    ----------
    first_age
        The age from which on it says something: at first everybody has just become a customer.
    is_share
        True where it counts customers out of customers, so that it has an interval and can be tested.
    """

    key: str
    label: str
    meaning: str
    numerator: str
    denominator: str
    unit: str
    first_age: int
    is_share: bool


MEASURES = {
    item.key: item
    for item in (
        Measure(
            "active",
            mark("Still active"),
            mark(
                "The share of the cohort that is active at the end of the age: the contract runs, or without one "
                "the last order lies within the inactivity window."
            ),
            "active",
            "customers",
            "rate",
            1,
            is_share=True,
        ),
        Measure(
            "bought",
            mark("Bought in the period"),
            mark("The share of the cohort that bought on at least one day of that month or quarter."),
            "bought",
            "customers",
            "rate",
            1,
            is_share=True,
        ),
        Measure(
            "revenue",
            mark("Revenue per customer"),
            mark(
                "What the cohort has paid from its beginning to the end of the age, net of refunds, over all its "
                "customers, also those who left."
            ),
            "revenue",
            "customers",
            "money",
            0,
            is_share=False,
        ),
        Measure(
            "recurring",
            mark("Recurring value kept"),
            mark(
                "The recurring value per month under contract at the end of the age, over that at the end of the "
                "cohort's own period. Upgrades and returns count, so it can rise above 100 %."
            ),
            "recurring",
            "recurring_at_first",
            "rate",
            1,
            is_share=False,
        ),
    )
}
