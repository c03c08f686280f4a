"""Answers and mentions behind what people say."""

import ibis
import ibis.expr.types as ir

from data.components import Basis, Tables
from data.components.base import hours_between, known_by_source, with_customer
from data.components.voice import QUESTION, answers_of, is_ours, toned
from data.rows_behind.asked import Asked

TONES = ("positive", "neutral", "negative", "not_scored")


def answers(tables: Tables, basis: Basis, _asked: Asked) -> ir.Table:
    """Return the answers with their kind."""
    given = answers_of(tables, basis)
    columns = ("customer_id", "response_id", "score", "scale", "invited", "comment", "kind", "nps", "satisfied")
    return with_customer(given.select(*columns, day=given.answered_at.date()), tables)


def answer_adds(rows: ir.Table) -> dict[str, ir.Value]:
    """Return what an answer adds."""
    told = {
        "nps_promoters": rows.nps == "promoter",
        "nps_detractors": rows.nps == "detractor",
        "nps_answers": rows.nps.notnull(),
        "csat_satisfied": rows.satisfied,
        "csat_answers": rows.satisfied.notnull(),
        "survey_answers_invited": rows.invited.notnull(),
    }
    return _ones(told) | {"survey_invitations": rows.invited}


def mentions(tables: Tables, basis: Basis, _asked: Asked) -> ir.Table:
    """Return the mentions with their tone; ``counts`` where they are of our brand."""
    rows = known_by_source(toned(tables), "replied_at")
    asks = rows.text.re_search(QUESTION) | (rows.tone == "negative")
    return rows.mutate(
        day=rows.posted_at.date(),
        counts=is_ours(rows, basis),
        asks=asks.fill_null(False) & rows.known,
        one_is_ours=ibis.literal(basis.settings.own_brand is not None),
    )


def mention_adds(rows: ir.Table) -> dict[str, ir.Value]:
    """Return what a mention adds."""
    told = {f"mentions_{tone}": rows.counts & (rows.tone == tone) for tone in TONES}
    told |= {
        "mentions": rows.counts,
        "mentions_of_all_brands": ibis.literal(value=True),
        "mentions_of_own_brand": rows.counts & rows.one_is_ours,
        "mentions_asking": rows.counts & rows.asks,
        "mentions_answered": rows.counts & rows.asks & rows.replied_at.notnull(),
    }
    return _ones(told)


def replies(tables: Tables, basis: Basis, _asked: Asked) -> ir.Table:
    """Return our answers to mentions on the day we gave them, with the hours until then."""
    rows = toned(tables)
    return rows.mutate(
        day=rows.replied_at.date(),
        counts=is_ours(rows, basis),
        hours=hours_between(rows.posted_at, rows.replied_at),
    )


def reply_adds(rows: ir.Table) -> dict[str, ir.Value]:
    """Return what an answer of ours adds."""
    return _ones({"mention_replies": rows.counts & rows.hours.notnull()})


def _ones(told: dict[str, ir.BooleanValue]) -> dict[str, ir.Value]:
    return {key: condition.fill_null(False).cast("int64") for key, condition in told.items()}
