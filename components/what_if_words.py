"""What the what-if says in words: its answer, the point of its curve, and the alternative beside it."""

from analytics.what_if import Outcome, Plan, Policy, Range
from analytics.what_if_alternative import Alternative
from analytics.what_if_inputs import Scores
from components import numbers
from components.texts import _, _n, mark

GROUPS = {
    Policy.VALUE: mark("the {count} customers with most to save"),
    Policy.RISK: mark("the {count} customers likeliest to leave"),
    Policy.RANDOM: mark("{count} customers chosen at random"),
}
CLAIM = mark(
    "An assumption, not your figure: winning a customer is said to cost about five times what keeping one costs "
    "(Murphy & Murphy). An export of marketing spend puts your own cost in its place."
)


def answer(found: Outcome, plan: Plan, currency: str | None) -> str:
    """Return the page's first sentence.

    Money in it is escaped for Markdown, where a dollar sign would open a formula.
    """
    if found.contacts == 0:
        text = _("A budget of {budget} isn't enough for one contact at {cost}.")
        return text.format(budget=_money(plan.budget, currency), cost=_money(plan.unit_cost, currency))
    net = found.net_value.expected
    if net >= 0:
        text = _("Spending {cost} on {whom} is expected to keep {kept} and bring {net} more than it costs.")
    else:
        text = _("Spending {cost} on {whom} is expected to keep {kept} and cost {net} more than it brings.")
    return text.format(
        cost=_money(found.cost, currency),
        whom=_(GROUPS[plan.policy]).format(count=numbers.count(found.contacts)),
        kept=customers(found.customers_saved.expected),
        net=_money(abs(net), currency),
    )


def below(found: Outcome, scores: Scores, currency: str | None) -> str:
    """Return what stands under the answer: its range, when it pays, who isn't in it, what value means."""
    parts = []
    if found.contacts:
        text = _("Between {low} and {high} at the low and the high effect.")
        low, high = (_money(amount, currency) for amount in found.net_value[1:])
        parts.append(text.format(low=low, high=high))
        parts.append(pays_from(found))
    if scores.left_out:
        text = _n(
            "{count} scored customer has no value and is left out.",
            "{count} scored customers have no value and are left out.",
            scores.left_out,
        )
        parts.append(text.format(count=numbers.count(scores.left_out)))
    if scores.margin_rate is None:
        parts.append(_("No margin is set, so value means revenue until you put a margin in."))
    return " ".join(parts)


def pays_from(found: Outcome) -> str:
    """Return from which effect on the plan pays."""
    if numbers.is_undefined(found.break_even_effect):
        return _("Nothing could be saved, so no effect makes it pay.")
    if found.break_even_effect > 1:
        return _("No effect makes it pay: keeping everybody who would leave brings less than it costs.")
    text = _("It pays if contact keeps at least {effect} of those who would leave.")
    return text.format(effect=numbers.percent(found.break_even_effect))


def customers(count: float) -> str:
    """Return an expected number of customers: with a decimal where there are few.

    Examples
    --------
    >>> customers(31.4), customers(3.14), customers(0.0)
    ('31', '3.1', '0')
    """
    return numbers.count(count) if abs(count) >= 10 else numbers.number(count, digits=2)


def point_of_curve(found: Outcome, customers_in_all: int, plan: Plan, currency: str | None) -> str:
    """Return the title of the curve over budget."""
    best = found.best_budget.expected
    if best == 0:
        return _("At this effect no budget pays")
    if best >= customers_in_all * plan.unit_cost:
        return _("At this effect even the last customer is worth contacting")
    text = _("The best budget is {best}; beyond it a contact costs more than it keeps")
    return text.format(best=_money(best, currency))


def beside(found: Outcome, other: Alternative, currency: str | None) -> str:
    """Return what the same money would bring if spent on winning customers."""
    if numbers.is_undefined(other.customers_won.expected):
        return _("Nothing is spent or nobody kept, so there is nothing to compare with winning customers.")
    text = _(
        "The same {cost} would win {won} new customers at {each} each. Worth as much as a customer is on average, "
        "they bring {net} after their cost; keeping customers brings {kept}."
    )
    return text.format(
        cost=_money(found.cost, currency),
        won=customers(other.customers_won.expected),
        each=_money(other.cost_per_customer.expected, currency),
        net=_money(other.net_value.expected, currency),
        kept=_money(found.net_value.expected, currency),
    )


def basis(other: Alternative) -> str:
    """Return where the cost of winning a customer comes from."""
    if other.is_measured:
        return _(
            "Your own cost per new customer, over the newest twelve months with spend on acquisition. More of "
            "them at once usually cost more each."
        )
    return _(CLAIM)


def spread(amounts: Range, form: str, currency: str | None = None) -> str:
    """Return a range as a tile's remark; "" where it has no width."""
    if amounts.low == amounts.high or any(numbers.is_undefined(amount) for amount in amounts):
        return ""
    if form == "money":
        low, high = (numbers.money(amount, currency) for amount in amounts[1:])
    else:
        write = customers if form == "customers" else numbers.number
        low, high = write(amounts.low), write(amounts.high)
    return _("{low} to {high}").format(low=low, high=high)


def _money(amount: float, currency: str | None) -> str:
    return numbers.money(amount, currency).replace("$", r"\$")
