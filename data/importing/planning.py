"""A file to plans: what each of its tables was taken for and what storing it would do. Nothing is stored yet."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from data.errors import RapportError, UnknownNameError, UnrecognisedTableError
from data.importing.batches import already_in_force
from data.importing.checking import Checked, Meaning, check
from data.importing.details import SAMPLE_ROWS
from data.importing.known_files import batches_of_known, file_hash, noted
from data.importing.large.check import NeedsCareError, RaggedRowsError, check_large
from data.importing.options import ImportOptions
from data.importing.plans import Plan
from data.importing.questions import questions
from data.importing.read_as import ReadAs
from data.importing.rejects_format import taken_off
from data.importing.tool_order import order_of_tool, said_of_order
from data.reading import Block, ReadOptions, guarded
from data.reading.large import large_block
from data.reading.ragged import evened
from data.recognising import (
    Recognition,
    as_table,
    header_key,
    prepared,
    recognise,
    recognise_as,
    recognise_by,
    with_label_read,
)
from data.recognising.labels import answer_name
from data.schemas import TABLES
from data.state import Batch, State
from data.texts import _, _n
from data.values.columns import Reading

WORTH_NAMING = 0.1  # confidence; below it hardly more than a date was found


def plan_file(
    name: str,
    content: bytes | Path,
    options: ImportOptions,
    state: State,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> list[Plan]:
    """Read, recognise and check a file; a plan per table found in it, at least one.

    A file whose whole content is in force is known by its bytes, and nothing of it is parsed. Problems are said
    in the plans, never raised: one bad file stops none of the others. ``cancelled`` is asked while the file is
    read, in a process of its own.
    """
    digest = file_hash(content)
    if known := batches_of_known(digest, options, state):
        return [_known(name, batch) for batch in known]
    try:
        plans = _read(
            name, content, options, cancelled, lambda block: _planned_large(block, digest, options, state)
        )
    except RapportError as problem:
        return [Plan(file=name, content_hash="", problem=str(problem))]
    return _with_notes(plans, digest, options, state)


def _read(
    name: str,
    content: bytes | Path,
    options: ImportOptions,
    cancelled: Callable[[], bool] | None,
    planned: Callable[[Block], Plan],
) -> list[Plan]:
    """Plan every table of a file: where the file lies if nothing about it needs care, else read with care."""
    wishes = ReadOptions(encoding=options.encoding, delimiter=options.delimiter)
    large = large_block(name, content, wishes)
    if large is not None:
        with suppress(NeedsCareError):
            return [planned(large)]
    blocks = guarded.read_file(name, content, wishes, cancelled=cancelled)
    if not blocks:
        raise UnrecognisedTableError(_("{file} holds no table.").format(file=name))
    return [planned(as_table(block)) for block in blocks]


def _known(name: str, batch: Batch) -> Plan:
    """Return the plan of a file that need not be read again, which changes nothing."""
    return Plan(name, batch.content_hash, same_as=batch, warnings=(already_in_force(batch),))


def _with_notes(plans: Sequence[Plan], digest: str, options: ImportOptions, state: State) -> list[Plan]:
    """Return the plans of a file with what it is known by later; not where a table of it may yet be mended."""
    if any(plan.problem and plan.recognition and plan.recognition.table for plan in plans):
        return list(plans)
    usable = sum(plan.checked is not None for plan in plans)
    return [
        replace(
            plan,
            file_hash=digest,
            noted=noted(plan.block.header, plan.recognition, options, state, tables_in_file=usable),
        )
        if plan.block and plan.recognition
        else plan
        for plan in plans
    ]


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
        options = _recalled(options, changed, known, state.remembered_answers(header_key(block.header)))
        meaning = _meaning(changed, known, options, state)
        checked = check(changed, meaning, original=block) if block.large is None else check_large(changed, meaning)
    except RapportError as problem:
        return replace(plan, problem=str(problem))
    content_hash = _hash(digest, block, checked.meaning, recognition.left_value)
    assumed = () if options.date_order else said_of_order(changed, known)
    warnings = (*plan.warnings, *assumed, *checked.warnings)
    plan = replace(plan, checked=checked, content_hash=content_hash, warnings=warnings)
    if same := state.batch_of_content(content_hash):
        return replace(plan, same_as=same, warnings=(*plan.warnings, already_in_force(same)))
    if checked.rows.num_rows == 0:
        return replace(plan, problem=_nothing_left(block, checked))
    return plan


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
    if chosen and found.table is not None:
        _check_headers(block, chosen)
        taken = set(chosen.values())
        rest = {header: None if column in taken else column for header, column in found.mapping.items()}
        found = found.remapped(found.table, rest | chosen)
    left_value = options.left_value or _left_value_before(block, found, state)
    return with_label_read(found, left_value) if chosen or left_value else found


def _left_value_before(block: Block, found: Recognition, state: State) -> str | None:
    """Return which value of this label a person once said means "has left", under these headers."""
    label = found.header_of("churned")
    known = state.remembered_answers(header_key(block.header)) if label else {}
    return known.get(answer_name(label)) if label else None


def _recalled(
    options: ImportOptions, block: Block, recognition: Recognition, known: Mapping[str, str]
) -> ImportOptions:
    """Fill in what a person once answered for the file's headers, where this file leaves it open again."""
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
        refuses=recognition.refuses,
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
    if recognition.missing and recognition.confidence >= WORTH_NAMING:
        text = _(
            "{file} looks like {label}, but nothing in it says this: {missing}. Its columns are {headers}. Export "
            "it with that, or map its columns by hand."
        )
        missing = "; ".join(_in_words(name, recognition.towards) for name in recognition.missing)
        return text.format(file=block.file, label=recognition.label, missing=missing, headers=headers)
    text = _(
        "{file} is none of the exports known so far: its columns are {headers}. Choose what it holds and map "
        "its columns by hand."
    )
    return text.format(file=block.file, headers=headers)


def _in_words(column: str, table: str | None) -> str:
    return f"{_(TABLES[table].column(column).meaning)} ({column})" if table else column


def _hash(digest: str, block: Block, meaning: Meaning, left_value: str | None) -> str:
    """Return what makes an import the same import: the bytes, the part of the file, and how it was understood."""
    understood = (meaning.table, meaning.source, sorted(meaning.mapping.items()), meaning.reading, left_value)
    said = repr((digest, block.part, *understood))
    return hashlib.sha256(said.encode()).hexdigest()


def _nothing_left(block: Block, checked: Checked) -> str:
    first = checked.rejects.iloc[0]
    text = _n(
        "The only row of {file} can't be used. Line {line}: {column!r} is {value!r}, {reason}. Check that this "
        "column is mapped rightly.",
        "None of the {count:,} rows of {file} can be used. The first, line {line}: {column!r} is {value!r}, "
        "{reason}. Check that this column is mapped rightly.",
        checked.rows_read,
    )
    return text.format(
        count=checked.rows_read,
        file=block.file,
        line=first["line"],
        column=first["column"],
        value=first["value"],
        reason=first["reason"],
    )
