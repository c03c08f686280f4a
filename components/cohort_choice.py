"""What of the cohorts is looked at: the page's controls, and two segments beside each other."""

from dataclasses import dataclass

import streamlit as st

from analytics import cohort_comparisons, cohorts
from analytics.cohort_measures import MEASURES, Measure
from analytics.cohorts import TOTAL, Cohorts
from components import cohort_words, filters, kpi_words, layout, loaders, numbers
from components.texts import _

FIELD_WIDTH = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """The cohorts, and what of them is looked at."""

    made: Cohorts
    measure: Measure

    def text(self, value: float) -> str:
        """Return a value of the measure as text."""
        return numbers.value(value, self.measure.unit, currency=self.made.currency)


def choose(*, key: str) -> Shown | None:
    """Draw the controls and return what they say; None, and no controls, where no cohort is whole yet."""
    plain = loaders.read(cohorts.load, "month")
    if plain is None:
        return None
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"{key}_bar"):
        grain = st.segmented_control(
            _("Cohorts"),
            list(cohort_words.GRAINS),
            default="month",
            required=True,
            format_func=lambda name: _(cohort_words.GRAINS[name]),
            key=f"{key}_grain",
            label_visibility="collapsed",
            bind="query-params",
        )
        measure = st.selectbox(
            _("Measure"),
            [item.key for item in plain.measures],
            format_func=lambda name: _(MEASURES[name].label),
            key=f"{key}_measure",
            label_visibility="collapsed",
            bind="query-params",
            width=FIELD_WIDTH,
        )
        dimension = st.selectbox(
            _("Split by"),
            [TOTAL, *plain.dimensions],
            format_func=_split_label,
            key=f"{key}_by",
            label_visibility="collapsed",
            bind="query-params",
            width=FIELD_WIDTH,
        )
    made = loaders.read(cohorts.load, grain or "month", dimension or TOTAL)
    return Shown(made or plain, MEASURES[measure])


def _split_label(name: str) -> str:
    return _("By {dimension}").format(dimension=filters.dimension_label(name).lower()) if name else _("Not split")


def compare(shown: Shown, *, key: str) -> None:
    """Let two segments be chosen and say how they stand beside each other; nothing where cohorts aren't split."""
    made = shown.made
    if len(made.segments) < 2:
        return
    layout.section(_("Two segments beside each other"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"{key}_choice"):
        # The dimension is part of the keys: another one has other segments to choose from.
        first, second = (
            st.selectbox(
                label,
                made.segments,
                index=place,
                format_func=kpi_words.segment,
                key=f"{key}_{made.dimension}_{place}",
                width=FIELD_WIDTH,
            )
            for place, label in enumerate((_("Segment"), _("Beside")))
        )
    if first == second:
        st.caption(_("Choose two different segments."))
        return
    found = cohort_comparisons.compare(made, shown.measure, (first, second))
    layout.prose(cohort_words.compared(made, shown.measure, found))
    st.caption(
        _("Segments are as known now. What parts them goes together with staying; it need not be why they stay."),
        width=layout.READING_WIDTH,
    )
