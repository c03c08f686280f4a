"""How texts of the command line become values; when a command was given, and by whom."""

import getpass
from datetime import date, datetime

import click

from data.texts import _


def pairs(_context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    """Return NAME=VALUE texts as a dict; a header may hold an equals sign, a column never does."""
    found = {}
    for text in texts:
        name, separator, value = text.rpartition("=") if parameter.name == "mapping" else text.partition("=")
        if not separator or not name:
            raise click.BadParameter(_("{text!r} is not of the form NAME=VALUE").format(text=text))
        found[name] = value
    return found


def conditions(
    context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Return DIMENSION=VALUE texts as the values of each dimension; any of them will do."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        ((name, value),) = pairs(context, parameter, (text,)).items()
        found[name] = (*found.get(name, ()), value)
    return found


def day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> date | None:
    """Return the day that a text names."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter(_("{text!r} is not a date like 2026-11-15").format(text=text)) from None


def now() -> str:
    """Return the moment, with its offset."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def who() -> str:
    """Return the account's name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "terminal"
