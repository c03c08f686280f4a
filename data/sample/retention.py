"""Retention actions: who was in a launch, who got the offer, and what came of it."""

import numpy as np
import pandas as pd

from data.sample.lives import Lives
from data.sample.names import customer_ids
from data.sample.scope import Scope
from data.sample.truths import OFFER_WINDOW_DAYS

COST_OF_OFFER = 6.50  # a free bag and its postage, in EUR


def retention_actions(scope: Scope, lives: Lives) -> pd.DataFrame:
    """Return the export of launches, a row per customer in each."""
    launches = lives.launches
    sizes = [len(launch.customer) for launch in launches]
    number = np.repeat(np.arange(len(launches)), sizes)
    day = np.array([launch.day for launch in launches], dtype=np.int64)[number]
    customer = np.concatenate([np.empty(0, np.int64), *(launch.customer for launch in launches)])
    treated = np.concatenate([np.empty(0, bool), *(launch.treated for launch in launches)])
    left = lives.last_day[customer] <= day + OFFER_WINDOW_DAYS
    return pd.DataFrame(
        {
            "customer_id": customer_ids(customer),
            "assigned_on": scope.dates(day),
            "group": np.where(treated, "treated", "control"),
            "action": np.where(treated, "free bag and a personal note", "none"),
            "cost": np.where(treated, COST_OF_OFFER, 0.0),
            "campaign": np.array([f"Stay with us {turn + 1}" for turn in range(len(launches))], dtype=object)[
                number
            ],
            "outcome": np.where(left, "left", "stayed"),
        }
    )
