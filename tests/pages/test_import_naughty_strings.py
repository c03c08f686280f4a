"""Strings that break programs reach the page as they stand in the file, in what is shown before storing."""

import csv
import io
import json

import pytest

from components.import_preview import PREVIEW_ROWS, preview
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.state import State
from tests.pages.import_steps import drop, opened
from tests.pages.test_import_page import page, store  # noqa: F401 - fixtures
from tests.shared_data import shared_file


def naughty() -> list[str]:
    return json.loads(shared_file("dirty/naughty_strings/blns.json").read_text(encoding="utf-8"))


def as_file(texts: list[str]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(["mention_id", "posted_at", "text", "note"])
    writer.writerows([f"M{place}", "2026-03-01", text, text] for place, text in enumerate(texts))
    return buffer.getvalue().encode()


@pytest.fixture
def state(tmp_path):
    return State(tmp_path / "state.sqlite")


def test_every_naughty_string_is_shown_as_it_stands(state):
    texts = [text for text in naughty() if text.strip()]
    (plan,) = plan_file("mentions.csv", as_file(texts), ImportOptions(), state)
    shown = preview(plan.checked, len(texts))
    assert len(texts) == 513  # of 515; two are blank, and a mention without text is none
    assert shown["note"].tolist() == texts
    assert shown["text"].tolist() == texts


def test_naughty_strings_cross_to_the_browser_as_they_stand(page):  # noqa: F811 - a fixture
    texts = [text for text in naughty() if text.strip()][:PREVIEW_ROWS]
    opened(drop(page, mentions__csv=as_file(texts)))
    table = next(one.value for one in page.dataframe if "note" in one.value)
    assert table["note"].tolist() == texts
