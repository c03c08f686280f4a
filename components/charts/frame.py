"""What every chart shares: its heading, an empty figure in our template, axes with their unit."""

from dataclasses import asdict, dataclass

import plotly.graph_objects as go

from components import numbers, theme

HEIGHT = 340


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a chart.

    Attributes
    ----------
    title
        The point, as a sentence.
    subtitle
        Metric, unit, period, filter.
    unit
        Of the values, as ``numbers.value`` takes it.
    currency
        ISO 4217 code, for money.
    """

    title: str
    subtitle: str
    unit: str = "number"
    currency: str | None = None

    def text(self, value: float | None) -> str:
        """Return a value as this chart's hover says it."""
        return numbers.value(value, self.unit, currency=self.currency)


def blank(heading: Heading, *, height: int = HEIGHT) -> go.Figure:
    """Return a figure without traces in our template, its value axis labelled in the heading's unit.

    The heading travels in the figure's ``meta``: the page writes it as text, where it wraps on a phone.
    """
    figure = go.Figure(layout={"template": theme.TEMPLATE, "height": height, "meta": asdict(heading)})
    figure.update_layout(paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)")
    return figure.update_yaxes(**value_axis(heading))


def value_axis(heading: Heading) -> dict[str, str]:
    """Return the tick format of an axis in the heading's unit."""
    if heading.unit == "rate":
        return {"tickformat": ",.3~p"}
    symbol = numbers.money(0, heading.currency).replace("0", "").strip() if heading.unit == "money" else ""
    return {"tickformat": ",.3~s", "tickprefix": symbol} if symbol else {"tickformat": ",.3~s"}
