"""E-mail by kind of campaign: one rate as bars, all of them as a table."""

import pandas as pd
import streamlit as st

from analytics.channels.email import RATES, REVENUE, Email
from components import channels_charts, channels_empty, channels_words, charts, layout, messages, numbers, tables
from components.charts import Heading
from components.filters import Filters
from components.tables import Column
from components.texts import _, mark

VERDICTS = {
    "more": mark("more than others"),
    "less": mark("less than others"),
    "alike": mark("no difference beyond chance"),
    "too few": mark("too few to judge"),
}


def show(mail: Email, view: Filters, *, key: str) -> None:
    """Draw the kinds of campaign beside each other."""
    layout.section(_("E-mail by kind"))
    if mail.is_empty:
        channels_empty.mail(key=f"{key}_empty")
        return
    if mail.rates.empty:
        messages.partial(_("All e-mails are of one kind or of none, so there is nothing to compare them with."))
    else:
        _chart(mail, _chosen(key=f"{key}_rate"), view, key=f"{key}_rates")
    tables.show(
        mail.kinds.round({REVENUE: 4}),
        _columns(mail),
        key=key,
        file_stem="email_by_kind",
        alt=_("Rates and revenue by kind of e-mail"),
    )


def _chosen(*, key: str) -> str:
    chosen: str = st.segmented_control(
        _("Rate"),
        list(RATES),
        default=RATES[0],
        required=True,
        format_func=lambda name: _(channels_words.RATES[name]),
        key=key,
        label_visibility="collapsed",
        bind="query-params",
    )
    return chosen


def _chart(mail: Email, metric: str, view: Filters, *, key: str) -> None:
    rows = (
        mail.rates[mail.rates["metric"] == metric].dropna(subset=["value"]).sort_values("value", ascending=False)
    )
    subtitle = _("{rate}, share with its 95 % interval · {filter}")
    heading = Heading(
        channels_words.strongest(mail.rates, metric),
        subtitle.format(rate=_(channels_words.RATES[metric]), filter=channels_words.days(view)),
        "rate",
    )
    bars = rows[["value", "low", "high"]].assign(
        label=[channels_words.short(name) for name in rows["kind"]],
        hover=[
            f"{numbers.percent(share)}, {channels_words.counted(n)}"
            for share, n in zip(rows["value"], rows["n"], strict=True)
        ],
    )
    apart = rows[rows["verdict"].isin(["more", "less"])].sort_values("gap", key=abs)
    emphasis = None if apart.empty else channels_words.short(str(apart["kind"].iloc[-1]))
    table = rows.assign(verdict=[_(VERDICTS[name]) for name in rows["verdict"]])
    charts.show(
        channels_charts.with_intervals(bars, heading, emphasis=emphasis),
        key=key,
        alt=channels_words.spoken(heading),
        table=table[list(_compared())],
        columns=_compared(),
    )


def _compared() -> dict[str, Column]:
    return {
        "kind": Column(_("Kind")),
        "value": Column(_("Share"), "rate"),
        "low": Column(_("Low (95 %)"), "rate"),
        "high": Column(_("High (95 %)"), "rate"),
        "n": Column(_("n"), "count"),
        "others": Column(_("All others"), "rate"),
        "others_n": Column(_("n of others"), "count"),
        "gap": Column(_("Difference"), "rate", None, _("In percentage points.")),
        "gap_low": Column(_("Low of difference"), "rate"),
        "gap_high": Column(_("High of difference"), "rate"),
        "verdict": Column(
            _("Verdict"),
            "text",
            None,
            _("Two-proportion test, stricter the more comparisons there are (5 % for all of them together)."),
        ),
    }


def _columns(mail: Email) -> dict[str, Column]:
    columns = {
        "kind": Column(_("Kind")),
        "sends": Column(_("Sends"), "count"),
        "sent": Column(_("E-mails sent"), "count"),
        "delivered": Column(_("Delivered"), "count"),
    }
    columns[REVENUE] = Column(
        _("Revenue per e-mail"), "money", mail.currency, _("Revenue that the tool credits, per e-mail delivered.")
    )
    columns |= {name: Column(_(label), "rate") for name, label in channels_words.RATES.items()}
    columns["revenue"] = Column(_("Revenue"), "money", mail.currency)
    return columns


def total_revenue_per_mail(mail: Email) -> tuple[float, float]:
    """Return the revenue per e-mail delivered over all kinds, and the e-mails behind it."""
    known = mail.kinds.dropna(subset=[REVENUE])
    known = known[known[REVENUE] > 0]
    behind = known["revenue"] / known[REVENUE]
    total = pd.Series([known["revenue"].sum(), behind.sum()])
    return (float(total[0] / total[1]) if total[1] else float("nan")), float(total[1])
