"""The what-if as one piece that is drawn again when a control moves, and nothing else with it."""

import streamlit as st

from analytics import what_if, what_if_inputs
from analytics.what_if import Outcome, Plan, Policy, Ranking
from analytics.what_if_alternative import Alternative, alternative
from analytics.what_if_inputs import Costs, Scores
from components import charts, layout, loaders, messages, tiles, what_if_controls, what_if_tiles, what_if_words
from components.charts import Heading
from components.tables import Column
from components.texts import _
from data.store import Store

CHURN_PAGE = "pages/churn_risk.py"
POINTS = 80  # more aren't seen, and each has its hover text to be written


@st.fragment
def show(scores: Scores, costs: Costs, *, key: str) -> None:
    """Draw the answer, its tiles and curve, the alternative, and the controls that they follow from."""
    currency = loaders.read(currency_of)
    top, left, right = _places()
    with right, messages.kindly():
        chosen = what_if_controls.choose(scores, costs, currency, key=key)
    plan = chosen.plan
    factor = scores.factor(horizon_days=chosen.horizon_days, margin_rate=chosen.margin_rate)
    ranked = _ranked(scores, plan).scaled(factor)
    found = what_if.outcome(ranked, plan)
    with top:
        layout.header(
            _("Retention what-if"),
            what_if_words.answer(found, plan, currency),
            below=what_if_words.below(found, scores, currency),
        )
        if chosen.effects_moved:
            st.caption(_("The low or high effect was moved along, so that the expected one lies between them."))
        tiles.row(what_if_tiles.of(found, currency), key=f"{key}_tiles")
    with left:
        _curve(ranked, plan, found, currency, key=f"{key}_curve")
        _beside(found, alternative(found, scores.mean_value * factor, costs.acquisition_cost), currency, key=key)


def train_first(*, key: str) -> None:
    """Say that a churn model has to be trained before anything can be planned, with a button to its page."""
    messages.first(
        what=_("No churn scores yet"),
        needs=_(
            "Here would be what spending on keeping customers brings, on whom, and how sure that is. It "
            "starts from how likely each customer is to leave, so train the churn model first."
        ),
        key=key,
        button=_("Go to churn risk"),
        icon=":material/person_alert:",
        page=CHURN_PAGE,
    )


def freshness(scores: Scores) -> None:
    """Say so where rows changed since the scores were made."""
    if scores.is_stale:
        text = _(
            "Data has changed since customers were scored on {day}. Train the churn model again for newer scores."
        )
        messages.stale(text.format(day=scores.scored_at[:10]))


def currency_of(store: Store) -> str | None:
    """Return the company's currency."""
    return store.state.settings().currency


def _places() -> tuple[st.delta_generator.DeltaGenerator, ...]:
    """Return where the answer, the curve and the controls stand; controls are drawn first, all else follows."""
    top = st.container()
    left, right = st.columns([5, 3], gap="large")
    return top, left, right


def _ranked(scores: Scores, plan: Plan) -> Ranking:
    """Return the customers in the plan's order; sorted once per policy unless contact can provoke."""
    if plan.policy is Policy.VALUE and plan.sleeping_dogs:
        return Ranking.for_plan(scores.probability, scores.value, plan)
    return loaders.share(what_if_inputs.ranking, plan.policy)


def _curve(ranked: Ranking, plan: Plan, found: Outcome, currency: str | None, *, key: str) -> None:
    drawn = what_if.curve(ranked, plan, POINTS)
    names = {"budget": "x", "net_value": "value", "net_value_low": "low", "net_value_high": "high"}
    heading = Heading(
        what_if_words.point_of_curve(found, ranked.customers, plan, currency),
        _("Net value over budget; the band runs from the low to the high effect"),
        "money",
        currency,
    )
    charts.show(
        charts.curve(
            drawn.rename(columns=names),
            heading,
            across=Heading(_("Budget"), "", "money", currency),
            best=found.best_budget.expected,
            chosen=found.cost,
        ),
        key=key,
        alt=what_if_words.point_of_curve(found, ranked.customers, plan, currency),
        table=drawn,
        columns=_curve_columns(currency),
    )


def _curve_columns(currency: str | None) -> dict[str, Column]:
    return {
        "contacts": Column(_("Customers contacted"), "count"),
        "budget": Column(_("Budget"), "money", currency),
        "net_value": Column(_("Net value"), "money", currency),
        "net_value_low": Column(_("At the low effect"), "money", currency),
        "net_value_high": Column(_("At the high effect"), "money", currency),
    }


def _beside(found: Outcome, other: Alternative, currency: str | None, *, key: str) -> None:
    with st.container(border=True, key=f"{key}_beside", gap="xsmall"):
        layout.section(_("The same money on winning customers"), what_if_words.beside(found, other, currency))
        st.caption(what_if_words.basis(other))
