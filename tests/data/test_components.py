"""Every component means the same on the embedded engine and on a cluster."""

import ibis
import pytest

from data import coverage, rollups, schemas
from data.basis import main_currency, proposed_inactivity_window, web_gap
from data.components import COMPONENTS, SOURCES, Basis
from data.facts import DERIVED

UNBOUND = {name: ibis.table(schemas.stored_schema(name), name=name) for name in schemas.TABLES}
UNBOUND["tones"] = ibis.table(DERIVED["tones"], name="tones")


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_every_component_compiles_for_a_cluster_at_all_grains_and_by_all_dimensions(source):
    rows = source.rows(UNBOUND, Basis(currency="EUR"))
    sums = rollups.summed(source, rows, {name: ["A", "B"] for name in source.dimensions})
    statement = ibis.to_sql(sums, dialect="databricks").lower()
    assert all(f"as `{item.key}`" in statement for item in source.components)
    assert "explode(" in statement


@pytest.mark.parametrize("expression", [proposed_inactivity_window, main_currency, web_gap, coverage.measure])
def test_what_the_components_depend_on_compiles_for_a_cluster(expression):
    assert ibis.to_sql(expression(UNBOUND), dialect="databricks").lower().startswith(("select", "with"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_the_rows_of_a_source_carry_its_dimensions_and_a_place_in_time(source):
    columns = set(source.rows(UNBOUND, Basis()).columns)
    assert set(source.dimensions) <= columns
    assert "day" in columns or {"grain", "period_start"} <= columns


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_a_source_is_stale_when_one_of_the_tables_it_reads_changes(source):
    read = set()

    class Recording(dict):
        def __getitem__(self, name):
            read.add(name)
            return super().__getitem__(name)

    source.rows(Recording(UNBOUND), Basis())
    assert read == set(source.tables)


def test_no_component_is_defined_twice():
    keys = [item.key for source in SOURCES for item in source.components]
    assert sorted(keys) == sorted(COMPONENTS)
