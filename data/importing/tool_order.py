"""How the tool of an export writes its dates, where the dates themselves leave it open."""

from data.importing.dates import date_order
from data.reading import Block
from data.recognising import Recognition
from data.schemas import TABLES, Kind

_DATES = (Kind.DATE, Kind.MOMENT)


def order_of_tool(block: Block, recognition: Recognition) -> str | None:
    """Return how the tool writes dates that can be read both ways, unless a column of the file says otherwise."""
    if recognition.date_order is None or recognition.table is None:
        return None
    table = TABLES[recognition.table]
    kinds = {column: table.column(column).kind for column in filter(None, recognition.mapping.values())}
    told = [header for header, column in recognition.mapping.items() if column and kinds[column] in _DATES]
    orders = [date_order(block.rows[block.header.index(header)].drop_duplicates()) for header in told]
    others = {found.order for found in orders if not found.assumed} - {recognition.date_order, "ymd"}
    return None if others else recognition.date_order
