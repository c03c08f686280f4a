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

WIDEST_SCALE = 10
LARGEST_CSAT_SCALE = 7
NPS_FROM = {10: (9, 7), 5: (5, 4)}  # by scale, from which answer on promoters and passives are counted
QUESTION = r"[?؟？]"


def survey_rows(tables: Tables, basis: Basis) -> ir.Table:
    """Return the answers as they are added up."""
    rows = answers_of(tables, basis)
    kept = ("customer_id", "score", "scale", "invited", "kind", "nps", "satisfied")
    return with_customer(rows.select(*kept, day=rows.answered_at.date()), tables)


def answers_of(tables: Tables, basis: Basis) -> ir.Table:
    """Return the answers with their kind; where the export names none, the scale tells it.

    ``nps`` and ``satisfied`` are empty where an answer is of another kind, or on no scale that it could be on.
    """
    answers = tables["surveys"]
    answers = answers.filter(answers.answered_at.notnull() & answers.score.notnull())
    highest = answers.score.max().over(ibis.window(group_by=[answers.batch_id, answers.kind]))
    answers = answers.mutate(highest=highest, named=_kind_named(answers.kind))
    answers = answers.mutate(scale=ibis.coalesce(answers.scale_max, _scale_seen(answers, basis)))
    by_scale = ibis.ifelse(answers.scale <= LARGEST_CSAT_SCALE, "csat", "nps")
    answers = answers.mutate(kind=ibis.coalesce(answers.named, by_scale))
    return answers.mutate(nps=_nps(answers, basis), satisfied=_satisfied(answers, basis))


def _kind_named(kind: ir.StringValue) -> ir.StringValue:
    named = kind.lower()
    return ibis.cases(
        (named.contains("nps") | named.contains("promoter"), "nps"),
        (named.contains("csat") | named.contains("satisf"), "csat"),
        else_=named,
    )


def _scale_seen(answers: ir.Table, basis: Basis) -> ir.NumericValue:
    """Return the scale of answers that name none: of NPS the one set, else the smallest usual one that fits."""
    return ibis.cases(
        ((answers.named == "nps").fill_null(False), float(basis.settings.nps_scale)),
        (answers.highest <= 5, 5.0),
        (answers.highest <= LARGEST_CSAT_SCALE, float(LARGEST_CSAT_SCALE)),
        else_=float(WIDEST_SCALE),
    )


def _nps(rows: ir.Table, basis: Basis) -> ir.StringValue:
    """Return promoter, passive or detractor; empty for answers on another scale than the company's."""
    scale = basis.settings.nps_scale
    promoters_from, passives_from = NPS_FROM[scale]
    is_one = (rows.kind == "nps") & (rows.scale == scale) & (rows.score >= 0) & (rows.score <= scale)
    return ibis.cases(
        (~is_one, ibis.null("string")),
        (rows.score >= promoters_from, "promoter"),
        (rows.score >= passives_from, "passive"),
        else_="detractor",
    )


def _satisfied(rows: ir.Table, basis: Basis) -> ir.BooleanValue:
    """Return whether an answer is one of the satisfied: in the top two boxes, or from where it is set on."""
    is_one = (rows.kind == "csat") & (rows.score >= 0) & (rows.score <= rows.scale)
    set_for = [
        (rows.scale == float(scale), lowest) for scale, lowest in basis.settings.csat_satisfied_from.items()
    ]
    lowest = ibis.cases(*set_for, else_=rows.scale - 1) if set_for else rows.scale - 1
    return ibis.ifelse(is_one, rows.score >= lowest, ibis.null("boolean"))


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


def _nps_counted(key: str, *groups: str) -> Component:
    return Component(key, lambda rows: rows.count(where=rows.nps.isin(groups)))


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
        _nps_counted("nps_promoters", "promoter"),
        _nps_counted("nps_detractors", "detractor"),
        _nps_counted("nps_answers", "promoter", "passive", "detractor"),
        Component("nps_answers_kept_out", lambda rows: rows.count(where=(rows.kind == "nps") & rows.nps.isnull())),
        Component("csat_satisfied", lambda rows: rows.count(where=rows.satisfied)),
        Component("csat_answers", lambda rows: rows.count(where=rows.satisfied.notnull())),
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
