"""The exports themselves: one frame per canonical table, and the same as CSV files."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from data import schemas
from data.sample.contracts import contracts, subscriptions
from data.sample.customers import customers
from data.sample.emails import e_mails
from data.sample.leads import leads
from data.sample.lives import lives
from data.sample.loyalty import loyalty_events, points_of
from data.sample.markets import market_scores
from data.sample.mentions import mentions
from data.sample.orders import order_lines, placed_orders
from data.sample.people import people
from data.sample.posts import content, social_posts
from data.sample.referrals import referrals
from data.sample.retention import retention_actions
from data.sample.scope import Scope, Words, only_where
from data.sample.voices import surveys, tickets
from data.sample.web import spend, web_traffic
from data.sample.wording import Wording

DEFAULT_CUSTOMERS = 5000
DEFAULT_WEEKS = 104
DEFAULT_SEED = 20261115
CHARACTERS = {schemas.Kind.DATE: len("2026-11-15"), schemas.Kind.MOMENT: len("2026-11-15 09:30")}


def generate(
    customers: int = DEFAULT_CUSTOMERS, weeks: int = DEFAULT_WEEKS, *, end: date, seed: int = DEFAULT_SEED
) -> dict[str, pd.DataFrame]:
    """Return the exports of the sample company, by the name of their canonical table.

    Parameters
    ----------
    customers
        How many customers ever signed up, at least 20. Everything grows in step with it.
    weeks
        Length of the history, at least 8. The planted truths (``data.sample.truths``) that don't fit into it
        are left out.
    end
        The last day. Take a Sunday for whole weeks.
    seed
        The same seed, size and end give the same rows.

    Returns
    -------
    dict of frames
        Columns are named as in ``data.schemas``, with some more as a real export has. Dates and moments are
        datetimes; what isn't known is missing.

    Raises
    ------
    TooLittleDataError
        Where so few customers or weeks are asked for that nothing could be seen.

    Examples
    --------
    >>> tables = generate(customers=20, weeks=8, end=date(2026, 11, 15))
    >>> len(tables["customers"]), str(tables["customers"]["signed_up_on"].min().date()) >= "2026-09-21"
    (20, True)
    """
    scope = Scope(customers=customers, weeks=weeks, end=end, seed=seed)
    tables = _tables(scope)
    return {name: tables[name] for name in schemas.TABLES}


def _tables(scope: Scope) -> dict[str, pd.DataFrame]:
    who = people(scope)
    life = lives(scope, who)
    held = contracts(scope, who, life)
    placed = placed_orders(scope, who, life, held)
    lines = order_lines(scope, who, placed)
    points = loyalty_events(scope, who, lines, placed.customer)
    found = leads(scope, who)
    lead_day = scope.day_numbers(found["created_on"])
    campaigns, events = e_mails(scope, who, life, lead_day)
    wording = Wording()
    return {
        "customers": customers(scope, who, life, held, points_of(scope, points)),
        "orders": lines,
        "subscriptions": subscriptions(scope, who, life, held),
        "leads": found,
        "email_campaigns": campaigns,
        "email_events": events,
        "web_traffic": web_traffic(scope),
        "surveys": surveys(scope, who, life, wording),
        "tickets": tickets(scope, who, life, wording),
        "mentions": mentions(scope, who, life, wording),
        "social_posts": social_posts(scope, wording),
        "content": content(scope, wording),
        "loyalty_events": points,
        "referrals": referrals(scope, who, life),
        "spend": spend(scope, life),
        "retention_actions": retention_actions(scope, life),
        "market_scores": market_scores(scope),
    }


def write_exports(
    folder: Path,
    customers: int = DEFAULT_CUSTOMERS,
    weeks: int = DEFAULT_WEEKS,
    *,
    end: date,
    seed: int = DEFAULT_SEED,
) -> list[Path]:
    """Write the exports as CSV files (UTF-8, ISO dates) into a folder, and return their paths.

    The folder is made where it is missing; files of the same names in it are replaced. See `generate`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, frame in generate(customers, weeks, end=end, seed=seed).items():
        paths.append(folder / f"{name}.csv")
        _as_written(name, frame).to_csv(paths[-1], index=False, lineterminator="\n", encoding="utf-8")
    return paths


def _as_written(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with dates and moments as text."""
    table = schemas.table(name)
    length = {column.name: CHARACTERS[column.kind] for column in table.columns if column.kind in CHARACTERS}
    return frame.assign(**{column: _iso(frame[column], length[column]) for column in frame if column in length})


def _iso(times: pd.Series, characters: int) -> Words:
    """Return datetimes as ISO text of so many characters, empty where missing."""
    values = times.to_numpy().astype("datetime64[m]")
    if not len(values):  # numpy finds no width for no text
        return np.array([], dtype="U1")
    text = np.char.replace(np.datetime_as_string(values), "T", " ").astype(f"U{characters}")
    return only_where(~np.isnat(values), text)
