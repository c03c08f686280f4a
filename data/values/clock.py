"""The time of day at the end or the beginning of a cell, and what is left of the cell: the date."""

import re
from dataclasses import dataclass
from datetime import tzinfo

from data.values.date_words import AFTERNOON, MORNING, ZONE_HOURS, zone_of

_HALF = "|".join(re.escape(word) for word in sorted((*MORNING, *AFTERNOON), key=len, reverse=True))
_ZONE = (
    rf"(?:UTC|GMT)?\s?[+\-−]\d{{1,2}}:?(?:\d{{2}})?|\[?(?:[A-Z][A-Za-z_]+/[A-Za-z_/]+)\]?"
    rf"|\b(?:{'|'.join(sorted(ZONE_HOURS, key=len, reverse=True))})\b|(?<=\d)Z"
)
_TIME = rf"""(?<![\d])(?:(?P<half_before>{_HALF})\s?)?
    (?:(?P<hour>\d{{1,2}})\s?[:.h时點点시]\s?(?P<minute>\d{{2}})[分분]?
       (?:[:.]?(?P<second>(?<=[:.分])\d{{2}})秒?(?:[.,](?P<fraction>\d{{1,9}}))?)?
     |(?P<full_hour>\d{{1,2}})(?=\s?(?:am|pm)\b))
    (?:\s*(?P<half>{_HALF})(?!\w))?(?:\s*(?P<zone>{_ZONE}))?(?:\s*\[(?P<place>[A-Za-z_/]+)\])?"""
_AT_END = re.compile(rf"{_TIME}(?:\s*(?:Uhr|h))?$", re.VERBOSE | re.IGNORECASE)
_AT_BEGINNING = re.compile(rf"^{_TIME}[\s,]+(?=\S*\d)", re.VERBOSE | re.IGNORECASE)
_BETWEEN = re.compile(r"(?:[T,،:\s]|\b(?:at|um|à|a las|pukul|jam|klo|kl\.?)(?=\s|$)|الساعة)+$")
_ZONE_ALONE = re.compile(r"^(?P<date>.*\d)\s*(?P<zone>Z|UTC|GMT|(?<=\s)[+-]\d{2}:?\d{2})$")
# Mon Oct 05 15:20:11 +0000 2026
_YEAR_LAST = re.compile(
    rf"^(?P<date>\D.*\s\d{{1,2}})\s+(?P<time>\d{{2}}:\d{{2}}:\d{{2}}(?:\s(?:{_ZONE}))?)\s(?P<year>\d{{4}})$"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; ``zone`` is None where it is the company's."""

    hour: int = 0
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    zone: tzinfo | None = None


def split_off_clock(text: str) -> tuple[str, Clock] | None:
    """Return the date and the time of a cell, None where what could be a time is none.

    Examples
    --------
    >>> split_off_clock("5 Oct 2026, 3:20 pm")
    ('5 Oct 2026', Clock(hour=15, minute=20, second=0, microsecond=0, zone=None))
    >>> split_off_clock("5 Oct 2026 14:20 pm") is None
    True
    """
    if found := _YEAR_LAST.match(text):
        text = f"{found['date']} {found['year']} {found['time']}"
    if found := _AT_END.search(text):
        date = text[: found.start()]
        return _with_clock(_BETWEEN.sub("", date), found) if date else None
    if found := _AT_BEGINNING.match(text):  # 3:20 PM 5 Oct 2026
        return _with_clock(text[found.end() :], found)
    return None


def without_zone(text: str) -> tuple[str, Clock]:
    """Return a date without the zone behind it, and midnight in that zone."""
    found = _ZONE_ALONE.match(text)
    zone = zone_of(found["zone"]) if found else None
    return (found["date"], Clock(zone=zone)) if found and zone else (text, Clock())


def _with_clock(date: str, found: re.Match[str]) -> tuple[str, Clock] | None:
    hour = _hour(int(found["hour"] or found["full_hour"]), found["half"] or found["half_before"])
    zone = zone_of((found["place"] or found["zone"]).strip(" []")) if found["zone"] or found["place"] else None
    if hour is None or (found["zone"] and zone is None):
        return None
    fraction = int((found["fraction"] or "0").ljust(6, "0")[:6])
    return date.strip(), Clock(hour, int(found["minute"] or 0), int(found["second"] or 0), fraction, zone)


def _hour(hour: int, half: str | None) -> int | None:
    """Return the hour of the day; None for one that the clock of the half day doesn't have."""
    if not half:
        return hour
    if hour > 12:
        return None
    return hour % 12 + (12 if half.casefold() in AFTERNOON else 0)
