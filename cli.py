"""The terminal's door: the same jobs as in the browser, for a schedule or a script.

Exit status: 0 done, 1 refused or failed with the reason on stderr and nothing stored, 2 wrong usage.
"""

import getpass
import json
import logging
import math
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click

from data.errors import RapportError
from data.texts import _

_GLOBAL_FLAGS = ("--json",)
_GLOBAL_OPTIONS = ("--store",)


class AnywhereGroup(click.Group):
    """A group whose own options may stand before or after the command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move the group's options to the front, up to a lone ``--``."""
        end = args.index("--") if "--" in args else len(args)
        front: list[str] = []
        rest: list[str] = []
        words = iter(args[:end])
        for word in words:
            if word in _GLOBAL_FLAGS or word.startswith(tuple(f"{name}=" for name in _GLOBAL_OPTIONS)):
                front.append(word)
            elif word in _GLOBAL_OPTIONS:
                front.extend([word, *[value for value in [next(words, None)] if value is not None]])
            else:
                rest.append(word)
        return super().parse_args(ctx, [*front, *rest, *args[end:]])


class Session:
    """What every command needs: the store, and how to print."""

    def __init__(self, url: str | None, *, as_json: bool) -> None:
        self._url = url
        self.as_json = as_json

    @property
    def store(self) -> Any:
        """The store named, or the company's own; what a killed process left is made whole first."""
        from analytics import jobs
        from data.store import Store

        store = Store(self._url)
        jobs.catch_up(store, self.progress)
        return store

    def progress(self, share: float, what: str) -> None:
        """Show on the terminal how far a job is, unless a program reads the output."""
        if not self.as_json and sys.stderr.isatty():
            click.echo(f"\r{share:4.0%} {what:<60}", nl=share >= 1, err=True)

    def print(self, document: Any, lines: Iterable[str]) -> None:
        """Print one JSON document, or the lines for a person."""
        if self.as_json:
            click.echo(json.dumps(_plain(document), ensure_ascii=False, indent=2, default=str))
        else:
            for line in lines:
                click.echo(line)


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it: undefined numbers are null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat()
    if hasattr(value, "item") and not isinstance(value, str | bytes):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _pairs(_context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, separator, value = text.rpartition("=") if parameter.name == "mapping" else text.partition("=")
        if not separator or not name:
            raise click.BadParameter(_("{text!r} is not of the form NAME=VALUE").format(text=text))
        pairs[name] = value
    return pairs


def _day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter(_("{text!r} is not a date like 2026-11-15").format(text=text)) from None


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _machine_time_zone() -> str:
    from babel.dates import LOCALTZ

    zone = str(getattr(LOCALTZ, "key", None) or "UTC")
    return "UTC" if zone.startswith("Etc/") else zone


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "terminal"


@click.group(cls=AnywhereGroup)
@click.option("--store", "url", help="Address of the store; RAPPORT_STORE by default.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
@click.pass_context
def main(context: click.Context, url: str | None, as_json: bool) -> None:
    """Rapport from the terminal."""
    context.obj = Session(url, as_json=as_json)


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "table", help="Canonical table that the file holds.")
@click.option("--map", "mapping", multiple=True, callback=_pairs, help="HEADER=COLUMN, as often as needed.")
@click.option("--set", "options", multiple=True, callback=_pairs, help="OPTION=VALUE, such as date_order=dmy.")
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
        found = [plan.report() if dry_run else store_plan(store, plan, at=_now(), by=_who()) for plan in plans]
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


@main.command()
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


@main.command()
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


@main.command()
@click.argument("batch_id", type=int)
@click.pass_obj
def undo(session: Session, batch_id: int) -> None:
    """Take an import back: the rows it replaced count again."""
    from analytics import jobs

    store = session.store
    jobs.undo(store, batch_id, at=_now(), by=_who(), progress=session.progress)
    row = _batch_row(store.state.batch(batch_id))
    session.print(row, [_("Batch {batch_id} ({file}) no longer counts.").format(**row)])


@main.command()
@click.option("--from", "start", callback=_day, help="First day.")
@click.option("--to", "end", callback=_day, help="Last day.")
@click.option("--every", default="week", show_default=True, type=click.Choice(["day", "week", "month", "quarter"]))
@click.option("--by", default="", help="Split by a dimension, such as plan or country.")
@click.option("--only", multiple=True, help="Key of a metric, as often as needed; the whole catalogue by default.")
@click.pass_obj
def metrics(
    session: Session, start: date | None, end: date | None, every: str, by: str, only: tuple[str, ...]
) -> None:
    """Print the KPIs."""
    from analytics import kpis

    rows = kpis.rows(session.store, kpis.Asked(every=every, by=by, only=only, start=start, end=end))
    text = "{period_start:%Y-%m-%d}  {metric:<32} {shown:<20} {value:>14,.4g} {unit}"
    records: list[dict[str, Any]] = rows.to_dict("records")  # type: ignore[assignment]
    session.print(records, (text.format_map({**row, "shown": row["segment"] or ""}) for row in records))


@main.command()
@click.option(
    "--as-of", callback=_day, help="Score on what was known on this day; the last day with data by default."
)
@click.option("--horizon-days", default=90, show_default=True, type=click.IntRange(1))
@click.option("--mode", type=click.Choice(["contract", "orders", "label"]), help="What leaving means.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="CSV of everyone who can still leave."
)
@click.pass_obj
def churn(session: Session, as_of: date | None, horizon_days: int, mode: str | None, out: Path | None) -> None:
    """Train the churn model, score, and print its report card."""
    from analytics import churn as model
    from data.harmless import guarded

    store = session.store
    result = model.run(store, as_of=as_of, horizon_days=horizon_days, mode=mode, progress=session.progress)
    model.save(store, result, by=_who(), at=datetime.now().astimezone())
    if out:
        guarded(result.scores).to_csv(out, index=False)
    session.print(result.card, (f"{name}: {value}" for name, value in result.card.items()))


@main.command()
@click.argument("changes", nargs=-1, callback=_pairs, metavar="[NAME=VALUE]...")
@click.pass_obj
def settings(session: Session, changes: dict[str, str]) -> None:
    """Show what is set, or set it; an empty value leaves it to the data again."""
    from analytics import company

    store = session.store
    if changes:
        company.change(store, changes, session.progress)
    found = company.read(store).record
    session.print(found, (f"{name}: {'–' if value is None else value}" for name, value in found.items()))


@main.command("lifetime-value")
@click.option("--as-of", callback=_day, help="Only orders up to this day; the last day with orders by default.")
@click.option("--horizon-days", default=365, show_default=True, type=click.IntRange(1))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="CSV of every customer.")
@click.pass_obj
def lifetime_value(session: Session, as_of: date | None, horizon_days: int, out: Path | None) -> None:
    """Fit BG/NBD and Gamma-Gamma on the orders."""
    from analytics import lifetime_value as models
    from data.harmless import guarded

    found = models.run(session.store, as_of=as_of, horizon_days=horizon_days)
    if out:
        guarded(found.customers).to_csv(out, index=False)
    session.print(found.record, (f"{name}: {value}" for name, value in found.record.items()))


@main.command("what-if")
@click.option("--budget", required=True, type=float, help="What may be spent.")
@click.option("--cost-per-contact", required=True, type=float, help="Of one contact.")
@click.option("--effect", required=True, type=float, help="Share of those who would leave that a contact keeps.")
@click.option("--effect-low", type=float, help="Lowest believable effect.")
@click.option("--effect-high", type=float, help="Highest believable effect.")
@click.option(
    "--offer-cost", default=0.0, type=float, help="Paid to everyone contacted, also to those who would stay."
)
@click.option("--sleeping-dogs", default=0.0, type=float, help="Share of stayers that a contact makes leave.")
@click.option("--horizon-days", type=click.IntRange(1), help="Over which a kept customer's margin counts.")
@click.option("--policy", default="value", show_default=True, type=click.Choice(["value", "risk", "random"]))
@click.pass_obj
def what_if(session: Session, /, policy: str, horizon_days: int | None, **figures: Any) -> None:
    """Say what a budget for keeping customers would bring, from the newest churn scores."""
    from analytics.what_if import Plan, Policy
    from analytics.what_if_inputs import run as answer

    found = answer(session.store, Plan(policy=Policy(policy), **figures), horizon_days=horizon_days)
    session.print(found, (f"{name}: {value}" for name, value in found.items()))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", "text_column", required=True, help="Header of the column with the texts.")
@click.option("--language", help="Code of the language of every text; found text by text by default.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The input with its tones beside it.")
@click.pass_obj
def sentiment(session: Session, file: Path, text_column: str, language: str | None, out: Path | None) -> None:
    """Score the tone of a column of texts in a file."""
    from analytics.sentiment_files import score_file

    found = asdict(score_file(file, text_column, language, out))
    session.print(found, (f"{name}: {value}" for name, value in found.items()))


@main.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--customers", type=click.IntRange(1), help="How many; 5,000 by default.")
@click.option("--weeks", type=click.IntRange(1), help="How long a history; 104 by default.")
@click.option("--end", callback=_day, help="Last day; the last whole week by default.")
@click.option("--seed", type=int, help="Another company of the same making.")
@click.pass_obj
def sample(session: Session, /, out: Path, end: date | None, **size: int | None) -> None:
    """Write the sample company's exports as CSV files."""
    from analytics.sample_company import last_whole_week
    from data.sample import write_exports

    given = {name: value for name, value in size.items() if value is not None}
    files = write_exports(out, end=end or last_whole_week(date.today()), **given)
    session.print([str(path) for path in files], (str(path) for path in files))


@main.command()
@click.pass_obj
def prepare(session: Session) -> None:
    """Make the stores ready to be opened: the sample company where the company has no data yet."""
    from analytics import company, sample_company
    from data.store import Store, sample_url

    if session.store.is_empty:
        if session.store.state.settings().time_zone == "UTC":
            company.change(session.store, {"time_zone": _machine_time_zone()}, session.progress)
        end = sample_company.last_whole_week(date.today())
        sample_company.load(Store(sample_url()), end=end, progress=session.progress)
    session.print({"ready": True}, [_("Ready.")])


def run(command: Callable[[], Any] = main) -> None:
    """Run the command line; what a person can mend is said on stderr without a stack trace."""
    logging.getLogger("data").addHandler(logging.NullHandler())  # what is logged of a broken file is said as well
    try:
        command()
    except RapportError as problem:
        click.echo(str(problem), err=True)
        raise SystemExit(1) from None


if __name__ == "__main__":
    run()
