"""How many false alarms to expect, so that a list of changes can say so."""

# The share of periods of pure noise that are called a real change. Of weeks: of the plain kinds together, by
# simulation with a year of baseline (docs/adr/0010-the-noise-test.md). The others rest on fewer periods and
# are set with care: nobody has simulated them as closely.
FALSE_ALARM_RATES = {"day": 0.015, "week": 0.011, "month": 0.015, "quarter": 0.015}


def expected_false_alarms(judged: int, grain: str) -> float:
    """Return how many of so many judged KPIs noise alone would call real.

    Examples
    --------
    >>> round(expected_false_alarms(40, "week"), 2)
    0.44
    """
    return judged * FALSE_ALARM_RATES[grain]
