"""The what-if's tiles: what is kept, what it costs, what remains, and from where on it pays."""

from functools import partial

from analytics.what_if import Outcome
from components import numbers, what_if_words
from components.texts import _
from components.tiles import Tile


def of(found: Outcome, currency: str | None) -> list[Tile]:
    """Return the tiles of a plan's outcome, each with its range from the low to the high effect."""
    money = partial(numbers.money, currency=currency)
    return [
        Tile(
            _("Customers kept"),
            what_if_words.customers(found.customers_saved.expected),
            note=what_if_words.spread(found.customers_saved, "customers"),
            count_text=_("of {contacts} contacted").format(contacts=numbers.count(found.contacts)),
            definition=_("Customers who stay because of the contact, less those whom it provokes to leave."),
        ),
        Tile(
            _("Value kept"),
            money(found.value_saved.expected),
            note=what_if_words.spread(found.value_saved, "money", currency),
            definition=_("Margin over the horizon of the customers kept: chance of leaving × effect × value."),
        ),
        Tile(
            _("Cost"),
            money(found.cost),
            note=_subsidy(found, currency),
            definition=_("Contacts and offers. Offers also go to customers who would have stayed: the subsidy."),
        ),
        Tile(
            _("Net value"),
            money(found.net_value.expected),
            note=what_if_words.spread(found.net_value, "money", currency),
            definition=_("Value kept less cost, at the expected effect; below it at the low and the high one."),
        ),
        Tile(
            _("Kept per unit spent"),
            numbers.number(found.return_on_spend.expected),
            note=what_if_words.spread(found.return_on_spend, "number"),
            definition=_("Value kept over cost. 1 breaks even."),
        ),
        Tile(
            _("Break-even effect"),
            numbers.percent(found.break_even_effect),
            definition=_(
                "The effect at which the plan neither earns nor loses. Above 100 % nothing makes it pay."
            ),
        ),
        Tile(
            _("Best budget"),
            money(found.best_budget.expected),
            note=what_if_words.spread(found.best_budget, "money", currency),
            definition=_("The budget with the highest net value, at the expected, the low and the high effect."),
        ),
    ]


def _subsidy(found: Outcome, currency: str | None) -> str:
    parts = []
    if found.subsidy:
        parts.append(_("{amount} of it subsidy").format(amount=numbers.money(found.subsidy, currency)))
    if found.budget_left > 0:
        parts.append(_("{amount} left").format(amount=numbers.money(found.budget_left, currency)))
    return " · ".join(parts)
