"""Charts of the churn page: risk by value, leavers found, foretold against actual."""

import pandas as pd
import plotly.graph_objects as go

from components import theme
from components.charts import Heading, blank
from components.churn_words import BANDS
from components.texts import _, mark

_TENTH = 0.1
_HOVER = mark("{low:.0%} to {high:.0%} likely to leave<br><b>{value}</b>, {customers:,} customers")


def risk(frame: pd.DataFrame, heading: Heading, *, measure: str) -> go.Figure:
    """Draw what stands at each tenth of probability, coloured by risk band.

    Parameters
    ----------
    frame
        As of ``lists.by_probability``.
    measure
        "value_at_risk" or "customers": the height.
    """
    figure = blank(heading)
    for band, colour in theme.RISK_BANDS.items():
        part = frame[frame["risk_band"] == band]
        numbers_shown = zip(part["from_probability"], part[measure], part["customers"], strict=True)
        hover = [
            _(_HOVER).format(low=low, high=low + _TENTH, value=heading.text(height), customers=customers)
            for low, height, customers in numbers_shown
        ]
        figure.add_bar(
            x=part["from_probability"] + _TENTH / 2,
            y=part[measure],
            width=_TENTH * 0.9,
            name=_(BANDS[band]),
            marker={"color": colour},
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
        )
    figure.update_xaxes(
        title={"text": _("Probability of leaving")},
        tickformat=".0%",
        range=[0, 1],
        tickvals=[0, 0.2, 0.4, 0.6, 0.8, 1],
    )
    return figure.update_layout(barmode="stack", hovermode="closest", legend={"traceorder": "normal"})


def leavers_found(catch: pd.DataFrame, heading: Heading) -> go.Figure:
    """Draw the share of leavers among the customers named first: by the model, by the naive rule, by chance."""
    figure = blank(heading)
    lines = (
        ("by_model", _("this list"), {"color": theme.INK, "width": 3}),
        ("by_naive_rule", _("naive rule"), {"color": theme.CONTEXT, "width": 2}),
        ("share_named", _("chance"), {"color": theme.CONTEXT, "width": 1, "dash": "dot"}),
    )
    for name, label, line in lines:
        figure.add_scatter(
            x=catch["share_named"],
            y=catch[name],
            name=label,
            mode="lines",
            line=line,
            hovertemplate=_("{label}: %{{y:.0%}} of leavers among the first %{{x:.0%}}").format(label=label)
            + "<extra></extra>",
        )
    figure.update_xaxes(title={"text": _("Share of customers named")}, tickformat=".0%", range=[0, 1])
    return figure.update_yaxes(range=[0, 1.02], tickformat=".0%")


def calibration(table: pd.DataFrame, heading: Heading) -> go.Figure:
    """Draw actual over foretold share for ten groups of equal size; on the line they are equal."""
    figure = blank(heading)
    top = max(float(table[["foretold", "actual"]].to_numpy().max()) * 1.08, 0.05)
    figure.add_scatter(
        x=[0, top],
        y=[0, top],
        mode="lines",
        line={"color": theme.CONTEXT, "width": 1, "dash": "dot"},
        showlegend=False,
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=table["foretold"],
        y=table["actual"],
        mode="markers+lines",
        marker={"color": theme.INK, "size": 9},
        line={"color": theme.INK, "width": 1.5},
        showlegend=False,
        customdata=table["customers"],
        hovertemplate=_("foretold %{x:.1%}, left %{y:.1%} of %{customdata:,} customers") + "<extra></extra>",
    )
    figure.update_xaxes(title={"text": _("Foretold share leaving")}, tickformat=".0%", range=[0, top])
    return figure.update_yaxes(range=[0, top], tickformat=".0%").update_layout(hovermode="closest")
