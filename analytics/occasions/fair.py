"""With which period of last year a period is fairly compared, given the occasions that move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics import periods
from analytics.occasions.calendar import Occasion, between
from data.texts import _, mark

WEEK = timedelta(weeks=1)
MOST_WEEKS_AWAY = 6  # of a plain week: Ramadan with Eid touches up to six
MOST_DAYS_MOVED = 7  # across a month's or quarter's border, before a comparison is skewed
A_YEAR_AND_MORE = timedelta(days=400)  # between two occurrences lie 354 to 385 days


@dataclass(frozen=True, slots=True)
class FairPeriod:
    """The period of last year to compare with.

    Attributes
    ----------
    start
        Its first day.
    why
        Why it is another one than usual, or why the comparison is skewed; "" where nothing moved.
    """

    start: pd.Timestamp
    why: str


_SAME_OCCASION = {
    "day": mark("{occasion} moved: compared with the same day of it last year."),
    "week": mark("{occasion} moved: compared with the same week of it last year."),
}
_PLAIN = {
    "day": mark("A year ago this was a day of {occasion}: compared with the nearest such weekday without it."),
    "week": mark("A year ago this week held {occasion}: compared with the nearest week without it."),
}


def fair_year_ago(start: date | pd.Timestamp, grain: str, keys: Sequence[str]) -> FairPeriod:
    """Return with which period of last year a period is fairly compared, and why.

    A day or week of an occasion is compared with the same day or week of last year's, counted from its first; a
    plain one whose usual counterpart held an occasion with the nearest plain one. Months and quarters are never
    shifted: where an occasion moved across their border, it is said that the comparison is skewed. Where a week
    holds several occasions the shortest decides. Weeks may begin on any weekday.

    Parameters
    ----------
    start
        The first day of the period.
    grain
        "day", "week", "month" or "quarter".
    keys
        The occasions that concern the company, of `analytics.occasions.KEYS`.

    Examples
    --------
    Easter Sunday was 20 April (week 16) in 2025 and 31 March (week 13) in 2024.

    >>> found = fair_year_ago(date(2025, 4, 14), "week", ("easter",))
    >>> f"{found.start:%G-W%V}", found.why
    ('2024-W13', 'Easter moved: compared with the same week of it last year.')
    """
    if grain in _PLAIN:
        return _fair_day_or_week(pd.Timestamp(start).date(), grain, keys)
    usual = periods.shifted(pd.Timestamp(start), grain, -periods.PERIODS_PER_YEAR[grain])
    return FairPeriod(usual, _skew(pd.Timestamp(start), usual, grain, keys))


def _fair_day_or_week(start: date, grain: str, keys: Sequence[str]) -> FairPeriod:
    usual = start - timedelta(days=364)
    held = _held(start, grain, keys)
    if held:
        return _of_same_occasion(start, usual, grain, held)
    then = _held(usual, grain, keys)
    return _plain(usual, grain, keys, then[0]) if then else FairPeriod(pd.Timestamp(usual), "")


def _held(start: date, grain: str, keys: Sequence[str]) -> list[Occasion]:
    """Return the occasions that a day or week holds a part of, the shortest and so the sharpest first."""
    return sorted(between(start, _last(start, grain), keys), key=lambda occasion: occasion.days)


def _last(start: date, grain: str) -> date:
    return start + timedelta(days=6 if grain == "week" else 0)


def _of_same_occasion(start: date, usual: date, grain: str, held: list[Occasion]) -> FairPeriod:
    """Return the same day or week of last year's occurrence, at most its last one."""
    now = held[0]
    before = between(now.first_day - A_YEAR_AND_MORE, now.first_day - timedelta(days=1), (now.key,))
    if not before:
        return FairPeriod(pd.Timestamp(usual), "")
    then = before[-1]
    into = _period_of(start, start, grain) - _period_of(now.first_day, start, grain)
    fair = min(_period_of(then.first_day, start, grain) + into, _period_of(then.last_day, start, grain))
    if fair == usual:
        return FairPeriod(pd.Timestamp(fair), "")
    why = [_(_SAME_OCCASION[grain]).format(occasion=now.label), *_uneven(start, fair, grain, now, then)]
    return FairPeriod(pd.Timestamp(fair), " ".join(why))


def _period_of(day: date, aligned: date, grain: str) -> date:
    """Return the first day of the day's period; weeks begin on the weekday of ``aligned``."""
    return day - timedelta(days=(day - aligned).days % 7) if grain == "week" else day


def _uneven(start: date, fair: date, grain: str, now: Occasion, then: Occasion) -> list[str]:
    """Return the sentence that a week holds more or fewer days of the occasion than the one a year ago."""
    here, there = now.days_in(start, _last(start, grain)), then.days_in(fair, _last(fair, grain))
    if here == there:
        return []
    text = _("Days of it in the week: {here} now, {there} then.")
    return [text.format(here=here, there=there)]


def _plain(usual: date, grain: str, keys: Sequence[str], held: Occasion) -> FairPeriod:
    """Return the nearest day or week without an occasion; of two equally near ones the earlier."""
    away = [weeks * sign for weeks in range(1, MOST_WEEKS_AWAY + 1) for sign in (-1, 1)]
    for weeks in away:
        if not _held(usual + weeks * WEEK, grain, keys):
            return FairPeriod(pd.Timestamp(usual + weeks * WEEK), _(_PLAIN[grain]).format(occasion=held.label))
    return FairPeriod(pd.Timestamp(usual), _skewed(held.label))


def _skew(start: pd.Timestamp, usual: pd.Timestamp, grain: str, keys: Sequence[str]) -> str:
    """Return which occasions a month or quarter has more or less of than a year ago; "" for none."""
    now, then = (_days_held(first, grain, keys) for first in (start, usual))
    moved = [key for key in keys if abs(now[key][0] - then[key][0]) >= _much(now[key], then[key])]
    labels = [occasion.label for key in moved for occasion in (now[key][1] or then[key][1])[:1]]
    return _skewed(", ".join(labels)) if labels else ""


def _days_held(start: pd.Timestamp, grain: str, keys: Sequence[str]) -> dict[str, tuple[int, list[Occasion]]]:
    """Return per key how many of its days a period holds, and its occurrences."""
    first, last = start.date(), periods.ends(pd.Series([start]), grain).iloc[0].date()
    found = {key: between(first, last, (key,)) for key in keys}
    return {key: (sum(one.days_in(first, last) for one in held), held) for key, held in found.items()}


def _much(now: tuple[int, list[Occasion]], then: tuple[int, list[Occasion]]) -> float:
    """Return how many days count as moved: half of the occasion, at most a week."""
    longest = max((occasion.days for occasion in (*now[1], *then[1])), default=2 * MOST_DAYS_MOVED)
    return min(longest / 2, MOST_DAYS_MOVED)


def _skewed(labels: str) -> str:
    return _(
        "{occasions} moved between this period and the same one a year ago: the comparison is skewed."
    ).format(occasions=labels)
