"""Reports that count days from a start date: "0000", "0001" … below "Start date: 20260801"."""

import re
from collections.abc import Mapping, Sequence

from data.recognising.names import squash

NTH_DAY = "nthday"
NUMBER_OF_A_DAY = re.compile(r"\d{4}")
MOST_DAYS = 1_500  # four digits beyond these are years
A_DAY = re.compile(r"(?<!\d)20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")


def day_number_column(header: Sequence[str], samples: Mapping[str, Sequence[str]]) -> str | None:
    """Return the column of day numbers, told by its English name or by its cells in any language.

    Examples
    --------
    >>> day_number_column(["N-ter Tag", "Sitzungen"], {"N-ter Tag": ["0000", "0001"], "Sitzungen": ["5", "6"]})
    'N-ter Tag'
    """
    for name in header:
        cells = samples.get(name, ())
        if squash(name) == NTH_DAY or (cells and cells[0] == "0000" and all(map(_is_day_number, cells))):
            return name
    return None


def _is_day_number(cell: str) -> bool:
    return NUMBER_OF_A_DAY.fullmatch(cell) is not None and int(cell) < MOST_DAYS


def period(preamble: Sequence[str]) -> tuple[str, str] | None:
    """Return the first and last day that the lines above a table name, as YYYYMMDD, in any language.

    Examples
    --------
    >>> period(["# Property: Shop 12345678", "# Date de début : 20260801", "# Date de fin : 20260807"])
    ('20260801', '20260807')
    """
    days = [found for line in preamble for found in A_DAY.findall(line)]
    return (days[0], days[1] if len(days) > 1 else days[0]) if days else None
