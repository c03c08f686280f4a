"""How many false alarms to expect, so that a list of changes can say so."""

# The share of periods of pure noise that are called a real change, by simulation with a year of baseline (weeks),
# or with as many periods as two years have; see the tests and docs/adr.
FALSE_ALARM_RATES = {"day": 0.015, "week": 0.0125, "month": 0.015, "quarter": 0.015}


def expected_false_alarms(judged: int, grain: str) -> float:
    """Return how many of so many judged KPIs noise alone would call real.

    Examples
    --------
    >>> expected_false_alarms(40, "week")
    0.5
    """
    return judged * FALSE_ALARM_RATES[grain]
