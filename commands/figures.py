"""What the numbers say: KPIs, who may leave, what customers are worth, tone, what a budget brings."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from commands.options import conditions, day, who
from commands.session import Session
from data.texts import _


@click.command()
@click.option("--from", "start", callback=day, help="First day.")
@click.option("--to", "end", callback=day, help="Last day.")
@click.option(
    "--every", show_default="week, any with --alerts", type=click.Choice(["day", "week", "month", "quarter"])
)
@click.option("--by", default="", help="Split by a dimension, such as plan or country.")
@click.option(
    "--where",
    multiple=True,
    callback=conditions,
    help="DIMENSION=VALUE, as often as needed: only these rows count, such as country=NL.",
)
@click.option("--only", multiple=True, help="Key of a metric, as often as needed; the whole catalogue by default.")
@click.option(
    "--alerts", "only_alerts", is_flag=True, help="Print the alerts that stand, a sentence each, fit for a mail."
)
@click.pass_obj
def metrics(
    session: Session,
    start: date | None,
    end: date | None,
    every: str | None,
    by: str,
    where: dict[str, tuple[str, ...]],
    only: tuple[str, ...],
    only_alerts: bool,
) -> None:
    """Print the KPIs, or with --alerts those that ask for attention.

    An alert stands until somebody has seen it, its rule is switched off, or late data take its reason away.
    Without --from and --to, only alerts about the latest whole period of their KPI are printed.
    """
    from analytics import kpis

    if only_alerts:
        _print_alerts(session, start, end, every=every or "", by=by, only=only)
        return
    asked = kpis.Asked(every=every or "week", by=by, only=only, start=start, end=end, where=where)
    rows = kpis.rows(session.store, asked)
    text = "{period_start:%Y-%m-%d}  {metric:<32} {shown:<20} {value:>14,.4g} {unit}"
    records: list[dict[str, Any]] = rows.to_dict("records")  # type: ignore[assignment]
    session.print(records, (text.format_map({**row, "shown": row["segment"] or ""}) for row in records))


def _print_alerts(
    session: Session, start: date | None, end: date | None, *, every: str, by: str, only: tuple[str, ...]
) -> None:
    from analytics import alerts_told, metrics
    from commands.sentences import plain

    if by:
        raise click.UsageError(_("Alerts are raised on totals: leave --by away."))
    store = session.store
    keys = [metrics.metric(key).key for key in only]
    listed = alerts_told.listed(store, keys=keys, grain=every, start=start, end=end)
    table, currency = alerts_told.table(store, listed), alerts_told.currency(store)
    sentences = [plain(statement, currency) for statement in table["statement"]]
    records = table.drop(columns="statement").assign(sentence=sentences).to_dict("records")
    session.print(records, sentences)


@click.command()
@click.option(
    "--as-of", callback=day, help="Score on what was known on this day; the last day with data by default."
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
    model.save(store, result, by=who(), at=datetime.now().astimezone())
    if out:
        guarded(result.scores).to_csv(out, index=False)
    session.print(result.card, (f"{name}: {value}" for name, value in result.card.items()))


@click.command("lifetime-value")
@click.option("--as-of", callback=day, help="Only orders up to this day; the last day with orders by default.")
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


@click.command("what-if")
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


@click.command()
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
