"""Names of months, halves of the day and time zones, as exports write them."""

import re
import unicodedata
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# English, German, French, Spanish, Portuguese, Italian, Dutch, Indonesian; Arabic as in Egypt, in the Maghreb and
# in the Levant; Chinese; Russian. Several words are joined by "_".
_NAMES = (
    (
        "jan january januari januar jänner janv janvier ene enero janeiro gen gennaio",
        "一月 января يناير جانفي كانون_الثاني",
    ),
    (
        "feb february februari februar févr fév février febrero fev fevereiro febbraio",
        "فبراير فيفري شباط 二月 февраля",
    ),
    ("mar march maret märz mrz mars marzo maart mrt", "março مارس آذار اذار 三月 марта"),
    ("apr april avr avril abr abril aprile", "أبريل إبريل أفريل نيسان 四月 апреля"),
    ("may mei mai mayo maio mag maggio", "مايو ماي أيار 五月 мая"),
    ("jun june juni juin junio junho giu giugno", "يونيو يونيه يونية جوان حزيران 六月 июня"),
    ("jul july juli juil juillet julio julho lug luglio", "يوليو يوليه يولية جويلية تموز 七月 июля"),
    ("aug august agustus agu agt augustus août ago agosto", "أغسطس اوت أوت آب 八月 августа"),
    ("sep sept september septembre septiembre setiembre set setembro settembre", "سبتمبر أيلول 九月 сентября"),
    ("oct october oktober okt octobre octubre out outubro ott ottobre", "أكتوبر تشرين_الأول 十月 октября"),
    ("nov november novembre noviembre novembro nop nopember", "نوفمبر تشرين_الثاني 十一月 ноября"),
    (
        "dec december desember des dezember dez décembre déc diciembre dic dezembro dicembre",
        "十二月 декабря ديسمبر كانون_الأول",
    ),
)

MORNING = ("am", "a.m.", "a.m", "a. m.", "上午", "凌晨", "早上", "ص", "صباحا", "صباحًا", "오전")
AFTERNOON = ("pm", "p.m.", "p.m", "p. m.", "下午", "中午", "晚上", "م", "مساء", "مساءً", "오후")

# Abbreviations that mean one offset only, those of North America as RFC 5322 has them; in hours.
ZONE_HOURS = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "msk": 3, "wib": 7, "wita": 8, "wit": 9, "hkt": 8, "sgt": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11,
    "nzst": 12, "nzdt": 13, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\-−])(\d{1,2}):?(\d{2})?", re.IGNORECASE)


def folded(word: str) -> str:
    """Return a word without case and accents.

    Examples
    --------
    >>> folded("Août"), folded("أيلول") == folded("ايلول")
    ('aout', True)
    """
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(mark for mark in parts if not unicodedata.combining(mark))


MONTHS = {
    folded(name.replace("_", " ")): number
    for number, (latin, others) in enumerate(_NAMES, start=1)
    for name in (*latin.split(), *others.split())
}


def month_of(name: str) -> int:
    """Return the number of a month by its name, 0 where there is none of that name."""
    return MONTHS.get(folded(name.strip(" .")), 0)


@lru_cache(maxsize=1_000)
def zone_of(name: str) -> tzinfo | None:
    """Return a time zone by its offset, abbreviation or place; None where it is none that is known.

    Examples
    --------
    >>> print(zone_of("+0700"), zone_of("PST"), zone_of("Asia/Jakarta"), zone_of("IST"))
    UTC+07:00 UTC-08:00 Asia/Jakarta None
    """
    hours = ZONE_HOURS.get(name.casefold())
    if hours is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    if offset := _OFFSET.fullmatch(name):
        shift = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(shift if offset[1] == "+" else -shift) if shift < timedelta(hours=24) else None
    if "/" not in name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
