"""What a person wrote comes through whole: read, planned, stored, shown and downloaded, byte for byte.

Of 515 strings known to break programs two once lost the white space around them.
"""

import csv
import io
import json
from collections.abc import Sequence

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components import tables
from components.import_preview import preview
from data.harmless import unguard
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.importing.storing import store_plan
from data.reading import read_file, read_plain
from data.store import Store
from tests.shared_data import shared_file

HARD = (
    "", " ", "\t", "\u00a0", "  both edges  ", "\ttab first", "blank last ", "\u2029paragraphs\u2029",
    "one\ntwo", "one\rtwo", "one\r\ntwo", "\nfirst", "last\n", "\r", "\n\n",
    '"', '""', '"quoted"', 'a "word" inside', 'it"s', "'", "''", "'t was", "`", ",", ";", "\t,;|", "a,b;c\td|e",
    "=1+1", "'=1+1", "+49 30 123", "-3.20", "-", "@name", "＝1", '=HYPERLINK("https://x.example","y")', "%s %d",
    "\\", "\\n", 'say \\"hi\\"', "C:\\temp\\new", "#", "# comment", "//", "<b>bold</b>", "&amp;", "{{7*7}}",
    "\x00", "a\x00b", "\x01\x02\x1b[31m", "\x1f", "\x7f", "\x85", "a\ufeffb", "\ufeffbegins", "\ufffd", "\u200b",
    "\u202eright to left", "\u200fمرحبا\u200f", "مُنَاقَشَةُ ", "𝔘𝔫𝔦", "👩‍👩‍👧", "e\u0301 é", "İıſß", "王小明", "Z͑ͫa̴l",
    "NULL", "null", "None", "NaN", "NA", "n/a", "#N/A", "nil", "undefined", "true", "TRUE", "0", "-0", "00123",
    "1e400", "0x1F", "1,234.50", "Total", "2026-02-31", "inf", "../../etc/passwd", "'; drop table surveys; --",
)  # fmt: skip
WAYS = {
    "comma": ("utf-8", {"delimiter": ","}),
    "all quoted": ("utf-8", {"delimiter": ",", "quoting": csv.QUOTE_ALL}),
    "semicolon": ("utf-8-sig", {"delimiter": ";"}),
    "tabs in UTF-16": ("utf-16", {"delimiter": "\t"}),
}
AS_SURVEYS = ImportOptions(
    table="surveys",
    mapping={"Respondent": "response_id", "Ended": "answered_at", "Score": "score", "Comment": "comment"},
)
AS_MENTIONS = ImportOptions(table="mentions", mapping={"Ended": "posted_at", "Comment": "text"})


def naughty_strings() -> list[str]:
    return json.loads(shared_file("dirty/naughty_strings/blns.json").read_text(encoding="utf-8"))


@pytest.fixture(params=["our own", "published"])
def strings(request) -> Sequence[str]:
    return HARD if request.param == "our own" else naughty_strings()


def file_of(strings: Sequence[str], way: str = "comma") -> bytes:
    """Write the strings twice: into a column that has a home, and into one that is kept beside the row."""
    encoding, how = WAYS[way]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, **how)
    writer.writerow(["Respondent", "Ended", "Score", "Comment", "Remark"])
    writer.writerows([f"R{number}", "2026-05-01 10:00", 9, text, text] for number, text in enumerate(strings))
    return stream.getvalue().encode(encoding)


def planned(content: bytes, options: ImportOptions, store: Store) -> Plan:
    (plan,) = plan_file("answers.csv", content, options, store.state)
    assert plan.problem is None
    return plan


def texts(column: pd.Series) -> list[str]:
    return ["" if pd.isna(text) else text for text in column]


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(f"duckdb:///{tmp_path}/facts.duckdb")


def test_the_published_strings_are_515():
    assert len(naughty_strings()) == 515


@pytest.mark.parametrize("way", WAYS)
def test_read(strings, way, tmp_path):
    content = file_of(strings, way)
    (block,) = read_file("answers.csv", content)
    assert block.rows[3].tolist() == list(strings)
    assert block.rows[4].tolist() == list(strings)
    assert block.warnings == ()
    (tmp_path / "answers.csv").write_bytes(content)
    read_plain(tmp_path / "answers.csv", tmp_path / "out")
    with (tmp_path / "out" / "answers.csv").open(encoding="utf-8", newline="") as stream:
        assert [row[3] for row in csv.reader(stream)][1:] == list(strings)


def test_planned_and_stored(strings, store):
    plan = planned(file_of(strings), AS_SURVEYS, store)
    assert (len(plan.checked.rejects), plan.checked.repeats) == (0, 0)
    store_plan(store, plan, at="2026-05-02T10:00:00", by="test")
    with store.read() as reader:
        rows = reader.frame(reader.tables["surveys"].order_by("line"))
    assert texts(rows["comment"]) == list(strings)
    assert [dict(cells or {}).get("Remark", "") for cells in rows["attributes"]] == list(strings)


def test_a_mention_keeps_its_text_and_one_without_is_set_aside(strings, store):
    plan = planned(file_of(strings), AS_MENTIONS, store)
    assert plan.checked.rejects["value"].tolist() == [""]  # the one string that is empty
    store_plan(store, plan, at="2026-05-02T10:00:00", by="test")
    with store.read() as reader:
        rows = reader.frame(reader.tables["mentions"].order_by("line"))
    assert texts(rows["text"]) == [text for text in strings if text]


def _page(frame):
    from components import tables  # noqa: PLC0415 -- the test's page stands alone

    tables.show(frame, {name: tables.Column(name) for name in frame.columns}, key="page_table")


def test_shown(strings, store):
    first = preview(planned(file_of(strings), AS_SURVEYS, store).checked, count=len(strings))
    app = AppTest.from_function(_page, kwargs={"frame": first}).run()
    assert not app.exception
    shown = app.dataframe[0].value
    assert texts(shown["comment"]) == list(strings)
    assert texts(shown["Remark"]) == list(strings)


def test_downloaded_harmless_and_taken_back(strings):
    content = tables.as_csv(pd.DataFrame({"text": list(strings), "after": "x"}))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
    assert [unguard(text) for text, _after in rows] == list(strings)
    assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for text, _after in rows)
