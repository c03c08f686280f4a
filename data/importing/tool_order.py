"""How the tool of an export writes its dates, where the dates themselves leave it open."""

from data.reading import Block
from data.recognising import Recognition
from data.schemas import TABLES, Kind
from data.texts import _
from data.values.dates import DateOrder, date_order

_DATES = (Kind.DATE, Kind.MOMENT)


def order_of_tool(block: Block, recognition: Recognition) -> str | None:
    """Return how the tool writes dates that can be read both ways, unless a column of the file says otherwise."""
    orders = _orders(block, recognition)
    others = {found.order for found in orders.values() if not found.assumed} - {recognition.date_order, "ymd"}
    return None if others else recognition.date_order


def said_of_order(block: Block, recognition: Recognition) -> tuple[str, ...]:
    """Say of which columns the tool's order decided."""
    order = order_of_tool(block, recognition)
    if order is None:
        return ()
    words = _("day before month") if order == "dmy" else _("month before day")
    text = _(
        "The dates in {header!r} can be read both ways; {order} was taken, as the tool writes them. Set "
        "date_order to change it."
    )
    orders = _orders(block, recognition)
    return tuple(text.format(header=header, order=words) for header, found in orders.items() if found.assumed)


def _orders(block: Block, recognition: Recognition) -> dict[str, DateOrder]:
    """Return what the date columns of the file say, by header; nothing where the tool isn't known."""
    if recognition.date_order is None or recognition.table is None:
        return {}
    table = TABLES[recognition.table]
    told = {header: column for header, column in recognition.mapping.items() if column}
    return {
        header: date_order(block.rows[block.header.index(header)].drop_duplicates())
        for header, column in told.items()
        if table.column(column).kind in _DATES
    }
