"""The fields of the settings on service and voice: the ticket target, scales of surveys, our brand."""

import streamlit as st

from analytics.company import Company
from components.settings_fields import FIELD_WIDTH, NOT_SET, choice, explained
from components.texts import _, mark
from data.setting_rules import LONGEST_HOURS, NPS_SCALES

USUAL_SCALES = (5, 7, 10)
SCALE_WIDTH = 80  # pixels: three stand side by side in the width of a field
NPS_LABELS = {
    10: mark("0 to 10"),
    5: mark("1 to 5"),
}


def resolution_target(company: Company, key: str) -> float | None:
    """Draw the hours within which a ticket should be solved."""
    with explained(_("A ticket solved within so many hours after it was opened is within target.")):
        return st.number_input(
            _("Ticket target, hours"),
            min_value=1.0,
            max_value=LONGEST_HOURS,
            value=float(company.settings.resolution_target_hours),
            step=1.0,
            format="%g",
            key=key,
            width=FIELD_WIDTH,
        )


def nps_scale(company: Company, key: str) -> int:
    """Draw the choice of the scale on which people are asked whether they would recommend us."""
    text = _(
        "On 0 to 10, promoters answer 9 or 10 and detractors at most 6; on 1 to 5, promoters 5 and detractors at "
        "most 3. Answers on another scale are kept out: 5 of 5 and 5 of 10 don't mean the same."
    )
    with explained(text):
        return st.selectbox(
            _("Scale of the net promoter score"),
            NPS_SCALES,
            index=NPS_SCALES.index(company.settings.nps_scale),
            format_func=lambda scale: _(NPS_LABELS[scale]),
            key=key,
            width=FIELD_WIDTH,
        )


def satisfied_from(company: Company, key: str) -> dict[str, float]:
    """Draw from which answer on somebody is satisfied, by scale; return what differs from the top two answers."""
    now = company.settings.csat_satisfied_from
    text = _(
        "From which answer on somebody counts as satisfied: the top two answers unless you choose otherwise. "
        "Ratings of tickets are a number of their own and not mixed in."
    )
    with explained(text), st.container(gap="xsmall", width=FIELD_WIDTH):
        st.markdown(_("Satisfied from this answer on"))
        boxes = st.container(horizontal=True, gap="small")
    with boxes:
        chosen = {scale: _satisfied_of(scale, now.get(str(scale), scale - 1), key) for scale in USUAL_SCALES}
    others = {scale: lowest for scale, lowest in now.items() if int(scale) not in USUAL_SCALES}
    return others | {str(scale): float(lowest) for scale, lowest in chosen.items() if lowest != scale - 1}


def _satisfied_of(scale: int, now: float, key: str) -> int:
    return st.number_input(
        _("of {scale}").format(scale=scale),
        min_value=1,
        max_value=scale,
        value=int(now),
        step=1,
        key=f"{key}_{scale}",
        width=SCALE_WIDTH,
    )


def own_brand(company: Company, key: str) -> str | None:
    """Draw the choice of the brand that is ours, from those in the mentions."""
    text = (
        _("Which of the brands in your mentions is yours. Until one is chosen, every mention counts as about you.")
        if company.brands
        else _("Which brand is yours; the brands to choose from come with an export of mentions that names them.")
    )
    labels = {NOT_SET: _("Every mention is about us")}
    with explained(text):
        return choice(_("Own brand"), company.brands, company.settings.own_brand, labels=labels, key=key)
