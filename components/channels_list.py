"""Growth of the mailing list: members over time, who came and went, and what the exports leave open."""

from collections.abc import Mapping
from typing import Any

from analytics.channels.mailing_list import MailingList, Origin
from components import channels_empty, channels_words, charts, dates, layout, messages, numbers
from components.charts import Heading
from components.filters import Filters
from components.tables import Column
from components.texts import _


def show(found: MailingList, view: Filters, *, key: str) -> None:
    """Draw the list's members at the end of each period."""
    layout.section(_("Growth of the mailing list"))
    if found.origin is Origin.NOTHING:
        channels_empty.mailing_list(key=f"{key}_empty")
    elif found.periods.empty:
        messages.too_few(_no_history(found))
    else:
        _chart(found, view, key=key)
    notes = _notes(found)
    if notes:
        layout.prose(notes)


def _chart(found: MailingList, view: Filters, *, key: str) -> None:
    heading = Heading(
        channels_words.growth(found),
        _("People on the mailing list at the end of each {grain} · {days}").format(
            grain=_(channels_words.GRAINS[view.grain]), days=channels_words.days(view)
        ),
        "customers",
    )
    rows = found.periods.rename(columns={"members": "value"})
    rows = rows.assign(count_text=[_hover(row) for row in found.periods.to_dict("records")])
    charts.show(
        charts.line(rows, heading, grain=view.grain),
        key=key,
        alt=channels_words.spoken(heading),
        table=found.periods[list(_columns())].sort_values("period_start", ascending=False),
        columns=_columns(),
    )


def _hover(row: Mapping[Any, Any]) -> str:
    text = _("{joined} joined, {left} left, {bounced} bounced out")
    return text.format(**{name: numbers.count(row[name]) for name in ("joined", "left", "bounced")})


def _no_history(found: MailingList) -> str:
    text = _(
        "{members} people are on the list now. How it grew is not known: no export says who left when. The "
        "unsubscribed and cleaned files of Mailchimp's audience, or e-mail events with unsubscribes, fill that."
    )
    return text.format(members=numbers.count(found.members))


def _notes(found: MailingList) -> str:
    """Say where the list is from and what is missing, instead of a guess."""
    parts = []
    if found.origin is Origin.CUSTOMERS:
        parts.append(
            _(
                "The list is the customers who may be written to, by the day they signed up, until the day they "
                "unsubscribed. Readers who aren't customers are not in it."
            )
        )
    if found.known_since and found.origin is Origin.CUSTOMERS:
        text = _("Who left is known since {day}, so the list begins there.")
        parts.append(text.format(day=dates.day(found.known_since)))
    if found.gone:
        text = _(
            "{people} more may not be written to, and nothing says since when, or whether they ever joined: they "
            "count in no period, so earlier ends may have been higher."
        )
        parts.append(text.format(people=numbers.count(found.gone)))
    if found.undated:
        text = _("{people} are on it without a day of joining and count from the beginning.")
        parts.append(text.format(people=numbers.count(found.undated)))
    if not numbers.is_undefined(found.largest_send):
        text = _("For comparison: the largest send of these days went to {people}.")
        parts.append(text.format(people=numbers.count(found.largest_send)))
    return " ".join(parts)


def _columns() -> dict[str, Column]:
    return {
        "period_start": Column(_("From"), "date"),
        "period_end": Column(_("To"), "date"),
        "members_start": Column(_("At the start"), "count"),
        "joined": Column(_("Joined"), "count"),
        "left": Column(_("Unsubscribed"), "count"),
        "bounced": Column(_("Bounced out"), "count"),
        "net": Column(_("Net"), "count"),
        "members": Column(_("At the end"), "count"),
        "growth_rate": Column(_("Net growth"), "rate", None, _("Net over the members at the start.")),
        "partial": Column(_("Partial")),
    }
