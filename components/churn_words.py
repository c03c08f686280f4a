"""What the churn page says in sentences."""

from typing import Any

from analytics.churn.lists import FIRST_TENTH, ChurnList, Summary, share_caught
from components import numbers
from components.texts import _, _n, mark

BANDS = {"high": mark("high"), "medium": mark("medium"), "low": mark("low")}
MODES = {
    "contract": mark("Contracts: who has no running contract at the horizon's end"),
    "orders": mark("Orders: who does not order within the horizon"),
    "label": mark("A column of the customer export that says who left"),
}


def answer(summary: Summary, found: ChurnList) -> str:
    """Return the page's answer."""
    if not found.has_values:
        text = _n(
            "{high} of {customers} customers is at high risk of leaving",
            "{high} of {customers} customers are at high risk of leaving",
            summary.high,
        )
    elif summary.high == 0:
        text = _("None of {customers} customers is at high risk; {value} a year is at risk in all")
    else:
        text = _n(
            "{high} of {customers} customers is at high risk of leaving, and with it {value_of_high} a year",
            "{high} of {customers} customers are at high risk of leaving, and with them {value_of_high} a year",
            summary.high,
        )
    return text.format(
        high=numbers.count(summary.high),
        customers=numbers.count(summary.customers),
        value=numbers.money(summary.value_at_risk, found.currency),
        value_of_high=numbers.money(summary.value_at_risk_of_high, found.currency),
    )


def below(found: ChurnList) -> str:
    """Return what the answer rests on."""
    card = found.card
    parts = [_(MODES[card["mode"]])]
    if card["horizon_days"]:
        parts.append(_("{days} days from {day}").format(days=card["horizon_days"], day=card["as_of"]))
    parts.append(_("made on {day} by {name}").format(day=found.created_at[:10], name=found.created_by))
    return " · ".join(parts)


def point_of_catch(card: dict[str, Any]) -> str:
    """Return the point of the chart of leavers found."""
    text = _("The first tenth of the list held {model} of those who left; {rule} it would have been {naive}")
    return text.format(
        model=numbers.percent(share_caught(card, FIRST_TENTH, "by_model"), digits=2),
        naive=numbers.percent(share_caught(card, FIRST_TENTH, "by_naive_rule"), digits=2),
        rule=_("by the naive rule"),
    )


def point_of_calibration(card: dict[str, Any]) -> str:
    """Return the point of the calibration chart."""
    text = _("Foretold and actual shares lie {points} apart on average")
    return text.format(points=numbers.percentage_points(card["calibration_error"]).lstrip("+"))


def point_of_risk(summary: Summary, found: ChurnList) -> str:
    """Return the point of the chart of risk."""
    if found.has_values and summary.value_at_risk > 0:
        share = summary.value_at_risk_of_high / summary.value_at_risk if summary.high else 0.0
        text = _("{share} of the value at risk lies with the {high} customers at high risk")
        return text.format(share=numbers.percent(share, digits=2), high=numbers.count(summary.high))
    text = _("About {leavers} of {customers} are expected to leave")
    return text.format(leavers=numbers.count(summary.expected_leavers), customers=numbers.count(summary.customers))


def naive_rule(card: dict[str, Any]) -> str:
    """Return what the model is compared with."""
    return _("Naive rule: {rule}.").format(rule=card["naive_rule"])
