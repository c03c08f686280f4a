"""The terminal's contract: names, shapes, exit statuses."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from analytics import alerts
from data.errors import RapportError
from data.importing import planning
from data.store import Store
from data.wishes.alerts import Kind, Rule

ORDERS = "order_id,customer_id,ordered_at,amount\nA,7,2026-03-02,10\nB,8,2026-03-03,20\nC,7,2026-03-10,5\n"
DIALECT_KEYS = {"encoding", "delimiter", "decimal", "date_order", "header_row", "skipped_rows"}
BATCH_KEYS = {"batch_id", "file", "table", "rows", "imported_at", "imported_by", "undone_at"}
MORE = "order_id,customer_id,ordered_at,amount\nC,7,2026-03-10,50\nD,9,2026-03-11,1\n"


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_STORE", f"duckdb:///{tmp_path / 'facts.duckdb'}")
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path / 'sample.duckdb'}")


def rapport(*words: object, status: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, [str(word) for word in words], catch_exceptions=True)
    if isinstance(result.exception, Exception) and not isinstance(result.exception, SystemExit):
        assert isinstance(result.exception, RapportError), result.exception
        assert status == 1
        return result
    assert result.exit_code == status, result.output
    return result


def printed(*words: object, status: int = 0) -> object:
    return json.loads(rapport(*words, "--json", status=status).stdout)


def export(tmp_path: Path, text: str, name: str = "orders.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_import_reports_what_it_did(tmp_path: Path) -> None:
    (entry,) = printed("import", export(tmp_path, ORDERS))
    assert set(entry) == {
        "file", "table", "recognised_as", "confidence", "rows_read", "rows_accepted", "rows_rejected",
        "rows_duplicate", "batch_id", "mapping", "dialect", "rejects", "warnings",
    }  # fmt: skip
    assert set(entry["dialect"]) == DIALECT_KEYS
    assert (entry["table"], entry["rows_accepted"], entry["batch_id"]) == ("orders", 3, 1)


def test_the_store_and_json_may_stand_before_or_after_the_command(tmp_path: Path) -> None:
    url = f"duckdb:///{tmp_path / 'other.duckdb'}"
    path = export(tmp_path, ORDERS)
    assert json.loads(rapport("--json", "--store", url, "import", path).stdout)[0]["batch_id"] == 1
    assert [row["batch_id"] for row in printed("batches", f"--store={url}")] == [1]
    assert printed("batches") == []


def test_one_bad_file_stops_none_of_the_others_and_the_status_says_so(tmp_path: Path) -> None:
    good, bad = export(tmp_path, ORDERS), export(tmp_path, "", "empty.csv")
    result = rapport("import", bad, good, "--json", status=1)
    entries = json.loads(result.stdout)
    assert [entry["table"] for entry in entries] == [None, "orders"]
    assert "empty.csv" in result.stderr


def test_an_undo_brings_back_what_the_batch_replaced_in_the_kpis_too(tmp_path: Path) -> None:
    rapport("import", export(tmp_path, ORDERS))
    before = printed("metrics", "--only", "revenue", "--every", "week")
    (entry,) = printed("import", export(tmp_path, MORE, "more.csv"))
    changed = printed("metrics", "--only", "revenue", "--every", "week")
    assert [row["value"] for row in before if row["segment"] is None] == [30.0, 5.0]
    assert [row["value"] for row in changed if row["segment"] is None] == [30.0, 51.0]
    (undone,) = printed("undo", entry["batch_id"])
    assert set(undone) == BATCH_KEYS
    assert undone["undone_at"] is not None
    assert printed("metrics", "--only", "revenue", "--every", "week") == before


ALERT_KEYS = [
    "metric", "period_start", "period_end", "partial", "segment", "value", "numerator", "denominator", "low",
    "high", "unit", "rule", "held_against", "raised_at", "sentence",
]  # fmt: skip


@pytest.fixture
def ruled(tmp_path: Path) -> Store:
    """A store with revenue of 30 and 5 in two weeks, the second whole, and a rule for less than 20 a week."""
    rapport("import", export(tmp_path, ORDERS + "E,8,2026-03-15,0\n"))
    store = Store()
    alerts.add_rule(store, Rule("revenue", "week", Kind.BELOW, 20.0), at="2026-03-16T09:00:00", by="Ann")
    return store


@pytest.mark.usefixtures("ruled")
def test_alerts_are_a_list_with_the_figures_of_their_period_and_a_sentence() -> None:
    (alert,) = printed("metrics", "--alerts")
    assert list(alert) == ALERT_KEYS
    assert (alert["metric"], alert["period_start"], alert["period_end"]) == ("revenue", "2026-03-09", "2026-03-15")
    assert (alert["value"], alert["rule"], alert["held_against"]) == (5.0, "below", 20.0)
    assert (alert["low"], alert["segment"], alert["partial"]) == (None, None, False)
    assert alert["sentence"] == "Week from 2026-03-09: Revenue at 5.00, below its limit of 20.0."
    assert rapport("metrics", "--alerts").stdout == f"{alert['sentence']}\n"


@pytest.mark.usefixtures("ruled")
def test_an_alert_is_raised_by_the_import_that_gives_the_reason_and_falls_with_it(tmp_path: Path) -> None:
    (entry,) = printed("import", export(tmp_path, MORE.replace("D,9,2026-03-11", "D,9,2026-03-15"), "more.csv"))
    assert printed("metrics", "--alerts") == []  # 51 by now
    printed("undo", entry["batch_id"])
    assert [alert["value"] for alert in printed("metrics", "--alerts")] == [5.0]


def test_alerts_that_were_seen_are_not_printed_again(ruled: Store) -> None:
    ruled.wishes.alerts.see(1, date(2026, 3, 9), at="2026-03-16T10:00:00", by="Ann")
    assert printed("metrics", "--alerts") == []
    assert rapport("metrics", "--alerts").stdout == ""


@pytest.mark.usefixtures("ruled")
def test_alerts_are_chosen_by_metric_grain_and_days(tmp_path: Path) -> None:
    assert printed("metrics", "--alerts", "--only", "customers_new") == []
    assert printed("metrics", "--alerts", "--every", "month") == []
    rapport("import", export(tmp_path, "order_id,customer_id,ordered_at,amount\nF,7,2026-03-22,25\n", "f.csv"))
    assert printed("metrics", "--alerts") == []  # the latest week has 25
    assert len(printed("metrics", "--alerts", "--from", "2026-03-09")) == 1
    assert printed("metrics", "--alerts", "--to", "2026-03-08") == []


@pytest.mark.usefixtures("ruled")
def test_alerts_by_a_dimension_are_wrong_usage() -> None:
    assert "Alerts are raised on totals" in rapport("metrics", "--alerts", "--by", "country", status=2).output
    assert "no metric called revenu" in str(rapport("metrics", "--alerts", "--only", "revenu", status=1).exception)


def test_without_rules_there_are_no_alerts(tmp_path: Path) -> None:
    assert printed("metrics", "--alerts") == []
    rapport("import", export(tmp_path, ORDERS))
    assert printed("metrics", "--alerts") == []


def test_only_the_rows_that_meet_every_condition_count(tmp_path: Path) -> None:
    rows = "order_id,customer_id,ordered_at,amount,channel,product\n"
    rows += (
        "A,7,2026-03-02,10,web,tea\nB,8,2026-03-03,20,shop,tea\nC,7,2026-03-04,5,web,cups\nD,9,2026-03-05,1,web,\n"
    )
    rapport("import", export(tmp_path, rows))
    asked = ("metrics", "--only", "revenue", "--every", "month", "--where", "channel=web")
    assert [row["value"] for row in printed(*asked)] == [16.0]
    assert [row["value"] for row in printed(*asked, "--where", "product=tea")] == [10.0]
    both = printed(*asked, "--where", "product=tea", "--where", "product=not known")
    assert [row["value"] for row in both] == [11.0]


def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    (entry,) = printed("import", export(tmp_path, ORDERS), "--dry-run")
    assert (entry["rows_accepted"], entry["batch_id"]) == (3, None)
    assert printed("batches") == []


def test_a_folder_is_imported_file_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "monday"
    folder.mkdir()
    export(folder, ORDERS)
    export(folder, "customer_id,email,churned\n7,a@example.com,no\n", "customers.csv")
    assert {entry["table"] for entry in printed("import", folder)} == {"orders", "customers"}


def test_a_folder_that_comes_again_is_not_parsed_and_says_which_batch_holds_each_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "monday"
    folder.mkdir()
    export(folder, ORDERS + "D,9,someday,1\n")
    export(folder, "customer_id,email,churned\n7,a@example.com,no\n", "customers.csv")
    first = printed("import", folder)
    monkeypatch.setattr(planning.guarded, "read_file", None)  # who calls it fails
    monkeypatch.setattr(planning, "large_block", None)
    again = printed("import", folder)
    assert [entry["batch_id"] for entry in again] == [entry["batch_id"] for entry in first] == [1, 2]
    assert [entry["rows_accepted"] for entry in again] == [0, 0]
    assert [entry["rejects"] for entry in again] == [entry["rejects"] for entry in first]
    assert ["is in force already as batch 2" in " ".join(entry["warnings"]) for entry in again] == [False, True]
    assert [entry["batch_id"] for entry in printed("import", folder, "--dry-run")] == [1, 2]
    assert "orders.csv is in force already as batch 2" in rapport("import", folder).stdout


def test_of_a_folder_only_what_is_new_is_taken_and_a_bad_file_stops_no_good_one(tmp_path: Path) -> None:
    folder = tmp_path / "monday"
    (folder / "older").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    export(folder / "older", ORDERS)
    printed("import", folder)
    export(folder, MORE, "more.csv")
    export(folder, "", "a_bad_one.csv")
    export(folder, MORE, "~$more.csv")
    export(folder / ".hidden", MORE)
    result = rapport("import", folder, "--json", status=1)
    found = [(entry["file"], entry["rows_accepted"], entry["batch_id"]) for entry in json.loads(result.stdout)]
    assert found == [("a_bad_one.csv", 0, None), ("more.csv", 2, 2), ("orders.csv", 0, 1)]
    assert "a_bad_one.csv is empty" in result.stderr


def test_a_folder_without_files_is_said_and_is_no_failure(tmp_path: Path) -> None:
    folder = tmp_path / "monday"
    folder.mkdir()
    result = rapport("import", folder, "--json")
    assert json.loads(result.stdout) == []
    assert f"{folder} holds no files" in result.stderr


def test_rows_read_are_accepted_rejected_or_duplicate_whatever_the_file(tmp_path: Path) -> None:
    files = [
        export(tmp_path, ORDERS + "D,9,someday,1\n"),
        export(tmp_path, MORE, "more.csv"),  # C changes, D is new
        export(tmp_path, ORDERS, "again.csv"),  # A, B are there, C is as it was before
        export(tmp_path, "foo,bar\n1,2\n", "unknown.csv"),
        export(tmp_path, "order_id,customer_id,ordered_at,amount\nA,7,soon,1\n", "useless.csv"),
        export(tmp_path, "", "empty.csv"),
    ]
    entries = json.loads(rapport("import", *files, "--json", status=1).stdout)
    counts = [
        tuple(entry[f"rows_{what}"] for what in ("read", "accepted", "rejected", "duplicate")) for entry in entries
    ]
    assert counts == [(4, 3, 1, 0), (2, 2, 0, 0), (3, 1, 0, 2), (1, 0, 1, 0), (1, 0, 1, 0), (0, 0, 0, 0)]
    assert {frozenset(entry["dialect"]) for entry in entries} == {frozenset(DIALECT_KEYS)}
    assert entries[4]["rejects"] == [{"row": 2, "column": "ordered_at", "value": "soon", "reason": "not a date"}]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as", "order"), "Did you mean orders"),
        (("--set", "decimals=,"), "Did you mean decimal"),
        (("--set", "decimal=x"), "no decimal called x"),
        (("--set", "date_order=ydm"), "no date_order called ydm"),
    ],
)
def test_a_name_that_does_not_exist_is_wrong_usage_and_says_what_there_is(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    assert said in rapport("import", export(tmp_path, ORDERS), *words, status=2).stderr


def test_rows_set_aside_are_listed_and_written_to_be_mended(tmp_path: Path) -> None:
    rapport("import", export(tmp_path, ORDERS + "D,9,someday,1\n"))
    rows = printed("rejects", 1, "--out", tmp_path / "aside.csv")
    assert rows == [{"row": 5, "column": "ordered_at", "value": "someday", "reason": "not a date"}]
    written = (tmp_path / "aside.csv").read_text(encoding="utf-8-sig")
    assert "D,9,someday,1" in written
    export(tmp_path, written.replace("someday", "2026-03-12"), "mended.csv")
    (entry,) = printed("import", tmp_path / "mended.csv")
    assert (entry["table"], entry["rows_accepted"]) == ("orders", 1)


def test_batches_are_listed_newest_first_with_what_was_taken_back(tmp_path: Path) -> None:
    rapport("import", export(tmp_path, ORDERS), export(tmp_path, MORE, "more.csv"))
    rapport("undo", 1)
    listed = printed("batches")
    assert {frozenset(row) for row in listed} == {frozenset(BATCH_KEYS)}
    found = [(row["batch_id"], row["file"], row["table"], row["rows"]) for row in listed]
    assert found == [(2, "more.csv", "orders", 2), (1, "orders.csv", "orders", 3)]
    assert [row["undone_at"] is None for row in listed] == [True, False]


def test_read_goes_on_after_a_file_that_can_not_be_read(tmp_path: Path) -> None:
    bad = tmp_path / "photo.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    result = rapport(
        "read", bad, export(tmp_path, "a;b\n1;x\n"), "--out-dir", tmp_path / "out", "--json", status=1
    )
    (entry,) = json.loads(result.stdout)
    assert set(entry) == {"file", "out", "dialect", "rows"}
    assert "photo.csv is a picture" in result.stderr


def test_a_mapping_given_by_hand_is_used(tmp_path: Path) -> None:
    path = export(tmp_path, "Beleg;Wer;Wann;Wieviel\nA;7;02.03.2026;10,50\n")
    maps = [f"--map={pair}" for pair in ("Beleg=order_id", "Wer=customer_id", "Wann=ordered_at", "Wieviel=amount")]
    (entry,) = printed("import", path, "--as", "orders", *maps)
    assert (entry["rows_accepted"], entry["dialect"]["decimal"], entry["dialect"]["delimiter"]) == (1, ",", ";")


@pytest.mark.parametrize(
    "words", [("import",), ("undo", "first"), ("import", "x.csv", "--map", "nothing"), ("nonsense",)]
)
def test_wrong_usage_is_status_2(words: tuple[str, ...]) -> None:
    rapport(*words, status=2)


def fails(problem: Exception) -> Callable[[], None]:
    def command() -> None:
        raise problem

    return command


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (RapportError("The store is busy."), "The store is busy."),
        (PermissionError(13, "Permission denied", "/srv/x.csv"), "/srv/x.csv can't be used: Permission denied."),
        (KeyError("batch"), "Something went wrong that was not foreseen: KeyError: 'batch'."),
    ],
)
def test_whatever_goes_wrong_is_status_1_and_a_sentence(
    problem: Exception, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(cli.TRACE, raising=False)
    with pytest.raises(SystemExit) as end:
        cli.run(fails(problem))
    told = capsys.readouterr()
    assert (end.value.code, told.out, told.err.startswith(said)) == (1, "", True)
    assert "Traceback" not in told.err


def test_what_is_refused_is_said_on_stderr_without_a_stack_trace(tmp_path: Path) -> None:
    project = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, "cli.py", "undo", "9"],
        cwd=project,
        env=os.environ | {"RAPPORT_STORE": f"duckdb:///{tmp_path / 'facts.duckdb'}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().startswith("There is no batch called 9.")


def test_the_sample_is_written_at_any_size(tmp_path: Path) -> None:
    files = printed("sample", "--out", tmp_path / "out", "--customers", 60, "--weeks", 12, "--end", "2026-11-15")
    assert {Path(file).stem for file in files} >= {"customers", "orders", "mentions", "retention_actions"}


def test_read_writes_plain_csv(tmp_path: Path) -> None:
    path = export(tmp_path, "a;b\n1;x\n", "in.csv")
    (entry,) = printed("read", path, "--out-dir", tmp_path / "plain")
    assert Path(entry["out"]).read_text(encoding="utf-8").splitlines() == ["a,b", "1,x"]


def test_the_tone_of_a_files_texts(tmp_path: Path) -> None:
    path = export(
        tmp_path, "id,text\n1,What a wonderful and lovely shop!\n2,Terrible and awful service\n", "m.csv"
    )
    found = printed("sentiment", path, "--text", "text", "--language", "en", "--out", tmp_path / "toned.csv")
    assert found["by_label"] == {"positive": 1, "negative": 1}
    assert (found["rows"], found["scored"]) == (2, 2)


def test_settings_are_shown_changed_and_set_back(tmp_path: Path) -> None:
    rapport("import", export(tmp_path, ORDERS))
    found = printed("settings")
    # the one repeat buyer stayed away for 8 days
    assert (found["inactivity_window_days"], found["proposed_inactivity_window_days"]) == (None, 8)
    changed = printed("settings", "inactivity_window_days=90", "currency=eur")
    assert (changed["inactivity_window_days"], changed["currency"]) == (90, "EUR")
    assert printed("settings", "inactivity_window_days=")["inactivity_window_days"] is None


def test_one_setting_that_is_not_allowed_changes_none() -> None:
    refused = rapport("settings", "currency=EUR", "margin_rate=35", status=1)
    assert "from 0 to 1" in str(refused.exception)
    assert printed("settings")["currency"] is None


def test_a_file_that_is_not_there_is_said_and_stops_none_of_the_others(tmp_path: Path) -> None:
    result = rapport("import", tmp_path / "gone.csv", export(tmp_path, ORDERS), "--json", status=1)
    assert [entry["table"] for entry in json.loads(result.stdout)] == [None, "orders"]
    assert "gone.csv can't be opened" in result.stderr


def test_tables_beside_the_one_that_is_wanted_are_no_failure(tmp_path: Path) -> None:
    report = (
        "# Start date: 20260801\n# End date: 20260802\nDate,Sessions,Key events\n20260801,40,2\n20260802,50,3\n\n"
        "# Start date: 20260801\n# End date: 20260802\nScreen resolution,Users\n800x600,7\n1024x768,9\n"
    )
    entries = json.loads(rapport("import", export(tmp_path, report, "ga4.csv"), "--json").stdout)
    assert [entry["table"] for entry in entries] == ["web_traffic", None]
    assert entries[1]["warnings"]
