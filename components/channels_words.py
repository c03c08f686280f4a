"""What the page of channels and programmes says in words. Names of an export never work as markup."""

import html
import re

import pandas as pd

from analytics.channels.email import REVENUE, Email
from analytics.channels.groups import Groups
from analytics.channels.mailing_list import MailingList
from analytics.channels.spending import Spending
from components import dates, kpi_words, numbers
from components.charts import Heading
from components.filters import Filters
from components.texts import _, mark
from components.voice_words import plain

LONGEST_NAME = 22  # letters that fit beside a bar
_KEPT = re.compile(r"\\([^\w\s])")
MANY_TIMES = 1.5  # from here on "2.1 times" says more than two amounts
RATES = {
    "email_open_rate": mark("Opened"),
    "email_click_through_rate": mark("Clicked"),
    "email_click_to_open_rate": mark("Clicked of opened"),
    "email_unsubscribe_rate": mark("Unsubscribed"),
    "email_bounce_rate": mark("Bounced"),
}
_SENTENCES = {
    "less": mark("{name}: {rate} less than for all others, {value} against {others} (n = {n} and {others_n})"),
    "more": mark("{name}: {rate} more than for all others, {value} against {others} (n = {n} and {others_n})"),
}


def answer(mail: Email, money: Spending) -> str:
    """Return the page's first sentence: what a mail earns by kind, and what a customer costs by channel."""
    parts = [part for part in (_mails(mail), _costs(money)) if part]
    if not parts:
        return _("Neither e-mail revenue nor spend per channel is known for these days")
    return "; ".join(parts)


def _mails(mail: Email) -> str:
    known = mail.kinds.dropna(subset=[REVENUE]).sort_values(REVENUE) if not mail.is_empty else mail.kinds
    if len(known) < 2:
        return ""
    worst, best = known.iloc[0], known.iloc[-1]
    values = {
        "most": money_of(best[REVENUE], mail.currency),
        "best": named(best["kind"]),
        "least": money_of(worst[REVENUE], mail.currency),
        "worst": named(worst["kind"]),
    }
    if worst[REVENUE] > 0 and best[REVENUE] / worst[REVENUE] >= MANY_TIMES:
        text = _("{most} per {best} mail, {times} times the {worst}’s {least}")
        return text.format(times=numbers.number(best[REVENUE] / worst[REVENUE], digits=2), **values)
    return _("{most} per {best} mail, {least} per {worst} mail").format(**values)


def _costs(money: Spending) -> str:
    known = money.channels.dropna(subset=["cost"]).sort_values("cost")
    if known.empty:
        return ""
    cheap, dear = known.iloc[0], known.iloc[-1]
    values = {
        "least": money_of(cheap["cost"], money.currency),
        "cheap": named(cheap["channel"]),
        "most": money_of(dear["cost"], money.currency),
        "dear": named(dear["channel"]),
    }
    if len(known) == 1:
        return _("a customer won by {dear} costs {most}").format(**values)
    return _("a customer won costs {most} by {dear} and {least} by {cheap}").format(**values)


def days(view: Filters) -> str:
    """Return the days shown, in words."""
    return dates.span(view.first_day, view.last_day)


def spoken(heading: Heading) -> str:
    """Return a chart's point for those who can't see it."""
    return unmarked(f"{heading.title}. {heading.subtitle}.")


def unmarked(text: str) -> str:
    r"""Return a sentence without the signs that keep Markdown from taking effect: it is read out and not drawn.

    Examples
    --------
    >>> unmarked(plain("*Sale* <1>"))
    '*Sale* <1>'
    """
    return _KEPT.sub(r"\1", text)


def title(text: str) -> str:
    """Return a sentence with its first letter large: names of an export are often written small."""
    return text[:1].upper() + text[1:]


def one(currency: str | None) -> str:
    """Return one unit of a currency as people write it: "€1"."""
    return numbers.money(1, currency).replace("1.00", "1").replace("1,00", "1")


def money_of(amount: float, currency: str | None) -> str:
    """Return an amount that stands in Markdown, where a dollar sign would begin a formula."""
    return numbers.money(amount, currency).replace("$", r"\$")


def named(name: str) -> str:
    """Return a name of an export inside a sentence, as text and never as Markdown."""
    return plain(kpi_words.segment(str(name)))


def short(name: str) -> str:
    """Return a name that fits beside its bar, as text and never as markup.

    Examples
    --------
    >>> short("<b>Sale</b>"), short("A name that is too long for a bar")
    ('&lt;b&gt;Sale&lt;/b&gt;', 'A name that is too lo…')
    """
    name = kpi_words.segment(str(name))
    return html.escape(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…")


def counted(number: float) -> str:
    """Return a count as it stands behind a rate."""
    return _("n = {count}").format(count=numbers.count(number))


def strongest(rates: pd.DataFrame, metric: str) -> str:
    """Return the point of one rate by kind: who lies furthest from all others, or that nobody does."""
    rows = rates[rates["metric"] == metric]
    apart = rows[rows["verdict"].isin(list(_SENTENCES))]
    label = _(RATES[metric])
    if apart.empty:
        return _("{rate}: no kind differs from all others by more than chance explains").format(rate=label)
    row = apart.sort_values("gap", key=abs).iloc[-1]
    text = _(_SENTENCES[row["verdict"]]).format(
        name=named(row["kind"]),
        rate=label.lower(),
        value=numbers.percent(row["value"]),
        others=numbers.percent(row["others"]),
        n=numbers.count(row["n"]),
        others_n=numbers.count(row["others_n"]),
    )
    return title(text)


def best_return(money: Spending) -> str:
    """Return the point of the large chart: which channel brings back most and least per amount spent."""
    known = money.channels.dropna(subset=["back"]).sort_values("back")
    if known.empty:
        return _("What came back for the money spent is not known of any channel yet")
    best, worst = known.iloc[-1], known.iloc[0]
    if len(known) == 1:
        text = _("{best} brings back {most} in the first 90 days for each {one} spent")
    else:
        text = _(
            "{best} brings back most: {most} in the first 90 days for each {one} spent; {worst} least: {least}"
        )
    text = text.format(
        best=named(best["channel"]),
        most=money_of(best["back"], money.currency),
        worst=named(worst["channel"]),
        least=money_of(worst["back"], money.currency),
        one=one(money.currency).replace("$", r"\$"),
    )
    return title(text)


def pair_sentence(groups: Groups, group: str) -> str:
    """Return whether those in a group leave less than others, in words that claim no cause."""
    pair = next((pair for pair in groups.pairs[group] if pair.measure == "customer_churn_rate"), None)
    who = _("Loyalty members") if group == "members" else _("Referred customers")
    if pair is None or pair.too_few:
        return _("{who}: too few to compare how many leave").format(who=who)
    values = {
        "who": who,
        "value": numbers.percent(pair.value),
        "other": numbers.percent(pair.other),
        "grain": _(GRAINS[groups.grain]),
        "gap": numbers.percentage_points(pair.difference.gap),
        "low": numbers.percentage_points(pair.difference.low),
        "high": numbers.percentage_points(pair.difference.high),
    }
    if not pair.difference.is_real:
        text = _(
            "{who} leave about as often as others: {value} a {grain} against {other} ({gap}, {low} to {high})"
        )
    elif pair.difference.gap < 0:
        text = _("{who} leave less often than others: {value} a {grain} against {other} ({gap}, {low} to {high})")
    else:
        text = _("{who} leave more often than others: {value} a {grain} against {other} ({gap}, {low} to {high})")
    return text.format(**values)


GRAINS = {"day": mark("day"), "week": mark("week"), "month": mark("month"), "quarter": mark("quarter")}


def growth(found: MailingList) -> str:
    """Return the point of the list's chart."""
    if found.periods.empty:
        return _("{members} people are on the list now").format(members=numbers.count(found.members))
    net = float(found.periods["net"].sum())
    text = (
        _("The list grew by {net} to {members} people: {joined} joined, {left} left")
        if net >= 0
        else _("The list shrank by {net} to {members} people: {joined} joined, {left} left")
    )
    left = float(found.periods[["left", "bounced"]].to_numpy().sum())
    return text.format(
        net=numbers.count(abs(net)),
        members=numbers.count(found.members),
        joined=numbers.count(float(found.periods["joined"].sum())),
        left=numbers.count(left),
    )
