"""Figures of surveys, support tickets and mentions."""

import ibis
import ibis.expr.types as ir

from data.components import Basis
from data.components.base import hours_between
from data.reconciling.figure import Condition, Figure, Part, column, components, each_row, rows_where
from data.texts import mark

_KINDS = r"nps|promoter|csat|satisf"


def _of_other_kind(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
    return rows.kind.notnull() & ~rows.kind.lower().re_search(_KINDS)


def _is_no_score(rows: ir.Table, _basis: Basis) -> ir.BooleanValue:
    return rows.score.isnull() | (rows.score < 0)


SURVEYS = (
    Figure(
        "answers", mark("Answers"), components("nps_answers", "csat_answers"),
        parts=(Part(each_row, moves_with=""),),
        why_not=(("other_kind", _of_other_kind), ("no_score", _is_no_score)),
    ),
    Figure("invited", mark("Invitations"), components("survey_invitations"), parts=(column("invited"),)),
)  # fmt: skip


def _known(name: str) -> Condition:
    return lambda rows, _basis: rows[name].notnull()


def _before_it_was_opened(name: str) -> tuple[tuple[str, Condition], ...]:
    return (("backwards", lambda rows, _basis: hours_between(rows.opened_at, rows[name]).isnull()),)


TICKETS = (
    Figure(
        "opened", mark("Tickets opened"), components("tickets_opened"), parts=(Part(each_row, moves_with=""),)
    ),
    Figure(
        "replied", mark("Tickets answered"), components("tickets_replied"),
        parts=(rows_where(_known("first_reply_at"), "first_reply_at", day="first_reply_at"),),
        why_not=_before_it_was_opened("first_reply_at"),
    ),
    Figure(
        "resolved", mark("Tickets solved"), components("tickets_resolved"),
        parts=(rows_where(_known("resolved_at"), "resolved_at", day="resolved_at"),),
        why_not=_before_it_was_opened("resolved_at"),
    ),
)  # fmt: skip


def _of_other_brand(rows: ir.Table, basis: Basis) -> ir.BooleanValue:
    if basis.settings.own_brand is None:
        return ibis.literal(value=False)
    return ~(rows.brand.lower() == basis.settings.own_brand.lower()).fill_null(False)


MENTIONS = (
    Figure(
        "mentions", mark("Mentions"), components("mentions"), parts=(Part(each_row, moves_with=""),),
        why_not=(("other_brand", _of_other_brand),),
    ),
    Figure(
        "replies", mark("Answers to mentions"), components("mention_replies"),
        parts=(rows_where(_known("replied_at"), "replied_at", day="replied_at"),),
        why_not=(
            ("other_brand", _of_other_brand),
            ("backwards", lambda rows, _basis: hours_between(rows.posted_at, rows.replied_at).isnull()),
        ),
    ),
)  # fmt: skip
