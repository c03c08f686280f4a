"""What customers say when asked, and what they ask us: surveys and support cases."""

import numpy as np
import pandas as pd

from data.sample.company import COUNTRIES, LANGUAGES, THEMES
from data.sample.lives import Lives
from data.sample.names import customer_ids, email_addresses
from data.sample.people import People
from data.sample.scope import Flags, Real, Scope, Whole, Words, minutes_of_day, numbered
from data.sample.wording import Wording

WEEKLY_ANSWERS = 0.026  # per customer
COMMENT_SHARE = 0.45
CHANNELS = ("e-mail", "chat", "telephone", "app")
RATED_SHARE = 0.4


def surveys(scope: Scope, people: People, lives: Lives, wording: Wording) -> pd.DataFrame:
    """Return the export of survey answers: recommendation (0 to 10) and satisfaction (1 to 5)."""
    dice = scope.generator("surveys")
    customer, day = _answers(scope, people, lives, dice)
    is_nps = dice.random(len(day)) < 0.6
    score = _scores(dice, people, customer, day, is_nps)
    tone = np.where(
        score >= np.where(is_nps, 9, 4),
        "positive",
        np.where(score <= np.where(is_nps, 6, 2), "negative", "neutral"),
    )
    said = dice.random(len(day)) < COMMENT_SHARE
    comment = np.full(len(day), None, dtype=object)
    theme = dice.choice(np.array(THEMES, dtype=object), len(day))
    comment[said] = wording.remarks(dice, _languages(dice, people, customer)[said], tone[said], theme[said])
    return pd.DataFrame(
        {
            "response_id": numbered("R", np.arange(len(day)), 6),
            "customer_id": customer_ids(customer),
            "customer_email": email_addresses(customer),
            "answered_at": scope.moments(day, minutes_of_day(dice, len(day))),
            "score": score,
            "kind": np.where(is_nps, "nps", "csat"),
            "scale_max": np.where(is_nps, 10, 5),
            "comment": comment,
            "invited": dice.integers(3, 8, len(day)),
        }
    ).sort_values("answered_at", kind="stable", ignore_index=True)


def _answers(scope: Scope, people: People, lives: Lives, dice: np.random.Generator) -> tuple[Whole, Whole]:
    until = np.minimum(lives.last_day, scope.days)
    span = until - people.signup_day
    customer = np.repeat(np.arange(scope.customers), dice.poisson(WEEKLY_ANSWERS * span / 7))
    day = people.signup_day[customer] + (dice.random(len(customer)) * span[customer]).astype(np.int64)
    turn = np.argsort(day, kind="stable")
    return customer[turn], day[turn]


def _scores(dice: np.random.Generator, people: People, customer: Whole, day: Whole, is_nps: Flags) -> Whole:
    """Return scores that rise with interest and fall with trouble and once interest fades."""
    liking = (
        0.8
        + 0.3 * (people.engagement[customer] - 0.5)
        - 0.07 * (people.trouble[customer] - 1)
        - 0.14 * (people.fade_day[customer] <= day)
        + dice.normal(0, 0.16, len(day))
    )
    low, high = np.where(is_nps, 0, 1), np.where(is_nps, 10, 5)
    return np.asarray(np.clip(np.round(low + liking * (high - low)), low, high), dtype=np.int64)


def _languages(dice: np.random.Generator, people: People, customer: Whole) -> Words:
    spoken = np.array([LANGUAGES[country] for country in COUNTRIES], dtype=object)
    return np.asarray(spoken[people.country[customer], (dice.random(len(customer)) < 0.25).astype(int)])


def tickets(scope: Scope, people: People, lives: Lives, wording: Wording) -> pd.DataFrame:
    """Return the export of support cases."""
    dice = scope.generator("tickets")
    minute = minutes_of_day(dice, len(lives.ticket_day))
    turn = np.lexsort((minute, lives.ticket_day))
    customer, day, minute = lives.ticket_customer[turn], lives.ticket_day[turn], minute[turn]
    of_failure = lives.ticket_of_failure[turn]
    theme = np.where(
        of_failure,
        "delivery",
        dice.choice(np.array(THEMES, dtype=object), len(day), p=[0.26, 0.12, 0.16, 0.12, 0.14, 0.2]),
    )
    opened_at = scope.moments(day, minute)
    reply_hours = dice.lognormal(1.4, 0.9, len(day))
    solve_hours = reply_hours + dice.lognormal(2.9, 0.9, len(day))
    resolved_at = _later(scope, opened_at, solve_hours)
    return pd.DataFrame(
        {
            "ticket_id": numbered("T", np.arange(len(day)), 6),
            "customer_id": customer_ids(customer),
            "customer_email": email_addresses(customer),
            "opened_at": opened_at,
            "channel": dice.choice(np.array(CHANNELS, dtype=object), len(day), p=[0.44, 0.27, 0.12, 0.17]),
            "first_reply_at": _later(scope, opened_at, reply_hours),
            "resolved_at": resolved_at,
            "satisfaction": _ratings(dice, people, customer, solve_hours, ~np.isnat(resolved_at)),
            "subject": wording.subjects(dice, theme),
            "theme": theme,
        }
    )


def _later(scope: Scope, since: np.ndarray, hours: Real) -> np.ndarray:
    return scope.known(since + np.round(hours * 60).astype("timedelta64[m]"))


def _ratings(dice: np.random.Generator, people: People, customer: Whole, hours: Real, solved: Flags) -> Real:
    """Return ratings of 1 to 5 for some solved cases; slow answers and low interest bring them down."""
    liking = 4.4 - hours / 60 + 1.2 * (people.engagement[customer] - 0.5) + dice.normal(0, 0.9, len(hours))
    rated = solved & (dice.random(len(hours)) < RATED_SHARE)
    return np.where(rated, np.clip(np.round(liking), 1, 5), np.nan)
