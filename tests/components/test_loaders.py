"""Which store is open, and reading it once per version."""

import pytest

from components import loaders
from data.store import Store
from tests.batches import a_batch


@pytest.fixture
def urls(tmp_path, monkeypatch):
    found = {name: f"duckdb:///{tmp_path}/{name}.duckdb" for name in ("company", "sample")}
    monkeypatch.setenv("RAPPORT_STORE", found["company"])
    monkeypatch.setenv("RAPPORT_SAMPLE_STORE", found["sample"])
    return found


def imported(url: str, name: str = "orders.csv") -> None:
    batch = a_batch(
        "orders",
        file=name,
        content_hash=name,
        source="shop",
        imported_at="2026-11-22T08:00:00",
        imported_by="somebody",
    )
    state = Store(url).state
    state.commit_batch(state.begin_batch(batch), rows_accepted=1, rows_duplicate=0)


def test_the_sample_is_open_while_the_company_has_no_data(urls):
    imported(urls["sample"])
    assert loaders.open_company() == "sample"
    assert loaders.store().url == urls["sample"]


def test_the_first_import_opens_the_companys_own_store(urls):
    imported(urls["sample"])
    imported(urls["company"])
    assert loaders.open_company() == "company"


def test_without_any_sample_the_companys_empty_store_is_open(urls):
    assert loaders.store().url == urls["company"]


def test_a_job_runs_once_for_a_version_and_again_after_an_import(urls):
    calls = []

    def job(store, number):
        calls.append(number)
        return [store.url, number]

    first, again, other = loaders.read(job, 1), loaders.read(job, 1), loaders.read(job, 2)
    assert calls == [1, 2]
    assert (first, other) == ([urls["company"], 1], [urls["company"], 2])
    assert again == first
    imported(urls["company"])
    loaders.read(job, 1)
    assert calls == [1, 2, 1]


@pytest.mark.usefixtures("urls")
def test_who_reads_gets_a_copy_and_who_shares_gets_the_same():
    def job(store):
        return {"url": store.url}

    assert loaders.read(job) is not loaders.read(job)
    assert loaders.share(job) is loaders.share(job)


def test_two_stores_never_share_what_was_read(urls, monkeypatch):
    def job(store):
        return store.url

    mine = loaders.read(job)
    monkeypatch.setenv("RAPPORT_STORE", urls["sample"])
    assert loaders.read(job) != mine
