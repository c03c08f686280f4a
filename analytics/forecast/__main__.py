"""Prints which KPIs of a store get a forecast: ``python -m analytics.forecast [STORE]``, by default the sample."""

import sys
from time import perf_counter

from analytics import forecast, kpis, trends
from analytics.metrics import CATALOGUE
from data.store import Store, sample_url

HEADER = ("KPI", "shown", "error", "last value", "last year", "gain", "luck", "held", "ranges", "seconds")


def main(url: str) -> None:
    """Print a row per KPI with data, as a Markdown table."""
    sums = kpis.load(Store(url), grain="week")
    lines = ["| " + " | ".join(HEADER) + " |", "| --- " * len(HEADER) + "|"]
    for key, metric in CATALOGUE.items():
        series = trends.series(sums, metric)
        if not series.empty:
            started = perf_counter()
            found = forecast.outlook(series, metric, "week")
            lines.append(_line(key, found, perf_counter() - started))
    sys.stdout.write("\n".join(lines) + "\n")


def _line(key: str, found: forecast.Outlook, seconds: float) -> str:
    cells = [key, found.reason or "yes"]
    if found.test:
        test = found.test
        cells += [f"{error:.4g}" for error in (test.error, test.error_last, test.error_year)]
        cells += [f"{test.gain:.0%}", f"{test.luck:.3f}", f"{test.held:.0%}", f"{test.ranges}"]
    else:
        cells += [""] * 7
    return "| " + " | ".join([*cells, f"{seconds:.2f}"]) + " |"


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else sample_url())
