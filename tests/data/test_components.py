"""Every component means the same on the embedded engine and on a cluster."""

import ibis
import pytest

from data import coverage, identity, schemas, summing
from data.basis import main_currency, order_numbers, proposed_inactivity_window, web_gap
from data.components import COMPONENTS, SOURCES, Basis
from data.facts import DERIVED
from data.settings import Settings

UNBOUND = {name: ibis.table(schemas.stored_schema(name), name=name) for name in schemas.TABLES}
UNBOUND["tones"] = ibis.table(DERIVED["tones"], name="tones")


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_every_component_compiles_for_a_cluster_at_all_grains_and_by_all_dimensions(source):
    basis = Basis(Settings(first_weekday="sunday", fiscal_year_first_month=2), currency="EUR")
    rows = source.rows(UNBOUND, basis)
    splits = {name: ["A", "B"] for name in source.dimensions}
    sums = summing.all_summed(source, rows, splits, (UNBOUND, basis), basis.grains)
    statement = ibis.to_sql(sums, dialect="databricks").lower()
    assert all(f"as `{item.key}`" in statement for item in source.components)
    assert "explode(" in statement


@pytest.mark.parametrize(
    "expression", [proposed_inactivity_window, main_currency, order_numbers, web_gap, coverage.measure]
)
def test_what_the_components_depend_on_compiles_for_a_cluster(expression):
    assert ibis.to_sql(expression(UNBOUND), dialect="databricks").lower().startswith(("select", "with"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_the_rows_of_a_source_carry_its_dimensions_and_a_place_in_time(source):
    for part in (source, *source.beside):
        columns = set(part.rows(UNBOUND, Basis()).columns)
        assert set(source.dimensions) <= columns
        assert "day" in columns or {"grain", "period_start"} <= columns


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_what_is_counted_once_per_period_has_a_name_a_day_and_the_dimensions(source):
    for item in source.counted:
        assert {"day", *item.of, *source.dimensions} - set(item.alike) <= set(item.rows(UNBOUND, Basis()).columns)
        if item.days:
            assert {"day", "before", *item.alike} <= set(item.days(UNBOUND, Basis()).columns)
        else:
            assert set(item.alike) <= set(item.rows(UNBOUND, Basis()).columns)


def test_who_is_who_compiles_for_a_cluster():
    texts, numbers = ("source", "customer", "email"), ("first_batch", "since")
    named = ibis.table(dict.fromkeys(texts, "string") | dict.fromkeys(numbers, "int64"), name="named")
    for expression in (identity.exceptions(named), identity.matching(named)):
        assert "from `named`" in ibis.to_sql(expression, dialect="databricks").lower()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_a_source_is_stale_when_one_of_the_tables_it_reads_changes(source):
    read = set()

    class Recording(dict):
        def __getitem__(self, name):
            read.add(name)
            return super().__getitem__(name)

    tables = Recording(UNBOUND)
    for part in (source, *source.counted, *source.beside):
        part.rows(tables, Basis())
    for item in source.counted:
        if item.days:
            item.days(tables, Basis())
    assert read == set(source.tables)


def test_no_component_is_defined_twice():
    keys = [item.key for source in SOURCES for item in source.components]
    assert sorted(keys) == sorted(COMPONENTS)
