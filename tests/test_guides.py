"""Every page has its guide."""

import re
from pathlib import Path

import pytest

from data.harmless import guard

PROJECT = Path(__file__).resolve().parent.parent
PAGES = re.findall(r'st\.Page\("pages/(\w+)\.py"', (PROJECT / "app.py").read_text(encoding="utf-8"))
OTHERWISE_NAMED = {"company_settings": "settings", "import_data": "import"}
PARTS = ("What it answers.", "How to read it.", "What the controls do.", "Where the numbers come from.")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_a_guide_that_says_what_it_answers_and_what_it_cannot_say(page):
    name = OTHERWISE_NAMED.get(page, page.replace("_", "-"))
    text = (PROJECT / "docs" / "guide" / f"{name}.md").read_text(encoding="utf-8")
    assert [part for part in (*PARTS, "What it can't say.") if f"**{part}**" not in text] == []
    assert f"../pictures/{page}-1280-light.png" in text


def test_links_between_guides_and_other_pages_of_the_docs_lead_somewhere():
    for guide in (PROJECT / "docs" / "guide").glob("*.md"):
        for link in re.findall(r"\]\(([^)]+\.md)\)", guide.read_text(encoding="utf-8")):
            assert (guide.parent / link).exists(), f"{guide.name} links to {link}"


HARMLESS = ("=1+1", "'=1+1", "-5 degrees", "'t was so", "''", "a=b", "\t=1", "＝1", "''@SUM(A1)", "plain", "")


def test_the_rule_that_makes_exports_harmless_is_taken_off_as_the_guide_says():
    guide = (PROJECT / "docs" / "guide" / "import.md").read_text(encoding="utf-8")
    found, instead = re.findall(r"replace `([^`]+)` by `([^`]+)`", guide)[0]
    assert [re.sub(found, instead, guard(text)) for text in HARMLESS] == list(HARMLESS)


def test_the_examples_of_that_rule_are_what_a_download_has():
    guide = (PROJECT / "docs" / "guide" / "import.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S.*?) \| (\S.*?) \|$", guide.split("| --- | --- |")[1], re.MULTILINE)
    assert len(rows) == 4
    assert [(text, guard(text)) for text, _shown in rows] == rows
