"""Cohorts in words: the page's answer, a chart's point, and what is shown."""

import pandas as pd

from analytics.cohort_comparisons import Comparison, Latest, Standing
from analytics.cohort_measures import Measure
from analytics.cohorts import FEWEST, Cohorts
from components import dates, kpi_words, numbers
from components.texts import _, _n, mark

GRAINS = {"month": mark("By month"), "quarter": mark("By quarter")}
ACROSS = {"month": mark("Months after"), "quarter": mark("Quarters after")}
TOLD_AT = {"month": (6, 3, 1), "quarter": (2, 1)}  # half a year, or the most that was reached
_ANSWERS = {
    "active": mark("Of customers won in {cohort}, {value} are still active after {age}"),
    "bought": mark("Of customers won in {cohort}, {value} bought again {age} later"),
    "revenue": mark("Customers won in {cohort} had each brought {value} after {age}"),
    "recurring": mark("Of the recurring value won in {cohort}, {value} is kept after {age}"),
}
_POOLED = {
    "active": mark("Over all cohorts, {value} are still active after {age}"),
    "bought": mark("Over all cohorts, {value} buy {age} after they were won"),
    "revenue": mark("Over all cohorts, a customer has brought {value} after {age}"),
    "recurring": mark("Over all cohorts, {value} of the recurring value is kept after {age}"),
}


def age(grain: str, periods: int) -> str:
    """Return an age: "6 months"."""
    if grain == "month":
        return _n("{periods} month", "{periods} months", periods).format(periods=periods)
    return _n("{periods} quarter", "{periods} quarters", periods).format(periods=periods)


def answer(made: Cohorts, measure: Measure, found: Latest | None) -> str:
    """Return the page's answer: the latest cohort beside the one of a year before."""
    if found is None:
        text = _("No cohort of {fewest} customers and more is old enough to judge yet")
        return text.format(fewest=FEWEST)
    cohort = dates.period(found.cohort_start.date(), made.grain)
    value = numbers.value(found.standing.value, measure.unit, currency=made.currency)
    said = _(_ANSWERS[measure.key]).format(cohort=cohort, value=value, age=age(made.grain, found.age))
    if found.beside is None:
        text = _("{said} (n = {n}); there is no cohort of a year before to compare with")
        return text.format(said=said, n=numbers.count(found.standing.customers))
    now, before = found.beside.sides
    parts = {
        "said": said,
        "before": numbers.value(before.value, measure.unit, currency=made.currency),
        "n": numbers.count(now.customers),
        "m": numbers.count(before.customers),
    }
    text = _("{said}; {before} of those a year before (n = {n}, {m})")
    if not measure.is_share:
        text = _("{said}; {before} a year before (n = {n}, {m})")
    return f"{text.format(**parts)}{_verdict(found.beside)}"


def _verdict(found: Comparison) -> str:
    if found.differ is None:
        return ""
    return _(": more than chance gives") if found.differ else _(": within what chance gives")


def rests_on(made: Cohorts, measure: Measure) -> str:
    """Return what is shown, why that, and up to when."""
    parts = [_("followed to {day}").format(day=dates.day(made.until)), _(measure.meaning)]
    if measure.key == "active":
        text = _("The inactivity window is {days} days; whoever has no contract is active at least that long.")
        parts.append(text.format(days=numbers.count(made.window_days)))
    if measure == made.usual_measure:
        parts.append(
            _("Shown first since most customers are or were under contract.")
            if made.mostly_contracts
            else _("Shown first since in a shop everybody counts as active for a whole inactivity window.")
            if measure.key == "bought"
            else ""
        )
    first, *others = (part for part in parts if part)
    return f"{first[:1].upper()}{first[1:]}. {' '.join(others)}"


def spread(made: Cohorts, measure: Measure, triangle: pd.DataFrame) -> str:
    """Return a triangle's point: the highest and the lowest cohort at half a year, or the most there is."""
    known = triangle[~triangle["too_few"] & ~triangle["is_late"] & triangle["value"].notna()]
    sizes = known[known["age"] >= measure.first_age].groupby("age").size()
    told = [number for number in TOLD_AT[made.grain] if sizes.get(number, 0) > 1]
    if not told:
        return _("Too few cohorts of {fewest} customers and more to compare").format(fewest=FEWEST)
    rows = known[known["age"] == told[0]].sort_values("value", kind="stable")
    lowest, highest = rows.iloc[0], rows.iloc[-1]
    text = _("After {age}, cohorts lie between {low} ({worst}) and {high} ({best})")
    return text.format(
        age=age(made.grain, told[0]),
        low=numbers.value(lowest["value"], measure.unit, currency=made.currency),
        high=numbers.value(highest["value"], measure.unit, currency=made.currency),
        worst=dates.period(lowest["cohort_start"].date(), made.grain),
        best=dates.period(highest["cohort_start"].date(), made.grain),
    )


def notation(made: Cohorts, measure: Measure) -> str:
    """Return how a triangle is read."""
    unit = _(" in %") if measure.unit == "rate" else ""
    text = _("{measure}{unit}, by when they became customers, with how many did · grey: fewer than {fewest}")
    late = _(" · * began before the data") if made.cells["is_late"].any() else ""
    return text.format(measure=_(measure.label), unit=unit, fewest=FEWEST) + late


def point(made: Cohorts, measure: Measure, pooled: pd.DataFrame) -> str:
    """Return the point of a chart over all cohorts; ``pooled`` may have several segments."""
    known = pooled[(pooled["segment"] == "") & ~pooled["too_few"] & pooled["value"].notna()]
    reached = [number for number in TOLD_AT[made.grain] if number in set(known["age"])]
    if not reached:
        return _("No cohort is old enough to say more")
    row = known[known["age"] == reached[0]].iloc[0]
    value = numbers.value(row["value"], measure.unit, currency=made.currency)
    return _(_POOLED[measure.key]).format(value=value, age=age(made.grain, reached[0]))


def counted(numerator: float, customers: float, measure: Measure, currency: str | None) -> str:
    """Return what stands behind a value: "104 of 162 customers"."""
    if measure.is_share:
        text = _("{part} of {customers} customers")
        return text.format(part=numbers.count(numerator), customers=numbers.count(customers))
    text = _("{sum} from {customers} customers")
    return text.format(sum=numbers.money(numerator, currency), customers=numbers.count(customers))


def compared(made: Cohorts, measure: Measure, found: Comparison | None) -> str:
    """Return how two segments stand beside each other, honestly."""
    if found is None:
        return _("These two have no age in common yet.")
    names = [kpi_words.segment(name) for name in found.names]
    if found.too_few:
        text = _("Too few to judge: {first} has {n} customers and {second} has {m}; it takes {fewest} of each.")
        sizes = {"n": numbers.count(found.sides[0].customers), "m": numbers.count(found.sides[1].customers)}
        return text.format(first=names[0], second=names[1], fewest=FEWEST, **sizes)
    text = _("After {age}: {one} in {first}, {two} in {second}{verdict}.")
    return text.format(
        age=age(made.grain, found.age),
        first=names[0],
        second=names[1],
        one=_side(found.sides[0], made, measure),
        two=_side(found.sides[1], made, measure),
        verdict=_verdict(found) or _(" (amounts are not tested)"),
    )


def _side(side: Standing, made: Cohorts, measure: Measure) -> str:
    value = numbers.value(side.value, measure.unit, currency=made.currency)
    return _("{value} (n = {n})").format(value=value, n=numbers.count(side.customers))
