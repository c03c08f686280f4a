"""What a change that takes long leaves when somebody cancels it on the way: nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from analytics import jobs
from analytics.who_is_who import corrections
from components.background import CancelledError
from data.store import Store


@contextmanager
def put_back_when_cancelled(store: Store, put_back: Callable[[], None]) -> Iterator[None]:
    """Put the store back as it was where the work within is cancelled, and work out anew what follows."""
    try:
        yield
    except CancelledError:
        put_back()
        jobs.catch_up(store)
        raise


def correction_as_now(store: Store, source: str, reference: str) -> Callable[[], None]:
    """Return a function that lets a reference mean again what it means now."""
    given = [one for one in corrections(store) if (one.source, one.reference) == (source, reference)]

    def put_back() -> None:
        if given:
            store.state.correct_identity(source, reference, given[0].customer_id)
        else:
            store.state.forget_identity(source, reference)

    return put_back
