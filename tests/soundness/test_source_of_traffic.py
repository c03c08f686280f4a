"""Where visitors and leads came from was overwritten by the name of the tool, so that no split by source held."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main

WEB = """date,source,sessions,conversions
2026-11-01,search,100,3
2026-11-01,direct,50,1
"""
LEADS = """lead_id,created_on,source,converted_on,customer_id
L1,2026-11-01,fair,2026-11-02,C1
L2,2026-11-01,web,,
"""


def by_source(tmp_path: Path, name: str, text: str, metric: str) -> dict[str, float]:
    file = tmp_path / f"{name}.csv"
    file.write_text(text, encoding="utf-8")
    call = ["--json", "--store", f"duckdb:///{tmp_path}/f.duckdb"]
    imported = CliRunner().invoke(main, [*call, "import", str(file), "--as", name])
    assert imported.exit_code == 0, imported.output
    asked = ["metrics", "--every", "day", "--by", "source", "--only", metric]
    rows = json.loads(CliRunner().invoke(main, [*call, *asked]).stdout)
    return {row["segment"]: row["value"] for row in rows if row["period_start"] == "2026-11-01"}


@pytest.mark.parametrize(
    ("name", "text", "metric", "expected"),
    [
        ("web_traffic", WEB, "web_sessions", {"search": 100, "direct": 50}),
        ("leads", LEADS, "lead_conversion_rate", {"fair": 1, "web": 0}),
    ],
)
def test_a_split_by_source_is_by_where_people_came_from(tmp_path, name, text, metric, expected):
    assert by_source(tmp_path, name, text, metric) == expected
