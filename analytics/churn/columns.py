"""Columns of a customer export turned into features: numbers and categories, the rest left out and said so.

An export's attributes are text. What a column is, is told from its values: numbers in any usual spelling,
booleans in any spelling, dates (as an age in days), categories with few levels. Ids, names and free text say
who somebody is, not how they behave, and are left out by rule.
"""

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.texts import _

NUMBER = "number"
CATEGORY = "category"

# A cell that says nothing. "None" and "no" are answers, and stay.
BLANKS = frozenset({"", "-", "–", "?", "na", "n/a", "#n/a", "nan", "null", "nil"})
YES = frozenset({"yes", "y", "true", "t", "1", "1.0", "on", "ja", "oui", "si", "sí", "ya", "x", "✓"})
NO = frozenset({"no", "n", "false", "f", "0", "0.0", "off", "nein", "non", "tidak"})
ID_WORDS = frozenset({"id", "ids", "uuid", "guid", "rownumber", "row", "index", "key", "ref", "phone", "zip"})

_READABLE_SHARE = 0.95  # of the cells that say something; the others count as missing
_RARE_SHARE = 0.005
_RARE_ROWS = 20
_FEW_ROWS = 50  # below, "nearly all different" means nothing


@dataclass(frozen=True, slots=True)
class Excluded:
    """A column that is left out, by its header in the file, and why in words."""

    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Features:
    """What a model may read.

    Attributes
    ----------
    frame
        float64 columns for numbers, text (None where missing) for categories; the rows of the input.
    kinds
        Column name → "number" or "category".
    excluded
        The columns left out.
    dates
        The numbers that are ages in days of dates.
    """

    frame: pd.DataFrame
    kinds: dict[str, str]
    excluded: list[Excluded]
    dates: frozenset[str] = frozenset()

    def without(self, excluded: list[Excluded]) -> "Features":
        """Return the features with some more columns left out."""
        gone = {one.column for one in excluded}
        kinds = {name: kind for name, kind in self.kinds.items() if name not in gone}
        return Features(self.frame[list(kinds)], kinds, [*self.excluded, *excluded], self.dates - gone)


def words_of(header: str) -> list[str]:
    """Return the words a header is made of.

    Examples
    --------
    >>> words_of("SeniorCitizen"), words_of("customer_ID"), words_of("Churn Reason")
    (['senior', 'citizen'], ['customer', 'id'], ['churn', 'reason'])
    """
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+", header)
    return [part.casefold() for part in parts]


def features_of(raw: pd.DataFrame, *, as_of: date | None) -> Features:
    """Turn the columns of an export into features.

    Parameters
    ----------
    raw
        Text, numbers, booleans or dates, a column per header.
    as_of
        Dates become days before it (negative: after it); None: before the last date of the column.
    """
    columns: dict[str, pd.Series] = {}
    kinds: dict[str, str] = {}
    excluded: list[Excluded] = []
    dates: set[str] = set()
    for header in raw.columns:
        read = _read(header, raw[header])
        if isinstance(read, pd.Series) and pd.api.types.is_datetime64_any_dtype(read):
            dates.add(header)
            read = _age(read, as_of)
        if isinstance(read, str):
            excluded.append(Excluded(header, read))
        else:
            columns[header] = read
            kinds[header] = NUMBER if pd.api.types.is_float_dtype(read) else CATEGORY
    return Features(pd.DataFrame(columns, index=raw.index), kinds, excluded, frozenset(dates))


def _read(header: str, column: pd.Series) -> pd.Series | str:
    """Return the column as numbers, dates or levels, or why it is none of these."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return column if column.notna().any() else _("empty")
    text = _text(column)
    known = text.dropna()
    if known.empty:
        return _("empty")
    folded = set(known.str.casefold())
    if len(folded) == 1 and len(known) == len(text):
        return _("the same for everyone")
    if folded <= YES | NO and len(folded) > 1:
        return text.str.casefold().map(_yes_or_no, na_action="ignore").astype(object)
    return _read_text(header, text)


def _read_text(header: str, text: pd.Series) -> pd.Series | str:
    numbers = as_numbers(text)
    if _readable(numbers, text):
        return _number_unless_id(header, numbers)
    dates = pd.to_datetime(text, errors="coerce", format="ISO8601", utc=True).dt.tz_localize(None)
    if _readable(dates, text):
        return dates
    return _category_unless_free_text(text)


def _yes_or_no(cell: str) -> str:
    return "yes" if cell in YES else "no"


def _text(column: pd.Series) -> pd.Series:
    """Return the column as text, None where a cell says nothing."""
    cells = [None if cell is None or pd.isna(cell) else str(cell).strip() for cell in column]
    known = [None if cell is None or cell.casefold() in BLANKS else cell for cell in cells]
    return pd.Series(known, index=column.index, dtype=object)


def _readable(values: pd.Series, text: pd.Series) -> bool:
    return bool(values.notna().sum() >= _READABLE_SHARE * text.notna().sum())


def as_numbers(text: pd.Series) -> pd.Series:
    """Return text as float64, NaN where it isn't a number.

    Examples
    --------
    >>> as_numbers(pd.Series(["12", "1,234.5", "27.8%", "€ 3", " ", "n/a"])).tolist()
    [12.0, 1234.5, 27.8, 3.0, nan, nan]
    """
    plain = text.astype("str").str.replace(r"[\s%$€£]", "", regex=True)
    grouped = plain.str.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", na=False)
    plain = plain.where(~grouped, plain.str.replace(",", ""))
    return pd.to_numeric(plain, errors="coerce").astype("float64").replace([np.inf, -np.inf], np.nan)


def _number_unless_id(header: str, numbers: pd.Series) -> pd.Series | str:
    known = numbers.dropna()
    different = known.nunique() / len(known)
    whole = bool((known % 1 == 0).all())
    named_so = bool(ID_WORDS & set(words_of(header)))
    if len(known) >= _FEW_ROWS and whole and (different > 0.95 or (named_so and different > 0.3)):
        return _("an id or a row's number: nearly every customer has another one")
    return numbers


def _age(dates: pd.Series, as_of: date | None) -> pd.Series:
    day = pd.Timestamp(as_of) if as_of else dates.max()
    age: pd.Series = (day - dates).dt.total_seconds() / 86_400
    return age.astype("float64")


def _category_unless_free_text(text: pd.Series) -> pd.Series | str:
    """Return a category with its rare levels folded into one, or why it is none."""
    spelling = text.groupby(text.str.casefold()).agg(lambda cells: cells.value_counts().index[0])
    text = text.str.casefold().map(spelling, na_action="ignore")
    counts = text.value_counts()
    enough = max(_RARE_SHARE * len(text), min(_RARE_ROWS, len(text) / 10))
    kept = set(counts[counts >= enough].index)
    if counts[list(kept)].sum() < counts.sum() / 2:
        return _("free text, a name or an id: {count} different values").format(count=f"{len(counts):,}")
    return text.map(lambda level: level if level in kept else _("other"), na_action="ignore").astype(object)
