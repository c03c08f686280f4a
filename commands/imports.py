"""Import exports, read them without importing, list the imports, take one back."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from commands.options import now, pairs, who
from commands.session import Session
from data.errors import RapportError
from data.texts import _


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "table", help="Canonical table that the file holds.")
@click.option("--map", "mapping", multiple=True, callback=pairs, help="HEADER=COLUMN, as often as needed.")
@click.option("--set", "options", multiple=True, callback=pairs, help="OPTION=VALUE, such as date_order=dmy.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and store nothing.")
@click.pass_obj
def import_(
    session: Session,
    paths: tuple[Path, ...],
    table: str | None,
    mapping: dict[str, str],
    options: dict[str, str],
    dry_run: bool,
) -> None:
    """Import exports: files, or folders of them."""
    from data.reading import guarded

    guarded.warm_up()  # it starts while this process imports the rest
    from analytics import jobs
    from data.importing.options import ImportOptions
    from data.importing.planning import plan_file
    from data.importing.storing import store_plan

    chosen = ImportOptions.from_texts(table, mapping, options)
    store = session.store
    reports: list[dict[str, Any]] = []
    failed = False
    for path in _files(paths):
        plans = plan_file(path.name, path, chosen, store.state)
        found = [plan.report() if dry_run else store_plan(store, plan, at=now(), by=who()) for plan in plans]
        failed |= _has_failed(found, dry_run=dry_run)
        reports.extend(found)
        for plan in plans:
            if plan.problem:
                click.echo(plan.problem, err=True)
    touched = {report["table"] for report in reports if report["rows_accepted"]}
    if touched and not dry_run:
        jobs.after_import(store, touched, session.progress)
    session.print(reports, (_import_line(report) for report in reports))
    if failed:
        raise SystemExit(1)


def _has_failed(tables: list[dict[str, Any]], *, dry_run: bool) -> bool:
    """Return whether a file brought nothing, or a table of it that was recognised could not be stored.

    Some exports hold tables beside the one that is wanted; those are no failure.
    """
    stored = [bool(table["rows_accepted"] if dry_run else table["batch_id"]) for table in tables]
    known = [table["recognised_as"] is not None for table in tables]
    return not any(stored) or any(is_known and not done for is_known, done in zip(known, stored, strict=True))


def _files(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(item for item in path.rglob("*") if item.is_file() and item.name[0] != "."))
        else:
            files.append(path)
    return files


def _import_line(report: Mapping[str, Any]) -> str:
    if report["table"] is None:
        return _("{file}: nothing stored. {why}").format(file=report["file"], why=" ".join(report["warnings"]))
    text = _(
        "{file}: {table}, {rows_read:,} rows read, {rows_accepted:,} accepted, {rows_rejected:,} set aside, "
        "{rows_duplicate:,} already there (batch {batch_id})."
    )
    return " ".join([text.format(**report), *report["warnings"]])


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out-dir", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def read(session: Session, paths: tuple[Path, ...], out_dir: Path) -> None:
    """Read files as import reads them and write them as plain CSV."""
    from data.reading.guarded import read_plain

    written: list[dict[str, Any]] = []
    failed = False
    for path in paths:
        try:
            written.extend(read_plain(path, out_dir, taken={Path(entry["out"]).name for entry in written}))
        except RapportError as problem:
            failed = True
            click.echo(str(problem), err=True)
    session.print(written, (f"{entry['file']}: {entry['rows']:,} rows, {entry['out']}" for entry in written))
    if failed:
        raise SystemExit(1)


@click.command()
@click.pass_obj
def batches(session: Session) -> None:
    """List the imports, newest first."""
    rows = [_batch_row(batch) for batch in session.store.state.batches()]
    session.print(
        rows, ("{batch_id:>5}  {table:<18} {rows:>9,} rows  {imported_at}  {file}".format(**row) for row in rows)
    )


def _batch_row(batch: Any) -> dict[str, Any]:
    rows = batch.rows_accepted + batch.rows_duplicate
    names = ("batch_id", "file", "table", "imported_at", "imported_by", "undone_at")
    return {name: getattr(batch, name) for name in names} | {"rows": rows}


@click.command()
@click.argument("batch_id", type=int)
@click.pass_obj
def undo(session: Session, batch_id: int) -> None:
    """Take an import back: the rows it replaced count again."""
    from analytics import jobs

    store = session.store
    jobs.undo(store, batch_id, at=now(), by=who(), progress=session.progress)
    row = _batch_row(store.state.batch(batch_id))
    session.print(row, [_("Batch {batch_id} ({file}) no longer counts.").format(**row)])
