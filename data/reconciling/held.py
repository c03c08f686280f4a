"""What the amounts of a tool hold beside the goods: tax and shipping, kept as attributes of the rows."""

from collections.abc import Mapping

import ibis.expr.types as ir

from data.store import Facts

# By tool, the headers of what its total holds, and of what was taken off it before.
HEADERS: dict[str, tuple[str, ...]] = {"shopify": ("Taxes", "Shipping", "Discount Amount")}


def held(reader: Facts, source: str, rows: ir.Table) -> Mapping[str, float]:
    """Return by header what tax, shipping and discount come to in rows of orders; only what isn't zero."""
    headers = HEADERS.get(source, ())
    if not headers:
        return {}
    sums = {header: rows.attributes.get(header, "").try_cast("float64").sum() for header in headers}
    (found,) = reader.frame(rows.aggregate(**sums)).to_dict("records")
    return {str(header): float(amount) for header, amount in found.items() if amount == amount and amount}  # noqa: PLR0124 - not a number
