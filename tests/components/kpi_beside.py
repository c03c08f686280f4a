"""A page with one component beside a KPI's chart, and the company that it speaks of."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components import who
from data.store import Store
from tests.analytics.weekly_revenue import selling

REVENUE = [*([90, 110] * 6), 89]  # the last week is the one from 25 May 2026


def page_of(component: str, metric_key: str, name: str | None) -> None:
    """Draw one component as the KPI page does; run by AppTest, so it stands alone."""
    from datetime import date, datetime  # noqa: PLC0415

    import streamlit as st  # noqa: PLC0415

    from analytics import wall as walls  # noqa: PLC0415
    from analytics.metrics import metric  # noqa: PLC0415
    from components import clock, kpi_alerts, kpi_notes, kpi_own_wall, kpi_targets, loaders  # noqa: PLC0415
    from components.filters import Filters  # noqa: PLC0415

    clock.start(datetime.fromisoformat("2026-06-01T09:00:00+02:00"))
    st.session_state["who_name"] = name
    view = Filters(date(2026, 3, 2), date(2026, 5, 31), "week", "", date(2026, 5, 31))
    wall = loaders.read(walls.load, view.grain, view.last_day)
    if component == "targets":
        kpi_targets.show(metric(metric_key), wall, key="page_targets")
    elif component == "notes":
        kpi_notes.show(metric(metric_key), wall, view, key="page_notes")
    elif component == "own wall":
        kpi_own_wall.choose(wall, ("revenue", "average_order_value"), key="page_own")
    else:
        kpi_alerts.open_ones(currency="EUR", key="page_alerts")
        kpi_alerts.show(metric(metric_key), wall, key="page_rules")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    store = selling(tmp_path, REVENUE)
    monkeypatch.setenv("RAPPORT_STORE", store.url)
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", f"duckdb:///{tmp_path}/sample.duckdb")
    monkeypatch.setattr(who, "_remembered", lambda: "")  # the tests' browser has a cookie for every name
    return store


def opened(component: str, metric_key: str = "revenue", name: str | None = "Ann") -> AppTest:
    """Return the page with a component, drawn once."""
    arguments = {"component": component, "metric_key": metric_key, "name": name}
    page = AppTest.from_function(page_of, kwargs=arguments, default_timeout=30).run()
    assert not page.exception
    return page


def press(page: AppTest, label: str) -> None:
    """Press the first button whose words begin so."""
    next(button for button in page.button if button.label.startswith(label)).click().run()
    assert not page.exception


def field(elements: Sequence[Any], key: str) -> Any:
    """Return the field whose key is so but for the number of its form."""
    (found,) = [element for element in elements if str(element.key).rpartition("_")[0] == key]
    return found


def said(page: AppTest) -> str:
    """Return all that the page says."""
    kinds = (page.markdown, page.caption, page.text, page.error)
    return "\n".join(element.value.replace("\\", "") for kind in kinds for element in kind)
