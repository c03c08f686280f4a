"""Import exports, read them without importing, list the imports, take one back."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from commands.options import now, pairs, who
from commands.session import Session
from data.errors import RapportError
from data.texts import _

CLUTTER = frozenset({"Thumbs.db", "desktop.ini"})


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
    from data.importing.planning import plan_file

    chosen = _chosen(table, mapping, options)
    store = session.store
    reports: list[dict[str, Any]] = []
    failed = False
    for path in _files(paths):
        plans = plan_file(path.name, path, chosen, store.state)
        found = _dry(store, plans) if dry_run else _stored(store, plans)
        failed |= _has_failed(found, dry_run=dry_run)
        reports.extend(found)
    touched = {report["table"] for report in reports if report["rows_accepted"]}
    if touched and not dry_run:
        try:
            jobs.after_import(store, touched, session.progress)
        except RapportError as problem:  # what is stored stays; the next start adds it up
            failed = True
            click.echo(str(problem), err=True)
    session.print(reports, (_import_line(report) for report in reports))
    if failed:
        raise SystemExit(1)


def _chosen(table: str | None, mapping: Mapping[str, str], options: Mapping[str, str]) -> Any:
    """Return what was decided; a name that does not exist is wrong usage, as it is for any other option."""
    from data.importing.options import ImportOptions

    try:
        return ImportOptions.from_texts(table, mapping, options)
    except RapportError as problem:
        raise click.UsageError(str(problem)) from None


def _dry(store: Any, plans: Iterable[Any]) -> list[dict[str, Any]]:
    from data.importing.storing import report_of

    return [_said(report_of(store, plan), plan.problem) for plan in plans]


def _stored(store: Any, plans: Iterable[Any]) -> list[dict[str, Any]]:
    """Store the tables of a file and return what became of each; one that can't be stored stops no other."""
    from data.importing.storing import report_of, store_plan

    reports = []
    for plan in plans:
        try:
            reports.append(_said(store_plan(store, plan, at=now(), by=who()), plan.problem))
        except RapportError as problem:  # a full disk, say
            report = report_of(store, plan)
            nothing = {"rows_accepted": 0, "rows_duplicate": 0, "rows_rejected": report["rows_read"]}
            reports.append(
                _said(report | nothing | {"warnings": [*report["warnings"], str(problem)]}, str(problem))
            )
    return reports


def _said(report: dict[str, Any], problem: str | None) -> dict[str, Any]:
    """Return the report, its problem said where errors are looked for."""
    if problem:
        click.echo(problem, err=True)
    return report


def _has_failed(tables: list[dict[str, Any]], *, dry_run: bool) -> bool:
    """Return whether a file brought nothing, or a table of it that was recognised could not be stored.

    Some exports hold tables beside the one that is wanted; those are no failure.
    """
    stored = [bool(table["batch_id"] or (dry_run and table["rows_accepted"])) for table in tables]
    known = [table["recognised_as"] is not None for table in tables]
    return not any(stored) or any(is_known and not done for is_known, done in zip(known, stored, strict=True))


def _files(paths: Iterable[Path]) -> list[Path]:
    """Return the files named, and those of folders without what systems and spreadsheets leave in them."""
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        found = sorted(item for item in path.rglob("*") if item.is_file() and not _is_clutter(item, path))
        files.extend(found)
        if not found:
            click.echo(_("{folder} holds no files: there is nothing to import.").format(folder=path), err=True)
    return files


def _is_clutter(file: Path, folder: Path) -> bool:
    parts = file.relative_to(folder).parts
    return file.name in CLUTTER or any(part.startswith((".", "~$", "__MACOSX")) for part in parts)


def _import_line(report: Mapping[str, Any]) -> str:
    if report["batch_id"] is None and not report["rows_accepted"]:
        return _("{file}: nothing stored. {why}").format(file=report["file"], why=" ".join(report["warnings"]))
    text = _(
        "{file}: {table}, {rows_read:,} rows read, {rows_accepted:,} accepted, {rows_rejected:,} set aside, "
        "{rows_duplicate:,} already there ({batch})."
    )
    batch = (
        _("batch {number}").format(number=report["batch_id"]) if report["batch_id"] else _("nothing stored yet")
    )
    return " ".join([text.format(**report, batch=batch), *report["warnings"]])


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
    session.print([row], [_("Batch {batch_id} ({file}) no longer counts.").format(**row)])


@click.command()
@click.argument("batch_id", type=int)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV of the rows as the file has them, to be mended.",
)
@click.pass_obj
def rejects(session: Session, batch_id: int, out: Path | None) -> None:
    """List the rows that an import set aside, and why."""
    from data.importing import rejects_file
    from data.importing.storing import rejects_reported

    store = session.store
    store.state.batch(batch_id)
    if out:
        out.write_bytes(rejects_file.of_batch(store, batch_id))
    rows = rejects_reported(store, batch_id)
    session.print(rows, (_("line {row}: {column} is {value!r}, {reason}").format(**row) for row in rows))
