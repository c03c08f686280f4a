"""What people write about us and our competitors, in five languages."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.sample.company import BRAND, COMPETITORS, THEMES
from data.sample.lives import Lives
from data.sample.names import customer_ids, handles
from data.sample.people import People
from data.sample.scope import Flags, Scope, Whole, Words, minutes_of_day, numbered, only_where
from data.sample.truths import DELIVERY_FAILURE_MENTIONS
from data.sample.wording import Wording

PER_CUSTOMER_AND_WEEK = 0.0115
LANGUAGE_SHARES = {"en": 0.5, "id": 0.17, "ar": 0.12, "zh": 0.12, "de": 0.09}
BRAND_SHARES = (0.5, 0.29, 0.21)
TONES = ("negative", "neutral", "positive")
OWN_NEGATIVE_SHARE = 0.22
TONE_SHARES = {BRAND: (OWN_NEGATIVE_SHARE, 0.24, 0.54), "others": (0.3, 0.27, 0.43)}
LOUDER_IN_FAILURE = 1.6
PLATFORMS = {"X": 0.3, "Instagram": 0.24, "Facebook": 0.18, "TikTok": 0.1, "Reddit": 0.1, "review site": 0.08}
KNOWN_AUTHOR_SHARE = 0.12  # of mentions of us whose author is known as a customer
REPLY_SHARE = {"negative": 0.68, "neutral": 0.4, "positive": 0.15}


def mentions(scope: Scope, people: People, lives: Lives, wording: Wording) -> pd.DataFrame:
    """Return the export of mentions, in the order in which they were posted."""
    dice = scope.generator("mentions")
    day, brand, in_failure = _days_and_brands(scope, dice)
    size = len(day)
    minute = minutes_of_day(dice, size)
    turn = np.lexsort((minute, day))
    day, minute, brand, in_failure = day[turn], minute[turn], brand[turn], in_failure[turn]
    tone = _tones(dice, brand, in_failure)
    theme = dice.choice(np.array(THEMES, dtype=object), size)
    theme = np.where(in_failure & (tone == "negative") & (dice.random(size) < 0.85), "delivery", theme)
    language = dice.choice(np.array(list(LANGUAGE_SHARES), dtype=object), size, p=list(LANGUAGE_SHARES.values()))
    frame = pd.DataFrame(
        {
            "mention_id": numbered("M", np.arange(size), 6),
            "posted_at": scope.moments(day, minute),
            "text": wording.mentions(dice, language, tone, theme, brand),
            "brand": brand,
            "platform": dice.choice(np.array(list(PLATFORMS), dtype=object), size, p=list(PLATFORMS.values())),
            # a tool doesn't name the language of every mention
            "language": only_where(dice.random(size) < 0.85, language),
        }
    )
    return frame.assign(
        **_authors(scope, dice, size),
        url=[f"https://social.example.org/{number + 1}" for number in range(size)],
        replied_at=_replies(scope, dice, frame, tone),
        customer_id=_customers(scope, people, lives, day, brand == BRAND),
        tool_tone=tone,
    )


def _days_and_brands(scope: Scope, dice: np.random.Generator) -> tuple[Whole, Words, Flags]:
    """Return day and brand of the mentions, and whether they are ours in the weeks of the failure."""
    day = np.arange(scope.days)
    in_failure = np.isin(day, DELIVERY_FAILURE_MENTIONS.days(scope))
    usual = PER_CUSTOMER_AND_WEEK / 7 * scope.customers * scope.growth(day) * scope.season(day) / 1.45
    days, brands, hit = [], [], []
    for brand, share in zip((BRAND, *COMPETITORS), BRAND_SHARES, strict=True):
        louder = np.where(in_failure & (brand == BRAND), LOUDER_IN_FAILURE, 1.0)
        posted = np.repeat(day, dice.poisson(usual * share * louder))
        days.append(posted)
        brands.append(np.full(len(posted), brand, dtype=object))
        hit.append(in_failure[posted] & (brand == BRAND))
    return np.concatenate(days), np.concatenate(brands), np.concatenate(hit)


def _tones(dice: np.random.Generator, brand: Words, in_failure: Flags) -> Words:
    own = np.array(TONE_SHARES[BRAND])
    negative = OWN_NEGATIVE_SHARE * DELIVERY_FAILURE_MENTIONS.size
    failing = np.array([negative, *(own[1:] * (1 - negative) / (1 - OWN_NEGATIVE_SHARE))])
    shares = np.where((brand == BRAND)[:, None], own, np.array(TONE_SHARES["others"]))
    limits = np.cumsum(np.where(in_failure[:, None], failing, shares), axis=1)
    position = (dice.random(len(brand))[:, None] > limits[:, :-1]).sum(axis=1)
    return np.asarray(np.array(TONES, dtype=object)[position])


def _authors(scope: Scope, dice: np.random.Generator, size: int) -> dict[str, npt.NDArray[Any]]:
    """Return authors with their followers, and how far each mention went."""
    author = (scope.customers * dice.beta(0.7, 1.6, size)).astype(np.int64)
    pool = scope.generator("followers").lognormal(5.3, 1.3, scope.customers).astype(np.int64)
    reach = (pool[author] * dice.uniform(0.2, 1.6, size)).astype(np.int64)
    likes = dice.poisson(0.03 * reach + 0.4)
    return {
        "author": handles(author),
        "author_followers": pool[author],
        "reach": reach,
        "likes": likes,
        "comments": dice.poisson(0.15 * likes + 0.1),
        "shares": dice.poisson(0.08 * likes),
    }


def _replies(scope: Scope, dice: np.random.Generator, frame: pd.DataFrame, tone: Words) -> np.ndarray:
    """Return when we answered: mostly those who complain or ask about us."""
    chance = np.array([REPLY_SHARE[name] for name in tone])
    answered = (frame["brand"] == BRAND).to_numpy() & (dice.random(len(frame)) < chance)
    waited = np.round(60 * dice.lognormal(1.5, 0.9, len(frame))).astype("timedelta64[m]")
    at = scope.known(frame["posted_at"].to_numpy() + waited)
    return np.where(answered, at, np.datetime64("NaT", "s"))


def _customers(scope: Scope, people: People, lives: Lives, day: Whole, is_ours: Flags) -> Words:
    """Return the customer behind some mentions of us, someone who was one on that day."""
    dice = scope.generator("known authors")
    came = np.searchsorted(people.signup_day, day, side="right")
    customer = (dice.random(len(day)) * came).astype(np.int64)
    known = is_ours & (came > 0) & (dice.random(len(day)) < KNOWN_AUTHOR_SHARE) & lives.present(customer, day)
    return only_where(known, customer_ids(customer))
