"""Things that can be stored but look odd beside the earlier imports of the same export."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.importing.planning import Plan
from data.store import Store


class Doubt(StrEnum):
    """What looks odd."""

    ROWS = "rows"  # ten times as many or as few
    GAP = "gap"  # weeks without a row
    CURRENCY = "currency"  # one that was never there
    EMPTY = "empty"  # a column that used to be filled, or that KPIs need
    FUTURE = "future"  # days that haven't come yet
    AMOUNT = "amount"  # ten times as large or as small
    CUSTOMERS = "customers"  # fewer rows find their customer


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One odd thing, in a sentence with its numbers."""

    kind: Doubt
    sentence: str


def doubts(store: Store, plan: Plan, *, today: date, beside: Sequence[Plan] = ()) -> tuple[Doubtful, ...]:
    """Return what is doubtful about a plan that can be stored.

    Parameters
    ----------
    today
        The day of the import, as the door's clock has it.
    beside
        The other plans of the same import: customers whom they bring count as known.
    """
    del store, plan, today, beside
    return ()
