"""Drawing a figure: its title and subtitle as text, the figure with its alt text, its table one click away."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import tables
from components.texts import _


def show(
    figure: go.Figure,
    *,
    key: str,
    alt: str,
    table: pd.DataFrame | None = None,
    columns: Mapping[str, tables.Column] | None = None,
) -> None:
    """Draw a figure made by one of the builders.

    Parameters
    ----------
    key
        ``<page>_<chart>``.
    alt
        The chart's point for those who can't see it.
    table
        What is drawn, as a table with a download, one click away.
    columns
        How the table's columns are shown; by their names without.
    """
    heading = figure.layout.meta or {}
    with st.container(key=f"{key}_chart", gap="xsmall"):
        st.markdown(f"**{heading.get('title', '')}**  \n:small[:gray[{heading.get('subtitle', '')}]]")
        st.plotly_chart(figure, key=key, alt=alt, theme="streamlit", config={"displayModeBar": False})
        if table is not None:
            with st.expander(_("Show as a table"), icon=":material/table_rows:"):
                shown = columns or {name: tables.Column(str(name)) for name in table.columns}
                tables.show(table, shown, key=f"{key}_table", file_stem=key)
