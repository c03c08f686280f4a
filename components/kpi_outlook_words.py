"""A KPI's next weeks in a sentence, or why none are shown."""

from datetime import timedelta

from analytics.forecast import FEWEST_WEEKS, HELD, MARGIN, BackTest, Naive, Outlook, Reason
from analytics.metrics import Metric
from components import dates, numbers
from components.kpi_words import label, value
from components.texts import _, _n, mark

NAIVES = {
    Naive.LAST: mark("the last week's value"),
    Naive.YEAR: mark("the value of the same week a year before"),
}
REASONS = {
    Reason.ONLY_BY_WEEK: mark("The outlook is made by week: choose weeks to see it."),
    Reason.TOO_SHORT: mark("No outlook: it takes {weeks} whole weeks to make one and to test it."),
    Reason.GAPS: mark("No outlook: more than a tenth of the last year's weeks are unknown."),
    Reason.TOO_FEW: mark("No outlook: a usual week counts too few cases to tell the next ones."),
    Reason.UNCHANGED: mark("No outlook: the value has not changed for a year."),
}


def sentence(metric: Metric, found: Outlook, currency: str | None) -> str:
    """Return what is expected and how far to trust it, or why no outlook is shown."""
    if found.frame is not None and found.test is not None:
        return f"{_expected(metric, found, currency)} {_tested(found.test)}"
    if found.test is not None:
        return _not_better(found.test)
    assert found.reason is not None
    return _(REASONS[found.reason]).format(weeks=FEWEST_WEEKS)


def _expected(metric: Metric, found: Outlook, currency: str | None) -> str:
    frame = found.frame
    assert frame is not None
    text = _n(
        "{label}: {low} to {high} expected in the week to {day}.",
        "{label}: {low} to {high} expected in each of the {weeks} weeks to {day}.",
        len(frame),
    )
    return text.format(
        label=label(metric),
        low=value(metric, float(frame["low"].min()), currency),
        high=value(metric, float(frame["high"].max()), currency),
        weeks=len(frame),
        day=dates.day(frame["period_start"].iloc[-1].date() + timedelta(days=6)),
    )


def _tested(test: BackTest) -> str:
    text = _(
        "Earlier forecasts came {gain} nearer than {naive}; their ranges are made to hold {aim} of what comes and "
        "held {held}."
    )
    gain, aim, held = (numbers.percent(share, digits=2) for share in (test.gain, HELD, test.held))
    return text.format(gain=gain, naive=_(NAIVES[test.naive]), aim=aim, held=held)


def _not_better(test: BackTest) -> str:
    """Return why forecasts that were tested are not shown: too small an advantage, or one of luck."""
    if test.gain >= MARGIN:
        text = _("No outlook: earlier forecasts came {gain} nearer than {naive}, but that may be luck.")
    elif test.gain > 0:
        text = _("No outlook: earlier forecasts came only {gain} nearer than {naive}; {margin} is asked for.")
    else:
        text = _("No outlook: earlier forecasts came no nearer than {naive}.")
    gain, margin = (numbers.percent(share, digits=2) for share in (test.gain, MARGIN))
    return text.format(gain=gain, naive=_(NAIVES[test.naive]), margin=margin)
