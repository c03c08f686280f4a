"""Loyalty members against others, referred customers against others, as pairs with their difference."""

import pandas as pd

from analytics.channels.groups import REVENUE_PER_CUSTOMER, SHARES, Groups, Pair
from components import channels_empty, channels_words, layout, numbers, tables
from components.tables import Column
from components.texts import _, mark

LABELS = {
    "customer_churn_rate": mark("Customers lost, per {grain}"),
    REVENUE_PER_CUSTOMER: mark("Revenue per active customer, per {grain}"),
    "average_order_value": mark("Average order value"),
    "repeat_purchase_rate": mark("Repeat buyers, per {grain}"),
}
BEHIND = {
    "customer_churn_rate": mark("customers at the start of each {grain}"),
    REVENUE_PER_CUSTOMER: mark("active customers of each {grain}"),
    "average_order_value": mark("orders"),
    "repeat_purchase_rate": mark("buyers of each {grain}"),
}
EMPTY = {"members": channels_empty.members, "referred": channels_empty.referred}
IN = {"members": mark("Members"), "referred": mark("Referred")}


def show(groups: Groups, *, key: str) -> None:
    """Draw both comparisons, and why neither is an effect."""
    layout.section(_("Members and referred customers"))
    for name, empty in EMPTY.items():
        if name in groups.pairs:
            _pairs(groups, name, key=f"{key}_{name}")
        else:
            empty(key=f"{key}_{name}_empty")
    if groups.pairs:
        layout.prose(_caution(groups))


def _pairs(groups: Groups, name: str, *, key: str) -> None:
    layout.prose(f"**{channels_words.pair_sentence(groups, name)}**")
    frame = pd.DataFrame([_row(pair, groups) for pair in groups.pairs[name]])
    tables.show(
        frame,
        {
            "measure": Column(_("Measure")),
            "value": Column(_(IN[name])),
            "n": Column(_("n"), "count"),
            "other": Column(_("Others")),
            "other_n": Column(_("n of others"), "count"),
            "gap": Column(_("Difference")),
            "interval": Column(_("95 % interval")),
            "verdict": Column(_("Verdict")),
            "behind": Column(_("n counts")),
        },
        key=key,
        file_stem=f"{name}_against_others",
        alt=channels_words.unmarked(channels_words.pair_sentence(groups, name)),
    )


def _row(pair: Pair, groups: Groups) -> dict[str, object]:
    found, grain = pair.difference, _(channels_words.GRAINS[groups.grain])
    interval = _("{low} to {high}").format(low=_gap(pair, found.low, groups), high=_gap(pair, found.high, groups))
    return {
        "measure": _(LABELS[pair.measure]).format(grain=grain),
        "value": _value(pair, pair.value, groups),
        "n": pair.n,
        "other": _value(pair, pair.other, groups),
        "other_n": pair.other_n,
        "gap": _gap(pair, found.gap, groups),
        "interval": numbers.UNDEFINED if numbers.is_undefined(found.low) else interval,
        "verdict": _verdict(pair),
        "behind": _(BEHIND[pair.measure]).format(grain=grain),
    }


def _verdict(pair: Pair) -> str:
    if pair.too_few:
        return _("too few to judge")
    if not pair.difference.is_real:
        return _("no difference beyond chance")
    return _("higher than others") if pair.difference.gap > 0 else _("lower than others")


def _value(pair: Pair, amount: float, groups: Groups) -> str:
    return numbers.percent(amount) if pair.measure in SHARES else numbers.money(amount, groups.currency)


def _gap(pair: Pair, amount: float, groups: Groups) -> str:
    if pair.measure in SHARES:
        return numbers.percentage_points(amount)
    text = numbers.money(amount, groups.currency)
    return f"+{text}" if amount > 0 else text


def _caution(groups: Groups) -> str:
    text = _(
        "Whole periods only: {periods}, by {grain}. Who is a member or was referred is as known now, so somebody "
        "who became a member later counts as one throughout, and a tool that takes the tier from those who leave "
        "makes members look loyal. Members and referred customers differ from others in more than the programme "
        "(those who buy often join): a difference is no effect of it. Only holding out a random group would tell. "
        "Guests are in neither group."
    )
    return text.format(periods=numbers.count(groups.periods), grain=_(channels_words.GRAINS[groups.grain]))
