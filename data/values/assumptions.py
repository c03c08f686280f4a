"""What was assumed of a column because none of its cells tells, in words."""

from typing import Protocol

from data.texts import _


class Judged(Protocol):
    """What was found out of a whole column on the way."""

    @property
    def date_order(self) -> str | None:
        """Order of day and month."""

    @property
    def date_order_assumed(self) -> bool:
        """True where no cell tells the order."""

    @property
    def decimal(self) -> str | None:
        """The mark before the fraction."""

    @property
    def decimal_assumed(self) -> bool:
        """True where no cell tells the mark."""

    @property
    def serial_days(self) -> bool:
        """True where numbers were read as days."""


def said_of_assumptions(header: str, column: Judged) -> list[str]:
    """Say what was assumed of a column."""
    said = []
    if column.date_order_assumed:
        said.append(_of_order(header, str(column.date_order)))
    if column.decimal_assumed:
        said.append(_of_mark(header, str(column.decimal)))
    if column.serial_days:
        text = _(
            "The numbers in {header!r} were read as days as spreadsheets count them: 45658 is 1 January 2025."
        )
        said.append(text.format(header=header))
    return said


def _of_order(header: str, date_order: str) -> str:
    order = _("day before month") if date_order == "dmy" else _("month before day")
    text = _("The dates in {header!r} can be read both ways; {order} was assumed. Set date_order to change it.")
    return text.format(header=header, order=order)


def _of_mark(header: str, decimal: str) -> str:
    meaning = _("a point before the fraction") if decimal == "." else _("a comma before the fraction")
    text = _("The numbers in {header!r} can be read both ways; {meaning} was assumed. Set decimal to change it.")
    return text.format(header=header, meaning=meaning)
