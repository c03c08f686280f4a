"""The terminal's door: the same jobs as in the browser, for a schedule or a script.

Exit status: 0 done, 1 refused or failed with the reason on stderr and nothing stored, 2 wrong usage.
"""

import logging
import os
from collections.abc import Callable
from typing import Any

import click

from commands import company, figures, imports
from commands.session import AnywhereGroup, Session
from data.errors import RapportError
from data.texts import _

TRACE = "RAPPORT_TRACE"  # set it to see where something that was not foreseen went wrong


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
    imports.rejects,
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
    except OSError as problem:  # a folder that may not be written to, say
        text = _("{file} can't be used: {why}. Check the name and who may read or write there.")
        click.echo(text.format(file=problem.filename or _("A file"), why=problem.strerror or problem), err=True)
        raise SystemExit(1) from None
    except Exception as problem:
        if TRACE in os.environ:
            raise
        text = _("Something went wrong that was not foreseen: {what}. Run it again with {name}=1 to see where.")
        click.echo(text.format(what=f"{type(problem).__name__}: {problem}", name=TRACE), err=True)
        raise SystemExit(1) from None


if __name__ == "__main__":
    run()
