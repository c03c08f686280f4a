"""Text to moment: ISO 8601, day and month in either order, month names, compact, epoch and spreadsheet forms.

The order of day and month is judged from the whole column. Where it stays open, the order is an assumption
that the import states. A year outside 1900 to 2199 is a slip or a stand-in for "never", no date.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from data.values.clock import Clock, split_off_clock, without_zone
from data.values.date_words import month_of

FIRST_YEAR, LAST_YEAR = 1900, 2199
_YEAR = r"(?P<year>\d{4})"
_SHORT_YEAR = r"'?(?P<year>\d{4}|\d{2})"
_NAME = r"(?P<name>[^\W\d]+(?:\s(?:الأول|الاول|الثاني|الثانى))?)\.?"
_WEEKDAY = r"(?:[^\W\d]+\.?\s*[,،]?\s+)?"
_OF = r"(?:\s?(?:de|del|of)\s|[-\s/،,.])+"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
_SHAPES = (
    re.compile(rf"^{_YEAR}(?P<mark>\s?[-/.]\s?)(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})\.?$"),
    re.compile(
        rf"^{_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日号號일]?(?:\s?\(?(?:星期|周|週).\)?)?$"
    ),
    re.compile(rf"^{_WEEKDAY}{_NAME}[\s-]+{_DAY}(?:\s*,\s*|\s+|-){_SHORT_YEAR}$"),
    re.compile(rf"^{_WEEKDAY}{_DAY}{_OF}{_NAME}{_OF}{_SHORT_YEAR}$"),
    re.compile(rf"^{_YEAR}[-\s/]{_NAME}[-\s/]{_DAY}$"),
    re.compile(r"^(?P<year>(?:19|20|21)\d{2})(?P<month>\d{2})(?P<day>\d{2})$"),
)
_TWO_NUMBERS = re.compile(
    rf"^{_WEEKDAY}(?P<first>\d{{1,2}})\s?(?P<mark>[-/.])\s?(?P<second>\d{{1,2}})\s?(?P=mark)\s?{_SHORT_YEAR}\.?$"
)
# YYYYMMDD followed by HH, HHMM or HHMMSS. Ten digits that begin with 20 would be seconds after May 2033.
_COMPACT = re.compile(r"^((?:19|20)\d{6})[T\s]?([01]\d|2[0-3])(?:([0-5]\d)([0-5]\d)?)?(Z?)$")
_EPOCH = re.compile(r"^(1\d{9}|[2-9]\d{8})(\d{3})?(?:\.\d+)?$")
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
_BARE_NUMBER = r"\d{1,6}(?:\.\d+)?"
SERIAL = "serial"
FIRST_SERIAL, LAST_SERIAL = 25_569, 73_050  # 1970 to 2099, as spreadsheets count days
_FIRST_DAY_OF_SPREADSHEETS = datetime(1899, 12, 30)  # noqa: DTZ001 -- a day has no zone
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\ufeff"))
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@dataclass(frozen=True, slots=True)
class DateOrder:
    """What is known of the order of day and month in a column: ymd, dmy, mdy, and whether it was assumed.

    ``serial`` is True where its cells are days as spreadsheets count them.
    """

    order: str
    assumed: bool = False
    serial: bool = False


def date_order(values: pd.Series) -> DateOrder:
    """Judge the order of day and month from the distinct texts of a column.

    Of a column in both orders the one that more cells tell is taken. It is assumed where no cell tells and some
    would be another day in the other order.

    Examples
    --------
    >>> date_order(pd.Series(["03/04/2026", "25/04/2026"]))
    DateOrder(order='dmy', assumed=False, serial=False)
    >>> date_order(pd.Series(["2026-04-25"])).order, date_order(pd.Series(["03/04/2026"])).assumed
    ('ymd', True)
    """
    texts = values.astype("str").str.strip()
    parts = texts.str.extract(r"^\D{0,15}(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?[-/.]\s?'?\d{2,4}(?!\d)").dropna()
    if parts.empty:
        return DateOrder("ymd", serial=_are_serial_days(texts))
    first, second = parts[0].astype(int), parts[2].astype(int)
    first_is_day, second_is_day = int((first > 12).sum()), int((second > 12).sum())
    if first_is_day != second_is_day:
        return DateOrder("dmy" if first_is_day > second_is_day else "mdy")
    is_open = bool(((first != second) & (first <= 12) & (second <= 12)).any())
    if (parts[1] == ".").all():
        return DateOrder("dmy")
    twelve_hours = texts.str.contains(r"\d\s*[AaPp]\.?[Mm]", regex=True).any()
    return DateOrder("mdy" if twelve_hours else "dmy", assumed=is_open)


def _are_serial_days(texts: pd.Series) -> bool:
    """Tell days as spreadsheets count them: every bare number is one of 1970 to 2099."""
    bare = texts[texts.str.fullmatch(_BARE_NUMBER)]
    if bare.empty or not bare.str.fullmatch(_SERIAL.pattern.strip("^$")).all():
        return False
    return bool(bare.astype("float64").between(FIRST_SERIAL, LAST_SERIAL).all())


def to_moment(text: str, order: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment a cell means, naive in the company's time zone; None where it isn't one.

    Examples
    --------
    >>> utc = ZoneInfo("UTC")
    >>> to_moment("Oct 26, 2018 02:56 pm", "ymd", utc), to_moment("31/02/2026", "dmy", utc)
    (datetime.datetime(2018, 10, 26, 14, 56), None)
    >>> to_moment("2015-02-24 11:35:52 -0800", "ymd", utc), to_moment("19970101", "ymd", utc)
    (datetime.datetime(2015, 2, 24, 19, 35, 52), datetime.datetime(1997, 1, 1, 0, 0))
    """
    text = _western(text)
    if text[:4].isdigit() and (moment := _from_digits(text, order, zone)) is not None:
        return moment
    found = _date_of(text, order)
    if found is not None:
        return _moment(found, Clock(), zone)
    split = split_off_clock(text)
    date, clock = split if split is not None else without_zone(text)
    found = _date_of(date, order)
    return _moment(found, clock, zone) if found is not None else None


def _from_digits(text: str, order: str, zone: ZoneInfo) -> datetime | None:
    """Read a day and time in one run, seconds since 1970, or days as spreadsheets count them where told so."""
    if found := _COMPACT.match(text):
        day, hour, minute, second, is_utc = found.groups()
        clock = Clock(int(hour), int(minute or 0), int(second or 0), zone=UTC if is_utc else None)
        if (moment := _moment((int(day[:4]), int(day[4:6]), int(day[6:])), clock, zone)) is not None:
            return moment
    if found := _EPOCH.match(text):
        moment = datetime.fromtimestamp(int(found[1]), tz=UTC) + timedelta(milliseconds=int(found[2] or 0))
        return moment.astimezone(zone).replace(tzinfo=None)
    if order == SERIAL and _SERIAL.match(text):
        return _FIRST_DAY_OF_SPREADSHEETS + timedelta(seconds=round(float(text) * 86_400))
    return None


def _western(text: str) -> str:
    """Return the text with Western digits and without marks that can't be seen."""
    text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).strip()
    if text.isascii():
        return text
    if "年" in text:
        text = re.sub("[〇零一二三四五六七八九十]+(?=[年月日号號])", lambda found: _chinese(found.group()), text)
    return "".join(str(unicodedata.decimal(mark)) if mark.isdecimal() else mark for mark in text)


def _chinese(digits: str) -> str:
    """Return a number of a Chinese date in digits.

    Examples
    --------
    >>> _chinese("二〇二六"), _chinese("十"), _chinese("十五"), _chinese("二十"), _chinese("三十一")
    ('2026', '10', '15', '20', '31')
    """
    if "十" not in digits:
        return digits.translate(_CHINESE_DIGITS)
    tens, ones = (part.translate(_CHINESE_DIGITS) for part in digits.split("十", maxsplit=1))
    return (tens or "1") + (ones or "0")


def _date_of(text: str, order: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a text that has the shape of a date, impossible ones too."""
    for shape in _SHAPES:
        if match := shape.match(text):
            found = match.groupdict()
            month = month_of(found["name"]) if "name" in found else int(found["month"])
            return _whole_year(found["year"]), month, int(found["day"])
    if match := _TWO_NUMBERS.match(text):
        first, second = int(match["first"]), int(match["second"])
        day, month = (second, first) if order == "mdy" else (first, second)
        return _whole_year(match["year"]), month, day
    return None


def _whole_year(year: str) -> int:
    if len(year) > 2:
        return int(year)
    return int(year) + (2000 if int(year) < 70 else 1900)


def _moment(date: tuple[int, int, int], clock: Clock, zone: ZoneInfo) -> datetime | None:
    year, month, day = date
    is_midnight_after = (clock.hour, clock.minute, clock.second) == (24, 0, 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        hour = 0 if is_midnight_after else clock.hour
        moment = datetime(year, month, day, hour, clock.minute, clock.second, clock.microsecond)  # noqa: DTZ001 -- the zone follows
        moment += timedelta(days=is_midnight_after)
        return moment.replace(tzinfo=clock.zone).astimezone(zone).replace(tzinfo=None) if clock.zone else moment
    except (ValueError, OverflowError):
        return None


def parse_moments(values: pd.Series, *, order: str | None, time_zone: str) -> tuple[pd.Series, DateOrder]:
    """Return the column as moments, naive in the company's time zone, NaT where a cell isn't one; and the order.

    ``values`` holds texts without empty cells. Each distinct text is looked at once.
    """
    distinct = pd.Series(values.unique(), dtype="str")
    known = DateOrder(order) if order else date_order(distinct)
    zone = ZoneInfo(time_zone)
    meanings = {text: to_moment(text, SERIAL if known.serial else known.order, zone) for text in distinct}
    return pd.to_datetime(values.map(meanings), errors="coerce").astype("datetime64[us]"), known
