"""Why a KPI changed: the change split exactly by a dimension, in a sentence, a waterfall and a table."""

from collections.abc import Sequence

import streamlit as st

from analytics.drivers import Against, Split, Why, why
from analytics.metrics import Metric
from components import charts, filters, kpi_drivers_rows, kpi_drivers_table, kpi_words, layout, loaders, messages
from components import kpi_drivers_sentence as sentences
from components import kpi_drivers_steps as drawn
from components import kpi_drivers_words as words
from components.charts import Heading
from components.filters import Filters
from components.texts import _

MOST_TELLING = ""  # the choice of the dimension that tells the most, whichever it is
FIELD_WIDTH = 344


def show(metric: Metric, view: Filters, *, key: str) -> None:
    """Draw why a KPI changed in its latest whole period, with the rows, notes and imports behind it.

    Parameters
    ----------
    view
        What the filter bar says; the dimension it splits by has no part in it.
    key
        Of its widgets; the dimension and the base stand in the address as ``<key>_by`` and ``<key>_against``.
    """
    layout.section(_("Why"))
    place = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
    against = _choose_against(place, view.grain, key=key)
    with st.spinner(_("Splitting the change.")):
        found = loaders.read(why, metric.key, view.grain, view.last_day, against)
    if found is None:
        messages.too_few(_("{label}: no period is whole yet.").format(label=kpi_words.label(metric)))
        return
    if not found.base_starts:
        messages.too_few(words.no_base(found))
    elif not found.splits:
        messages.partial(words.cannot_be_split(found))
    else:
        _parts(found, metric, place, key=key)
    kpi_drivers_rows.show(found, _chosen(found, key), key=key)


def _parts(found: Why, metric: Metric, place: st.delta_generator.DeltaGenerator, *, key: str) -> None:
    split = _choose_dimension(place, found, key=key)
    if not split.is_exact:
        layout.prose(words.change_only(found))
        messages.partial(words.reason(found, split))
        kpi_drivers_table.show(found, split, metric, key=f"{key}_segments")
        return
    _waterfall(found, split, metric, key=key)


def _waterfall(found: Why, split: Split, metric: Metric, *, key: str) -> None:
    place = st.container(gap="small")
    mix_apart = drawn.has_mix(metric) and _choose_mix(key=key)
    told = drawn.told(found, split, mix_apart=mix_apart)
    sentence = sentences.sentence(told)
    with place:
        layout.prose(sentence.replace("$", r"\$"))
        heading = Heading(sentences.point(told), _subtitle(found), str(metric.unit), found.currency)
        charts.show(
            charts.waterfall(drawn.steps(told), heading),
            key=key,
            alt=sentence,
            table=kpi_drivers_table.frame(split),
            columns=kpi_drivers_table.columns(found, split, metric),
        )


def _subtitle(found: Why) -> str:
    text = _("{period} against {base} · grey: no more than usual, or than chance explains")
    return text.format(period=words.period(found), base=words.base(found))


def _choose_against(place: st.delta_generator.DeltaGenerator, grain: str, *, key: str) -> Against:
    chosen = place.selectbox(
        _("Compared with"),
        [str(item) for item in Against],
        format_func=lambda name: words.against_label(Against(name), grain),
        key=f"{key}_against",
        label_visibility="collapsed",
        bind="query-params",
        width=FIELD_WIDTH,
    )
    return Against(chosen)


def _choose_dimension(place: st.delta_generator.DeltaGenerator, found: Why, *, key: str) -> Split:
    names = [item.dimension for item in found.splits]
    _forget_foreign(f"{key}_by", names)
    place.selectbox(
        _("Split by"),
        [MOST_TELLING, *names],
        format_func=lambda name: _dimension_choice(name, found),
        key=f"{key}_by",
        label_visibility="collapsed",
        bind="query-params",
        width=FIELD_WIDTH,
    )
    return _chosen(found, key) or found.splits[0]


def _chosen(found: Why, key: str) -> Split | None:
    """Return the split that is looked at; None without any."""
    if not found.splits:
        return None
    return found.by(st.session_state.get(f"{key}_by") or MOST_TELLING) or found.splits[0]


def _forget_foreign(key: str, names: Sequence[str]) -> None:
    """Fall back to the most telling where the dimension chosen for another KPI is none of this one."""
    if st.session_state.get(key) not in {None, MOST_TELLING, *names}:
        st.session_state[key] = MOST_TELLING


def _dimension_choice(name: str, found: Why) -> str:
    if name:
        return _("By {dimension}").format(dimension=filters.dimension_label(name).lower())
    first = found.splits[0]
    text = _("By what tells most: {dimension}") if first.telling else _("None tells more; by {dimension}")
    return text.format(dimension=filters.dimension_label(first.dimension).lower())


def _choose_mix(*, key: str) -> bool:
    """Return whether the mix is one bar of its own, rather than part of every segment's."""
    return not st.toggle(
        _("Count each segment's mix in its own bar"),
        key=f"{key}_mix",
        bind="query-params",
        help=_(
            "A segment moves a ratio in two ways: by its own value, and by being more or less of the whole. The "
            "second is the mix; a segment that grows as the whole does, or whose value is the average, adds none."
        ),
    )
