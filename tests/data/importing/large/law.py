"""The law of large files: the quick way gives what the careful way gives."""

from collections import Counter

import pandas as pd

from data.importing.large.rows import LargeRows
from data.importing.planning import ImportOptions, Plan, plan_file
from data.importing.rejects_file import of_plan
from data.reading import large
from data.state import State

HEAD_BYTES = 300  # so that the files of the tests have something beyond their head


def planned(text: str, state: State, monkeypatch, *, quick: bool) -> Plan:
    monkeypatch.setattr(large, "LARGE_BYTES", 0 if quick else 10**9)
    monkeypatch.setattr(large, "HEAD_BYTES", HEAD_BYTES)
    (plan,) = plan_file("file.csv", text.encode(), ImportOptions(), state)
    assert plan.problem is None, plan.problem
    return plan


def rows_of(plan: Plan) -> pd.DataFrame:
    frame = plan.checked.rows.to_pandas()
    frame["attributes"] = [sorted(dict(cells).items()) for cells in frame["attributes"]]
    frame = frame.astype(object).where(frame.notna(), None).drop(columns=["line", "row_key"])
    said = [repr(row) for row in frame.itertuples(index=False, name=None)]
    return frame.iloc[sorted(range(len(frame)), key=said.__getitem__)].reset_index(drop=True)


def assert_same(quick: Plan, careful: Plan) -> None:
    assert isinstance(quick.checked.rows, LargeRows)
    pd.testing.assert_frame_equal(rows_of(quick), rows_of(careful), check_dtype=False)
    assert quick.checked.rows.num_rows == len(rows_of(quick))
    told, expected = quick.report(), careful.report()
    assert Counter(told.pop("warnings")) == Counter(expected.pop("warnings"))
    assert told == expected  # rejects and counts among it
    assert list(quick.checked.rejected_cells) == list(careful.checked.rejected_cells)
    assert quick.checked.companions == careful.checked.companions
    assert of_plan(quick) == of_plan(careful)
