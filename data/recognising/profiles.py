"""What the exports of known tools look like, one small TOML file each in ``profiles/``."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.recognising.names import squash

FOLDER = Path(__file__).parent / "profiles"
AS_THEY_STAND = ("constants", "by_day", "if_missing", "if_there", "needed")
STANDINGS = ("confirmed", "partial", "unconfirmed")

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """The export of a tool. Headers are squashed, and every one stands beside its localised forms.

    Attributes
    ----------
    name
        The file's name without its ending.
    tool, label, export
        The tool, what the export is called, and where in the tool to click for it.
    standing
        Whether the columns were seen in several real files, in some, or only in the tool's help pages.
    source
        Namespace of its ids.
    table
        The table it fills; None where it has no home, and then ``no_home`` says what to export instead.
    needs
        Groups of headers; of each group at least one must be there.
    never
        Headers that belong to a sister of this export.
    distinctive, at_least
        Groups of headers that few other tools have, and how many of them must be there; half unless told.
    preamble
        What lines above the header say in this export only; counts as one more distinctive header.
    row_labels
        The first cells of a report that has a row where others have a column; the headers then don't matter.
    columns
        For each canonical column its headers, best first.
    in_all
        Headers of a total that stands for its parts where the export has none of them.
    rebuilt
        For a count that some variants lack: the headers of its rate and of what that is a share of.
    score
        True where the score is some question of a survey, to be found out.
    date_order
        How the tool writes a date that can be read both ways.
    transforms
        For each column its changes, the best first: the first is taken whose headers are there.
    plain, constants, nulls, accepts, refuses
        See ``Recognition``.
    by_day
        For a header that may hold days: the sentence that says why a report by day can't be stored.
    if_missing, if_there
        The sentence that says what won't be known without a column, or what a header brings with it.
    needed
        For a column without which nothing can be stored: the sentence that says how to get it.
    """

    name: str
    tool: str
    label: str
    export: str
    standing: str
    source: str
    table: str | None
    no_home: str
    needs: tuple[frozenset[str], ...]
    never: frozenset[str]
    distinctive: tuple[frozenset[str], ...]
    at_least: int
    preamble: re.Pattern[str] | None
    row_labels: frozenset[str]
    columns: dict[str, Names]
    in_all: dict[str, Names]
    rebuilt: dict[str, tuple[Names, Names]]
    score: bool
    date_order: str | None
    also_called: dict[str, Names]
    plain: Names
    transforms: dict[str, Names]
    constants: dict[str, str]
    nulls: frozenset[str]
    accepts: dict[str, frozenset[str]]
    refuses: dict[str, frozenset[str]]
    by_day: dict[str, str]
    if_missing: dict[str, str]
    if_there: dict[str, str]
    needed: dict[str, str]

    def header_of(self, name: str, by_name: Mapping[str, str]) -> str | None:
        """Return the header of a file (by squashed name) that a name of this profile means there, if any."""
        return first_of(names_of(name, self.also_called), by_name)


@cache
def profiles() -> tuple[Profile, ...]:
    """Return every profile, in alphabetical order."""
    return tuple(_load(path) for path in sorted(FOLDER.glob("*.toml")))


def names_of(name: str, also_called: Mapping[str, Names]) -> Names:
    """Return the squashed name of a header and of its localised forms."""
    own = squash(name)
    return (own, *also_called.get(own, ()))


def first_of(names: Names, by_name: Mapping[str, str]) -> str | None:
    """Return the header of the first name that the file has, if any."""
    return next((by_name[name] for name in names if name in by_name), None)


def _load(path: Path) -> Profile:
    told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    also = {squash(name): tuple(map(squash, others)) for name, others in told.get("also_called", {}).items()}

    def spelt(names: str | list[str]) -> Names:
        return tuple(spelling for name in _listed(names) for spelling in names_of(name, also))

    distinctive = tuple(frozenset(spelt(group)) for group in told.get("distinctive", []))
    return Profile(
        name=path.stem,
        tool=told["tool"],
        label=told["label"],
        export=told["export"],
        standing=told["standing"],
        source=told["source"],
        table=told.get("table"),
        no_home=told.get("no_home", ""),
        needs=tuple(frozenset(spelt(group)) for group in told.get("needs", [])),
        never=frozenset(spelt(told.get("never", []))),
        distinctive=distinctive,
        at_least=told.get("at_least", (len(distinctive) + 1) // 2),
        preamble=re.compile(told["preamble"], re.IGNORECASE) if "preamble" in told else None,
        row_labels=frozenset(map(squash, told.get("row_labels", []))),
        also_called=also,
        nulls=frozenset(told.get("nulls", [])),
        plain=spelt(told.get("plain", [])),
        score=told.get("score", False),
        date_order=told.get("date_order"),
        **_columns(told, spelt),
        transforms={column: tuple(_listed(how)) for column, how in told.get("transforms", {}).items()},
        accepts=_casefolded(told.get("accepts", {})),
        refuses=_casefolded(told.get("refuses", {})),
        **{name: told.get(name, {}) for name in AS_THEY_STAND},
    )


def _columns(told: Mapping[str, Any], spelt: Callable[[str | list[str]], Names]) -> dict[str, Any]:
    return {
        "columns": {column: spelt(names) for column, names in told.get("columns", {}).items()},
        "in_all": {column: spelt(names) for column, names in told.get("in_all", {}).items()},
        "rebuilt": {
            column: (spelt(parts["rate"]), spelt(parts["of"])) for column, parts in told.get("rebuilt", {}).items()
        },
    }


def _casefolded(words: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {header: frozenset(word.casefold() for word in listed) for header, listed in words.items()}


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
