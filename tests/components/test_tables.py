"""Tables that leave the building."""

import io

import pandas as pd

from components import tables


def test_a_text_that_a_spreadsheet_would_run_is_made_harmless():
    frame = pd.DataFrame({"text": ["=HYPERLINK(1)", "+1", "-1", "@a", "\ttab", "fine", None]})
    back = pd.read_csv(io.BytesIO(tables.as_csv(frame)))
    assert list(back["text"][:6]) == ["'=HYPERLINK(1)", "'+1", "'-1", "'@a", "'\ttab", "fine"]
    assert pd.isna(back["text"][6])


def test_a_negative_number_stays_a_number():
    back = pd.read_csv(io.BytesIO(tables.as_csv(pd.DataFrame({"value": [-1.5, 2.25]}))))
    assert list(back["value"]) == [-1.5, 2.25]


def test_other_scripts_survive_a_download():
    texts = ["سلام", "你好", "Grüße"]
    back = pd.read_csv(io.BytesIO(tables.as_csv(pd.DataFrame({"text": texts}))))
    assert list(back["text"]) == texts


def test_the_files_name_changes_with_one_cell_a_column_or_the_order():
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    others = [frame.replace("y", "z"), frame.rename(columns={"b": "c"}), frame.iloc[::-1]]
    assert len({tables.content_hash(f) for f in [frame, *others]}) == 4
    assert tables.content_hash(frame) == tables.content_hash(frame.copy())


def test_the_frame_that_is_downloaded_is_left_as_it_was():
    frame = pd.DataFrame({"text": ["=1"]})
    tables.as_csv(frame)
    assert frame["text"][0] == "=1"
