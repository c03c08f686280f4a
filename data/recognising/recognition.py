"""What a table of a file was taken for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from data.recognising.labels import INVERTED, LEFT_IS, how_to_read
from data.schemas import TABLES, Kind, Table

# An e-mail address names a customer where the tool's own id is missing.
STANDS_IN = {"customer_id": ("customer_email", "email")}
NAMES_A_PERSON = ("customer_id", "referrer_id")


class RunnerUp(NamedTuple):
    """What a table may be instead."""

    table: str
    confidence: float
    profile: str
    label: str


class ChurnLabel(NamedTuple):
    """Which column was taken to say who has left; ``says_who_stayed`` where it was turned round."""

    header: str
    says_who_stayed: bool


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a table was taken for, and how its columns become canonical ones.

    Attributes
    ----------
    table
        Name of the canonical table; None where nobody can tell, and then the mapping holds guesses.
    profile, label
        Which profile knew it, and its name for people.
    source
        The tool whose ids the rows use; "own" where that is unknown.
    confidence
        0 to 1.
    mapping
        For every header the canonical column, or None where it is kept as an attribute.
    constants
        Columns that have one value in every row.
    nulls
        Words that mean "nothing" in this export.
    plain
        Headers whose cells lose the apostrophe that a spreadsheet put before a number.
    transforms
        How a column's text is changed before it is typed: see ``data.recognising.transforms``.
    accepts, refuses
        Rows are only taken whose value under this header is one of these, or none of these (casefolded).
    runner_up
        The next best profile or table, where there is one worth offering.
    missing
        Columns that the table needs and the file doesn't have.
    towards
        The table that it would be if nothing were missing.
    advice
        Why it can't be stored as it is, and what to do, where the tool is known.
    label_choices
        Headers that may say who has left, the likeliest first.
    date_order
        How the tool writes a date that can be read both ways.
    """

    table: str | None
    profile: str
    label: str
    source: str
    confidence: float
    mapping: dict[str, str | None]
    constants: dict[str, str] = field(default_factory=dict)
    nulls: frozenset[str] = frozenset()
    plain: tuple[str, ...] = ()
    transforms: dict[str, str] = field(default_factory=dict)
    accepts: dict[str, frozenset[str]] = field(default_factory=dict)
    refuses: dict[str, frozenset[str]] = field(default_factory=dict)
    runner_up: RunnerUp | None = None
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    towards: str | None = None
    advice: str = ""
    label_choices: tuple[str, ...] = ()
    date_order: str | None = None

    @property
    def churn_label(self) -> ChurnLabel | None:
        """What was taken to say who has left, if anything was."""
        header = self.header_of("churned")
        return ChurnLabel(header, self.transforms.get("churned") == INVERTED) if header else None

    @property
    def left_value(self) -> str | None:
        """The value of the churn label that a person said means "has left"; None where its words tell."""
        name, _colon, value = self.transforms.get("churned", "").partition(":")
        return value if name == LEFT_IS else None

    def header_of(self, column: str) -> str | None:
        """Return the header that was mapped to a column, if any."""
        return next((header for header, mapped in self.mapping.items() if mapped == column), None)

    def remapped(self, table: str, mapping: Mapping[str, str | None]) -> "Recognition":
        """Return the recognition with a person's table and mapping, without what belonged to changed columns."""
        whole = {header: mapping.get(header, old) for header, old in self.mapping.items()}
        known = TABLES[table].names
        whole = {header: column if column in known else None for header, column in whole.items()}
        is_same = table == (self.table or self.towards)
        constants = {
            name: value for name, value in self.constants.items() if is_same and name not in whole.values()
        }
        transforms = self._transforms_of(whole) if is_same else {}
        if label := next((header for header, column in whole.items() if column == "churned"), None):
            transforms.setdefault("churned", how_to_read(label))
        if table == "surveys" and "score" in whole.values():
            transforms.setdefault("score", "answer")
        return replace(
            self,
            table=table,
            towards=table,
            confidence=1.0,
            mapping=whole,
            constants=constants,
            transforms=transforms,
            accepts=self.accepts if is_same else {},
            refuses=self.refuses if is_same else {},
            missing=unmet(TABLES[table], {*filter(None, whole.values()), *constants, *transforms}),
            advice="",
        )

    def _transforms_of(self, mapping: Mapping[str, str | None]) -> dict[str, str]:
        """Return the transforms of columns that kept their header, and of derived ones not given another."""
        same = {column for header, column in mapping.items() if column and self.mapping.get(header) == column}
        derived = {column for column in self.transforms if self.header_of(column) is None}
        kept = same | (derived - set(mapping.values()))
        return {name: how for name, how in self.transforms.items() if name in kept}


def unmet(table: Table, columns: Collection[str]) -> tuple[str, ...]:
    """Return the columns that the table needs and that are not among those given.

    An id that only says which row it is can be derived from the row's content, so it is never missing.

    Examples
    --------
    >>> from data.schemas import ORDERS
    >>> unmet(ORDERS, {"customer_email", "amount"})
    ('ordered_at',)
    """
    found = [name for name in table.required if name not in columns and not _has_stand_in(table, name, columns)]
    if table.any_of and not set(table.any_of) & set(columns):
        found.append(table.any_of[0])
    return tuple(found)


def _has_stand_in(table: Table, name: str, columns: Collection[str]) -> bool:
    if any(other in columns for other in STANDS_IN.get(name, ())):
        return True
    return table.column(name).kind is Kind.ID and name in table.key and name not in NAMES_A_PERSON
