"""Reaching people: e-mail, website, our posts and content."""

from analytics.formulas import Count, Ratio, Share, one
from analytics.metric import OUR_CATALOGUE, Aside, Good, Group, Metric, Unit
from data.texts import mark

TEST_SENDS = Aside(
    "email_sends_kept_out",
    mark("{count} sends are left out: tests, or to fewer than five people."),
    whole=("email_sends", "email_sends_kept_out"),
)


def _email(key: str, label: str, good: Good, parts: tuple[str, str], sentence: str) -> Metric:
    part, whole = parts
    return Metric(
        key,
        label,
        Unit.RATE,
        good,
        Group.REACH,
        Share(one(f"email_{part}_of_{whole}"), one(f"email_{whole}_with_{part}")),
        sentence,
        OUR_CATALOGUE,
        ("email_campaigns",),
        aside=TEST_SENDS,
    )


REACH: tuple[Metric, ...] = (
    _email(
        "email_open_rate",
        mark("E-mail opens"),
        Good.UP,
        ("opened", "delivered"),
        mark("Unique opens per e-mail delivered. Test sends, and sends to fewer than five people, are left out."),
    ),
    _email(
        "email_click_through_rate",
        mark("E-mail clicks"),
        Good.UP,
        ("clicked", "delivered"),
        mark("Unique clicks per e-mail delivered, without test sends."),
    ),
    _email(
        "email_click_to_open_rate",
        mark("E-mail clicks of opens"),
        Good.UP,
        ("clicked", "opened"),
        mark("Unique clicks per unique open, without test sends."),
    ),
    _email(
        "email_unsubscribe_rate",
        mark("E-mail unsubscribes"),
        Good.DOWN,
        ("unsubscribed", "delivered"),
        mark("Unsubscribes per e-mail delivered, without test sends."),
    ),
    _email(
        "email_bounce_rate",
        mark("E-mail bounces"),
        Good.DOWN,
        ("bounced", "sent"),
        mark("Bounces per e-mail sent, without test sends."),
    ),
    Metric(
        "email_revenue_per_delivered",
        mark("Revenue per e-mail"),
        Unit.MONEY,
        Good.UP,
        Group.REACH,
        Ratio(one("email_revenue_of_delivered"), one("email_delivered_with_revenue")),
        mark("Revenue credited to campaigns per e-mail delivered, without test sends."),
        OUR_CATALOGUE,
        ("email_campaigns",),
        aside=TEST_SENDS,
    ),
    Metric(
        "web_sessions",
        mark("Web sessions"),
        Unit.SESSIONS,
        Good.UP,
        Group.REACH,
        Count(one("web_sessions")),
        mark("Visits to the website."),
        OUR_CATALOGUE,
        ("web_traffic",),
    ),
    Metric(
        "web_users",
        mark("Web users"),
        Unit.USERS,
        Good.UP,
        Group.REACH,
        Count(one("web_users")),
        mark(
            "Visitors to the website. They don't add up over days or sources, so they are shown only as the "
            "export counts them."
        ),
        OUR_CATALOGUE,
        ("web_traffic",),
    ),
    Metric(
        "web_time_on_site",
        mark("Time on site"),
        Unit.SECONDS,
        Good.UP,
        Group.REACH,
        Ratio(one("web_seconds"), one("web_sessions_with_seconds")),
        mark("Seconds on the website per session, over all sessions."),
        OUR_CATALOGUE,
        ("web_traffic",),
    ),
    Metric(
        "social_engagement_rate",
        mark("Engagement with our posts"),
        Unit.RATE,
        Good.UP,
        Group.REACH,
        Share(one("post_engagements"), one("post_impressions")),
        mark(
            "Reactions, comments, shares and clicks per time our posts were shown; per person reached where "
            "the export has no impressions."
        ),
        OUR_CATALOGUE,
        ("social_posts",),
        aside=Aside(
            "posts_by_reach",
            mark("{share} of the posts have no impressions: theirs is counted per person reached."),
            whole=("posts_shown",),
        ),
    ),
    Metric(
        "content_engagement_rate",
        mark("Engagement with our content"),
        Unit.RATE,
        Good.UP,
        Group.REACH,
        Share(one("content_engagements"), one("content_views")),
        mark("Engagements per view of the pieces published in the period."),
        OUR_CATALOGUE,
        ("content",),
    ),
)
