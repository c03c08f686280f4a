"""From the headers of a table, and a few of its rows, to what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from data.errors import UnknownNameError
from data.recognising.applied import of_profile
from data.recognising.generic import SURE, Guess, guesses
from data.recognising.labels import CHURN_WORDS, INVERTED, LEFT_IS, how_to_read, label_choices
from data.recognising.matching import Match, matches
from data.recognising.names import squash
from data.recognising.recognition import Recognition, RunnerUp, unmet
from data.schemas import TABLES
from data.schemas import table as canonical
from data.texts import _

OWN = "own"  # namespace of ids from files that no profile knows
SAMPLE_ROWS = 200
WORTH_OFFERING = 0.4
Remembered = tuple[str, Mapping[str, str | None]]
Sample = pd.DataFrame | Sequence[Sequence[str]]


def recognise(
    header: Sequence[str],
    sample: Sample = (),
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
    fitting = matches(header, samples, preamble)
    found = _best(fitting, guessed, header, samples, preamble)
    if found.table == "customers":
        found = _with_label(found, label_choices(header, samples))
    found = replace(found, runner_up=_runner_up(found, fitting, guessed))
    return found if remembered is None else found.remapped(remembered[0], _respelt(remembered[1], header))


def recognise_by(
    profile: str, header: Sequence[str], sample: Sample = (), *, preamble: Sequence[str] = ()
) -> Recognition:
    """Read a file's table as the export that a person named, such as the runner-up.

    Raises
    ------
    UnknownNameError
        If no profile of that name fits these headers.
    """
    samples = _cells_by_header(header, sample)
    fitting = {match.profile.name: match for match in matches(header, samples, preamble)}
    if profile not in fitting:
        raise UnknownNameError(_("profile that fits this file"), profile, fitting)
    return of_profile(fitting[profile], header, samples, preamble)


def recognise_as(
    table: str, header: Sequence[str], sample: Sample = (), *, preamble: Sequence[str] = ()
) -> Recognition:
    """Read a file's table as one that a person named, its columns mapped as well as a profile or their names tell.

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
    samples = _cells_by_header(header, sample)
    match = next((match for match in matches(header, samples, preamble) if match.profile.table == table), None)
    guess = next((guess for guess in guesses(header, samples) if guess.table == table), None)
    if match is not None:
        found = replace(of_profile(match, header, samples, preamble), advice="")
    else:
        found = replace(_of_guess(guess, header, 1.0), label=_(wanted.label)) if guess else _unknown(header)
    given = {*filter(None, found.mapping.values()), *found.constants, *found.transforms}
    choices = label_choices(header, samples) if table == "customers" else ()
    return replace(found, table=table, towards=table, missing=unmet(wanted, given), label_choices=choices)


def _cells_by_header(header: Sequence[str], sample: Sample) -> dict[str, list[str]]:
    frame = (
        sample.head(SAMPLE_ROWS) if isinstance(sample, pd.DataFrame) else pd.DataFrame(list(sample)[:SAMPLE_ROWS])
    )
    if frame.empty:
        return {}
    return {name: frame.iloc[:, place].astype("str").tolist() for place, name in enumerate(header)}


def _best(
    fitting: Sequence[Match],
    guessed: Sequence[Guess],
    header: Sequence[str],
    samples: Mapping[str, Sequence[str]],
    preamble: Sequence[str],
) -> Recognition:
    """Prefer the product's own names, then a profile; one made from help pages only where names don't say more."""
    exact = max(guessed, key=lambda guess: guess.exact, default=None)
    if exact is not None and exact.exact > 0:
        return _of_guess(exact, header, 1.0)
    guess = guessed[0] if guessed else None
    if fitting and not _says_more(guess, fitting[0]):
        found = of_profile(fitting[0], header, samples, preamble)
        if guess is not None and found.table == guess.table:
            found = replace(found, confidence=max(found.confidence, guess.confidence))
        return found
    return _of_guess(guess, header, guess.confidence) if guess else _unknown(header)


def _says_more(guess: Guess | None, match: Match) -> bool:
    if guess is None or match.profile.standing != "unconfirmed":
        return False
    return guess.table != match.profile.table and guess.confidence > match.confidence


def _respelt(mapping: Mapping[str, str | None], header: Sequence[str]) -> dict[str, str | None]:
    """Return a remembered mapping with its headers as this file spells them."""
    by_name = {squash(name): name for name in reversed(header)}
    return {
        told if told in header else by_name.get(squash(told), told): column for told, column in mapping.items()
    }


def _of_guess(guess: Guess, header: Sequence[str], confidence: float) -> Recognition:
    warnings: tuple[str, ...] = ()
    if "churned" in guess.transforms and guess.columns["churned"] != "churned":
        warnings = (_label_sentence(guess.columns["churned"], guess.transforms["churned"]),)
    return Recognition(
        table=guess.table if confidence >= SURE and not guess.missing else None,
        profile="generic",
        label=_(TABLES[guess.table].label),
        source=OWN,
        confidence=confidence,
        mapping=_by_header(header, guess.columns),
        transforms=guess.transforms,
        missing=guess.missing,
        warnings=warnings,
        towards=guess.table,
    )


def _with_label(found: Recognition, choices: tuple[str, ...]) -> Recognition:
    """Add what else may say who has left, and take it where a tool's own columns say nothing of it."""
    found = replace(found, label_choices=choices)
    free = [header for header in choices if found.mapping.get(header) is None]
    if found.churn_label is not None or not free:
        return found
    return replace(
        found,
        mapping=found.mapping | {free[0]: "churned"},
        transforms=found.transforms | {"churned": how_to_read(free[0])},
        warnings=(*found.warnings, _label_sentence(free[0], how_to_read(free[0]))),
    )


def with_label_read(found: Recognition, left_value: str | None) -> Recognition:
    """Return it with its churn label read by the value that means "has left", and with the sentence that fits.

    Parameters
    ----------
    left_value
        As a person chose it; None where the label's own words tell.

    Examples
    --------
    >>> found = recognise(["Customer ID", "Plan", "Is Active"], [["7", "Basic", "1"], ["8", "Plus", "0"]])
    >>> with_label_read(found, "1").warnings
    ('“Is Active” was taken to say who has left: where it says “1”.',)
    """
    header = found.header_of("churned")
    told = {_label_sentence(name, how) for name in found.mapping for how in (CHURN_WORDS, INVERTED)}
    warnings = tuple(warning for warning in found.warnings if warning not in told)
    if header is None:
        return replace(found, warnings=warnings)
    how = f"{LEFT_IS}:{left_value}" if left_value else found.transforms.get("churned", CHURN_WORDS)
    return replace(
        found,
        transforms=found.transforms | {"churned": how},
        warnings=(*warnings, _label_sentence(header, how)),
    )


def _label_sentence(header: str, how: str) -> str:
    name, _colon, value = how.partition(":")
    if name == LEFT_IS:
        text = _("“{header}” was taken to say who has left: where it says “{value}”.")
        return text.format(header=header, value=value)
    text = _("“{header}” was taken to say who has left.")
    if how == INVERTED:
        text = _("“{header}” was taken to say who has stayed: where it says no, the customer has left.")
    return text.format(header=header)


def _unknown(header: Sequence[str]) -> Recognition:
    return Recognition(None, "generic", _("Unknown"), OWN, 0.0, dict.fromkeys(header))


def _by_header(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, str | None]:
    turned: dict[str, Any] = {told: column for column, told in columns.items()}
    return {told: turned.get(told) for told in header}


def _runner_up(found: Recognition, fitting: Sequence[Match], guessed: Sequence[Guess]) -> RunnerUp | None:
    """Return the best of what else it may be: another profile, or another table."""
    taken = found.table or found.towards
    others = [
        RunnerUp(match.profile.table, match.confidence, match.profile.name, _(match.profile.label))
        for match in fitting
        if match.profile.name != found.profile and match.profile.table is not None
    ]
    others += [
        RunnerUp(guess.table, guess.confidence, "generic", _(TABLES[guess.table].label))
        for guess in guessed
        if guess.table != taken and guess.confidence >= WORTH_OFFERING
    ]
    return max(others, key=lambda other: other.confidence, default=None)
