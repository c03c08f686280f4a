"""What the benchmarks share: a table of ratios at the end, each to a named baseline of the same run.

In each group one benchmark is called ``test_baseline_…``; the others are told as so many times that one. A ratio
survives a change of machine, a time doesn't.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

BASELINE = "test_baseline"


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print the ratios."""
    session = getattr(config, "_benchmarksession", None)
    lines = list(_ratios(session.benchmarks)) if session else []
    if lines:
        terminalreporter.section("ratios to the baseline of the same run")
        terminalreporter.write_line(f"{'ratio':>8} {'seconds':>9}  what")
    for line in lines:
        terminalreporter.write_line(line)


def _ratios(benchmarks: list[Any]) -> Iterator[str]:
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for one in benchmarks:
        if one.stats.data:
            groups[one.group or ""][one.name] = min(one.stats.data)  # noise only ever adds
    for group, seconds in groups.items():
        yield f"{'':>18}  {group}"
        unit = next((spent for name, spent in seconds.items() if name.startswith(BASELINE)), float("nan"))
        for name, spent in sorted(seconds.items(), key=lambda item: item[1]):
            what = name.removeprefix("test_").replace("_", " ")
            yield f"{spent / unit:>8.2f} {spent:>9.4f}    {what}"
