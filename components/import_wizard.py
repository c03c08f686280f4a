"""The import from the drop to the summary: what the page's answer is, and the one button."""

from collections.abc import Sequence

import streamlit as st

from components import import_batches, import_kpis, import_summary, import_work
from components.import_sentences import changes, escaped, exact, listed
from components.import_tray import File
from components.texts import _, _n
from data.importing.comparison import Compared

NAMED = 3  # more files are counted, not named


def answer(files: Sequence[File]) -> str:
    """Return the page's answer: what goes on, what was just done, what can be done, or what is there."""
    going_on = import_work.going_on()
    if going_on == "storing":
        count = sum(bool(file.ready) for file in files)
        return _n("Importing {count} file …", "Importing {count} files …", count).format(count=count)
    if going_on == "undoing":
        return _("Taking an import back …")
    if (done := import_work.last()) is not None:
        return escaped(done if isinstance(done, str) else import_summary.sentence(done))
    if files:
        return escaped(state(files))
    return _("Reading what you dropped …") if going_on else escaped(_in_force())


def button(files: Sequence[File]) -> None:
    """Draw the main button, which stores everything that is ready, and what that would do to the KPIs."""
    if not files:
        return
    ready = [file for file in files if file.ready]
    is_busy = import_work.going_on() is not None
    if import_work.last() is not None and not is_busy:
        st.markdown(escaped(left(files)))
    if not ready:
        return
    st.button(
        _n("Import {count} file", "Import {count} files", len(ready)).format(count=len(ready)),
        type="secondary" if is_busy else "primary",  # the words on a primary button that is off can't be read
        key="import_all",
        icon=":material/download_done:",
        disabled=is_busy,
        on_click=import_work.store_files,
        args=(ready,),
    )
    _effects(ready)


def _effects(ready: Sequence[File]) -> None:
    label = _n("Which KPIs this changes", "Which KPIs these {count} files change", len(ready))
    opened = st.expander(
        label.format(count=len(ready)), key="import_effects_of_all", on_change="rerun", type="compact"
    )
    if opened.open:
        with opened:
            import_kpis.show([table.plan for file in ready for table in file.ready], key="all")


def left(files: Sequence[File]) -> str:
    """Return which files an import has left on the page."""
    names = [file.name for file in files[:NAMED]]
    more = len(files) - len(names)
    if more:
        names.append(_n("{count} more", "{count} more", more).format(count=more))
    return _("Still on this page: {files}.").format(files=listed(names))


def state(files: Sequence[File]) -> str:
    """Return how many of the files can be imported, what that brings, and how many need somebody."""
    ready = [file for file in files if file.ready]
    count, rest = len(ready), _rest(files)
    if len(files) == 1 and files[0].needs_a_look:
        return _("The file needs a look before it is imported.")
    if len(files) == 1 and files[0].is_known:
        return _("The file holds nothing new.")
    if len(files) == 1 and not ready:
        return _("The file can't be imported as it is.")
    if not ready:
        text = _("None of the {count} files can be imported as it is")
        return _with_rest(text.format(count=len(files)), rest)
    if count == len(files):
        text = _n("The file can be imported", "All {count} files can be imported", count).format(count=count)
    else:
        text = _n("{count} of {all} files can be imported", "{count} of {all} files can be imported", count)
        text = text.format(count=count, all=len(files))
    return _with_rest(f"{text}: {_rows(ready)}", rest)


def _rest(files: Sequence[File]) -> list[str]:
    looks = sum(file.needs_a_look for file in files)
    known = sum(file.is_known for file in files)
    stuck = sum(not (file.needs_a_look or file.is_known or file.ready) for file in files)
    told = (
        (looks, _n("{count} needs a look", "{count} need a look", looks)),
        (stuck, _n("{count} can't be used yet", "{count} can't be used yet", stuck)),
        (known, _n("{count} holds nothing new", "{count} hold nothing new", known)),
    )
    return [text.format(count=count) for count, text in told if count]


def _with_rest(text: str, rest: Sequence[str]) -> str:
    return f"{text}; {listed(rest)}." if rest else f"{text}."


def _rows(ready: Sequence[File]) -> str:
    tables = [table for file in ready for table in file.ready]
    found = [table.compared for table in tables if table.compared is not None]
    if len(found) < len(tables):
        rows = sum(table.plan.report()["rows_accepted"] for table in tables)
        return _n("{count} row", "{count} rows", rows).format(count=exact(rows))
    every = Compared(*(sum(getattr(one, name) for one in found) for name in ("new", "changed", "same")))
    return listed(changes(every, say_rows=True))


def _in_force() -> str:
    batches = import_batches.in_force()
    if not batches:
        return _("Drop in your exports to see your own company.")
    text = _n(
        "{count} import is in force, the last one from {when}.",
        "{count} imports are in force, the last one from {when}.",
        len(batches),
    )
    return text.format(count=len(batches), when=import_batches.when_and_who(batches[0]))
