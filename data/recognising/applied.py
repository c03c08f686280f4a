"""A profile laid upon the headers of a file: which become canonical columns, and what stays unknown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.reading.cell_types import column_kind
from data.recognising.day_numbers import day_number_column, period
from data.recognising.matching import Match
from data.recognising.names import squash
from data.recognising.profiles import Profile, first_of
from data.recognising.questions import answered_by_numbers, find_address, find_comment, find_score
from data.recognising.recognition import Recognition, unmet
from data.recognising.transforms import DERIVE, NEED_BOTH, NTH_DAY, THEN, TWO_HEADERS
from data.schemas import TABLES
from data.texts import _

SAYS_UTC = re.compile(r"\((?:UTC|GMT)\)")
UNSURE = 0.4  # the most where something needed is missing
Samples = Mapping[str, Sequence[str]]


@dataclass
class Draft:
    """What is found out step by step: canonical columns → headers, and what goes with them."""

    header: Sequence[str]
    columns: dict[str, str] = field(default_factory=dict)
    transforms: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    advice: list[str] = field(default_factory=list)

    def given(self) -> set[str]:
        """Return the columns that will have values."""
        return {*self.columns, *self.transforms, *self.constants}


def of_profile(match: Match, header: Sequence[str], samples: Samples, preamble: Sequence[str] = ()) -> Recognition:
    """Return what a table is if a profile is right about it."""
    profile = match.profile
    by_name = {squash(name): name for name in reversed(header)}
    if profile.table is None:
        return _without_home(match, header, profile.no_home)
    if sentence := _by_day(profile, samples, by_name):
        return _without_home(match, header, sentence)
    draft = Draft(header, constants=dict(profile.constants))
    _take_columns(draft, profile, by_name)
    _take_transforms(draft, profile, by_name)
    _take_zones(draft)
    if profile.table == "web_traffic":
        _take_days(draft, samples, preamble)
    if profile.score:
        _take_answers(draft, profile, samples)
    return _finished(draft, match, profile.table, by_name)


def _by_day(profile: Profile, samples: Samples, by_name: Mapping[str, str]) -> str | None:
    """Return why a report has a row for each day of a thing where one row for the thing is wanted, if it has."""
    for name, sentence in profile.by_day.items():
        if column_kind(samples.get(profile.header_of(name, by_name) or "", ())) == "date":
            return sentence
    return None


def _without_home(match: Match, header: Sequence[str], advice: str) -> Recognition:
    profile = match.profile
    return Recognition(
        table=None,
        profile=profile.name,
        label=_(profile.label),
        source=profile.source,
        confidence=match.confidence,
        mapping=dict.fromkeys(header),
        nulls=profile.nulls,
        advice=_(advice),
    )


def _finished(draft: Draft, match: Match, table: str, by_name: Mapping[str, str]) -> Recognition:
    profile = match.profile
    missing = unmet(TABLES[table], draft.given())
    advice = [*draft.advice, *(_(text) for column, text in profile.needed.items() if column in missing)]
    if missing and not advice:
        advice = [_what_to_add(profile, table, missing)]
    turned = {told: column for column, told in draft.columns.items()}
    return Recognition(
        table=None if missing else table,
        profile=profile.name,
        label=_(profile.label),
        source=profile.source,
        confidence=min(match.confidence, UNSURE) if missing else match.confidence,
        mapping={told: turned.get(told) for told in draft.header},
        constants=draft.constants,
        nulls=profile.nulls,
        plain=tuple(filter(None, (first_of((name,), by_name) for name in profile.plain))),
        transforms=draft.transforms,
        accepts=_by_header(profile, profile.accepts, by_name),
        refuses=_by_header(profile, profile.refuses, by_name),
        missing=missing,
        warnings=() if missing else _warnings(profile, draft, by_name),
        towards=table,
        advice=" ".join(advice) if missing else "",
        date_order=profile.date_order,
    )


def _by_header(
    profile: Profile, words: Mapping[str, frozenset[str]], by_name: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    spelt = ((profile.header_of(name, by_name), values) for name, values in words.items())
    return {header: values for header, values in spelt if header is not None}


def _what_to_add(profile: Profile, table: str, missing: Sequence[str]) -> str:
    text = _("Nothing in it says this: {what}. Export it again with that: {export}.")
    what = "; ".join(_(TABLES[table].column(column).meaning) for column in missing)
    return text.format(what=what, export=_(profile.export))


def _warnings(profile: Profile, draft: Draft, by_name: Mapping[str, str]) -> tuple[str, ...]:
    found = [_(text) for column, text in profile.if_missing.items() if column not in draft.given()]
    found += [_(text) for name, text in profile.if_there.items() if profile.header_of(name, by_name)]
    if profile.standing == "unconfirmed":
        text = _("How {tool} writes this export is known from its help pages only: check what was made of it.")
        found.append(text.format(tool=profile.tool))
    return tuple(found)


def _take_columns(draft: Draft, profile: Profile, by_name: Mapping[str, str]) -> None:
    for column, names in profile.columns.items():
        told = first_of(names, by_name)
        if told is not None and told not in draft.columns.values():
            draft.columns[column] = told
    for column, (rate, whole) in profile.rebuilt.items():
        told, of = first_of(rate, by_name), first_of(whole, by_name)
        if column not in draft.columns and told and of:
            draft.columns[column] = told
            draft.transforms[column] = f"share_of:{of}"
    for column, names in profile.in_all.items():
        told = first_of(names, by_name)
        parts = TOTALS_OF[column]
        if told is not None and not any(part in draft.columns for part in parts):
            draft.columns[column] = told


# A total may stand under the first name where none of the others is known: their sum is what counts.
TOTALS_OF = {"reactions": ("reactions", "comments", "shares", "clicks")}


def _take_transforms(draft: Draft, profile: Profile, by_name: Mapping[str, str]) -> None:
    """Keep the transforms whose headers are there; a column that needs two is dropped without the other."""
    for column, ways in profile.transforms.items():
        for way in ways:
            steps = [step.partition(":")[::2] for step in way.split(" then ")]
            names = {name for name, _argument in steps}
            spelt = [_spelt(profile, argument, by_name) for _name, argument in steps]
            if None in spelt and names & NEED_BOTH:
                draft.columns.pop(column, None)
            is_there = column in draft.columns or column not in profile.columns or names & DERIVE
            if None not in spelt and is_there and column not in draft.transforms:
                told = (
                    f"{name}:{beside}" if beside else name
                    for (name, _argument), beside in zip(steps, spelt, strict=True)
                )
                draft.transforms[column] = THEN.join(told)


def _take_zones(draft: Draft) -> None:
    """Read the times of a column whose header says that they are in UTC as such."""
    for column, told in draft.columns.items():
        if SAYS_UTC.search(told):
            draft.transforms.setdefault(column, "in_utc")


def _spelt(profile: Profile, argument: str, by_name: Mapping[str, str]) -> str | None:
    """Return a transform's headers as the file spells them; None where the first of them isn't there."""
    if not argument:
        return ""
    first, *others = (profile.header_of(name, by_name) for name in argument.split("|"))
    return None if first is None else TWO_HEADERS.join([first, *filter(None, others)])


def _take_days(draft: Draft, samples: Samples, preamble: Sequence[str]) -> None:
    """Turn the numbers of days into days; a report of a single day needs no column for it."""
    days, counted = period(preamble), day_number_column(draft.header, samples)
    if counted is not None and draft.columns.get("date", counted) == counted:
        draft.columns.pop("date", None)
        if days:
            draft.columns["date"] = counted
            draft.transforms["date"] = f"{NTH_DAY}:{days[0]}"
        else:
            text = _(
                "Its days are counted from a start date that this part of the file doesn't say; export it with "
                "the lines above the table, or with the dimension “Date”."
            )
            draft.advice.append(text)
    elif "date" not in draft.columns and days and days[0] == days[1]:
        draft.constants["date"] = days[0]


def _take_answers(draft: Draft, profile: Profile, samples: Samples) -> None:
    """Find the score, and what else was asked, among the questions of a survey."""
    known = {told for told in draft.header if squash(told) in _names_of(profile)}
    samples = _answered(samples, draft.columns.get("response_id"))
    found = find_score(draft.header, samples, known)
    if found is not None:
        draft.columns["score"] = found.header
        draft.transforms["score"] = "answer"
        draft.constants |= _scale_of(found.kind)
    else:
        draft.advice.append(_which_score(answered_by_numbers(draft.header, samples, known)))
    known |= set(draft.columns.values())
    if comment := find_comment(draft.header, samples, known):
        draft.columns["comment"] = comment
    address = find_address(draft.header, samples, known)
    if address and "customer_email" not in draft.columns:
        draft.columns["customer_email"] = address


def _answered(samples: Samples, response_id: str | None) -> Samples:
    """Leave out rows without an id of their own, such as a second row of headers."""
    if response_id is None or response_id not in samples:
        return samples
    rows = [place for place, cell in enumerate(samples[response_id]) if cell.strip()]
    return {name: [cells[place] for place in rows] for name, cells in samples.items()}


def _scale_of(kind: str | None) -> dict[str, str]:
    if kind == "nps":
        return {"kind": "nps", "scale_max": "10"}
    return {"kind": kind} if kind else {}


def _which_score(questions: Sequence[str]) -> str:
    if not questions:
        return _("None of its questions is answered by a number from 0 to 10, so it holds no score to count.")
    text = _(
        "Which question is the score can't be told from its name. Choose it; answered by numbers are: {questions}."
    )
    return text.format(questions="; ".join(f"“{name}”" for name in questions))


def _names_of(profile: Profile) -> set[str]:
    """Return every header that the profile knows, which is therefore no question."""
    groups = [*profile.needs, *profile.distinctive, *profile.columns.values()]
    return {name for group in groups for name in group}
