"""Rows of the store in the shape that training takes."""

import pandas as pd

from data.features import crm
from data.store import Store


def label_rows(store: Store) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the customers of exports that know outcomes, and canonical column → header in the file."""
    headers = customer_headers(store)
    with store.read() as facts:
        names = [str(name) for name in facts.frame(crm.attribute_names(facts.tables))["header"]]
        customers = facts.frame(crm.customers(facts.tables, names))
    numbered = {f"{crm.ATTRIBUTE}{number}": name for number, name in enumerate(names)}
    customers = customers.rename(columns=numbered)
    labelled = customers.groupby("source")["churned"].transform("count") > 0
    return customers[labelled].reset_index(drop=True), headers


def customer_headers(store: Store) -> dict[str, str]:
    """Return canonical column → header, of the newest customer export that has the column."""
    headers: dict[str, str] = {}
    for batch in store.state.batches():
        if batch.in_force and batch.table == "customers":
            headers = {column: header for header, column in batch.mapping.items() if column} | headers
    return headers
