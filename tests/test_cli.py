"""The terminal's contract: names, shapes, exit statuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli

ORDERS = "order_id,customer_id,ordered_at,amount\nA,7,2026-03-02,10\nB,8,2026-03-03,20\nC,7,2026-03-10,5\n"
MORE = "order_id,customer_id,ordered_at,amount\nC,7,2026-03-10,50\nD,9,2026-03-11,1\n"


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_STORE", f"duckdb:///{tmp_path / 'facts.duckdb'}")
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path / 'sample.duckdb'}")


def rapport(*words: object, status: int = 0) -> Result:
    result = CliRunner().invoke(cli.main, [str(word) for word in words], catch_exceptions=True)
    if isinstance(result.exception, Exception) and not isinstance(result.exception, SystemExit):
        from data.errors import RapportError  # noqa: PLC0415

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
    assert set(entry["dialect"]) == {
        "encoding",
        "delimiter",
        "decimal",
        "date_order",
        "header_row",
        "skipped_rows",
    }
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
    assert printed("undo", entry["batch_id"])["undone_at"] is not None
    assert printed("metrics", "--only", "revenue", "--every", "week") == before


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
