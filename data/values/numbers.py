"""Text to number: decimal comma or point, thousands marks, currencies, percent, accounting negatives, any digits.

Which mark stands before the fraction is judged from the whole column. Where no cell of it tells, that is an
assumption which the import states. A cell against the mark of its column is no number rather than another one:
``12,5`` among points is not 125.
"""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import pandas as pd

_ARABIC_MARKS = str.maketrans({"٫": ".", "٬": ",", "،": ",", "٪": "%"})
_MINUS = "-−–﹣－"
_WORDS = r"Rp|kr|zł|Kč|Ft|lei|лв|руб|р|сум|грн|Fr|元|円|원|圓|د\.إ|ر\.س|ج\.م|د\.ك|د\.م|د\.ب|ر\.ق|د\.أ|ل\.ل"
_CURRENCY = rf"(?:[A-Z]{{0,3}}[\u00a2-\u00a5\u20a0-\u20c0$₹฿]|{_WORDS}|[A-Z]{{3}}|usd|eur|gbp|idr)\.?"
_BEFORE = re.compile(rf"^{_CURRENCY}\s*")
_AFTER = re.compile(rf"\s*{_CURRENCY}$")
_PLAIN = re.compile(r"^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$")
_BLANKS = " '’\u00a0\u2009\u202f"
# Digits in threes; the Indian way keeps only the last three together and the others in pairs.
_GROUPED = {
    mark: re.compile(
        rf"^(?:\d+|\d{{1,3}}(?:[{re.escape(thousands)}]\d{{3}})+|\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+"
        rf"|\d{{1,2}}(?:,\d{{2}})+,\d{{3}})?(?:[{re.escape(mark)}]\d*)?(?:[eE][-+]?\d+)?$"
    )
    for mark, thousands in ((".", ","), (",", "."))
}
_NOT_IN_NUMBERS = r"[^\d.,]"
# What a number says of its decimal mark; {0} is that mark, {1} the other one.
_TELLS = (
    r"^\d{{1,3}}(?:\{1}\d{{3}})+\{0}\d*$|^\d*\{0}(?:\d{{1,2}}|\d{{4,}})$|^(?:0|\d{{4,}})\{0}\d{{3}}$"
    r"|^\d{{1,3}}(?:\{1}\d{{3}}){{2,}}$|^\d{{1,2}}(?:\{1}\d{{2}})+\{1}\d{{3}}(?:\{0}\d*)?$"
)
_OPEN = r"[1-9]\d{0,2}[.,]\d{3}"  # "1,234": a thousand and more, or one and a bit


@dataclass(frozen=True, slots=True)
class DecimalMark:
    """The mark before the fraction, "." or ",", and whether it was assumed."""

    mark: str
    assumed: bool = False


def judged_mark(values: pd.Series) -> DecimalMark:
    """Judge the decimal mark from the distinct texts of a column: the one more of them tell.

    Examples
    --------
    >>> judged_mark(pd.Series(["1.234", "7,5"])), judged_mark(pd.Series(["1.234"]))
    (DecimalMark(mark=',', assumed=False), DecimalMark(mark='.', assumed=True))
    """
    texts = values.astype("str")
    marked = texts[texts.str.contains(r"[.,]", regex=True, na=False)]
    cores = marked.str.replace(_NOT_IN_NUMBERS, "", regex=True)
    comma = int(cores.str.contains(_TELLS.format(",", "."), regex=True).sum())
    point = int(cores.str.contains(_TELLS.format(".", ","), regex=True).sum())
    if comma != point:
        return DecimalMark("," if comma > point else ".")
    return DecimalMark(".", assumed=bool(cores.str.fullmatch(_OPEN).any()))


def decimal_mark(values: pd.Series) -> str:
    """Return "." or ",": the mark before the fraction, judged from the whole column.

    A value with both marks decides by the last of them; a lone mark not followed by exactly three digits is a
    decimal mark; one that groups digits more than once is a thousands mark. Otherwise a point.

    Examples
    --------
    >>> decimal_mark(pd.Series(["1.234,50", "7,00"])), decimal_mark(pd.Series(["1,234.50"]))
    (',', '.')
    >>> decimal_mark(pd.Series(["12,5"])), decimal_mark(pd.Series(["1.234.567"]))
    (',', ',')
    >>> decimal_mark(pd.Series(["1,234"])), decimal_mark(pd.Series(["1,23,456"]))
    ('.', '.')
    """
    return judged_mark(values).mark


def to_number(text: str, decimal: str) -> float:
    """Return the number a cell means; NaN where it isn't one.

    Examples
    --------
    >>> to_number("(1,234.50)", "."), to_number("12.3%", "."), to_number("1.234,5 €", ","), to_number("٣٫٥", ".")
    (-1234.5, 0.123, 1234.5, 3.5)
    >>> to_number("twelve", "."), to_number("1.2.3", "."), to_number("12,5", ".")
    (nan, nan, nan)
    """
    if "٫" in text or "٬" in text:
        decimal = "."  # the Arabic marks say which is which
    body, is_negative = _bare(unicodedata.normalize("NFKC", text).translate(_ARABIC_MARKS).strip())
    is_percent = body.startswith("%") or body.endswith("%")
    body = body.strip("%").strip()
    if not body or not any(map(str.isdigit, body)) or not _GROUPED[decimal].match(body):
        return float("nan")
    thousands = "," if decimal == "." else "."
    digits = re.sub(f"[{_BLANKS}{thousands}]", "", body).replace(decimal, ".")
    if not _PLAIN.match(digits):
        return float("nan")
    number = float(f"{digits}e-2") if is_percent and "e" not in digits.lower() else float(digits)
    return -number if is_negative else number


def _bare(text: str) -> tuple[str, bool]:
    """Return a number without currency, sign and brackets, and whether those make it negative."""
    text, negative = _without_currency(text), False
    if text.startswith("(") and text.endswith(")"):
        text, negative = _without_currency(text[1:-1].strip()), True
    if text[:1] in _MINUS and text[:1]:
        text, negative = _without_currency(text[1:].strip()), not negative
    elif text[:1] == "+":
        text = _without_currency(text[1:].strip())
    elif text[-1:] in _MINUS and text[-1:]:
        text, negative = _without_currency(text[:-1].strip()), not negative
    return text, negative


def _without_currency(text: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", text, count=1), count=1)


def parse_numbers(values: pd.Series, decimal: str | None = None) -> tuple[pd.Series, str]:
    """Return the column as numbers, NaN where a cell isn't one, and the decimal mark used.

    ``values`` holds texts without empty cells. Plain numbers take the quick way; only the others are looked
    at one by one, and each distinct text once.
    """
    mark = decimal or decimal_mark(values.drop_duplicates())
    numbers = pd.Series(np.nan, index=values.index, dtype="float64")
    plain = values.str.fullmatch(r"[-+]?\d+(?:\.\d+)?") if mark == "." else values.str.fullmatch(r"[-+]?\d+")
    plain = plain.fillna(value=False).astype(bool)
    numbers[plain] = values[plain].astype("float64")
    others = values[~plain]
    meanings = {text: to_number(text, mark) for text in others.unique()}
    numbers[~plain] = others.map(meanings).astype("float64")
    return numbers, mark
