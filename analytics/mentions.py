"""What people say about us, in numbers: volume, tone with its margin of error, share of voice."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics import periods
from analytics.sentiment import LABELS, NOT_SCORED
from data import tones
from data.calendars import Calendar
from data.store import Store
from data.tones import Choice

Z_95 = 1.96
SHOWN = [
    "posted_at",
    "label",
    "text",
    "platform",
    "brand",
    "author",
    "language",
    "polarity",
    "confidence",
    "reach",
    "url",
]


def counts(store: Store) -> pd.DataFrame:
    """Return how many mentions there are by day, platform, brand, language and label; ``mentions`` counts them."""
    with store.read() as facts:
        frame = facts.frame(tones.counts(facts.tables, facts.derived("tones")))
    return frame.assign(day=pd.to_datetime(frame["day"]))


def rows(store: Store, choice: Choice, limit: int) -> tuple[pd.DataFrame, int]:
    """Return the newest of the mentions chosen, at most ``limit``, and how many there are in all."""
    with store.read() as facts:
        chosen = tones.chosen(facts.tables, facts.derived("tones"), choice)
        total = facts.frame(chosen.aggregate(mentions=chosen.count()))
        return facts.frame(chosen.select(SHOWN).limit(limit)), int(total.mentions.sum())


def own_brand(store: Store) -> str | None:
    """Return which of the brands tracked is ours; None where every mention is of ours."""
    return store.state.settings().own_brand


@dataclass(frozen=True, slots=True)
class Summary:
    """Mentions of a period.

    Attributes
    ----------
    mentions, scored, positive, negative
        Counts, of our brand where it is known which is ours.
    all_mentions
        Of every brand tracked.
    """

    mentions: int
    scored: int
    positive: int
    negative: int
    all_mentions: int

    @property
    def net_sentiment(self) -> float:
        """(positive - negative) / scored, from -1 to 1; NaN where nothing was scored (METRICS: net_sentiment)."""
        return (self.positive - self.negative) / self.scored if self.scored else math.nan

    @property
    def margin(self) -> float:
        """Half the 95 % interval of net sentiment: 1.96 standard errors of a difference of two shares.

        The variance of (positive - negative) / n is (share positive + share negative - net²) / n.
        """
        if not self.scored:
            return math.nan
        opinions = (self.positive + self.negative) / self.scored
        return Z_95 * math.sqrt(max(opinions - self.net_sentiment**2, 0.0) / self.scored)

    @property
    def not_scored_share(self) -> float:
        """Share of mentions without a tone; NaN without mentions."""
        return 1 - self.scored / self.mentions if self.mentions else math.nan

    @property
    def share_of_voice(self) -> float:
        """Mentions of our brand over those of all brands tracked; NaN without mentions."""
        return self.mentions / self.all_mentions if self.all_mentions else math.nan

    @property
    def voice_margin(self) -> float:
        """Half the 95 % interval of the share of voice: 1.96 standard errors of a share."""
        share = self.share_of_voice
        return Z_95 * math.sqrt(share * (1 - share) / self.all_mentions) if self.all_mentions else math.nan

    def differs_from(self, other: "Summary") -> bool:
        """Return whether net sentiment moved by more than chance explains, at 95 %."""
        return abs(self.net_sentiment - other.net_sentiment) > math.hypot(self.margin, other.margin)

    def voice_differs_from(self, other: "Summary") -> bool:
        """Return whether the share of voice moved by more than chance explains, at 95 %."""
        moved = abs(self.share_of_voice - other.share_of_voice)
        return moved > math.hypot(self.voice_margin, other.voice_margin)


def between(frame: pd.DataFrame, first_day: date, last_day: date) -> pd.DataFrame:
    """Return the counts from a day to a day, both inside."""
    return frame[frame["day"].between(pd.Timestamp(first_day), pd.Timestamp(last_day))]


def before(frame: pd.DataFrame, first_day: date, last_day: date) -> pd.DataFrame:
    """Return the counts of as long a stretch before; empty where the data doesn't reach back to it."""
    length = last_day - first_day + timedelta(days=1)
    start = first_day - length
    if frame.empty or frame["day"].min() > pd.Timestamp(start):
        return frame.iloc[:0]
    return between(frame, start, first_day - timedelta(days=1))


def of_brand(frame: pd.DataFrame, brand: str | None) -> pd.DataFrame:
    """Return the counts of a brand, in any case; all of them where it is None."""
    return frame if brand is None else frame[frame["brand"].str.lower() == brand.lower()]


def summarise(frame: pd.DataFrame, brand: str | None = None) -> Summary:
    """Return the summary of counts.

    Examples
    --------
    >>> frame = pd.DataFrame({"label": ["positive", "negative", "not_scored"], "mentions": [6, 2, 4]})
    >>> found = summarise(frame)
    >>> found.net_sentiment, round(found.not_scored_share, 3)
    (0.5, 0.333)
    """
    own = of_brand(frame, brand)
    by_label = own.groupby("label")["mentions"].sum()
    total = int(own["mentions"].sum())
    return Summary(
        mentions=total,
        scored=total - int(by_label.get(NOT_SCORED, 0)),
        positive=int(by_label.get("positive", 0)),
        negative=int(by_label.get("negative", 0)),
        all_mentions=int(frame["mentions"].sum()),
    )


def over_time(
    frame: pd.DataFrame, grain: str, first_day: date, last_day: date, calendar: Calendar
) -> pd.DataFrame:
    """Return ``period_start`` and a count for each label, for every week, month or quarter of the stretch."""
    starts = periods.between(first_day, last_day, grain, calendar)
    start = frame["day"].map({day: periods.start_of(day, grain, calendar) for day in frame["day"].unique()})
    table = frame.assign(period_start=start).pivot_table(
        index="period_start", columns="label", values="mentions", aggfunc="sum", fill_value=0
    )
    table = table.reindex(index=starts, columns=list(LABELS), fill_value=0).rename_axis(columns=None)
    return table.reset_index(drop=True).assign(period_start=starts)


def by_group(frame: pd.DataFrame, dimension: str, most: int = 8) -> pd.DataFrame:
    """Return the largest groups of a dimension, largest first.

    Returns
    -------
    pandas.DataFrame
        The dimension, a count for each label, ``mentions``, and ``net_sentiment`` (NaN where nothing was scored).
    """
    table = frame.pivot_table(index=dimension, columns="label", values="mentions", aggfunc="sum", fill_value=0)
    table = table.reindex(columns=list(LABELS), fill_value=0).rename_axis(columns=None)
    scored = table["positive"] + table["neutral"] + table["negative"]
    table = table.assign(
        mentions=table.sum(axis=1),
        net_sentiment=(table["positive"] - table["negative"]) / scored.where(scored > 0),
    )
    return table.sort_values("mentions", ascending=False, kind="stable").head(most).reset_index()


def unscored_languages(frame: pd.DataFrame) -> list[str]:
    """Return the languages of mentions that aren't scored, most frequent first."""
    left = frame[frame["label"] == NOT_SCORED].groupby("language")["mentions"].sum()
    return [str(code) for code in left.sort_values(ascending=False, kind="stable").index]
