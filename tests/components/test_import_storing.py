"""Storing from the page: whoever cancels, at whatever stage, gets everything back as it was."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from analytics import alerts, jobs, who_is_who
from analytics.who_is_who import Correction
from components import import_plans
from components.background import CancelledError
from components.import_cancelling import correction_as_now, put_back_when_cancelled
from components.import_storing import store_all
from components.import_tray import File, Table
from data.importing import batches
from data.importing.options import ImportOptions
from data.recognising import header_key
from data.store import Store
from data.wishes.alerts import Kind, Rule
from tests.components.cancelling import TODAY, Impatient, dropped, patient
from tests.faults.companies import differences, picture

ANN = {"at": "2026-03-31T09:00:00", "by": "Ann"}
BOB = {"at": "2026-03-31T09:00:00", "by": "Bob"}
CUSTOMERS = "customer_id,email\n7,ann@example.com\n8,bob@example.com\n"
ORDERS = "order_id,customer_id,ordered_at,amount\nA,7,2026-03-02,10\nB,8,2026-03-03,20\nC,8,someday,1\n"
MENTIONS = "mention_id,posted_at,text,platform\nm1,2026-03-04,what a lovely shop,X\n"
MORE = "order_id,customer_id,ordered_at,amount\nB,7,2026-03-03,25\nD,9,2026-03-09,5\nE,9,whenever,5\n"
NEWER = "mention_id,posted_at,text,platform\nm1,2026-03-04,a terrible shop,X\nm2,2026-03-05,lovely,X\n"
BY_HAND = "Beleg,Wer,Wann,Wieviel\nF,7,03/04/2026,10\n"
MAPPING = {"Beleg": "order_id", "Wer": "customer_id", "Wann": "ordered_at", "Wieviel": "amount"}


@dataclass(frozen=True)
class Company:
    """A store with a past, what it says, and the tables of three files that come next."""

    folder: Path
    said: dict
    monday: Sequence[Table]

    def has_changed_in(self, store: Store) -> dict[str, str]:
        """Return which tables of a store say something else than in the past."""
        assert not store.state.derived_is_stale, "what follows was not worked out anew"
        return differences(self.said, picture(store.url))


def opened(folder: Path) -> Store:
    return Store(f"duckdb:///{folder / 'facts.duckdb'}")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """A company that has imported before; of what comes next one file is mapped and answered by hand."""
    folder = tmp_path_factory.mktemp("company")
    store = opened(folder)
    store_all(
        store, dropped(store, customers=CUSTOMERS, orders=ORDERS, mentions=MENTIONS), **BOB, progress=patient
    )
    more, newer, odd = dropped(store, more=MORE, newer=NEWER, by_hand=BY_HAND)
    chosen = ImportOptions(table="orders", mapping=MAPPING, date_order="dmy")
    (file,) = import_plans.again(store, File("by_hand.csv", odd.digest, (odd,)), odd, chosen, TODAY, patient)
    return Company(folder, picture(store.url), [more, newer, *file.tables])


@pytest.fixture
def fresh(company: Company, tmp_path: Path) -> Callable[[], Store]:
    """The company's store, a copy at each call."""
    numbers = count()
    return lambda: opened(Path(shutil.copytree(company.folder, tmp_path / str(next(numbers)))))


@pytest.fixture
def store(fresh: Callable[[], Store]) -> Store:
    """The company's store, to be changed."""
    return fresh()


def remembered(store: Store) -> tuple:
    key = header_key(list(MAPPING))
    return store.state.remembered_mapping(key), store.state.remembered_answers(key)


@pytest.mark.parametrize(
    "stage",
    ["Storing more.csv", "Storing by_hand.csv", "Finding out", "Reading the tone", "Adding up", "Done"],
)
def test_an_import_cancelled_at_any_stage_leaves_nothing_behind(
    company: Company, store: Store, stage: str
) -> None:
    impatient = Impatient(stage)
    outcome = store_all(store, company.monday, **ANN, progress=impatient)
    assert impatient.has_cancelled
    assert (outcome.is_cancelled, outcome.reports, outcome.failed) == (True, (), ())
    assert company.has_changed_in(store) == {}
    assert remembered(store) == (None, {})


def test_a_cancelled_import_names_what_had_been_stored_and_can_be_done_after_all(
    company: Company, store: Store
) -> None:
    cancelled = store_all(store, company.monday, **ANN, progress=Impatient("Storing by_hand.csv"))
    assert cancelled.withdrawn == ("more.csv", "newer.csv")
    outcome = store_all(store, company.monday, **ANN, progress=patient)
    accepted = [(report["file"], report["rows_accepted"]) for report in outcome.reports]
    assert accepted == [("more.csv", 2), ("newer.csv", 2), ("by_hand.csv", 1)]
    assert remembered(store) == (("orders", MAPPING), {"date_order": "dmy"})


def test_a_cancel_takes_nothing_that_somebody_else_had_stored(company: Company, store: Store) -> None:
    store_all(store, company.monday[:1], **BOB, progress=patient)
    store_all(store, company.monday[:2], **ANN, progress=Impatient("Finding out"))
    files = [(batch.file, batch.in_force) for batch in store.state.batches()]
    assert files == [("more.csv", True), ("mentions.csv", True), ("orders.csv", True), ("customers.csv", True)]


def open_alerts(store: Store) -> list[tuple[str, float]]:
    return [(alert.raised.raised_at, alert.raised.found.value) for alert in alerts.of(store) if alert.is_open]


def test_rules_are_held_against_what_was_imported_and_an_import_that_is_cancelled_leaves_no_alert_open(
    store: Store,
) -> None:
    rule = Rule("revenue", "week", Kind.BELOW, 40.0)
    alerts.add_rule(store, rule, at="2026-03-08T09:00:00", by="Bob")
    assert open_alerts(store) == []  # the orders end on Tuesday, so no week is whole
    cancelled = store_all(store, first_sunday(store), **ANN, progress=Impatient("Done"))
    assert cancelled.is_cancelled
    assert open_alerts(store) == []
    store_all(store, first_sunday(store), **ANN, progress=patient)
    assert open_alerts(store) == [(ANN["at"], 30.0)]


def first_sunday(store: Store) -> list[Table]:
    """Return an order on the Sunday that makes the week of the first orders (10 and 20) whole."""
    return dropped(store, sunday="order_id,customer_id,ordered_at,amount\nS,7,2026-03-08,0\n")


@pytest.mark.parametrize(
    ("words", "after"),
    [("Reading more.csv", 1), ("Reading more.csv", 2), ("Reading newer.csv", 2), ("Comparing more", 1)],
    ids=["before the first is read", "while it is read", "while the second is read", "while they are compared"],
)
def test_reading_that_is_cancelled_leaves_nothing_behind(
    company: Company, store: Store, words: str, after: int
) -> None:
    given = [("more.csv", MORE.encode()), ("newer.csv", NEWER.encode())]
    impatient = Impatient(words, after=after)
    with pytest.raises(CancelledError):
        import_plans.read_all(store, given, TODAY, impatient)
    assert company.has_changed_in(store) == {}


@pytest.mark.parametrize("stage", ["Finding out", "Adding up", "Done"])
def test_taking_back_that_is_cancelled_leaves_the_import_in_force(
    company: Company, store: Store, stage: str
) -> None:
    with pytest.raises(CancelledError), put_back_when_cancelled(store, lambda: batches.reinstate(store, 2)):
        jobs.undo(store, 2, **ANN, progress=Impatient(stage))
    assert company.has_changed_in(store) == {}
    assert (store.state.batch(2).undone_at, store.state.batch(2).undone_by) == (None, None)


def test_a_correction_that_is_cancelled_was_never_made(company: Company, store: Store) -> None:
    as_now = correction_as_now(store, "own", "7")
    with pytest.raises(CancelledError), put_back_when_cancelled(store, as_now):
        who_is_who.correct(store, Correction("own", "7", "8"), Impatient("Adding up"))
    assert who_is_who.corrections(store) == []
    assert company.has_changed_in(store) == {}


def test_a_correction_that_is_cancelled_leaves_the_one_before_it(store: Store) -> None:
    store.state.correct_identity("own", "7", "8")
    as_now = correction_as_now(store, "own", "7")
    with pytest.raises(CancelledError), put_back_when_cancelled(store, as_now):
        who_is_who.correct(store, Correction("own", "7", "7"), Impatient("Finding out"))
    assert who_is_who.corrections(store) == [Correction("own", "7", "8")]
