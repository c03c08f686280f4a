"""Loyalty points: a point per euro, sometimes redeemed with an order."""

import numpy as np
import pandas as pd

from data.sample.names import customer_ids
from data.sample.orders import GUEST
from data.sample.people import People
from data.sample.scope import Scope, Whole

LEAST_REDEEMED = 100
REDEEM_SHARE = 0.3  # of orders on which the points suffice


def loyalty_events(scope: Scope, people: People, lines: pd.DataFrame, order_customer: Whole) -> pd.DataFrame:
    """Return the export of movements of points, from the order lines and the customer of each order."""
    dice = scope.generator("loyalty")
    placed = lines.groupby("order_id", sort=True, as_index=False).agg(
        amount=("amount", "sum"), happened_at=("ordered_at", "first")
    )
    placed = placed.assign(customer=order_customer)
    earned = placed[(order_customer != GUEST) & people.is_member[order_customer]]
    # a member's two orders in one minute are one movement
    earned = earned.groupby(["customer", "happened_at"], as_index=False)["amount"].sum()
    earned = earned.assign(points=np.floor(earned["amount"]).astype(int), kind="earned")
    redeemed = _redeemed(dice, earned)
    events = pd.concat([earned, redeemed]).sort_values(["happened_at", "customer", "kind"], kind="stable")
    return pd.DataFrame(
        {
            "customer_id": customer_ids(events["customer"].to_numpy()),
            "happened_at": events["happened_at"].to_numpy(),
            "kind": events["kind"].to_numpy(),
            "points": events["points"].to_numpy(),
        }
    )


def _redeemed(dice: np.random.Generator, earned: pd.DataFrame) -> pd.DataFrame:
    """Return whole hundreds redeemed, never more than were left from earlier orders."""
    running = earned.groupby("customer")["points"].cumsum() - earned["points"]
    hundreds = running // LEAST_REDEEMED
    before = hundreds.groupby(earned["customer"]).shift(fill_value=0)
    redeems = (hundreds > before) & (dice.random(len(earned)) < REDEEM_SHARE)
    points = ((hundreds - before) * LEAST_REDEEMED)[redeems]
    return earned.loc[redeems, ["customer", "happened_at"]].assign(points=points, kind="redeemed")


def points_of(scope: Scope, events: pd.DataFrame) -> tuple[Whole, Whole]:
    """Return the points ever earned and the points left, by customer."""
    customer = events["customer_id"].str.slice(1).astype(int).to_numpy() - 1
    points = events["points"].to_numpy()
    is_earned = (events["kind"] == "earned").to_numpy()
    earned = np.bincount(customer[is_earned], points[is_earned], minlength=scope.customers)
    spent = np.bincount(customer[~is_earned], points[~is_earned], minlength=scope.customers)
    return earned.astype(np.int64), (earned - spent).astype(np.int64)
