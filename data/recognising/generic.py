"""Tables that no profile knows, told by what their columns are commonly called."""

import math
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from data.recognising.cells import filled, mostly
from data.recognising.concepts import Concepts, concepts
from data.recognising.labels import find_label
from data.recognising.names import squash
from data.recognising.questions import find_score
from data.recognising.recognition import unmet
from data.schemas import TABLES, Column, Kind, Table
from data.values.dates import SERIAL, to_moment
from data.values.numbers import to_number

_UTC = ZoneInfo("UTC")
ALIASES = Path(__file__).with_name("aliases.toml")
SURE = 0.5
SUREST = 0.79  # names alone never tell as much as a tool's whole export does
BY_MEANING = 1_000  # a rank after all names
BARELY = 0.55  # a needed column holds something else
# A table is only believed when one of these is there as well: the rest of its columns stand in many tables.
EVIDENCE = {
    "customers": set(TABLES["customers"].names) - {"customer_id", "country", "segment", "name", "owner", "status"},
    "orders": {"amount", "unit_price"},
    "subscriptions": {"subscription_id", "due_on", "renewed_on", "cancelled_on", "plan", "recurring_value"},
    "leads": {"lead_id", "stage", "won", "converted_on"},
    "tickets": {"ticket_id", "first_reply_at", "resolved_at", "satisfaction"},
    "social_posts": {"impressions", "reach", "reactions", "shares"},
    "email_campaigns": {"sent", "delivered", "opened"},
    "content": {"views", "engagements", "conversions", "kind"},
}
# Figures by day look like posts, but a row of them is none.
ONE_ROW_IS = {"social_posts": {"post_id", "text"}}


@dataclass(frozen=True, slots=True)
class Guess:
    """How well a table fits.

    Attributes
    ----------
    columns
        Canonical column → header.
    confidence
        0 to 1.
    exact
        How many headers are the table's own names to the letter, 0 unless all it needs is among them.
    """

    table: str
    columns: dict[str, str]
    transforms: dict[str, str]
    confidence: float
    missing: tuple[str, ...]
    exact: int


def guesses(header: Sequence[str], samples: Mapping[str, Sequence[str]]) -> list[Guess]:
    """Return a guess for every table that matches anything, best first."""
    found = [_guess(table, header, samples) for table in TABLES.values()]
    ordered = sorted(found, key=lambda guess: (-guess.confidence, -len(guess.columns), guess.missing))
    return [guess for guess in ordered if guess.columns]


@cache
def aliases(table: str) -> dict[str, tuple[str, ...]]:
    """Return the squashed names of each column, best first; the canonical name is the first."""
    told = _aliases_file()[table]
    return {name: tuple(dict.fromkeys(map(squash, [name, *told.get(name, [])]))) for name in TABLES[table].names}


@cache
def _aliases_by_concepts(table: str) -> dict[Concepts, tuple[str, int]]:
    """Return for each set of concepts that names a column the column and how well, 0 for best; the first wins."""
    found: dict[Concepts, tuple[str, int]] = {}
    told = _aliases_file()[table]
    for name in TABLES[table].names:
        for rank, alias in enumerate((name, *told.get(name, []))):
            found.setdefault(concepts(alias), (name, rank))
    return found


@cache
def _aliases_file() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(ALIASES.read_text(encoding="utf-8"))


@cache
def _tables_with(header: str) -> int:
    return sum(bool(_named(table, header)) for table in TABLES.values())


def _guess(table: Table, header: Sequence[str], samples: Mapping[str, Sequence[str]]) -> Guess:
    columns = _assigned(table, header, samples)
    transforms = {}
    label = find_label(header, samples) if table.name == "customers" else None
    if label is not None:
        columns = {name: told for name, told in columns.items() if told != label[0]} | {"churned": label[0]}
        transforms["churned"] = label[1]
    asked = find_score(header, samples, set(columns.values())) if table.name == "surveys" else None
    if asked is not None and "score" not in columns:
        columns["score"], transforms["score"] = asked.header, "answer"
    missing = unmet(table, columns)
    exact = {name for name, told in columns.items() if told.strip() == name}
    own_names = len(exact) if set(table.required) <= exact and 2 * len(exact) >= len(header) else 0
    confidence = _confidence(table, columns, missing)
    if not all(fits(table.column(name), samples.get(told, ())) for name, told in columns.items()):
        confidence = min(confidence, BARELY)
    return Guess(table.name, columns, transforms, confidence, missing, own_names)


def _assigned(table: Table, header: Sequence[str], samples: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Give each header to the column for which its name ranks best; a column takes one header.

    Cells that don't look the part keep a header from an optional column, unless it has that very name: then the
    cells are wrong and not the mapping, and it is better to say so. The same goes for a required column that no
    other header offers to fill.
    """
    offers = []
    for place, told in enumerate(header):
        for column, rank in _named(table, told):
            misfit = told.strip() != column and not fits(table.column(column), samples.get(told, ()), squash(told))
            if not misfit or column in table.required:
                offers.append((misfit, rank, place, column, told))
    taken: dict[str, str] = {}
    for _misfit, _rank, _place, column, told in sorted(offers):
        if column not in taken and told not in taken.values():
            taken[column] = told
    return taken


def _named(table: Table, header: str) -> list[tuple[str, int]]:
    """Return the columns that a header names, and how well: by its letters, or else by what its words mean."""
    name = squash(header)
    found = [(column, names.index(name)) for column, names in aliases(table.name).items() if name in names]
    if found:
        return found
    meant = _aliases_by_concepts(table.name).get(concepts(header))
    return [(meant[0], BY_MEANING + meant[1])] if meant else []


def fits(column: Column, cells: Sequence[str], name: str = "") -> bool:
    """Tell whether cells can be what the column holds; a column without cells can."""
    told = filled(cells)
    if column.kind in {Kind.DATE, Kind.MOMENT}:
        return mostly(told, _is_moment, least=0.6)
    if column.kind in {Kind.NUMBER, Kind.MONEY, Kind.COUNT}:
        return mostly(told, _is_number, least=0.6) and not _may_be_years(name, told)
    if column.kind is Kind.EMAIL:
        return mostly(told, lambda cell: "@" in cell, least=0.5)
    if column.kind is Kind.FLAG:
        return len({cell.casefold() for cell in told}) <= 4
    return True


@lru_cache(maxsize=65_536)
def _is_number(cell: str) -> bool:
    return any(not math.isnan(to_number(cell, mark)) for mark in ".,")


@lru_cache(maxsize=65_536)
def _is_moment(cell: str) -> bool:
    return any(to_moment(cell, order, _UTC) is not None for order in ("dmy", "mdy", SERIAL))


def _may_be_years(name: str, cells: Sequence[str]) -> bool:
    """Tell a tenure that says no unit and never passes twelve: it may be counted in years."""
    return name == "tenure" and all(cell.isdigit() and int(cell) <= 12 for cell in cells) and len(cells) >= 20


def _confidence(table: Table, columns: Mapping[str, str], missing: Sequence[str]) -> float:
    """Rise with matches that few tables share; stay below one half where something needed is missing."""
    shared = Counter({column: _tables_with(told) for column, told in columns.items()})
    weight = sum(1 / max(count, 1) + 0.3 * (column in table.required) for column, count in shared.items())
    score = 1 - math.exp(-weight / 2)
    told = [names[table.name] for names in (EVIDENCE, ONE_ROW_IS) if table.name in names]
    is_evident = all(not names.isdisjoint(columns) for names in told)
    if is_evident and not missing:
        return round(SURE + (SUREST - SURE) * score, 3)
    return round((0.4 if is_evident else 0.2) * score, 3)
