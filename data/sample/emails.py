"""E-mail campaigns and what recipients did with them.

Recipients' events are exported for the last year only, as e-mail tools do; the campaigns count all of them.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.sample.lives import Lives
from data.sample.names import customer_ids, email_addresses
from data.sample.people import People
from data.sample.scope import Real, Scope, Times, Whole
from data.sample.truths import WELCOME_SERIES_OPENS

WEEKS_OF_EVENTS = 52
WELCOME_OPEN_RATE = 0.38
CLICKS_PER_OPEN = 0.16
UNSUBSCRIBED_SHARE = 0.0018
BOUNCED_SHARE = 0.011
STRANGERS_PER_RECIPIENT = 0.35  # on the list without being customers
STRANGERS_OPEN_RATE = 0.2
LATEST_OPEN_MINUTES = 2 * 24 * 60  # every send is at least three days before the end of its week


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of campaign that goes to the list: its weekday, rhythm, liking and worth of a click in EUR."""

    name: str
    weekday: int
    every_weeks: int
    liking: float
    click_value: float
    subject_line: str


_KINDS = (
    _Kind(
        "newsletter", weekday=1, every_weeks=1, liking=1.0, click_value=1.3, subject_line="What we roast this week"
    ),
    _Kind("offer", weekday=3, every_weeks=3, liking=1.12, click_value=4.2, subject_line="Two bags, a fifth off"),
)


def e_mails(scope: Scope, people: People, lives: Lives, lead_day: Whole) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the exports of campaigns and of events; ``lead_day`` is the day of each new lead."""
    dice = scope.generator("e-mails")
    post = _Post(scope, people, lives, dice)
    for week in range(scope.weeks):
        for kind in _KINDS:
            if week % kind.every_weeks == 0:
                post.send(kind, week)
    automatic = [_welcome(scope, lead_day), _carts(scope, people, lives), _tests(scope)]
    campaigns = pd.concat([pd.DataFrame(post.campaigns), *automatic])
    return campaigns.sort_values(["sent_at", "campaign"], kind="stable", ignore_index=True), post.events()


class _Post:
    """Sends campaigns to the list in turn: who unsubscribes gets no more of them."""

    def __init__(self, scope: Scope, people: People, lives: Lives, dice: np.random.Generator) -> None:
        self.scope, self.people, self.lives, self.dice = scope, people, lives, dice
        self.listed = people.consent.copy()
        self.campaigns: list[dict[str, object]] = []
        self.done: list[tuple[str, str, Whole, Times]] = []

    def send(self, kind: _Kind, week: int) -> None:
        day = 7 * week + kind.weekday
        sent_at = self.scope.moments(np.array([day]), np.array([9 * 60 + 30]))[0]
        title = f"{kind.name.capitalize()} {week + 1:03d}"
        there = np.flatnonzero(self.listed & (self.people.signup_day < day) & (self.lives.last_day > day))
        opens = there[self.dice.random(len(there)) < self._open_chance(kind, there, day)]
        clicks = opens[self.dice.random(len(opens)) < CLICKS_PER_OPEN * kind.liking]
        quits = opens[self.dice.random(len(opens)) < UNSUBSCRIBED_SHARE / 0.3]
        self.listed[quits] = False
        self._count(kind, title, sent_at, (len(there), len(opens), len(clicks), len(quits)))
        if week >= self.scope.weeks - WEEKS_OF_EVENTS:
            self._note(title, sent_at, opens, clicks, quits)

    def _open_chance(self, kind: _Kind, there: Whole, day: int) -> Real:
        fades = np.where(self.people.fade_day[there] <= day, 0.2, 1.0)
        return np.asarray((0.06 + 0.56 * self.people.engagement[there]) * fades * kind.liking)

    def _count(self, kind: _Kind, title: str, sent_at: np.datetime64, counts: tuple[int, int, int, int]) -> None:
        customers, opened, clicked, unsubscribed = counts
        strangers = int(STRANGERS_PER_RECIPIENT * customers)
        bounced = self.dice.binomial(strangers, 3 * BOUNCED_SHARE)
        more_opened = self.dice.binomial(strangers - bounced, STRANGERS_OPEN_RATE)
        more_clicked = self.dice.binomial(more_opened, CLICKS_PER_OPEN)
        clicks = clicked + more_clicked
        self.campaigns.append(
            {
                "campaign": title,
                "sent_at": sent_at,
                "sent": customers + strangers,
                "delivered": customers + strangers - bounced,
                "opened": opened + more_opened,
                "clicked": clicks,
                "unsubscribed": unsubscribed,
                "bounced": bounced,
                "revenue": round(clicks * kind.click_value * self.dice.uniform(0.7, 1.3), 2),
                "kind": kind.name,
                "segment": "everyone",
                "is_test": "no",
                "subject_line": kind.subject_line,
            }
        )

    def _note(self, title: str, sent_at: np.datetime64, opens: Whole, clicks: Whole, quits: Whole) -> None:
        waited = np.minimum(self.dice.exponential(420, len(opens)).astype(np.int64), LATEST_OPEN_MINUTES)
        opened_at = sent_at + waited.astype("timedelta64[m]")
        self.done.append((title, "opened", opens, opened_at))
        for event, who, minutes in (("clicked", clicks, 2), ("unsubscribed", quits, 4)):
            at = opened_at[np.searchsorted(opens, who)] + np.timedelta64(minutes, "m")
            self.done.append((title, event, who, at))

    def events(self) -> pd.DataFrame:
        customer = np.concatenate([who for _title, _event, who, _at in self.done])
        sizes = [len(who) for _title, _event, who, _at in self.done]
        return pd.DataFrame(
            {
                "customer_id": customer_ids(customer),
                "customer_email": email_addresses(customer),
                "happened_at": np.concatenate([at for *_rest, at in self.done]),
                "event": np.repeat(np.array([event for _title, event, *_rest in self.done], dtype=object), sizes),
                "campaign": np.repeat(np.array([title for title, *_rest in self.done], dtype=object), sizes),
            }
        )


def _welcome(scope: Scope, lead_day: Whole) -> pd.DataFrame:
    """Return the welcome mail, summed over the leads of a week; a new series is opened more."""
    dice = scope.generator("welcome")
    week = np.arange(scope.weeks)
    sent = np.bincount(lead_day // 7, minlength=scope.weeks)
    is_new = np.isin(7 * week, WELCOME_SERIES_OPENS.days(scope))
    rate = WELCOME_OPEN_RATE + np.where(is_new, WELCOME_SERIES_OPENS.size, 0)
    return _automatic(scope, dice, "welcome", sent, rate).assign(
        campaign=[f"Welcome {number + 1:03d}" for number in week],
        segment="new leads",
        subject_line=np.where(is_new, "Your first cup, step by step", "Thank you for joining"),
    )


def _carts(scope: Scope, people: People, lives: Lives) -> pd.DataFrame:
    """Return the reminder of a filled cart, summed over a week."""
    dice = scope.generator("carts")
    week = np.arange(scope.weeks)
    came = np.cumsum(np.bincount(people.signup_day // 7, minlength=scope.weeks))
    went = np.cumsum(np.bincount(np.minimum(lives.last_day // 7, scope.weeks), minlength=scope.weeks + 1))[:-1]
    sent = dice.poisson(0.04 * (came - went))
    return _automatic(scope, dice, "cart", sent, np.full(scope.weeks, 0.44)).assign(
        campaign=[f"Your cart {number + 1:03d}" for number in week],
        segment="cart left",
        subject_line="Something is still in your cart",
    )


def _automatic(scope: Scope, dice: np.random.Generator, kind: str, sent: Whole, open_rate: Real) -> pd.DataFrame:
    """Return the counts of mails that are sent by themselves, a row per week with the Friday's date."""
    friday = 7 * np.arange(scope.weeks) + 4
    bounced = dice.binomial(sent, BOUNCED_SHARE)
    opened = dice.binomial(sent - bounced, open_rate)
    clicked = dice.binomial(opened, 0.24)
    return pd.DataFrame(
        {
            "sent_at": scope.moments(friday, np.full(scope.weeks, 8 * 60)),
            "sent": sent,
            "delivered": sent - bounced,
            "opened": opened,
            "clicked": clicked,
            "unsubscribed": dice.binomial(opened, 0.006),
            "bounced": bounced,
            "revenue": np.round(clicked * dice.uniform(1.5, 3.5, scope.weeks), 2),
            "kind": kind,
            "is_test": "no",
        }
    )


def _tests(scope: Scope) -> pd.DataFrame:
    """Return test sends to the team itself, one in twelve weeks."""
    monday = np.arange(0, scope.days, 7 * 12)
    return pd.DataFrame(
        {
            "campaign": [f"Test of a layout {number + 1}" for number in range(len(monday))],
            "sent_at": scope.moments(monday, np.full(len(monday), 16 * 60)),
            "sent": 3,
            "delivered": 3,
            "opened": 3,
            "clicked": 2,
            "unsubscribed": 0,
            "bounced": 0,
            "revenue": 0.0,
            "kind": "newsletter",
            "segment": "the team",
            "is_test": "yes",
            "subject_line": "Please ignore",
        }
    )
