"""The cohort page's lower half: segments of buyers, who moved between them, and their customers as a list."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics import rfm
from analytics.rfm import Buyers, Moves
from components import charts, dates, layout, loaders, messages, numbers, rfm_words, tables
from components.charts import Heading
from components.tables import Column
from components.texts import _, _n
from components.tiles import Tile

MOST_LISTED = 1000  # customers that a browser shows without a pause; the download has all
FIELD_WIDTH = 240


def summary(buyers: Buyers) -> list[Tile]:
    """Return the tiles of buyers: the best, and those who were good and are long away."""
    away = buyers.table[buyers.table["segment"].isin(["cannot_lose", "at_risk"])]
    best = buyers.row("champions")
    return [
        Tile(
            rfm_words.segment("champions"),
            numbers.count(best["customers"]),
            count_text=_("{share} of buyers").format(share=numbers.percent(best["share"])),
            note=_of_revenue(best["money_share"]),
            definition=_(rfm.BY_KEY["champions"].meaning),
        ),
        Tile(
            _("Good buyers long away"),
            numbers.count(away["customers"].sum()),
            count_text=_("{share} of buyers").format(share=numbers.percent(away["share"].sum())),
            note=_of_revenue(float(away["money_share"].sum(min_count=1))),
            definition=_("Can't lose them and At risk: they bought often and have been away for long."),
        ),
    ]


def _of_revenue(share: float) -> str:
    return "" if numbers.is_undefined(share) else _("{share} of revenue").format(share=numbers.percent(share))


def segments(buyers: Buyers, *, key: str) -> None:
    """Draw how many buyers each segment has, with the table of what they brought."""
    table = buyers.table.assign(label=[rfm_words.segment(name) for name in buyers.table["segment"]])
    heading = Heading(
        rfm_words.best(buyers),
        _("Buyers by how lately, how often and for how much they bought · as of {day}").format(
            day=dates.day(buyers.as_of)
        ),
        "count",
    )
    bars = table.assign(
        value=table["customers"].astype(float), hover=[_hover(row, buyers) for row in table.to_dict("records")]
    )
    figure = charts.bars(bars, heading, emphasis=rfm_words.segment("champions"))
    charts.show(figure, key=key, alt=f"{heading.title} {heading.subtitle}.")
    with st.container(key=f"{key}_numbers"):
        tables.show(
            table.assign(meaning=[_(rfm.BY_KEY[name].meaning) for name in table["segment"]]),
            _columns(buyers),
            key=f"{key}_table",
            file_stem="segments",
            alt=_("Segments of buyers"),
        )


def _hover(row: Mapping[Hashable, Any], buyers: Buyers) -> str:
    text = _("{n} customers, {share} of all<br>{money} in all")
    return text.format(
        n=numbers.count(row["customers"]),
        share=numbers.percent(row["share"]),
        money=numbers.money(row["money"], buyers.currency),
    )


def _columns(buyers: Buyers) -> dict[str, Column]:
    return {
        "label": Column(_("Segment")),
        "customers": Column(_("Customers"), "count"),
        "share": Column(_("Share"), "rate"),
        "money": Column(_("Revenue so far"), "money", buyers.currency, _("Net of refunds, in the main currency.")),
        "money_share": Column(_("Share of revenue"), "rate"),
        "median_recency_days": Column(_("Days since last order"), "number", meaning=_("The median.")),
        "meaning": Column(_("Who they are")),
    }


def moves(*, key: str) -> None:
    """Draw who moved between segments since an earlier day, with the largest moves in a sentence."""
    layout.section(_("Who moved since"))
    days = st.segmented_control(
        _("Since"),
        list(rfm.EARLIER_DAYS),
        default=rfm.A_QUARTER,
        required=True,
        format_func=_weeks,
        key=f"{key}_since",
        label_visibility="collapsed",
        bind="query-params",
    )
    found = loaders.read(rfm.moves, days or rfm.A_QUARTER)
    if found is None or not found.has_earlier:
        messages.too_few(_("The orders don't reach so far back: nobody was a buyer yet on that day."))
        return
    heading = Heading(
        rfm_words.largest_moves(found),
        _("Customers by segment on {earlier} (down) and on {now} (across) · grey: stayed").format(
            earlier=dates.day(found.earlier), now=dates.day(found.as_of)
        ),
        "count",
    )
    names = [rfm_words.segment(name) for name in rfm.BY_KEY]
    figure = charts.heatmap(_cells(found), heading, columns=names, across=_("Now"), tilted=True)
    table = found.table.assign(
        **{side: [rfm_words.segment(name) for name in found.table[side]] for side in ("before", "now")}
    )
    columns = {
        "before": Column(_("Before")),
        "now": Column(_("Now")),
        "customers": Column(_("Customers"), "count"),
    }
    charts.show(figure, key=key, alt=f"{heading.title} {heading.subtitle}.", table=table, columns=columns)
    st.caption(
        _(
            "Both days are scored from what was known on their evening, each among the buyers of that day. So a "
            "customer can also move because others bought more."
        ),
        width=layout.READING_WIDTH,
    )


def _weeks(days: int) -> str:
    return _n("{weeks} week ago", "{weeks} weeks ago", days // 7).format(weeks=days // 7)


def _cells(found: Moves) -> pd.DataFrame:
    counts = {(row["before"], row["now"]): int(row["customers"]) for row in found.table.to_dict("records")}
    matrix = rfm.matrix(found)
    of = {before: sum(counts.get((before, now), 0) for now in matrix) for before in matrix.index}
    return pd.DataFrame(
        [
            _cell(before, now, counts.get((before, now), 0), of[before])
            for before in map(str, matrix.index)
            for now in map(str, matrix)
        ]
    )


def _cell(before: str, now: str, customers: int, of: int) -> dict[str, object]:
    text = _("{before} → {now}<br><b>{n} of {of} customers</b>")
    names = {"before": rfm_words.segment(before), "now": rfm_words.segment(now)}
    return {
        "row": names["before"],
        "column": names["now"],
        "value": float(customers) if customers else float("nan"),
        "text": charts.short(customers),
        "hover": text.format(n=numbers.count(customers), of=numbers.count(of), **names),
        "muted": before == now,
    }


@st.fragment
def members(buyers: Buyers, *, key: str) -> None:
    """Let a segment be chosen and list its customers."""
    layout.section(_("Who they are"))
    there = list(buyers.table.loc[buyers.table["customers"] > 0, "segment"])
    chosen = st.pills(
        _("Segment"),
        there,
        format_func=rfm_words.segment,
        key=f"{key}_segment",
        label_visibility="collapsed",
        bind="query-params",
    )
    if chosen is None:
        st.caption(_("Choose a segment to see its customers."))
        return
    rows = loaders.read(rfm.members, chosen)
    layout.prose(_(rfm.BY_KEY[chosen].meaning))
    tables.show(rows.head(MOST_LISTED), _member_columns(buyers), key=f"{key}_table")
    if len(rows) > MOST_LISTED:
        st.caption(_("The {shown} who paid most; the download has all.").format(shown=numbers.count(MOST_LISTED)))
    tables.download(rows[list(_member_columns(buyers))], key=f"{key}_download", file_stem=f"segment-{chosen}")


def _member_columns(buyers: Buyers) -> dict[str, Column]:
    return {
        "customer_id": Column(_("Customer")),
        "recency_days": Column(_("Days since last order"), "count"),
        "frequency": Column(_("Days with an order"), "count"),
        "money": Column(_("Revenue so far"), "money", buyers.currency),
        "cell": Column(_("Scores"), meaning=_("Recency, frequency and money, each from 1 to 5.")),
        "contact_consent": Column(_("May be contacted"), meaning=_("Empty: your export doesn't say.")),
    }


def missing() -> None:
    """Say which export fills this half."""
    text = _("Who your best customers are is told from orders. An export of orders of known customers fills it.")
    messages.too_few(text)
