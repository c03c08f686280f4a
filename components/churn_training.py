"""Training on a button, with progress; a refusal is said kindly."""

from datetime import datetime

import streamlit as st

from analytics import churn
from analytics.churn import lists
from components import clock, layout, loaders, messages, who
from components.churn_words import MODES
from components.texts import _, _n
from data.errors import TooLittleDataError

SHORTEST_HORIZON_DAYS, LONGEST_HORIZON_DAYS = 7, 365


def first(*, key: str) -> None:
    """Say that no list was made yet, and offer to make it."""
    layout.header(
        _("Churn risk"),
        _("Nobody has been scored yet"),
        below=_("Here will be who may leave, what they are worth and why, with how right such a list has been."),
    )
    controls(key=key, label=_("Train and score"))


def again(*, key: str) -> None:
    """Offer to train again, folded away."""
    with st.expander(_("Train again"), icon=":material/model_training:"):
        controls(key=key, label=_("Train and score again"))


def controls(*, key: str, label: str) -> None:
    """Draw what is trained on, how far ahead, and the button."""
    covered = {mode: count for mode, count in loaders.read(lists.customers_by_mode).items() if count}
    if not covered:
        messages.too_few(
            _("This takes customers of whom it is known whether they left, contracts with dates, or orders.")
        )
        return
    modes = sorted(covered, key=lambda mode: -covered[mode])
    with st.container(width=layout.READING_WIDTH, key=f"{key}_controls"):
        mode = st.radio(
            _("Tell leaving from"),
            modes,
            format_func=lambda name: _n(
                "{what} ({count:,} customer)", "{what} ({count:,} customers)", covered[name]
            ).format(what=_(MODES[name]), count=covered[name]),
            key=f"{key}_mode",
        )
        horizon_days = st.number_input(
            _("Horizon, days"),
            SHORTEST_HORIZON_DAYS,
            LONGEST_HORIZON_DAYS,
            90,
            key=f"{key}_horizon",
            disabled=mode == "label",
            help=_("Leaving is leaving within this many days. A column that says who left has no date."),
            width=200,
        )
        if st.button(label, key=f"{key}_go", type="primary", icon=":material/model_training:"):
            _train(mode, int(horizon_days))


def _train(mode: str, horizon_days: int) -> None:
    bar = st.progress(0.0, text=_("Looking at what the data say"))
    store = loaders.store()

    def progress(share: float, text: str) -> None:
        bar.progress(share, text=text)

    try:
        result = churn.run(store, horizon_days=horizon_days, mode=mode, progress=progress)
    except TooLittleDataError as problem:
        bar.empty()
        messages.too_few(str(problem))
        return
    churn.save(store, result, by=who.name(), at=datetime.fromisoformat(clock.now()))
    st.rerun()
