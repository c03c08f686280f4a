"""Which column says who has left, and which of its values says it: shown, and changed by hand."""

from typing import Any

import pandas as pd

from components import import_work
from components.import_choices import choice, header_of, moved
from components.import_sentences import exact
from components.import_tray import Table
from components.texts import _, _n
from data.recognising.labels import CHURN_WORDS
from data.recognising.transforms import transformed

MOST_VALUES = 12  # a column of more says something else


def show(table: Table) -> None:
    """Draw the choice of the column, and of the value that means that a customer has left."""
    recognition = table.plan.recognition
    if recognition is None:
        return
    mapping = dict(recognition.mapping)
    likely = recognition.label_choices
    label = header_of(mapping, "churned")
    choice(
        _("The column that says who has left"),
        [*likely, *(header for header in mapping if header not in likely)],
        label,
        key=f"import_label_{table.key}",
        placeholder=_("None of them says it"),
        changed=lambda header: import_work.choose(table.key, **_with_label(table, header)),
    )
    counts = values(table, label)
    if label is not None and counts:
        _value_choice(table, label, counts)


def _value_choice(table: Table, label: str, counts: dict[str, int]) -> None:
    choice(
        _("What “{column}” says of a customer who has left").format(column=label),
        list(counts),
        _taken(table, list(counts)),
        key=f"import_left_{table.key}_{label}",
        shown=lambda value: _n("{value} ({count} row)", "{value} ({count} rows)", counts[value]).format(
            value=value, count=exact(counts[value])
        ),
        placeholder=_("Choose the value that says it"),
        changed=lambda value: import_work.choose(table.key, left_value=value),
    )


def values(table: Table, label: str | None) -> dict[str, int]:
    """Return what a column says, with in how many rows; nothing where it says too many things to be a label."""
    block = table.plan.block
    if block is None or block.large is not None or label not in block.header:
        return {}
    cells = block.rows[block.header.index(label)].str.strip()
    counts = cells[cells != ""].value_counts()
    return {str(value): int(count) for value, count in counts.items()} if len(counts) <= MOST_VALUES else {}


def _taken(table: Table, found: list[str]) -> str | None:
    """Return the value that is taken to mean "has left" now."""
    recognition = table.plan.recognition
    if recognition is None:
        return None
    if recognition.left_value is not None:
        chosen = recognition.left_value.casefold()
        return next((value for value in found if value.casefold() == chosen), None)
    flags = transformed(recognition.transforms.get("churned", CHURN_WORDS), pd.Series(found, dtype="str"))
    return next((value for value, flag in zip(found, flags, strict=True) if flag == "true"), None)


def _with_label(table: Table, header: str) -> dict[str, Any]:
    """Return what to choose so that another column is the label; the value chosen before was the other one's."""
    if not table.options.mapping:
        return {"label": header, "left_value": None}
    mapping = moved(dict(table.options.mapping), header, "churned")
    return {"mapping": mapping, "label": None, "left_value": None}
