"""What the shop itself publishes: social posts and longer pieces."""

import numpy as np
import pandas as pd

from data.sample.scope import Scope, numbered
from data.sample.wording import Wording

POSTS_PER_WEEK = 5
NETWORKS = ("X", "Instagram", "Facebook", "TikTok", "LinkedIn")
NETWORK_REACH = (0.5, 1.3, 0.8, 1.5, 0.4)
PIECES_PER_WEEK = 1
# kind: views per customer, share of viewers who react, share who reach the goal
PIECE_KINDS = {
    "blog": (0.2, 0.03, 0.012),
    "video": (0.5, 0.06, 0.005),
    "webinar": (0.04, 0.2, 0.06),
    "podcast": (0.1, 0.02, 0.004),
}


def social_posts(scope: Scope, wording: Wording) -> pd.DataFrame:
    """Return the export of our own posts: five a week, one in each network."""
    dice = scope.generator("posts")
    size = POSTS_PER_WEEK * scope.weeks
    day = 7 * np.repeat(np.arange(scope.weeks), POSTS_PER_WEEK) + np.tile(np.arange(POSTS_PER_WEEK), scope.weeks)
    network = np.tile(np.arange(len(NETWORKS)), scope.weeks)
    usual = 0.6 * scope.customers * np.array(NETWORK_REACH)[network] * scope.growth(day)
    impressions = dice.poisson(usual * dice.lognormal(0, 0.35, size))
    reactions = dice.binomial(impressions, 0.021)
    return pd.DataFrame(
        {
            "post_id": numbered("P", np.arange(size), 5),
            "posted_at": scope.moments(day, dice.integers(9 * 60, 19 * 60, size)),
            "platform": np.array(NETWORKS, dtype=object)[network],
            "text": wording.posts(dice, size),
            "impressions": impressions,
            "reach": dice.binomial(impressions, 0.74),
            "reactions": reactions,
            "comments": dice.binomial(impressions, 0.0016),
            "shares": dice.binomial(impressions, 0.0011),
            "clicks": dice.binomial(impressions, 0.0072),
            "format": dice.choice(["picture", "film", "text"], size, p=[0.55, 0.3, 0.15]),
        }
    )


def content(scope: Scope, wording: Wording) -> pd.DataFrame:
    """Return the export of longer pieces: one a week."""
    dice = scope.generator("content")
    size = PIECES_PER_WEEK * scope.weeks
    kinds = list(PIECE_KINDS)
    kind = dice.choice(len(kinds), size, p=[0.5, 0.25, 0.1, 0.15])
    per_customer, reacting, converting = np.array(list(PIECE_KINDS.values())).T[:, kind]
    views = dice.poisson(scope.customers * per_customer * dice.lognormal(0, 0.5, size))
    return pd.DataFrame(
        {
            "published_at": scope.moments(7 * np.arange(size) + 2, np.full(size, 10 * 60)),
            "title": wording.titles(dice, size),
            "kind": np.array(kinds, dtype=object)[kind],
            "views": views,
            "engagements": dice.binomial(views, reacting),
            "conversions": dice.binomial(views, converting),
            "minutes_long": dice.integers(3, 40, size),
        }
    )
