"""From the headers of a table, and a few of its rows, to what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from data.recognising.generic import SURE, Guess, guesses
from data.recognising.names import squash
from data.recognising.profiles import Profile, profiles
from data.recognising.recognition import Recognition, unmet
from data.recognising.transforms import NEED_BOTH
from data.schemas import TABLES
from data.schemas import table as canonical
from data.texts import _

OWN = "own"  # namespace of ids from files that no profile knows
SAMPLE_ROWS = 200
WORTH_OFFERING = 0.4
Remembered = tuple[str, Mapping[str, str | None]]


def recognise(
    header: Sequence[str],
    sample: pd.DataFrame | Sequence[Sequence[str]] = (),
    remembered: Remembered | None = None,
    *,
    preamble: Sequence[str] = (),
) -> Recognition:
    """Tell which canonical table a file's table is, and how its columns become canonical ones.

    Parameters
    ----------
    header
        One unique name per column.
    sample
        Some of its rows, all cells text; the first 200 are looked at.
    remembered
        The table and mapping that a person decided on for this set of headers.
    preamble
        The lines above the header, which may say on which day a report begins.

    Returns
    -------
    Recognition
        Its table is None where nothing fits; the mapping then holds the best guesses.

    Examples
    --------
    >>> found = recognise(["Order Number", "Customer ID", "Order Date", "Total"])
    >>> found.table, found.mapping["Total"]
    ('orders', 'amount')
    """
    samples = _cells_by_header(header, sample)
    guessed = guesses(header, samples)
    known = _best_profile(header)
    exact = max(guessed, key=lambda guess: guess.exact, default=None)
    if exact is not None and exact.exact > 0:
        found = _of_guess(exact, header, 1.0)
    elif known is not None:
        found = _of_profile(*known, header, preamble)
    elif guessed:
        found = _of_guess(guessed[0], header, guessed[0].confidence)
    else:
        found = _unknown(header)
    found = _with_runner_up(found, guessed)
    return found if remembered is None else found.remapped(*remembered)


def recognise_as(
    table: str, header: Sequence[str], sample: pd.DataFrame | Sequence[Sequence[str]] = ()
) -> Recognition:
    """Read a file's table as one that a person named, its columns mapped as well as their names tell.

    Raises
    ------
    UnknownNameError
        If there is no such canonical table.

    Examples
    --------
    >>> recognise_as("spend", ["Day", "Amount"]).missing
    ('purpose',)
    """
    wanted = canonical(table)
    guess = next(
        (guess for guess in guesses(header, _cells_by_header(header, sample)) if guess.table == table), None
    )
    found = _of_guess(guess, header, 1.0) if guess else _unknown(header)
    return replace(
        found, table=table, label=_(wanted.label), missing=unmet(wanted, set(filter(None, found.mapping.values())))
    )


def _cells_by_header(
    header: Sequence[str], sample: pd.DataFrame | Sequence[Sequence[str]]
) -> dict[str, list[str]]:
    frame = (
        sample.head(SAMPLE_ROWS) if isinstance(sample, pd.DataFrame) else pd.DataFrame(list(sample)[:SAMPLE_ROWS])
    )
    if frame.empty:
        return {}
    return {name: frame.iloc[:, place].astype("str").tolist() for place, name in enumerate(header)}


def _best_profile(header: Sequence[str]) -> tuple[Profile, float] | None:
    names = {squash(name) for name in header}
    scored = [(profile, _fit(profile, names)) for profile in profiles()]
    fitting = [(profile, fit) for profile, fit in scored if fit > 0]
    return max(fitting, key=lambda pair: (pair[1], len(pair[0].distinctive & names)), default=None)


def _fit(profile: Profile, names: set[str]) -> float:
    """Return 0 where something needed is missing, else 0.75 and up by the share of distinctive headers."""
    if not all(group & names for group in profile.needs):
        return 0.0
    hits = len(profile.distinctive & names)
    return round(0.75 + 0.25 * hits / len(profile.distinctive), 3) if hits >= profile.at_least else 0.0


def _of_profile(profile: Profile, fit: float, header: Sequence[str], preamble: Sequence[str]) -> Recognition:
    by_name = {squash(name): name for name in reversed(header)}
    columns: dict[str, str] = {}
    for column, names in profile.columns.items():
        told = next((by_name[squash(name)] for name in names if squash(name) in by_name), None)
        if told is not None and told not in columns.values():
            columns[column] = told
    columns = _without_halves(profile, columns, by_name)
    transforms = _transforms(profile, columns, by_name) | _day_numbers(columns, preamble)
    given = {*columns, *transforms, *profile.constants}
    missing = unmet(TABLES[profile.table], given)
    return Recognition(
        table=None if missing else profile.table,
        profile=profile.name,
        label=profile.label,
        source=profile.source,
        confidence=fit if not missing else min(fit, WORTH_OFFERING),
        mapping=_by_header(header, columns),
        constants=profile.constants,
        nulls=profile.nulls,
        transforms=transforms,
        accepts={
            by_name[squash(told)]: values for told, values in profile.accepts.items() if squash(told) in by_name
        },
        missing=missing,
        warnings=tuple(_(text) for column, text in profile.if_missing.items() if column not in given),
    )


def _without_halves(profile: Profile, columns: Mapping[str, str], by_name: Mapping[str, str]) -> dict[str, str]:
    """Leave out columns that mean something else without another that is missing: seconds per session, say."""
    halves = set()
    for column, how in profile.transforms.items():
        name, _colon, argument = how.partition(":")
        if name in NEED_BOTH and squash(argument) not in by_name:
            halves.add(column)
    return {column: told for column, told in columns.items() if column not in halves}


def _transforms(profile: Profile, columns: Mapping[str, str], by_name: Mapping[str, str]) -> dict[str, str]:
    """Keep the transforms whose columns are there; write their headers as this file spells them."""
    found = {}
    for column, how in profile.transforms.items():
        name, _colon, argument = how.partition(":")
        beside = by_name.get(squash(argument)) if argument else ""
        is_derived = column not in profile.columns
        if beside is not None and (column in columns or is_derived):
            found[column] = f"{name}:{beside}" if beside else name
    return found


def _day_numbers(columns: Mapping[str, str], preamble: Sequence[str]) -> dict[str, str]:
    """Turn "Nth day" into days, counted from the start date above the table (the first date there is)."""
    if squash(columns.get("date", "")) != "nthday":
        return {}
    dates = [word for line in preamble for word in line.split() if len(word) == 8 and word.isdigit()]
    return {"date": f"nth_day:{dates[0]}"} if dates else {}


def _of_guess(guess: Guess, header: Sequence[str], confidence: float) -> Recognition:
    label = TABLES[guess.table].label
    warnings: tuple[str, ...] = ()
    if "churned" in guess.transforms and guess.columns["churned"] != "churned":
        warnings = (_label_sentence(guess),)
    return Recognition(
        table=guess.table if confidence >= SURE and not guess.missing else None,
        profile="generic",
        label=_(label),
        source=OWN,
        confidence=confidence,
        mapping=_by_header(header, guess.columns),
        transforms=guess.transforms,
        missing=guess.missing,
        warnings=warnings,
    )


def _label_sentence(guess: Guess) -> str:
    text = _("“{header}” was taken to say who has left.")
    if guess.transforms["churned"] == "inverted":
        text = _("“{header}” was taken to say who has stayed: where it says no, the customer has left.")
    return text.format(header=guess.columns["churned"])


def _unknown(header: Sequence[str]) -> Recognition:
    return Recognition(None, "generic", _("Unknown"), OWN, 0.0, dict.fromkeys(header))


def _by_header(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, str | None]:
    turned: dict[str, Any] = {told: column for column, told in columns.items()}
    return {told: turned.get(told) for told in header}


def _with_runner_up(found: Recognition, guessed: Sequence[Guess]) -> Recognition:
    other = next(
        (guess for guess in guessed if guess.table != found.table and guess.confidence >= WORTH_OFFERING), None
    )
    return replace(found, runner_up=(other.table, other.confidence)) if other else found
