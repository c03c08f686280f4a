"""Components of what people say: surveys and mentions."""

import ibis
import ibis.expr.types as ir

from data.components.base import (
    CUSTOMER_DIMENSIONS,
    Basis,
    Component,
    Source,
    hours_between,
    known_by_source,
    with_customer,
)
from data.workbench import Tables

NPS_SCALE = 10
LARGEST_CSAT_SCALE = 7
QUESTION = r"[?؟？]"


def survey_rows(tables: Tables, _basis: Basis) -> ir.Table:
    """Return the answers as they are added up."""
    rows = answers_of(tables)
    rows = rows.select("customer_id", "score", "scale", "invited", "kind", day=rows.answered_at.date())
    return with_customer(rows, tables)


def answers_of(tables: Tables) -> ir.Table:
    """Return the answers with their kind; where the export names none, the scale tells it."""
    answers = tables["surveys"]
    answers = answers.filter(answers.answered_at.notnull() & answers.score.notnull())
    highest = answers.score.max().over(ibis.window(group_by=[answers.batch_id, answers.kind]))
    answers = answers.mutate(highest=highest)
    answers = answers.mutate(scale=ibis.coalesce(answers.scale_max, _scale_seen(answers)))
    by_scale = ibis.ifelse(answers.scale <= LARGEST_CSAT_SCALE, "csat", "nps")
    named = answers.kind.lower()
    kind = ibis.cases(
        (named.contains("nps") | named.contains("promoter"), "nps"),
        (named.contains("csat") | named.contains("satisf"), "csat"),
        (named.isnull(), by_scale),
        else_=named,
    )
    return answers.mutate(kind=kind)


def _scale_seen(answers: ir.Table) -> ir.NumericValue:
    """Return the smallest usual scale that holds the highest score of the batch: 5, 7 or 10."""
    return ibis.cases((answers.highest <= 5, 5.0), else_=float(NPS_SCALE))


def mention_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return the mentions with their tone; ``counts`` where they are of our brand."""
    joined = known_by_source(toned(tables), "replied_at")
    asks = joined.text.re_search(QUESTION) | (joined.tone == "negative")
    return joined.select(
        "platform",
        "brand",
        "language",
        "tone",
        label=joined.tone,
        day=joined.posted_at.date(),
        counts=is_ours(joined, basis),
        one_is_ours=ibis.literal(basis.settings.own_brand is not None),
        asks=asks.fill_null(False) & joined.known,
        answered=joined.replied_at.notnull(),
    )


def reply_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return the answers we gave, on the day we gave them."""
    joined = toned(tables)
    replies = joined.filter(joined.replied_at.notnull())
    return replies.select(
        "platform",
        "brand",
        "language",
        "tone",
        day=replies.replied_at.date(),
        counts=is_ours(replies, basis),
        hours=hours_between(replies.posted_at, replies.replied_at),
    )


def toned(tables: Tables) -> ir.Table:
    """Return the mentions with the language found and the tone scored; what has no tone yet isn't scored."""
    mentions, tones = tables["mentions"], tables["tones"]
    mentions = mentions.filter(mentions.posted_at.notnull())
    scored = tones.select("mention_key", found_language="language", label="label")
    joined = mentions.left_join(scored, mentions.row_key == scored.mention_key)
    return joined.mutate(
        language=ibis.coalesce(joined.found_language, joined.language),
        tone=ibis.coalesce(joined.label, "not_scored"),
    )


def is_ours(mentions: ir.Table, basis: Basis) -> ir.BooleanValue:
    """Tell which mentions are of our brand; all of them where no setting says which one is ours."""
    if basis.settings.own_brand is None:
        return ibis.literal(value=True)
    return (mentions.brand.lower() == basis.settings.own_brand.lower()).fill_null(False)


def _toned_mentions(label: str) -> Component:
    return Component(f"mentions_{label}", lambda rows: rows.count(where=rows.counts & (rows.label == label)))


def _of_kind(key: str, kind: str, lowest: float, highest: float = float("inf")) -> Component:
    return Component(
        key, lambda rows: rows.count(where=(rows.kind == kind) & (rows.score >= lowest) & (rows.score <= highest))
    )


def _share_of_voice(rows: ir.Table) -> ir.Value:
    """Count the mentions of our brand, where a setting says which it is."""
    return ibis.ifelse(rows.one_is_ours.any(), rows.count(where=rows.counts), None)


SURVEYS = Source(
    "surveys",
    tables=("surveys", "customers"),
    coverage=("surveys",),
    dimensions=CUSTOMER_DIMENSIONS,
    rows=survey_rows,
    own=(
        _of_kind("nps_promoters", "nps", 9),
        _of_kind("nps_detractors", "nps", 0, 6),
        _of_kind("nps_answers", "nps", 0),
        Component(
            "csat_satisfied", lambda rows: rows.count(where=(rows.kind == "csat") & (rows.score >= rows.scale - 1))
        ),
        _of_kind("csat_answers", "csat", 0),
        Component("survey_answers_invited", lambda rows: rows.count(where=rows.invited.notnull())),
        Component("survey_invitations", lambda rows: rows.invited.sum()),
    ),
)

MENTIONS = Source(
    "mentions",
    tables=("mentions", "tones"),
    coverage=("mentions",),
    dimensions=("platform", "brand", "language", "tone"),
    rows=mention_rows,
    apart="brand",
    own=(
        Component("mentions", lambda rows: rows.count(where=rows.counts)),
        Component("mentions_of_all_brands", lambda rows: rows.count()),
        Component("mentions_of_own_brand", _share_of_voice, zero_where_absent=True),
        *(_toned_mentions(label) for label in ("positive", "neutral", "negative", "not_scored")),
        Component("mentions_asking", lambda rows: rows.count(where=rows.counts & rows.asks)),
        Component("mentions_answered", lambda rows: rows.count(where=rows.counts & rows.asks & rows.answered)),
    ),
)

REPLIES = Source(
    "mention_replies",
    tables=("mentions", "tones"),
    coverage=("mentions",),
    dimensions=("platform", "brand", "language", "tone"),
    rows=reply_rows,
    apart="brand",
    own=(
        Component(
            "mention_reply_hours_median",
            lambda rows: rows.hours.median(where=rows.counts),
            additive=False,
            zero_where_absent=False,
        ),
        Component("mention_replies", lambda rows: rows.hours.count(where=rows.counts)),
    ),
)
