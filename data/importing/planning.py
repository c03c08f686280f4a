"""A file to plans: what each of its tables was taken for and what storing it would do. Nothing is stored yet."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from data import setting_rules
from data.errors import RapportError, UnknownNameError, UnrecognisedTableError
from data.importing.batches import already_in_force, commit
from data.importing.checking import Checked, Meaning, check
from data.importing.details import SAMPLE_ROWS, details_of
from data.importing.large_check import NeedsCareError, RaggedRowsError, check_large
from data.importing.questions import questions
from data.importing.read_as import ReadAs
from data.importing.rejects_format import taken_off
from data.importing.tool_order import order_of_tool, said_of_order
from data.importing.values import Reading
from data.reading import Block, ReadOptions, guarded
from data.reading.large import large_block
from data.reading.ragged import evened
from data.recognising import Recognition, as_table, header_key, prepared, recognise, recognise_as, recognise_by
from data.schemas import TABLES
from data.state import Batch, State
from data.store import Store
from data.texts import _

OPTION_NAMES = (
    "date_order",
    "decimal",
    "encoding",
    "delimiter",
    "currency",
    "label",
    "time_zone",
    "source",
    "profile",
)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person decided about a file; None is found out."""

    table: str | None = None
    mapping: Mapping[str, str | None] = field(default_factory=dict)
    date_order: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    currency: str | None = None
    label: str | None = None
    time_zone: str | None = None
    source: str | None = None
    profile: str | None = None

    @classmethod
    def from_texts(cls, table: str | None, mapping: Mapping[str, str | None], options: Mapping[str, str]) -> Any:
        """Build the options from the command line's texts, or say which there are."""
        for name in options:
            if name not in OPTION_NAMES:
                raise UnknownNameError(_("option"), name, OPTION_NAMES)
        setting_rules.checked({name: options[name] for name in ("time_zone", "currency") if name in options})
        if options.get("date_order", "dmy") not in ("dmy", "mdy", "ymd"):
            raise UnknownNameError("date_order", options["date_order"], ("dmy", "mdy", "ymd"))
        if table is not None and table not in TABLES:
            raise UnknownNameError(_("table"), table, TABLES)
        return cls(table=table, mapping=mapping, **options)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """One table of a file, ready to be stored or with the reason why it can't be.

    Attributes
    ----------
    block, recognition
        What was read and what it was taken for; None where the file could not be read at all.
    checked
        The typed rows; None where ``problem`` says why there are none.
    same_as
        The batch in force that holds exactly this content already.
    """

    file: str
    content_hash: str
    block: Block | None = None
    recognition: Recognition | None = None
    checked: Checked | None = None
    problem: str | None = None
    same_as: Batch | None = None
    warnings: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """True where the plan can be stored as it is and would change something."""
        return self.checked is not None and self.problem is None and self.same_as is None

    def report(self) -> dict[str, Any]:
        """Return the entry that the command line prints, before anything is stored."""
        checked, block, recognition = self.checked, self.block, self.recognition
        rejects = checked.rejects.rename(columns={"line": "row"}).to_dict("records") if checked else []
        rows_read = checked.rows_read if checked else len(block.rows) if block else 0
        repeats = checked.repeats if checked else 0
        return {
            "file": self.file,
            "table": checked.meaning.table if checked else None,
            "recognised_as": recognition.profile if recognition and recognition.table else None,
            "confidence": recognition.confidence if recognition else 0.0,
            "rows_read": rows_read,
            "rows_accepted": rows_read - len(rejects) - repeats if checked and not self.problem else 0,
            "rows_rejected": len(rejects) if checked else rows_read,
            "rows_duplicate": repeats,
            "batch_id": None,
            "mapping": _full_mapping(block, checked),
            "dialect": _dialect(block, checked),
            "rejects": rejects,
            "warnings": [*self.warnings, *([self.problem] if self.problem else [])],
        }


def plan_file(
    name: str,
    content: bytes | Path,
    options: ImportOptions,
    state: State,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> list[Plan]:
    """Read, recognise and check a file; a plan per table found in it, at least one.

    Problems are said in the plans, never raised: one bad file stops none of the others. ``cancelled`` is asked
    while the file is read, in a process of its own.
    """
    wishes = ReadOptions(encoding=options.encoding, delimiter=options.delimiter)
    try:
        large = large_block(name, content, wishes)
        if large is not None:
            with suppress(NeedsCareError):
                return [_planned_large(large, _digest(content), options, state)]
        blocks = guarded.read_file(name, content, wishes, cancelled=cancelled)
        if not blocks:
            raise UnrecognisedTableError(_("{file} holds no table.").format(file=name))
    except RapportError as problem:
        return [Plan(file=name, content_hash="", problem=str(problem))]
    digest = _digest(content)
    return [_planned(as_table(block), digest, options, state) for block in blocks]


def plan_block(block: Block, digest: str, options: ImportOptions, state: State) -> Plan:
    """Recognise and check one table of a file again, with something else chosen."""
    try:
        return _planned_large(block, digest, options, state)
    except NeedsCareError:
        wishes = ReadOptions(encoding=options.encoding, delimiter=options.delimiter)
        careful, *_others = guarded.read_file(block.file, block.large.path, wishes) if block.large else [block]
        return _planned(as_table(careful), digest, options, state)


def _planned_large(block: Block, digest: str, options: ImportOptions, state: State) -> Plan:
    """Recognise and check one table of a file; of a large one whose rows are uneven, once they are made even."""
    try:
        return _planned(block, digest, options, state)
    except RaggedRowsError:
        even = evened(block)
        if even is None:
            raise
    return _planned(even, digest, options, state)


def _planned(block: Block, digest: str, options: ImportOptions, state: State) -> Plan:
    """Recognise and check one table of a file; rows set aside that come back mended are read as their file was."""
    block, before = taken_off(block)
    options = options if before is None else _as_before(options, before)
    try:
        recognition = _recognise(block, options, state)
    except RapportError as problem:
        return Plan(
            file=block.file, content_hash=digest, block=block, problem=str(problem), warnings=block.warnings
        )
    plan = Plan(
        file=block.file,
        content_hash=digest,
        block=block,
        recognition=recognition,
        warnings=(*block.warnings, *recognition.warnings),
    )
    try:
        if block.rows.empty:
            text = _("{file} has a header but no rows. Export it again with data in it.")
            raise UnrecognisedTableError(text.format(file=block.file))
        if block.large is not None and (recognition.transforms or recognition.plain or before is not None):
            raise NeedsCareError
        changed, known = prepared(block, recognition)
        options = _recalled(options, changed, known, state)
        meaning = _meaning(changed, known, options, state)
        checked = check(changed, meaning, original=block) if block.large is None else check_large(changed, meaning)
    except RapportError as problem:
        return replace(plan, problem=str(problem))
    content_hash = _hash(digest, block, checked.meaning)
    assumed = () if options.date_order else said_of_order(changed, known)
    warnings = (*plan.warnings, *assumed, *checked.warnings)
    plan = replace(plan, checked=checked, content_hash=content_hash, warnings=warnings)
    if same := state.batch_of_content(content_hash):
        return replace(plan, same_as=same, warnings=(*plan.warnings, already_in_force(same)))
    if checked.rows.num_rows == 0:
        return replace(plan, problem=_nothing_left(block, checked))
    return plan


def store_plan(store: Store, plan: Plan, *, at: str, by: str, remember: bool = False) -> dict[str, Any]:
    """Store a plan as a batch and return its report; a plan that isn't clear changes nothing.

    Parameters
    ----------
    remember
        True where a person chose the mapping: it is kept for this set of headers.
    """
    report = plan.report()
    if plan.same_as:
        return _unchanged(report, plan.same_as)
    checked = plan.checked
    if not plan.is_clear or checked is None or plan.block is None:
        return report
    if remember:
        mapping = dict(checked.meaning.mapping)
        store.state.remember_mapping(header_key(plan.block.header), checked.meaning.table, mapping)
    stored = commit(store, checked, _batch(plan, checked, report, at=at, by=by))
    if stored.same_as:  # somebody else stored it since this was planned
        report["warnings"].append(already_in_force(stored.same_as))
        return _unchanged(report, stored.same_as)
    counts = ("batch_id", "rows_accepted", "rows_duplicate")
    return report | {name: getattr(stored, name) for name in counts}


def _unchanged(report: dict[str, Any], same: Batch) -> dict[str, Any]:
    """Return the report of an import whose content is in force already."""
    duplicates = report["rows_read"] - report["rows_rejected"]
    return report | {"rows_accepted": 0, "rows_duplicate": duplicates, "batch_id": same.batch_id}


def _batch(plan: Plan, checked: Checked, report: dict[str, Any], *, at: str, by: str) -> Batch:
    return Batch(
        file=plan.file,
        part=plan.block.part if plan.block else None,
        content_hash=plan.content_hash,
        table=checked.meaning.table,
        source=checked.meaning.source,
        rows_read=report["rows_read"],
        rows_accepted=report["rows_accepted"],
        rows_rejected=report["rows_rejected"],
        rows_duplicate=report["rows_duplicate"],
        mapping=report["mapping"],
        dialect=report["dialect"],
        warnings=report["warnings"],
        imported_at=at,
        imported_by=by,
        details=details_of(plan.block, plan.recognition, checked) if plan.block and plan.recognition else {},
    )


def _as_before(options: ImportOptions, before: ReadAs) -> ImportOptions:
    """Return the options with what was found out from the whole file, where a person chose nothing else."""
    found = {name: value for name, value in before.options if getattr(options, name) is None}
    mapping = {header: column for column, header in before.mapping} | dict(options.mapping)
    return replace(options, table=options.table or before.table, mapping=mapping, **found)


def _recognise(block: Block, options: ImportOptions, state: State) -> Recognition:
    """Recognise a table, with what a person decided about it now or before."""
    sample = block.rows.head(SAMPLE_ROWS)
    remembered = state.remembered_mapping(header_key(block.header))
    found = recognise(block.header, sample, remembered, preamble=block.preamble)
    if options.profile:
        found = recognise_by(options.profile, block.header, sample, preamble=block.preamble)
    elif options.table and options.table != found.table:
        found = recognise_as(options.table, block.header, sample, preamble=block.preamble)
    chosen = dict(options.mapping) | ({options.label: "churned"} if options.label else {})
    if not chosen or found.table is None:
        return found
    _check_headers(block, chosen)
    taken = set(chosen.values())
    rest = {header: None if column in taken else column for header, column in found.mapping.items()}
    return found.remapped(found.table, rest | chosen)


def _recalled(options: ImportOptions, block: Block, recognition: Recognition, state: State) -> ImportOptions:
    """Fill in what a person once answered for these headers, where this file leaves it open again."""
    known = state.remembered_answers(header_key(block.header))
    if not known or recognition.table is None:
        return options
    asked = {question.option for question in questions(block, TABLES[recognition.table], recognition.mapping)}
    given: dict[str, Any] = {name: value for name, value in known.items() if name in asked}
    return replace(options, **{name: value for name, value in given.items() if getattr(options, name) is None})


def _check_headers(block: Block, chosen: Mapping[str, str | None]) -> None:
    for header in chosen:
        if header not in block.header:
            raise UnknownNameError(_("column in {file}").format(file=block.file), header, block.header)


def _meaning(block: Block, recognition: Recognition, options: ImportOptions, state: State) -> Meaning:
    if recognition.table is None:
        raise UnrecognisedTableError(_unknown(block, recognition))
    settings = state.settings()
    return Meaning(
        table=recognition.table,
        source=options.source or recognition.source,
        mapping=recognition.mapping,
        constants=recognition.constants,
        accepts=recognition.accepts,
        reading=Reading(
            date_order=options.date_order or order_of_tool(block, recognition),
            decimal=options.decimal,
            time_zone=options.time_zone or settings.time_zone,
            nulls=recognition.nulls,
        ),
        currency=options.currency or settings.currency,
    )


def _unknown(block: Block, recognition: Recognition) -> str:
    if recognition.advice:
        text = _("{file} was recognised: {label}. {advice}")
        return text.format(file=block.file, label=recognition.label, advice=recognition.advice)
    headers = ", ".join(block.header)
    if recognition.missing and recognition.confidence > 0:
        text = _(
            "{file} looks like {label}, but nothing in it says {missing}. Its columns are {headers}. Export it "
            "with that, or map its columns by hand."
        )
        missing = ", ".join(recognition.missing)
        return text.format(file=block.file, label=recognition.label, missing=missing, headers=headers)
    text = _(
        "{file} is none of the exports known so far: its columns are {headers}. Choose what it holds and map "
        "its columns by hand."
    )
    return text.format(file=block.file, headers=headers)


def _full_mapping(block: Block | None, checked: Checked | None) -> dict[str, str | None]:
    """Return the canonical column of every header of the file, None where it is kept as an attribute."""
    mapping = checked.meaning.mapping if checked else {}
    return {header: mapping.get(header) for header in block.header} if block else {}


def _dialect(block: Block | None, checked: Checked | None) -> dict[str, Any]:
    if block is None:
        return {}
    found = {"decimal": checked.decimal, "date_order": checked.date_order} if checked else {}
    return block.dialect.summary() | {name: value for name, value in found.items() if value}


def _digest(content: bytes | Path) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _hash(digest: str, block: Block, meaning: Meaning) -> str:
    """Return what makes an import the same import: the bytes, the part of the file, and how it was understood."""
    said = repr(
        (digest, block.part, meaning.table, meaning.source, sorted(meaning.mapping.items()), meaning.reading)
    )
    return hashlib.sha256(said.encode()).hexdigest()


def _nothing_left(block: Block, checked: Checked) -> str:
    first = checked.rejects.iloc[0]
    text = _(
        "None of the {count:,} rows of {file} can be used. The first, line {line}: {column!r} is {value!r}, "
        "{reason}. Check that this column is mapped rightly."
    )
    return text.format(
        count=checked.rows_read,
        file=block.file,
        line=first["line"],
        column=first["column"],
        value=first["value"],
        reason=first["reason"],
    )
