"""The cohorts drawn: as a triangle, and as curves over age."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analytics import cohorts
from analytics.cohorts import TOTAL
from components import charts, cohort_words, dates, filters, kpi_words, numbers, theme
from components.charts import Heading
from components.cohort_choice import Shown
from components.tables import Column
from components.texts import _

MOST_AGES = {"month": 12, "quarter": 8}  # that stand side by side on a phone; the table has all
MOST_COHORTS = {"month": 24, "quarter": 12}
MOST_LINES = 6


def triangle(shown: Shown, *, key: str) -> None:
    """Draw the cohorts over their ages, the newest on top."""
    made, measure = shown.made, shown.measure
    frame = cohorts.triangle(made, measure)
    starts = sorted(frame["cohort_start"].unique())[-MOST_COHORTS[made.grain] :]
    upto = measure.first_age + MOST_AGES[made.grain] - 1
    seen = frame[frame["cohort_start"].isin(starts) & frame["age"].between(measure.first_age, upto)]
    title, subtitle = cohort_words.spread(made, measure, frame), cohort_words.notation(made, measure)
    heading = Heading(title, subtitle, measure.unit, made.currency)
    columns = [str(age) for age in sorted(seen["age"].unique())]
    across = _(cohort_words.ACROSS[made.grain])
    figure = charts.heatmap(_cells(seen, shown), heading, columns=columns, across=across)
    charts.show(figure, key=key, alt=f"{title}. {subtitle}.", table=frame, columns=_columns(shown))


def _cells(frame: pd.DataFrame, shown: Shown) -> pd.DataFrame:
    rows = frame.to_dict("records")
    return frame.assign(
        row=[_cohort_label(row, shown) for row in rows],
        column=frame["age"].astype(str),
        text=[_in_cell(row["value"], shown) for row in rows],
        hover=[_cell_hover(row, shown) for row in rows],
        muted=frame["too_few"],
    )


def _cohort_label(row: Mapping[Hashable, Any], shown: Shown) -> str:
    late = "*" if row["is_late"] else ""
    period = dates.period(row["cohort_start"].date(), shown.made.grain)
    return f"{period}{late} · {numbers.count(row['customers'])}"


def _in_cell(value: float, shown: Shown) -> str:
    if numbers.is_undefined(value):
        return ""
    # Without its unit, which stands above: twelve of them have to fit beside each other on a phone.
    return f"{value * 100:.0f}" if shown.measure.unit == "rate" else charts.short(value)


def _cell_hover(row: Mapping[Hashable, Any], shown: Shown) -> str:
    made, measure = shown.made, shown.measure
    text = _("Won in {cohort}, after {age}<br><b>{value}</b><br>{counted}{few}")
    return text.format(
        cohort=dates.period(row["cohort_start"].date(), made.grain),
        age=cohort_words.age(made.grain, row["age"]),
        value=shown.text(row["value"]),
        counted=cohort_words.counted(row["numerator"], row["customers"], measure, made.currency),
        few=_("<br>too few to judge") if row["too_few"] else "",
    )


def curves(shown: Shown, *, key: str) -> None:
    """Draw how a cohort fades: all of them together, beside each cohort or each segment."""
    made, measure = shown.made, shown.measure
    pooled = cohorts.pooled(made, measure, (TOTAL, *made.segments[:MOST_LINES]))
    lines = _lines(pooled, shown)
    if lines.empty:
        return
    point = cohort_words.point(made, measure, pooled)
    heading = Heading(point, _curve_subtitle(shown), measure.unit, made.currency)
    across = _(cohort_words.ACROSS[made.grain])
    figure = charts.ages(lines, heading, across=across, point=_("All cohorts"), colours=_colours(shown))
    table = pooled.assign(segment=_named(pooled["segment"]))
    alt = f"{heading.title}. {heading.subtitle}."
    charts.show(figure, key=key, alt=alt, table=table, columns=_pooled_columns(shown))


def _lines(pooled: pd.DataFrame, shown: Shown) -> pd.DataFrame:
    """Return a line for all cohorts, and for each segment, or each cohort where they aren't split."""
    made, measure = shown.made, shown.measure
    lines = pooled.assign(line=_named(pooled["segment"]))
    if not made.dimension:
        each = cohorts.triangle(made, measure)
        each = each.assign(line=[dates.period(start.date(), made.grain) for start in each["cohort_start"]])
        lines = pd.concat([each, lines], ignore_index=True)
    lines = lines[(lines["age"] >= measure.first_age) & ~lines["too_few"].astype(bool) & lines["value"].notna()]
    return lines.assign(hover=[_line_hover(row, shown) for row in lines.to_dict("records")])


def _colours(shown: Shown) -> dict[str, str]:
    names = [kpi_words.segment(name) for name in shown.made.segments]
    colours = theme.segment_colours(names)
    return {name: colours[name] for name in names[:MOST_LINES]}


def _named(segments: pd.Series) -> list[str]:
    return [kpi_words.segment(name) or _("All cohorts") for name in segments]


def _curve_subtitle(shown: Shown) -> str:
    made = shown.made
    beside = (
        _("by {dimension}, the largest").format(dimension=filters.dimension_label(made.dimension).lower())
        if made.dimension
        else _("each cohort in grey")
    )
    text = _("{measure} · all cohorts that have reached an age together, {beside}")
    return text.format(measure=_(shown.measure.label), beside=beside)


def _line_hover(row: Mapping[Hashable, Any], shown: Shown) -> str:
    made = shown.made
    text = _("{line}, after {age}<br><b>{value}</b><br>{counted}")
    return text.format(
        line=row["line"],
        age=cohort_words.age(made.grain, row["age"]),
        value=shown.text(row["value"]),
        counted=cohort_words.counted(row["numerator"], row["customers"], shown.measure, made.currency),
    )


def _columns(shown: Shown) -> dict[str, Column]:
    return {
        "cohort_start": Column(_("Won from"), "date"),
        "age": Column(_("Age"), "count", meaning=_("Whole periods after the cohort's own.")),
        "customers": Column(_("Customers won"), "count"),
        **_figures(shown),
        "too_few": Column(_("Too few")),
        "is_late": Column(_("Began before the data"), meaning=_("Left out where cohorts are taken together.")),
    }


def _pooled_columns(shown: Shown) -> dict[str, Column]:
    return {
        "segment": Column(_("Segment")),
        "age": Column(_("Age"), "count", meaning=_("Whole periods after the cohort's own.")),
        "cohorts": Column(_("Cohorts that old"), "count"),
        "customers": Column(_("Customers won"), "count"),
        **_figures(shown),
        "too_few": Column(_("Too few")),
    }


def _figures(shown: Shown) -> dict[str, Column]:
    measure, currency = shown.measure, shown.made.currency
    unit = "rate" if measure.unit == "rate" else "money"
    value = {"value": Column(_(measure.label), unit, currency, _(measure.meaning))}
    if not measure.is_share:
        return value | {"numerator": Column(_("Amount"), "money", currency)}
    return value | {
        "numerator": Column(_("Of them"), "count"),
        "low": Column(_("Low (95 %)"), unit),
        "high": Column(_("High (95 %)"), unit),
    }
