"""What a person decided about a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data import setting_rules
from data.errors import UnknownNameError
from data.schemas import TABLES
from data.texts import _

OPTION_NAMES = (
    "date_order",
    "decimal",
    "encoding",
    "delimiter",
    "currency",
    "label",
    "left_value",
    "time_zone",
    "source",
    "profile",
)
ALLOWED = {"date_order": ("dmy", "mdy", "ymd"), "decimal": (".", ",")}


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person decided about a file; None is found out.

    ``left_value`` is the value of the churn label, ``label``, that says that a customer has left.
    """

    table: str | None = None
    mapping: Mapping[str, str | None] = field(default_factory=dict)
    date_order: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    currency: str | None = None
    label: str | None = None
    left_value: str | None = None
    time_zone: str | None = None
    source: str | None = None
    profile: str | None = None

    def said(self) -> tuple[Any, ...]:
        """Return all of it as one value, the same for the same decisions."""
        others = tuple(getattr(self, name) for name in OPTION_NAMES)
        return (self.table, tuple(sorted(self.mapping.items(), key=repr)), *others)

    @classmethod
    def from_texts(cls, table: str | None, mapping: Mapping[str, str | None], options: Mapping[str, str]) -> Any:
        """Build the options from the command line's texts, or say which there are."""
        for name in options:
            if name not in OPTION_NAMES:
                raise UnknownNameError(_("option"), name, OPTION_NAMES)
        setting_rules.checked({name: options[name] for name in ("time_zone", "currency") if name in options})
        for name, allowed in ALLOWED.items():
            if options.get(name, allowed[0]) not in allowed:
                raise UnknownNameError(name, options[name], allowed)
        if table is not None and table not in TABLES:
            raise UnknownNameError(_("table"), table, TABLES)
        return cls(table=table, mapping=mapping, **options)
