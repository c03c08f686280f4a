"""The page about the sample company says what the generator does."""

from pathlib import Path

import pytest

from data import schemas
from data.sample import generate
from data.sample.truths import TRUTHS
from tests.data.sample.sizes import SUNDAY

PAGE = Path(__file__).resolve().parents[3] / "docs" / "sample-company.md"


def rows_of(heading):
    """Return the cells of the table under a heading of the page."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_page_lists_the_planted_truths_as_they_are_planted():
    def weeks(count, otherwise):
        return otherwise if not count else f"{count} weeks"

    assert rows_of("What was planted") == [
        [
            truth.key,
            truth.sentence,
            f"{truth.size:g} {truth.unit}",
            f"{truth.starts_weeks_before_end} weeks before the end"
            if truth.starts_weeks_before_end
            else "the start",
            weeks(truth.lasts_weeks, "the rest"),
            ", ".join(truth.tables),
            weeks(truth.needs_weeks, "–"),
        ]
        for truth in TRUTHS
    ]


def test_the_page_says_how_large_the_exports_are():
    rows = rows_of("The exports")
    tables = generate(end=SUNDAY)
    assert [name for name, *_rest in rows] == list(schemas.TABLES)
    for name, size, meaning in rows:
        said = int(size.removeprefix("about ").replace(",", ""))
        assert said == pytest.approx(len(tables[name]), rel=0.05), name
        assert meaning == schemas.TABLES[name].one_row
