"""What the exports of known tools look like, one small TOML file each in ``profiles/``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.recognising.names import squash

FOLDER = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True)
class Profile:
    """The export of a tool.

    Attributes
    ----------
    name
        The file's name without its ending.
    tool, label, export
        The tool, what the export is called, and where in the tool to click for it.
    source
        Namespace of its ids.
    needs
        Groups of squashed headers; of each group at least one must be there.
    distinctive, at_least
        Squashed headers that few other tools have, and how many of them must be there; half unless told.
    columns
        For each canonical column its headers, best first.
    transforms, constants, nulls, accepts
        See ``Recognition``.
    if_missing
        For a column that some variants lack: the sentence that says what won't be known then.
    """

    name: str
    tool: str
    label: str
    export: str
    source: str
    table: str
    needs: tuple[frozenset[str], ...]
    distinctive: frozenset[str]
    at_least: int
    columns: dict[str, tuple[str, ...]]
    transforms: dict[str, str]
    constants: dict[str, str]
    nulls: frozenset[str]
    accepts: dict[str, frozenset[str]]
    if_missing: dict[str, str]


@cache
def profiles() -> tuple[Profile, ...]:
    """Return every profile, in alphabetical order."""
    return tuple(_load(path) for path in sorted(FOLDER.glob("*.toml")))


def _load(path: Path) -> Profile:
    told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    distinctive = frozenset(map(squash, told["distinctive"]))
    return Profile(
        name=path.stem,
        tool=told["tool"],
        label=told["label"],
        export=told["export"],
        source=told["source"],
        table=told["table"],
        needs=tuple(frozenset(map(squash, _listed(group))) for group in told["needs"]),
        distinctive=distinctive,
        at_least=told.get("at_least", (len(distinctive) + 1) // 2),
        columns={column: tuple(_listed(names)) for column, names in told["columns"].items()},
        transforms=told.get("transforms", {}),
        constants=told.get("constants", {}),
        nulls=frozenset(told.get("nulls", [])),
        accepts={
            header: frozenset(value.casefold() for value in values)
            for header, values in told.get("accepts", {}).items()
        },
        if_missing=told.get("if_missing", {}),
    )


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
