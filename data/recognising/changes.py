"""Changes of text to text, by name: a column of cells, and the cells of the column that it needs beside it."""

import re
from collections.abc import Callable

import pandas as pd

from data.recognising.labels import UNDECIDED
from data.recognising.questions import ANSWER
from data.recognising.words import CHURNED_WORDS, FALSE_WORDS, STAYED_WORDS, TRUE_WORDS

WON = re.compile(r"\bwon\b|gewonnen|gagn[ée]|ganad[ao]|\bmenang\b|赢单|成交|رابح|مكسوب", re.IGNORECASE)
LOST = re.compile(r"\blost\b|verloren|perdu|perdid[ao]|\bkalah\b|\bgagal\b|输单|丢单|خاسر", re.IGNORECASE)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}.*")
VOID = frozenset({"voided", "expired"})
RATINGS = {"good": "5", "bad": "1"}
SUBSCRIBED = frozenset({"subscribed", "single opt-in", "double opt-in", "granted"}) | TRUE_WORDS
# A spreadsheet keeps the apostrophe that was to keep a number as text; Zoho marks its ids.
ID_MARKS = re.compile(r"^(?:'(?=[+\d])|zcrm_)", re.IGNORECASE)
FIRST_NUMBER = re.compile(r"^[\s ]*([-+]?[\d.,'’  ]*\d)")
NAMES_A_ZONE = re.compile(r"(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\s*$")
BETWEEN = " · "

Texts = pd.Series
Change = Callable[[pd.Series, pd.Series], pd.Series]


def nth_day(own: Texts, first_day: str) -> Texts:
    """Return the days that are so many after the first (YYYYMMDD), as ISO dates.

    Examples
    --------
    >>> nth_day(pd.Series(["0000", "0031"]), "20260801").tolist()
    ['2026-08-01', '2026-09-01']
    """
    numbers = pd.to_numeric(own, errors="coerce")
    days = pd.to_datetime(first_day, format="%Y%m%d") + pd.to_timedelta(numbers, unit="D")
    return days.dt.strftime("%Y-%m-%d").fillna(own)


def left_is(own: Texts, value: str) -> Texts:
    """Return who has left where one value says so: every other one says no, none of both leaves it open.

    Examples
    --------
    >>> left_is(pd.Series(["gone", "Gone ", "here", "", "unknown"]), "gone").tolist()
    ['true', 'true', 'false', '', '']
    """
    words = own.str.strip().str.casefold()
    says_it = words == value.strip().casefold()
    flags = says_it.map({True: "true", False: "false"})
    return flags.mask(words.isin(UNDECIDED) & ~says_it, "")


def _strip_float(own: Texts, _beside: Texts) -> Texts:
    return own.str.replace(r"^(\d+)\.0+$", r"\1", regex=True)


def _plain_id(own: Texts, _beside: Texts) -> Texts:
    return own.str.strip().str.replace(ID_MARKS, "", regex=True)


def _upper(own: Texts, _beside: Texts) -> Texts:
    return own.str.strip().str.upper()


def _words_to_flag(own: Texts, true: frozenset[str], false: frozenset[str]) -> Texts:
    words = own.str.strip().str.casefold().str.rstrip(".")
    known = words.map({**dict.fromkeys(true, "true"), **dict.fromkeys(false, "false")})
    return known.fillna(own)


def _churn_words(own: Texts, _beside: Texts) -> Texts:
    return _words_to_flag(own, CHURNED_WORDS, STAYED_WORDS)


def _inverted(own: Texts, _beside: Texts) -> Texts:
    gone, here = CHURNED_WORDS - TRUE_WORDS, STAYED_WORDS - FALSE_WORDS
    return _words_to_flag(own, gone | FALSE_WORDS, here | TRUE_WORDS)


def _won_from_stage(_own: Texts, beside: Texts) -> Texts:
    return beside.map(lambda stage: "true" if WON.search(stage) else "false" if LOST.search(stage) else "")


def _in_utc(own: Texts, _beside: Texts) -> Texts:
    """Say the zone beside a time of day that names none; a day alone stays that day everywhere."""
    is_naive = own.str.contains(":", regex=False) & ~own.str.contains(NAMES_A_ZONE, regex=True)
    return own.where(~is_naive, own.str.strip() + " UTC")


def _won_if_closed(own: Texts, beside: Texts) -> Texts:
    """Read "is won" beside "is closed": what isn't closed is neither won nor lost."""
    won, closed = (cells.str.strip().str.casefold().isin(TRUE_WORDS) for cells in (own, beside))
    return pd.Series("", index=own.index, dtype="str").mask(closed, "false").mask(won, "true")


def _joined(own: Texts, beside: Texts) -> Texts:
    return (own.str.strip() + " " + beside.str.strip()).str.strip()


def _told_apart_by(own: Texts, beside: Texts) -> Texts:
    """Say whose row it is where several searches may find the same thing."""
    return own.where((own == "") | (beside == "") | (beside == own), own + BETWEEN + beside)


def _first_filled(own: Texts, beside: Texts) -> Texts:
    return own.where(own.str.strip() != "", beside)


def _first_listed(own: Texts, _beside: Texts) -> Texts:
    return own.str.split(";", n=1).str[0].str.strip()


def _fill_down(own: Texts, beside: Texts) -> Texts:
    return own.where(own != "").groupby(beside, sort=False).ffill().fillna("")


def _zero_where_continued(own: Texts, beside: Texts) -> Texts:
    return own.where((own != "") | ~beside.duplicated(), "0")


def _zero_where_void(own: Texts, beside: Texts) -> Texts:
    return own.mask(beside.str.strip().str.casefold().isin(VOID), "0")


def _number(cells: Texts) -> Texts:
    """Return numbers as English tools write them: a comma between thousands, a point before the fraction."""
    return pd.to_numeric(cells.str.replace(r"[,\s %]", "", regex=True), errors="coerce")


def _times(own: Texts, beside: Texts) -> Texts:
    product = _number(own) * _number(beside)
    return product.astype("str").where(product.notna(), "")


def _share_of(own: Texts, beside: Texts) -> Texts:
    """Return the count that a rate stands for: "40.82%", 40.82 or 0.4082 of 98 are 40."""
    rate = _number(own)
    is_percent = own.str.contains("%", regex=False) | bool((rate > 1).any())
    count = (rate.where(~is_percent, rate / 100) * _number(beside)).round()
    return count.astype("Int64").astype("str").where(count.notna(), "")


def _plus(own: Texts, beside: Texts, seconds: int) -> Texts:
    """Add a duration to a moment; only ISO dates, whose day and month can't be mistaken."""
    start = pd.to_datetime(beside.where(beside.str.fullmatch(ISO_DAY), ""), errors="coerce", format="ISO8601")
    end = start + pd.to_timedelta(_number(own) * seconds, unit="s")
    return pd.Series(end).dt.strftime("%Y-%m-%d %H:%M:%S").fillna("")


def _good_bad(own: Texts, _beside: Texts) -> Texts:
    return own.str.strip().str.casefold().map(lambda word: RATINGS.get(word, word if word.isdigit() else ""))


def _subscribed(own: Texts, _beside: Texts) -> Texts:
    return own.str.strip().str.casefold().map(lambda word: "" if not word else str(word in SUBSCRIBED).lower())


def _answer(own: Texts, _beside: Texts) -> Texts:
    """Return the number of an answer that may have words beside it: "10 - Extremely likely"."""
    found = own.str.extract(ANSWER, expand=False)
    return found.fillna(own)


def _first_number(own: Texts, _beside: Texts) -> Texts:
    """Return the count of "5 (0.5%)"."""
    return own.str.extract(FIRST_NUMBER, expand=False).fillna(own)


CHANGES: dict[str, Change] = {
    "strip_float": _strip_float,
    "plain_id": _plain_id,
    "upper": _upper,
    "churn_words": _churn_words,
    "inverted": _inverted,
    "won_from_stage": _won_from_stage,
    "in_utc": _in_utc,
    "won_if_closed": _won_if_closed,
    "joined": _joined,
    "told_apart_by": _told_apart_by,
    "first_filled": _first_filled,
    "first_listed": _first_listed,
    "fill_down": _fill_down,
    "zero_where_continued": _zero_where_continued,
    "zero_where_void": _zero_where_void,
    "times": _times,
    "share_of": _share_of,
    "plus_hours": lambda own, beside: _plus(own, beside, 3600),
    "plus_minutes": lambda own, beside: _plus(own, beside, 60),
    "good_bad": _good_bad,
    "subscribed": _subscribed,
    "answer": _answer,
    "first_number": _first_number,
}
