"""Writes docs/metrics.md from the catalogue, so that the page can't say anything else than the code.

Run ``python -m analytics.metrics_page`` after a change to the catalogue; a test compares the two.
"""

from pathlib import Path

from analytics.formulas import Balance, Count, Median, Ratio, Share, Sum
from analytics.metrics import CATALOGUE, END, START, Group, Metric

PAGE = Path(__file__).resolve().parent.parent / "docs" / "metrics.md"
INTRODUCTION = """# The KPIs

Generated from `analytics/metrics.py`; change the catalogue there and run `python -m analytics.metrics_page`.

A ratio is the ratio of sums: its parts are added over the period and the segment first, then divided. A zero
denominator is undefined and shown as "–". A period without data is a gap. Rates are fractions between 0 and 1
in exports and percent on screen. Medians and distinct counts are worked out for each day, week, month and
quarter anew and never added. Weeks start on Monday and quarters with the calendar year unless the company sets
another first day or a fiscal year. A period in progress, one that begins before the data, and
one whose values can still change are marked partial.

**Active and lost.** Under a contract a customer is active while it runs; a contract that came due and was
neither renewed nor cancelled runs until the renewal grace is over. Without a contract a customer is active
from a purchase until the inactivity window after it is over. The window is proposed from the data (the
longest gap that only one in ten repeat buyers exceeds, at least 7 days; 365 days where nobody bought twice)
and can be set.

**Several currencies.** Amounts are converted at the rates that the company enters, one per currency for all of
history, or kept apart; they are never added unconverted. Only orders are read with a currency: recurring values,
spend and the revenue of e-mails are taken to be in the company's own.

**Left out, and counted.** E-mail sends marked as tests or to fewer than five people; amounts in currencies
without a rate; survey answers on another scale than the company's; rows without a date; and, where a tool never
says who converted, renewed or was answered, its rows in the rates about that.
"""
GROUPS = {
    Group.KEEP: "Keep",
    Group.WIN: "Win",
    Group.REACH: "Reach",
    Group.VOICE: "Voice",
    Group.SERVICE: "Service",
}
MOMENTS = {START: " at the start", END: " at the end"}


def page() -> str:
    """Return the whole page as Markdown."""
    parts = [INTRODUCTION]
    for group, title in GROUPS.items():
        parts.append(f"## {title}\n")
        parts.extend(_entry(metric) for metric in CATALOGUE.values() if metric.group is group)
    return "\n".join(parts)


def _entry(metric: Metric) -> str:
    matures = f"- Whole after: `{metric.matures_after}` (a setting)\n" if metric.matures_after else ""
    split = ", ".join(metric.dimensions) or "–"
    aside = f"- Said beside it: {metric.aside.sentence}\n" if metric.aside else ""
    joint = " or " if metric.any_table else ", "
    return (
        f"### {metric.label} (`{metric.key}`)\n\n"
        f"{metric.sentence}\n\n"
        f"- Formula: {formula_in_words(metric)}\n"
        f"- Unit: {metric.unit}; better: {metric.good}\n"
        f"- Filled by: {joint.join(metric.needs_tables)}\n"
        f"- Can be split by: {split}\n"
        f"{matures}"
        f"{aside}"
        f"- Definition from: {metric.source}\n"
    )


def formula_in_words(metric: Metric) -> str:
    """Return a metric's formula with its components by name.

    Examples
    --------
    >>> formula_in_words(CATALOGUE["customer_retention_rate"])
    '(customers at the start − customers lost) / customers at the start'
    """
    formula = metric.formula
    if isinstance(formula, Count):
        return _sum(formula.counted)
    if isinstance(formula, Median):
        return f"{_name(formula.median)} (n: {_name(formula.count)})"
    if isinstance(formula, Balance):
        scale = f" × {formula.scale:g}" if formula.scale != 1 else ""
        return f"({_name(formula.plus)} − {_name(formula.minus)}) / {_sum(formula.answers)}{scale}"
    assert isinstance(formula, Share | Ratio)
    return f"{_sum(formula.part)} / {_sum(formula.whole)}"


def _sum(terms: Sum) -> str:
    words = " + ".join(_name(name) for name in terms.plus)
    words += "".join(f" − {_name(name)}" for name in terms.minus)
    return words if len(terms.components) == 1 else f"({words})"


def _name(component: str) -> str:
    for suffix, words in MOMENTS.items():
        if component.endswith(suffix):
            return component.removesuffix(suffix).removesuffix("_change").replace("_", " ") + words
    return component.replace("_", " ")


def write() -> None:
    """Write docs/metrics.md."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
