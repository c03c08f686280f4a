"""The mentions themselves: chosen by tone, place and words, read in their own direction, taken away as CSV.

What people wrote is shown in table cells and as plain text only, so that nothing in it acts as HTML or Markdown.
"""

import hashlib
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics import mentions
from analytics.sentiment import LABELS
from components import loaders, numbers, tables, voice_words
from components.filters import Filters
from components.texts import _
from data.store import Store
from data.tones import Choice

SHOWN_AT_ONCE = 500
ROW_HEIGHT = 36
COLUMNS = ["posted_at", "tone", "text", "platform", "brand", "author", "language", "confidence", "url"]


@st.fragment
def show(counts: pd.DataFrame, view: Filters, *, key: str) -> None:
    """Draw the filters and the mentions they leave; only this part is drawn again when a filter changes.

    Parameters
    ----------
    counts
        Of the period, as ``mentions.counts`` gives them: which platforms, brands and languages there are.
    key
        The page's own, ``<page>_mentions``.
    """
    choice = _choose(counts, view, key=key)
    found, total = loaders.read(mentions.rows, choice, SHOWN_AT_ONCE)
    if found.empty:
        st.caption(_("No mention fits. Take a filter away to see more."))
        return
    picked = _table(found, key=f"{key}_table")
    st.caption(_shown(len(found), total))
    if picked is not None:
        _one(found.iloc[picked], key=f"{key}_one")
    _download(choice, total, key=f"{key}_download")


def _choose(counts: pd.DataFrame, view: Filters, *, key: str) -> Choice:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"{key}_filters"):
        tones = st.pills(
            _("Tone"),
            list(LABELS),
            selection_mode="multi",
            format_func=lambda label: _(voice_words.TONES[label]),
            key=f"{key}_tone",
            bind="query-params",
            wrap=True,
        )
        picked = {
            name: _pick(counts, name, label, key=f"{key}_{name}")
            for name, label in (("platform", _("Platform")), ("brand", _("Brand")), ("language", _("Language")))
        }
        phrase = st.text_input(
            _("Words in the text or the author's name"),
            key=f"{key}_phrase",
            icon=":material/search:",
            bind="query-params",
            width=280,
        )
    return Choice(view.first_day, view.last_day, tuple(tones or ()), **picked, phrase=phrase or "")


def _pick(counts: pd.DataFrame, name: str, label: str, *, key: str) -> str | None:
    values = counts.groupby(name)["mentions"].sum().sort_values(ascending=False).index.to_list()
    shown = voice_words.language_name if name == "language" else voice_words.named
    picked: str | None = st.selectbox(
        label, values, index=None, placeholder=_("All"), format_func=shown, key=key, bind="query-params", width=168
    )
    return picked


def _table(found: pd.DataFrame, *, key: str) -> int | None:
    """Draw the mentions; return the position of the one picked."""
    texts = [voice_words.directed(text, code) for text, code in zip(found["text"], found["language"], strict=True)]
    shown = found.assign(
        tone=[_(voice_words.TONES[label]) for label in found["label"]],
        text=texts,
        platform=found["platform"].map(voice_words.named),
        brand=found["brand"].map(voice_words.named),
        language=found["language"].map(voice_words.language_name),
        url=found["url"].where(found["url"].str.match(r"https?://", na=False)),  # no other scheme becomes a link
    )
    state = st.dataframe(
        shown[COLUMNS],
        hide_index=True,
        column_config=_columns(),
        height=min(len(shown) + 1, 13) * ROW_HEIGHT + 2,
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="single-row",
        key=key,
    )
    rows = state["selection"]["rows"]
    return rows[0] if rows and rows[0] < len(found) else None


def _columns() -> dict[str, Any]:
    return {
        "posted_at": st.column_config.DatetimeColumn(_("When"), format="localized", width=204),
        "tone": st.column_config.TextColumn(_("Tone"), width=104),
        "text": st.column_config.TextColumn(_("Text"), width=520),
        "platform": st.column_config.TextColumn(_("Platform"), width=104),
        "brand": st.column_config.TextColumn(_("Brand"), width=120),
        "author": st.column_config.TextColumn(_("Author"), width=120),
        "language": st.column_config.TextColumn(_("Language"), width=96),
        "confidence": st.column_config.NumberColumn(
            _("Confidence"),
            format="percent",
            width=96,
            help=_("How often such a tone is right, measured on public tweets. 0 where nothing is scored."),
        ),
        "url": st.column_config.LinkColumn(_("Link"), display_text=_("open"), width=72),
    }


def _one(mention: pd.Series, *, key: str) -> None:
    """Show one mention whole."""
    code = str(mention["language"])
    right_to_left = code in voice_words.RIGHT_TO_LEFT
    with st.container(border=True, key=key, gap="xsmall"):
        st.text(
            voice_words.directed(str(mention["text"]), code),
            text_alignment="right" if right_to_left else "left",
            width="stretch" if right_to_left else 720,
        )
        parts = [
            voice_words.named(str(mention["platform"])),
            voice_words.language_name(code),
            _(voice_words.TONES[str(mention["label"])]),
            _("polarity {polarity}").format(polarity=numbers.value(mention["polarity"], "index")),
        ]
        st.caption(voice_words.plain(" · ".join(parts)))


def _shown(shown: int, total: int) -> str:
    if shown == total:
        return _("{total} mentions, newest first. Pick one to read it whole.").format(total=numbers.count(total))
    text = _("The newest {shown} of {total} mentions. Pick one to read it whole; the download holds all of them.")
    return text.format(shown=numbers.count(shown), total=numbers.count(total))


def _download(choice: Choice, total: int, *, key: str) -> None:
    """Offer all the mentions chosen; they are read when somebody takes them, not before."""
    store = loaders.store()
    mark = hashlib.sha256(f"{store.version()}{choice}".encode()).hexdigest()[:8]
    st.download_button(
        tables.download_label(total),
        data=partial(_all_as_csv, store, choice, total),
        file_name=f"mentions-{mark}.csv",
        mime="text/csv",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )


def _all_as_csv(store: Store, choice: Choice, total: int) -> bytes:
    found, _total = mentions.rows(store, choice, total)
    return tables.as_csv(found)
