"""Changes of text to text between an export's column and a canonical one.

A transform is named in a profile as ``name`` or ``name:Header``, where the header gives what else is needed.
A column that has a transform with a header but no header of its own is derived from that one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from data.errors import UnknownNameError
from data.reading import Block
from data.recognising.recognition import Recognition

TRUE_WORDS = frozenset({"1", "1.0", "true", "yes", "y", "t", "on", "ja", "oui", "si", "sí", "ya"})
FALSE_WORDS = frozenset({"0", "0.0", "false", "no", "n", "f", "off", "nein", "non", "tidak"})
CHURNED_WORDS = TRUE_WORDS | {"churned", "churn", "left", "exited", "lost", "cancelled", "canceled", "inactive"}
CHURNED_WORDS |= {"attrited customer", "attrited", "closed"}
STAYED_WORDS = FALSE_WORDS | {"stayed", "active", "retained", "existing customer", "existing", "current", "kept"}
WON = re.compile(r"\bwon\b|gewonnen|gagn[ée]|ganad[ao]", re.IGNORECASE)
LOST = re.compile(r"\blost\b|verloren|perdu|perdid[ao]", re.IGNORECASE)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}.*")
RATINGS = {"good": "5", "bad": "1"}
SUBSCRIBED = frozenset({"subscribed", "single opt-in", "double opt-in", "granted"}) | TRUE_WORDS

NEED_BOTH = frozenset({"times", "plus_hours", "plus_minutes"})  # one header without the other says another thing

Texts = pd.Series
Change = Callable[[pd.Series, pd.Series], pd.Series]


def prepared(block: Block, recognition: Recognition) -> tuple[Block, Recognition]:
    """Return the block with its transforms done, and the recognition without them.

    A changed column keeps its header; a derived one is added under its canonical name. Rows and their order stay.
    """
    if not recognition.transforms:
        return block, recognition
    rows = block.rows.set_axis(list(block.header), axis="columns")
    cleaned = {name: _without_nulls(rows[name], recognition.nulls) for name in rows.columns}
    changed: dict[str, pd.Series] = {}
    mapping = dict(recognition.mapping)
    for column, how in recognition.transforms.items():
        name, _colon, argument = how.partition(":")
        own = recognition.header_of(column)
        source = cleaned.get(own or argument)
        if source is not None:
            changed[own or column] = transformed(name, source, cleaned.get(argument), argument)
            mapping[own or column] = column
    after = rows.assign(**changed)
    header = tuple(after.columns)
    shown = (*block.shown, *header[len(block.shown) :])
    positions = after.set_axis(pd.RangeIndex(len(header)), axis="columns")
    return replace(block, header=header, shown=shown, rows=positions), replace(
        recognition, mapping=mapping, transforms={}
    )


def not_accepted(rows: pd.DataFrame, accepts: Mapping[str, frozenset[str]]) -> pd.Series:
    """Return which rows stand for something else, such as a payment that failed."""
    refused = pd.Series(data=False, index=rows.index)
    for header, values in accepts.items():
        if header in rows.columns:
            refused |= ~rows[header].str.strip().str.casefold().isin(values)
    return refused


def transformed(name: str, own: Texts, beside: Texts | None = None, argument: str = "") -> Texts:
    """Return a column of text changed by the transform of that name.

    Parameters
    ----------
    beside
        The column that the transform's argument names, where there is one.

    Raises
    ------
    UnknownNameError
        If there is no such transform.

    Examples
    --------
    >>> transformed("strip_float", pd.Series(["17850.0", "", "A7"])).tolist()
    ['17850', '', 'A7']
    """
    if name == "nth_day":
        return _nth_day(own, argument)
    if name not in CHANGES:
        raise UnknownNameError("transform", name, [*CHANGES, "nth_day"])
    return CHANGES[name](own, own if beside is None else beside).astype("str")


def _without_nulls(cells: Texts, nulls: frozenset[str]) -> Texts:
    return cells.where(~cells.str.strip().isin(nulls), "") if nulls else cells


def _strip_float(own: Texts, _beside: Texts) -> Texts:
    return own.str.replace(r"^(\d+)\.0+$", r"\1", regex=True)


def _words_to_flag(own: Texts, true: frozenset[str], false: frozenset[str]) -> Texts:
    words = own.str.strip().str.casefold()
    known = words.map({**dict.fromkeys(true, "true"), **dict.fromkeys(false, "false")})
    return known.fillna(own)


def _churn_words(own: Texts, _beside: Texts) -> Texts:
    return _words_to_flag(own, CHURNED_WORDS, STAYED_WORDS)


def _inverted(own: Texts, _beside: Texts) -> Texts:
    gone, here = CHURNED_WORDS - TRUE_WORDS, STAYED_WORDS - FALSE_WORDS
    return _words_to_flag(own, gone | FALSE_WORDS, here | TRUE_WORDS)


def _won_from_stage(_own: Texts, beside: Texts) -> Texts:
    return beside.map(lambda stage: "true" if WON.search(stage) else "false" if LOST.search(stage) else "")


def _joined(own: Texts, beside: Texts) -> Texts:
    return (own.str.strip() + " " + beside.str.strip()).str.strip()


def _fill_down(own: Texts, beside: Texts) -> Texts:
    return own.where(own != "").groupby(beside, sort=False).ffill().fillna("")


def _zero_where_continued(own: Texts, beside: Texts) -> Texts:
    return own.where((own != "") | ~beside.duplicated(), "0")


def _times(own: Texts, beside: Texts) -> Texts:
    product = pd.to_numeric(own, errors="coerce") * pd.to_numeric(beside, errors="coerce")
    return product.astype("str").where(product.notna(), "")


def _plus(own: Texts, beside: Texts, seconds: int) -> Texts:
    """Add a duration to a moment; only ISO dates, whose day and month can't be mistaken."""
    start = pd.to_datetime(beside.where(beside.str.fullmatch(ISO_DAY), ""), errors="coerce", format="ISO8601")
    end = start + pd.to_timedelta(pd.to_numeric(own, errors="coerce") * seconds, unit="s")
    return pd.Series(end).dt.strftime("%Y-%m-%d %H:%M:%S").fillna("")


def _nth_day(own: Texts, first_day: str) -> Texts:
    numbers = pd.to_numeric(own, errors="coerce")
    days = pd.to_datetime(first_day, format="%Y%m%d") + pd.to_timedelta(numbers, unit="D")
    return days.dt.strftime("%Y-%m-%d").fillna(own)


def _good_bad(own: Texts, _beside: Texts) -> Texts:
    return own.str.strip().str.casefold().map(lambda word: RATINGS.get(word, word if word.isdigit() else ""))


def _subscribed(own: Texts, _beside: Texts) -> Texts:
    return own.str.strip().str.casefold().map(lambda word: "" if not word else str(word in SUBSCRIBED).lower())


CHANGES: dict[str, Change] = {
    "strip_float": _strip_float,
    "churn_words": _churn_words,
    "inverted": _inverted,
    "won_from_stage": _won_from_stage,
    "joined": _joined,
    "fill_down": _fill_down,
    "zero_where_continued": _zero_where_continued,
    "times": _times,
    "plus_hours": lambda own, beside: _plus(own, beside, 3600),
    "plus_minutes": lambda own, beside: _plus(own, beside, 60),
    "good_bad": _good_bad,
    "subscribed": _subscribed,
}
