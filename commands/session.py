"""What every command needs: options that may stand anywhere, the store, and one way to print."""

import json
import math
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

import click

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
