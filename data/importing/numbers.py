"""Text to number: decimal comma or point, thousands marks, currency signs, percent, accounting negatives."""

import re
import unicodedata

import numpy as np
import pandas as pd

_ARABIC_MARKS = str.maketrans({"٫": ".", "٬": ","})
_SHELL = re.compile(
    r"^(?P<open>\()?\s*(?P<sign>[-+−])?\s*(?P<body>[\d.,'’\s ]+?)\s*(?P<trail>-)?\s*(?P<percent>%)?\s*\)?$"
)
_CURRENCY = re.compile(r"(?:[A-Z]{3}|Rp|kr|zł|[$€£¥₹₩₽₺])\.?", re.UNICODE)
_PLAIN = re.compile(r"^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$")


def decimal_mark(values: pd.Series) -> str:
    """Return "." or ",": the mark before the fraction, judged from the whole column.

    A value with both marks decides by the last of them; a lone comma not followed by exactly three digits is
    a decimal comma; points that group by threes more than once are thousands marks. Otherwise a point.

    Examples
    --------
    >>> decimal_mark(pd.Series(["1.234,50", "7,00"])), decimal_mark(pd.Series(["1,234.50"]))
    (',', '.')
    >>> decimal_mark(pd.Series(["12,5"])), decimal_mark(pd.Series(["1.234.567"]))
    (',', ',')
    >>> decimal_mark(pd.Series(["1,234"]))
    '.'
    """
    texts = values.astype(str)
    both = texts[texts.str.contains(".", regex=False) & texts.str.contains(",", regex=False)]
    if len(both):
        comma_last = both.str.rfind(",") > both.str.rfind(".")
        return "," if comma_last.mean() > 0.5 else "."
    if texts.str.contains(r",\d{1,2}\D*$|,\d{4,}", regex=True).any():
        return ","
    if texts.str.contains(r"\d\.\d{3}\.\d{3}", regex=True).any():
        return ","
    return "."


def to_number(text: str, decimal: str) -> float:
    """Return the number a cell means; NaN where it isn't one.

    Examples
    --------
    >>> to_number("(1,234.50)", "."), to_number("12.3%", "."), to_number("1.234,5 €", ","), to_number("٣٫٥", ".")
    (-1234.5, 0.123, 1234.5, 3.5)
    >>> to_number("twelve", "."), to_number("1.2.3", ".")
    (nan, nan)
    """
    text = unicodedata.normalize("NFKC", text).translate(_ARABIC_MARKS).strip()
    match = _SHELL.match(_CURRENCY.sub("", text).strip())
    if not match:
        return float(text) if _PLAIN.match(text) else float("nan")
    thousands = "," if decimal == "." else "."
    body = re.sub(rf"[\s'’{re.escape(thousands)}]", "", match["body"]).replace(decimal, ".")
    if not _PLAIN.match(body):
        return float("nan")
    number = float(f"{body}e-2") if match["percent"] else float(body)
    negative = bool(match["open"]) ^ (match["sign"] in ("-", "−")) ^ bool(match["trail"])
    return -number if negative else number


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
