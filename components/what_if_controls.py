"""The what-if's controls: each a slider and a typed number that say the same, and where its default comes from."""

import math
from dataclasses import dataclass

import streamlit as st

from analytics.what_if import Plan, Policy
from analytics.what_if_inputs import Costs, Scores
from components import numbers
from components.texts import _, mark

POLICIES = {
    Policy.VALUE: mark("By value"),
    Policy.RISK: mark("By risk"),
    Policy.RANDOM: mark("At random"),
}
TYPED_WIDTH = 132
# Effects of retention contacts differ so much that no figure could be cited; these are ours until one is measured.
EFFECT, EFFECT_LOW, EFFECT_HIGH = 15.0, 5.0, 25.0
SHARE_OF_VALUE = 0.02  # of a customer's mean value, as the cost of a contact nobody has recorded


@dataclass(frozen=True, slots=True)
class Control:
    """One figure that can be dragged or typed.

    Attributes
    ----------
    default, low, high, step
        In the unit shown: percent for shares, days, or money. What is typed may lie beyond the slider's ends where
        the figure has no natural ones.
    source
        Where the default comes from, as a sentence.
    limit
        The highest value that may be typed; None for none.
    """

    name: str
    label: str
    default: float
    low: float
    high: float
    step: float
    source: str
    form: str = "%.2f"
    limit: float | None = None
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the controls say.

    Attributes
    ----------
    plan
        Its low and high effect are moved so far that the expected one lies between them.
    horizon_days, margin_rate
        What a customer's value rests on; no margin where it is that of the scores.
    effects_moved
        True where they had to be moved.
    """

    plan: Plan
    horizon_days: float
    margin_rate: float | None
    effects_moved: bool = False


def choose(scores: Scores, costs: Costs, currency: str | None, *, key: str) -> Chosen:
    """Draw all controls and return what they say."""
    policy = st.segmented_control(
        _("Whom to contact first"),
        list(POLICIES),
        default=Policy.VALUE,
        required=True,
        format_func=lambda name: _(POLICIES[name]),
        key=f"{key}_policy",
        bind="query-params",
        width="stretch",
    )
    first = [*spending(scores, costs, currency), *effects()]
    said = {control.name: _draw(control, key=key) for control in first}
    with st.expander(_("What a customer is worth, and who is provoked")):
        said |= {control.name: _draw(control, key=key) for control in [*worth(scores), provoked()]}
    st.button(_("Back to the defaults"), key=f"{key}_reset", icon=":material/undo:", on_click=_reset, args=(key,))
    effect = said["effect"] / 100
    low, high = said["effect_low"] / 100, said["effect_high"] / 100
    plan = Plan(
        budget=said["budget"],
        cost_per_contact=said["contact"],
        effect=effect,
        effect_low=min(low, effect),
        effect_high=max(high, effect),
        offer_cost=said["offer"],
        sleeping_dogs=said["dogs"] / 100,
        policy=Policy(policy or Policy.VALUE),
    )
    shown = _percent(scores.margin_rate)
    margin = (
        None if said["margin"] == shown else said["margin"] / 100
    )  # what is shown is rounded, what counts is not
    return Chosen(plan, said["horizon"], margin, effects_moved=not low <= effect <= high)


def _percent(margin_rate: float | None) -> float:
    return round(100 * (margin_rate or 1.0), 1)


def spending(scores: Scores, costs: Costs, currency: str | None) -> list[Control]:
    """Return what is spent; the cost of a contact is the company's own where it has recorded one."""
    contact = _contact_cost(scores, costs)
    everyone = max(_rounded(len(scores.value) * contact), 1.0)
    money = f" ({currency})" if currency else ""
    return [
        Control(
            "budget",
            _("Budget") + money,
            default=_rounded(everyone / 10),
            low=0.0,
            high=everyone,
            step=_step(everyone),
            source=_("Assumed: enough to contact one customer in ten."),
            form="%.0f" if everyone > 100 else "%.2f",
        ),
        Control(
            "contact",
            _("Cost per contact") + money,
            default=contact,
            low=0.0,
            high=_rounded(contact * 5),
            step=_step(contact * 5),
            source=_contact_source(costs),
        ),
        Control(
            "offer",
            _("Offer per customer") + money,
            default=0.0,
            low=0.0,
            high=_rounded(max(scores.mean_value * 0.2, 1.0)),
            step=_step(max(scores.mean_value * 0.2, 1.0)),
            source=_("Assumed: no offer. Everyone contacted takes it, also those who would have stayed."),
        ),
    ]


def effects() -> list[Control]:
    """Return what contact does, as expected, low and high."""
    assumed = _("Assumed, not measured.")
    meaning = _(
        "Of the customers who would leave, the share that stays because of the contact. A "
        "random control group measures it."
    )
    return [
        Control("effect", _("Effect, expected (%)"), EFFECT, 0.0, 100.0, 0.5, assumed, "%.1f", help=meaning),
        Control("effect_low", _("Effect, low (%)"), EFFECT_LOW, 0.0, 100.0, 0.5, assumed, "%.1f"),
        Control("effect_high", _("Effect, high (%)"), EFFECT_HIGH, 0.0, 100.0, 0.5, assumed, "%.1f"),
    ]


def provoked() -> Control:
    """Return the share of stayers whom contact provokes."""
    return Control(
        "dogs",
        _("Stayers provoked to leave (%)"),
        default=0.0,
        low=0.0,
        high=10.0,
        step=0.1,
        source=_("Assumed: none. Contact reminds some customers that they could leave."),
        form="%.1f",
        limit=100.0,
    )


def worth(scores: Scores) -> list[Control]:
    """Return what a kept customer's value rests on."""
    known = scores.margin_rate is not None
    return [
        Control(
            "horizon",
            _("Horizon (days)"),
            default=float(round(scores.value_horizon_days)),
            low=30.0,
            high=1825.0,
            step=5.0,
            source=_("As the lifetime values: {days:.0f} days, discounted by {rate} a year.").format(
                days=scores.value_horizon_days, rate=numbers.percent(scores.annual_discount_rate)
            ),
            form="%.0f",
        ),
        Control(
            "margin",
            _("Margin (% of revenue)"),
            default=_percent(scores.margin_rate),
            low=0.0,
            high=100.0,
            step=0.5,
            source=_("From your settings or customers.")
            if known
            else _("Assumed: no margin is set, so values are revenue. Put yours in."),
            form="%.1f",
            limit=100.0,
        ),
    ]


def _contact_cost(scores: Scores, costs: Costs) -> float:
    return (
        round(costs.action_cost, 2)
        if costs.action_cost
        else max(_rounded(scores.mean_value * SHARE_OF_VALUE), 0.01)
    )


def _contact_source(costs: Costs) -> str:
    if costs.action_cost:
        text = _("Your own: mean of {actions} retention actions, their offers included.")
        return text.format(actions=numbers.count(costs.actions))
    return _("Assumed: 2 % of what a customer is worth on average. No retention action with a cost is known.")


def _draw(control: Control, *, key: str) -> float:
    """Draw a slider and a number box; the box holds the value and stands in the address, the slider follows it."""
    typed, dragged = f"{key}_{control.name}", f"{key}_{control.name}_slider"
    with st.container(gap="xxsmall"):
        st.markdown(control.label, help=control.help)
        line = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
        where_slider, where_box = line.container(width="stretch"), line.container(width=TYPED_WIDTH)
        value = where_box.number_input(
            control.label,
            min_value=control.low,
            max_value=control.limit,
            value=control.default,
            step=control.step,
            format=control.form,
            key=typed,
            label_visibility="collapsed",
            bind="query-params",
        )
        now = float(value)
        st.session_state[dragged] = min(max(now, control.low), control.high)
        where_slider.slider(
            control.label,
            control.low,
            control.high,
            step=control.step,
            format=control.form,
            key=dragged,
            label_visibility="collapsed",
            on_change=_follow,
            args=(dragged, typed),
        )
        st.caption(control.source if now == control.default else _set_by_you(control))
    return now


def _set_by_you(control: Control) -> str:
    return _("Set by you. Default: {value}.").format(value=control.form % control.default)


def _follow(dragged: str, typed: str) -> None:
    st.session_state[typed] = st.session_state[dragged]


def _reset(key: str) -> None:
    """Forget what was set; the defaults come back with the next drawing."""
    for name in [name for name in st.session_state if str(name).startswith(f"{key}_")]:
        del st.session_state[name]


def _rounded(amount: float) -> float:
    """Return an amount with two meaningful digits, so that a default doesn't look measured.

    Examples
    --------
    >>> _rounded(12_345.0), _rounded(0.0177)
    (12000.0, 0.018)
    """
    return float(f"{amount:.2g}")


def _step(high: float) -> float:
    """Return a step of about a hundredth of the range, as a round number.

    Examples
    --------
    >>> _step(12_000.0), _step(18.0)
    (100.0, 0.1)
    """
    return max(10.0 ** math.floor(math.log10(high / 100)), 0.01)
