"""Text to moment: ISO 8601, day and month in either order, month names, offsets, compact and epoch forms.

The order of day and month is judged from the whole column. Where it stays open, the order is an assumption
that the import states.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pandas as pd

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januari januar janvier enero يناير",
            "feb february februari februar fevrier febrero فبراير",
            "mar march maret marz mars marzo مارس",
            "apr april avril abril أبريل ابريل",
            "may mei mai mayo مايو",
            "jun june juni juin junio يونيو",
            "jul july juli juillet julio يوليو",
            "aug august agustus agu aout agosto أغسطس اغسطس",
            "sep sept september septembre septiembre سبتمبر",
            "oct october oktober okt octobre octubre أكتوبر اكتوبر",
            "nov november novembre noviembre نوفمبر",
            "dec december desember des dezember dez decembre diciembre ديسمبر",
        ),
        start=1,
    )
    for name in names.split()
}

_TIME = (
    r"(?:[T,\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_WEEKDAY = r"(?:[^\W\d]+\.?,?\s+)?"
_SHAPES = (
    re.compile(rf"^(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}$"),
    re.compile(rf"^(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}}){_TIME}$"),
    re.compile(rf"^(?P<year>\d{{4}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日?{_TIME}$"),
    re.compile(
        rf"^{_WEEKDAY}(?P<name>[^\W\d]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}$"
    ),
    re.compile(
        rf"^{_WEEKDAY}(?P<day>\d{{1,2}})\.?(?:st|nd|rd|th)?[-\s/]+(?P<name>[^\W\d]+)\.?,?[-\s/]+(?P<year>\d{{4}}|\d{{2}}){_TIME}$"
    ),
)
_TWO_NUMBERS = re.compile(
    rf"^(?P<first>\d{{1,2}})[-/.](?P<second_part>\d{{1,2}})[-/.](?P<year>\d{{4}}|\d{{2}}){_TIME}$"
)
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")


@dataclass(frozen=True, slots=True)
class DateOrder:
    """What is known of the order of day and month in a column: ymd, dmy, mdy, and whether it was assumed."""

    order: str
    assumed: bool = False


def date_order(values: pd.Series) -> DateOrder:
    """Judge the order of day and month from the distinct texts of a column.

    Examples
    --------
    >>> date_order(pd.Series(["03/04/2026", "25/04/2026"]))
    DateOrder(order='dmy', assumed=False)
    >>> date_order(pd.Series(["2026-04-25"])).order, date_order(pd.Series(["03/04/2026"]))
    ('ymd', DateOrder(order='dmy', assumed=True))
    """
    parts = values.astype(str).str.strip().str.extract(r"^(\d{1,2})([-/.])(\d{1,2})[-/.]\d{2,4}").dropna()
    if parts.empty:
        return DateOrder("ymd")
    first_is_day = int((parts[0].astype(int) > 12).sum())
    second_is_day = int((parts[2].astype(int) > 12).sum())
    if first_is_day != second_is_day:
        return DateOrder("dmy" if first_is_day > second_is_day else "mdy")
    if (parts[1] == ".").all():
        return DateOrder("dmy")
    twelve_hours = values.astype(str).str.contains(r"\d\s*[AaPp][Mm]", regex=True).any()
    return DateOrder("mdy" if twelve_hours else "dmy", assumed=True)


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
    text = unicodedata.normalize("NFKC", text).strip()
    if _EPOCH.match(text):
        moment = datetime.fromtimestamp(int(text[:10]), tz=UTC)
        return moment.astimezone(zone).replace(tzinfo=None)
    for shape in _SHAPES:
        if match := shape.match(text):
            return _build(match.groupdict(), zone)
    if match := _TWO_NUMBERS.match(text):
        found: dict[str, str | None] = match.groupdict()
        day_first = order != "mdy"
        found["day"] = found["first"] if day_first else found["second_part"]
        found["month"] = found["second_part"] if day_first else found["first"]
        return _build(found, zone)
    return None


def _build(found: dict[str, str | None], zone: ZoneInfo) -> datetime | None:
    year, month, hour = int(found["year"] or 0), _month(found), int(found["hour"] or 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    if half := (found["half"] or "").lower()[:1]:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    fraction = int((found["fraction"] or "0").ljust(6, "0")[:6])
    try:
        minute, second = int(found["minute"] or 0), int(found["second"] or 0)
        moment = datetime(year, month, int(found["day"] or 0), hour, minute, second, fraction)  # noqa: DTZ001 - the zone follows
        return _local(moment, found["zone"], zone)
    except (ValueError, OverflowError):
        return None


def _month(found: dict[str, str | None]) -> int:
    if name := found.get("name"):
        plain = unicodedata.normalize("NFKD", name.casefold())
        plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
        return MONTHS.get(plain, MONTHS.get(name.casefold(), 0))
    return int(found["month"] or 0)


def _local(moment: datetime, offset: str | None, zone: ZoneInfo) -> datetime:
    if not offset:
        return moment
    if offset in ("Z", "UTC", "GMT"):
        source = UTC
    else:
        digits = offset[1:].replace(":", "")
        shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        source = timezone(-shift if offset[0] == "-" else shift)
    return moment.replace(tzinfo=source).astimezone(zone).replace(tzinfo=None)


def parse_moments(values: pd.Series, *, order: str | None, time_zone: str) -> tuple[pd.Series, DateOrder]:
    """Return the column as moments, naive in the company's time zone, NaT where a cell isn't one; and the order.

    ``values`` holds texts without empty cells. Each distinct text is looked at once.
    """
    distinct = pd.Series(values.unique(), dtype="str")
    known = DateOrder(order) if order else date_order(distinct)
    zone = ZoneInfo(time_zone)
    meanings = {text: to_moment(text, known.order, zone) for text in distinct}
    return pd.to_datetime(values.map(meanings), errors="coerce").astype("datetime64[us]"), known
