"""The terminal's door: the same jobs as in the browser, for a schedule or a script.

Exit status: 0 done, 1 refused or failed with the reason on stderr and nothing stored, 2 wrong usage.
"""

import logging
from collections.abc import Callable
from typing import Any

import click

from commands import company, figures, imports
from commands.session import AnywhereGroup, Session
from data.errors import RapportError


@click.group(cls=AnywhereGroup)
@click.option("--store", "url", help="Address of the store; RAPPORT_STORE by default.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
@click.pass_context
def main(context: click.Context, url: str | None, as_json: bool) -> None:
    """Rapport from the terminal."""
    context.obj = Session(url, as_json=as_json)


COMMANDS: tuple[click.Command, ...] = (
    imports.import_,
    imports.read,
    imports.batches,
    imports.undo,
    figures.metrics,
    figures.churn,
    figures.lifetime_value,
    figures.sentiment,
    figures.what_if,
    company.settings,
    company.sample,
    company.prepare,
)
for _command in COMMANDS:
    main.add_command(_command)


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
