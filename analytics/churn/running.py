"""One door for the page and the terminal: choose the kind of data, train, and keep what came of it."""

from datetime import date, datetime

import pyarrow as pa

from analytics.churn import by_label, by_time, lists, loading
from analytics.churn.result import LABEL, MODES, ChurnResult, Progress, most_covering, share_of, silent
from analytics.churn.snapshots import Question
from data.errors import UnknownNameError
from data.store import Store
from data.texts import _

HORIZON_DAYS = 90


def run(
    store: Store,
    *,
    as_of: date | None = None,
    horizon_days: int = HORIZON_DAYS,
    mode: str | None = None,
    progress: Progress = silent,
) -> ChurnResult:
    """Train on what the store holds, and score every customer who can still leave.

    Parameters
    ----------
    as_of
        Nothing after this day is read; None: the last day with data.
    horizon_days
        Churn is leaving within this many days. Not used with a label, which has no date.
    mode
        "contract", "orders" or "label"; None: the one that covers most customers.
    progress
        Called with the share done, 0 to 1, and what is being done.

    Raises
    ------
    TooLittleDataError
        Where the data can't carry a model; the text says what is missing.
    UnknownNameError
        If there is no such mode.
    """
    progress(0.0, _("Looking at what the data say"))
    chosen = mode or most_covering(lists.customers_by_mode(store))
    if chosen not in MODES:
        raise UnknownNameError("mode", chosen, MODES)
    question = Question(chosen, as_of, horizon_days, store.state.settings(), loading.customer_headers(store))
    if chosen == LABEL:
        with store.read() as facts:
            customers, today = loading.label_rows(facts), as_of or loading.last_day(facts)
        return by_label.train(
            customers, question.headers, as_of=today, settings=question.settings, progress=progress
        )
    with store.read() as facts:
        past = loading.past(facts, question, share_of(progress, 0.02, 0.2, _("Looking back")))
    return by_time.train(past, progress=progress)


def save(store: Store, result: ChurnResult, *, by: str, at: datetime) -> int:
    """Keep the report card and the list; return the run's id. Lists of earlier runs stay as they are."""
    run_id = store.state.add_churn_run(result.record, created_at=at.isoformat(timespec="seconds"), created_by=by)
    rows = pa.Table.from_pandas(result.scores.assign(run_id=run_id), preserve_index=False)
    with store.write() as writer:
        writer.append("churn_scores", rows)
    return run_id
