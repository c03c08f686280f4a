"""A change in words: what moved, whose it is, and where that can't be said."""

from collections.abc import Callable

from analytics.drivers import Against, Reason, Split, Why
from analytics.formulas import Median
from analytics.metrics import Metric, metric
from components import dates, filters, kpi_words
from components.texts import _, _n, mark

_BEFORE: dict[str, Callable[[int], str]] = {
    "day": lambda count: _n("the day before", "the mean of the {count} days before", count),
    "week": lambda count: _n("the week before", "the mean of the {count} weeks before", count),
    "month": lambda count: _n("the month before", "the mean of the {count} months before", count),
    "quarter": lambda count: _n("the quarter before", "the mean of the {count} quarters before", count),
}
_MIDDLE: dict[str, Callable[[int], str]] = {
    "day": lambda count: _n("the day before", "the middle of the {count} days before", count),
    "week": lambda count: _n("the week before", "the middle of the {count} weeks before", count),
    "month": lambda count: _n("the month before", "the middle of the {count} months before", count),
    "quarter": lambda count: _n("the quarter before", "the middle of the {count} quarters before", count),
}
_SHORT: dict[str, Callable[[int], str]] = {
    "day": lambda count: _n("day before", "{count} days before", count),
    "week": lambda count: _n("week before", "{count} weeks before", count),
    "month": lambda count: _n("month before", "{count} months before", count),
    "quarter": lambda count: _n("quarter before", "{count} quarters before", count),
}
_YEAR_AGO = {
    "day": mark("the same weekday a year ago"),
    "week": mark("the same week a year ago"),
    "month": mark("the same month a year ago"),
    "quarter": mark("the same quarter a year ago"),
}
_REASONS = {
    Reason.MEDIAN: mark(
        "{label} can't be split exactly: the median of all doesn't follow from the medians of the segments. They "
        "stand side by side."
    ),
    Reason.APART: mark(
        "{label} can't be split by {dimension}: different ones are never added up. They stand side by side."
    ),
    Reason.OVERLAP: mark(
        "{label} can't be split exactly by {dimension}: what is in several of them would count more than once. "
        "They stand side by side."
    ),
    Reason.WHOLE_OF_TOTAL: mark(
        "{label} can't be split by {dimension}: each is measured against the same whole. They stand side by side."
    ),
}


def period(why: Why) -> str:
    """Return the period that is explained: "W47, 16–22 Nov"."""
    return dates.period(why.period_start.date(), why.grain)


def base(why: Why) -> str:
    """Return what it is compared with, for the middle of a sentence."""
    if why.against is Against.YEAR_AGO:
        return _(_YEAR_AGO[why.grain])
    count = len(why.base_starts)
    # A median of all the cases of eight weeks isn't known: the middle of the weeks' own stands for it.
    texts = _MIDDLE if isinstance(metric(why.key).formula, Median) else _BEFORE
    return texts[why.grain](count).format(count=count)


def base_label(why: Why) -> str:
    """Return what it is compared with, beside a bar."""
    if why.against is Against.YEAR_AGO:
        return _("a year ago")
    count = len(why.base_starts)
    return _SHORT[why.grain](count).format(count=count)


def against_label(against: Against, grain: str) -> str:
    """Return a base as a choice."""
    if against is Against.YEAR_AGO:
        return _("Against {base}").format(base=_(_YEAR_AGO[grain]))
    count = 8 if against is Against.MEAN else 1
    return _("Against {base}").format(base=_BEFORE[grain](count).format(count=count))


def no_base(why: Why) -> str:
    """Say that there is nothing to compare with."""
    text = _(
        "{label} is {value} in {period}, and there is no whole period to compare it with: choose another base."
    )
    return text.format(**names(why))


def cannot_be_split(why: Why) -> str:
    """Say that a metric has no dimension with at least two segments."""
    text = _("{label} can't be split: no export says of at least two segments what it counts.")
    return text.format(**names(why))


def reason(why: Why, split: Split) -> str:
    """Say why a split isn't exact."""
    assert split.reason is not None
    return _(_REASONS[split.reason]).format(**names(why), dimension=dimension(split.dimension))


def change_only(why: Why) -> str:
    """Return the change without its parts, for a split that isn't exact."""
    text = _("{label} went from {base_value} to {value} against {base}.")
    return text.format(**names(why), base=base(why))


def dimension(name: str) -> str:
    """Return a dimension inside a sentence."""
    return filters.dimension_label(name).lower()


def names(why: Why) -> dict[str, str]:
    """Return what sentences on a change name."""
    chosen: Metric = metric(why.key)
    return {
        "label": kpi_words.label(chosen),
        "period": period(why),
        "value": kpi_words.value(chosen, why.value, why.currency),
        "base_value": kpi_words.value(chosen, why.base_value, why.currency),
    }
