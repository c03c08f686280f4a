"""The company's settings, the sample company, and stores that are ready to be opened."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.options import day, pairs
from commands.session import Session
from data.texts import _


@click.command()
@click.argument("changes", nargs=-1, callback=pairs, metavar="[NAME=VALUE]...")
@click.pass_obj
def settings(session: Session, changes: dict[str, str]) -> None:
    """Show what is set, or set it; an empty value leaves it to the data again.

    Several values of one setting: currency_rates=USD:0.92,GBP:1.17, csat_satisfied_from=5:4,7:5,
    occasions=easter,christmas.
    """
    from analytics import company

    store = session.store
    if changes:
        company.change(store, changes, session.progress, today=date.today())
    found = company.read(store).record
    session.print(found, (f"{name}: {_written(value)}" for name, value in found.items()))


def _written(value: Any) -> str:
    """Return a value as it is given to ``settings``: several as USD:0.92,GBP:1.17."""
    if isinstance(value, Mapping):
        each = {key: one["rate"] if isinstance(one, Mapping) else one for key, one in value.items()}
        value = tuple(f"{key}:{one}" for key, one in each.items())
    if isinstance(value, tuple):
        value = ",".join(value) or None
    return "–" if value is None else str(value)


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--customers", type=click.IntRange(1), help="How many; 5,000 by default.")
@click.option("--weeks", type=click.IntRange(1), help="How long a history; 104 by default.")
@click.option("--end", callback=day, help="Last day; the last whole week by default.")
@click.option("--seed", type=int, help="Another company of the same making.")
@click.pass_obj
def sample(session: Session, /, out: Path, end: date | None, **size: int | None) -> None:
    """Write the sample company's exports as CSV files."""
    from analytics.sample_company import last_whole_week
    from data.sample import write_exports

    given = {name: value for name, value in size.items() if value is not None}
    files = write_exports(out, end=end or last_whole_week(date.today()), **given)
    session.print([str(path) for path in files], (str(path) for path in files))


@click.command()
@click.pass_obj
def prepare(session: Session) -> None:
    """Make the stores ready to be opened: the sample company where the company has no data yet."""
    from analytics import company, sample_company
    from data.store import Store, sample_url

    if session.store.is_empty:
        if session.store.state.settings().time_zone == "UTC":
            zone = {"time_zone": _machine_time_zone()}
            company.change(session.store, zone, session.progress, today=date.today())
        end = sample_company.last_whole_week(date.today())
        sample_company.load(Store(sample_url()), end=end, progress=session.progress)
    session.print({"ready": True}, [_("Ready.")])


def _machine_time_zone() -> str:
    from babel.dates import LOCALTZ

    zone = str(getattr(LOCALTZ, "key", None) or "UTC")
    return "UTC" if zone.startswith("Etc/") else zone
