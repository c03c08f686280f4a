"""The roll-ups of orders as somebody who knows SQL would ask for them: one query, written by hand for DuckDB."""

from pathlib import Path

import duckdb

from data.components import orders
from data.sample.company import CURRENCY

MEMORY_LIMIT = "6GB"
GRAINS = ("day", "week", "month", "quarter")
DIMENSIONS = ("channel", "product", "segment", "country", "plan", "acquisition_channel", "loyalty_tier")
COMPONENTS = [item.key for item in orders.SOURCE.components]

_SALES = f"""
    with lines as (
        select *, coalesce(currency, '{CURRENCY}') = '{CURRENCY}' as counts,
            coalesce(quantity, 1) >= 0
                and not (coalesce(amount, 1) = 0 and coalesce(refunded_amount, 0) > 0) as sale
        from orders
    ),
    first as (
        select customer_id, min(ordered_at::date) as first_day from lines where sale group by customer_id
    ),
    told as (
        select {", ".join(f"coalesce({name}, 'not known') as {name}" for name in DIMENSIONS)},
            customer_id, order_id, amount, refunded_amount, ordered_at, refunded_at, sale, counts, first_day
        from lines left join customers using (customer_id) left join first using (customer_id)
    ),
    rows as (
        select ordered_at::date as day, amount as money, * from told
        union all
        select coalesce(refunded_at, ordered_at)::date, -refunded_amount, * replace (false as sale)
        from told where refunded_amount > 0
    )
"""


def _of_grain(grain: str) -> str:
    sets = ", ".join(f"(period_start, {name})" for name in DIMENSIONS)
    dimension = " ".join(f"when grouping({name}) = 0 then '{name}'" for name in DIMENSIONS)
    part = ", ".join(DIMENSIONS)
    return f"""
        select '{grain}' as grain, period_start, case {dimension} else '' end as dimension,
            coalesce({part}, '') as segment,
            sum(money) filter (counts) as revenue,
            count(*) filter (sale and not counts) as lines_in_other_currencies,
            count(*) filter (sale and customer_id is null) as lines_without_customer,
            count(distinct order_id) filter (sale and counts and amount is not null) as orders_with_value,
            count(distinct customer_id) filter (sale) as buyers,
            count(distinct customer_id) filter (sale and first_day < period_start) as repeat_buyers
        from (select *, date_trunc('{grain}', day)::date as period_start from rows)
        group by grouping sets ((period_start), {sets})
    """


QUERY = _SALES + " union all ".join(_of_grain(grain) for grain in GRAINS)
_OURS = f"""
    pivot (select * from rollups where component in ({", ".join(f"'{name}'" for name in COMPONENTS)}))
    on component using first(value) group by grain, period_start, dimension, segment
"""


def worked_out(store: Path) -> duckdb.DuckDBPyConnection:
    """Ask the query of a store's rows and keep its answer in a table.

    It counts what is distinct of all periods at once and runs out of the 1 GB that ours has.
    """
    spill = f"{store}.by_hand.tmp"
    answer = duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": spill})
    answer.execute(f"attach '{store}' as facts (read_only)")
    answer.execute("use facts")
    answer.execute(f"create table memory.main.answer as {QUERY}")
    return answer


def differing(store: Path) -> list[tuple[object, ...]]:
    """Return what our roll-ups and the query's answer don't have in common; sums of money to a ten-thousandth."""
    with worked_out(store) as answer:
        keys = ("grain", "period_start", "dimension", "segment")
        values = ", ".join(f"round({name}, 4)::double as {name}" for name in COMPONENTS)
        columns = f"{', '.join(keys)}, {values}"
        theirs = f"select {columns} from memory.main.answer"
        ours = f"select {columns} from ({_OURS})"
        statement = f"(({ours}) except ({theirs})) union all (({theirs}) except ({ours})) limit 10"
        return answer.execute(statement).fetchall()
