"""What people say: surveys and mentions."""

from analytics.formulas import Balance, Count, Median, Share, Sum, one
from analytics.metric import OUR_CATALOGUE, Aside, Good, Group, Metric, Unit
from data.texts import mark

VOICE: tuple[Metric, ...] = (
    Metric(
        "net_promoter_score",
        mark("Net promoter score"),
        Unit.POINTS,
        Good.UP,
        Group.VOICE,
        Balance("nps_promoters", "nps_detractors", one("nps_answers"), scale=100),
        mark(
            "Share of answers of 9 or 10 less the share of answers of 0 to 6, times 100; 7 and 8 count as "
            "answers alone. Where the company asks on 1 to 5: 5 less 1 to 3. Answers on another scale are "
            "left out."
        ),
        "Reichheld (2003), The One Number You Need to Grow, Harvard Business Review 81(12)",
        ("surveys",),
        aside=Aside("nps_answers_kept_out", mark("{count} answers on another scale are left out.")),
    ),
    Metric(
        "customer_satisfaction_score",
        mark("Customer satisfaction"),
        Unit.RATE,
        Good.UP,
        Group.VOICE,
        Share(one("csat_satisfied"), one("csat_answers")),
        mark(
            "Share of survey answers in the top two boxes of the scale used (4 and 5 of 5), or from the "
            "answer set on. Ratings of tickets are a kind of their own and not mixed in."
        ),
        OUR_CATALOGUE,
        ("surveys",),
    ),
    Metric(
        "survey_response_rate",
        mark("Survey responses"),
        Unit.RATE,
        Good.UP,
        Group.VOICE,
        Share(one("survey_answers_invited"), one("survey_invitations")),
        mark("Answers per invitation, where the export counts invitations."),
        OUR_CATALOGUE,
        ("surveys",),
    ),
    Metric(
        "social_mentions",
        mark("Mentions"),
        Unit.MENTIONS,
        Good.NONE,
        Group.VOICE,
        Count(one("mentions")),
        mark("Mentions of our brand; of every brand where no setting says which one is ours."),
        OUR_CATALOGUE,
        ("mentions",),
    ),
    Metric(
        "net_sentiment",
        mark("Net sentiment"),
        Unit.INDEX,
        Good.UP,
        Group.VOICE,
        Balance(
            "mentions_positive",
            "mentions_negative",
            Sum(("mentions_positive", "mentions_neutral", "mentions_negative")),
        ),
        mark(
            "Share of positive mentions less the share of negative ones, among the mentions whose tone could "
            "be scored."
        ),
        OUR_CATALOGUE,
        ("mentions",),
        aside=Aside(
            "mentions_not_scored", mark("The tone of {share} of the mentions could not be scored."), ("mentions",)
        ),
    ),
    Metric(
        "share_of_voice",
        mark("Share of voice"),
        Unit.RATE,
        Good.UP,
        Group.VOICE,
        Share(one("mentions_of_own_brand"), one("mentions_of_all_brands")),
        mark("Mentions of our brand over the mentions of all brands tracked."),
        "Farris et al. (2010), Marketing Metrics, 2nd ed., ch. 9",
        ("mentions",),
        whole_of_total=("brand", "mentions_of_all_brands"),
    ),
    Metric(
        "social_reply_rate",
        mark("Mentions answered"),
        Unit.RATE,
        Good.UP,
        Group.VOICE,
        Share(one("mentions_answered"), one("mentions_asking")),
        mark("Of the mentions of our brand that ask something or complain, the share that got an answer."),
        OUR_CATALOGUE,
        ("mentions",),
    ),
    Metric(
        "social_time_to_reply",
        mark("Time to answer a mention"),
        Unit.HOURS,
        Good.DOWN,
        Group.VOICE,
        Median("mention_reply_hours_median", "mention_replies"),
        mark("Median hours from a mention to our answer, by the day of the answer."),
        OUR_CATALOGUE,
        ("mentions",),
    ),
)
