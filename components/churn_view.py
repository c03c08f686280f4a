"""The churn page's parts: answer, tiles, charts, the list, and how right such lists have been."""

import pandas as pd
import streamlit as st

from analytics.churn import lists
from analytics.churn.lists import ChurnList, Summary
from components import charts, churn_charts, churn_words, layout, messages, numbers, tables, tiles
from components.charts import Heading
from components.tables import Column
from components.texts import _
from components.tiles import Tile


def head(found: ChurnList, summary: Summary, *, key: str) -> None:
    """Draw the answer, whether it is stale, and the tiles."""
    layout.header(_("Churn risk"), churn_words.answer(summary, found), below=churn_words.below(found))
    if found.is_stale:
        messages.stale(
            _("Data have changed since this list was made on {day}. Train again for a newer one.").format(
                day=found.created_at[:10]
            )
        )
    tiles.row(_tiles(found, summary), key=f"{key}_tiles")


def _tiles(found: ChurnList, summary: Summary) -> list[Tile]:
    card = found.card
    in_revenue = _("in revenue, no margin is set") if found.has_values and card["margin_rate"] is None else ""
    return [
        Tile(
            _("At high risk"),
            numbers.count(summary.high),
            count_text=_("of {customers}").format(customers=numbers.count(summary.customers)),
            definition=_("Their odds of leaving are at least twice those of the average customer trained on."),
        ),
        Tile(
            _("Value at risk"),
            numbers.money(summary.value_at_risk, found.currency),
            note=in_revenue,
            definition=_("The sum over all customers of probability × what they bring in a year if kept."),
        ),
        Tile(
            _("Expected to leave"),
            numbers.count(summary.expected_leavers),
            count_text=_("of {customers}").format(customers=numbers.count(summary.customers)),
            definition=_("The sum of all probabilities."),
        ),
        Tile(
            _("Told apart"),
            numbers.number(card["roc_auc"]),
            note=_("naive rule {value}").format(value=numbers.number(card["baseline_roc_auc"])),
            definition=_(
                "Area under the ROC curve on customers the model did not see: how often a leaver ranks above a "
                "stayer. 0.5 is chance, 1 is perfect."
            ),
        ),
    ]


def risk(found: ChurnList, summary: Summary, *, key: str) -> None:
    """Draw where the risk lies."""
    by_value = found.has_values
    table = lists.by_probability(found.scores)
    heading = Heading(
        churn_words.point_of_risk(summary, found),
        _("Value at risk in a year by probability of leaving")
        if by_value
        else _("Customers by probability of leaving"),
        "money" if by_value else "count",
        found.currency,
    )
    charts.show(
        churn_charts.risk(table, heading, measure="value_at_risk" if by_value else "customers"),
        key=key,
        alt=heading.title,
        table=table,
        columns={
            "from_probability": Column(_("Probability from"), "rate"),
            "risk_band": Column(_("Risk")),
            "customers": Column(_("Customers"), "count"),
            "value_at_risk": Column(_("Value at risk"), "money", found.currency),
        },
    )


@st.fragment
def call_list(found: ChurnList, *, key: str) -> None:
    """Draw the list with its filters and its download."""
    layout.section(_("Who, what they are worth, and why"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"{key}_filters"):
        bands = st.pills(
            _("Risk"),
            list(churn_words.BANDS),
            selection_mode="multi",
            format_func=lambda band: _(churn_words.BANDS[band]),
            key=f"{key}_band",
            bind="query-params",
        )
        words = st.text_input(
            _("Customer or reason"), key=f"{key}_words", icon=":material/search:", bind="query-params", width=280
        )
    shown = lists.chosen(found.scores, bands=list(bands or ()), words=words or "")
    if shown.empty:
        st.caption(_("No customer fits. Take a filter away to see more."))
        return
    tables.show(shown, _columns(found), key=f"{key}_table", file_stem="churn-risk", rows=12)
    st.caption(
        _(
            "Reasons say what the model reads in a customer's data. What is named goes together with leaving; it "
            "need not cause it."
        )
    )


def _columns(found: ChurnList) -> dict[str, Column]:
    values = {
        "lifetime_value": Column(
            _("Worth in a year"), "money", found.currency, _("If kept, discounted to today.")
        ),
        "value_at_risk": Column(_("Value at risk"), "money", found.currency, _("Probability × worth in a year.")),
    }
    return {
        "customer_id": Column(_("Customer")),
        "churn_probability": Column(_("Probability of leaving"), "share"),
        "risk_band": Column(_("Risk")),
        **(values if found.has_values else {}),
        "reason_1": Column(_("First reason")),
        "reason_2": Column(_("Second reason")),
        "reason_3": Column(_("Third reason")),
    }


def report_card(found: ChurnList, *, key: str) -> None:
    """Draw how right such lists have been, on customers and periods that the model did not see."""
    card = found.card
    layout.section(_("How right such a list has been"), churn_words.naive_rule(card))
    left, right = st.columns(2, gap="large")
    with left:
        _catch(card["curves"]["catch"], churn_words.point_of_catch(card), key=f"{key}_found")
    with right:
        _calibration(
            card["curves"]["calibration"], churn_words.point_of_calibration(card), key=f"{key}_calibration"
        )
    for warning in card["warnings"]:
        st.caption(f":material/info: {warning}")
    with st.expander(_("What the model read, and what it left out"), icon=":material/policy:"):
        _model_card(found, key=key)


def _catch(points: list[dict[str, float]], point: str, *, key: str) -> None:
    heading = Heading(point, _("Share of leavers among the customers named first"), "rate")
    catch = pd.DataFrame(points)
    columns = {
        "share_named": Column(_("Share of customers named"), "rate"),
        "by_model": Column(_("Leavers found by this list"), "rate"),
        "by_naive_rule": Column(_("Leavers found by the naive rule"), "rate"),
    }
    charts.show(churn_charts.leavers_found(catch, heading), key=key, alt=point, table=catch, columns=columns)


def _calibration(bins: list[dict[str, float]], point: str, *, key: str) -> None:
    heading = Heading(point, _("Actual over foretold share leaving, ten groups of equal size"), "rate")
    table = pd.DataFrame(bins)
    columns = {
        "customers": Column(_("Customers"), "count"),
        "foretold": Column(_("Foretold share leaving"), "rate"),
        "actual": Column(_("Actual share leaving"), "rate"),
    }
    charts.show(churn_charts.calibration(table, heading), key=key, alt=point, table=table, columns=columns)


def _model_card(found: ChurnList, *, key: str) -> None:
    card = found.card
    text = _(
        "Model: {model}, trained on {customers} customers, of whom {left} left. Held out: average precision "
        "{precision}, Brier score {brier}, {lift} times as many leavers in the first tenth as by chance."
    )
    layout.prose(
        text.format(
            model=card["model"],
            customers=numbers.count(card["customers_trained"]),
            left=numbers.count(card["customers_churned"]),
            precision=numbers.number(card["average_precision"]),
            brier=numbers.number(card["brier"]),
            lift=numbers.number(card["lift_at_10_percent"]),
        )
    )
    if card["protected"]:
        columns = ", ".join(card["protected"])
        layout.prose(_("Protected attributes that the model reads: {columns}.").format(columns=columns))
    if card["excluded"]:
        layout.prose(_("Left out:"))
        shown = {"column": Column(_("Column")), "reason": Column(_("Why"))}
        tables.show(pd.DataFrame(card["excluded"]), shown, key=f"{key}_excluded")
