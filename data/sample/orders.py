"""Orders: boxes of subscribers every four weeks, and what is bought by the bag."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.sample.company import BOX_EVERY_DAYS, CURRENCY, PLANS, PRODUCTS
from data.sample.contracts import Contracts
from data.sample.lives import Lives
from data.sample.names import customer_ids, email_addresses
from data.sample.people import People
from data.sample.scope import Flags, Real, Scope, Whole, Words, minutes_of_day, numbered, only_where

GUEST = -1
SKIPPED_BOXES = (0.04, 0.65)  # share, before and after interest fades
ADD_ON_SHARE = 0.16  # of orders that have a second line
REFUND_SHARE = 0.022
GUEST_SHARE = 0.03
DISCOUNT = 0.2
WEEKLY_ORDERS = (0.13, 0.03)  # by the bag: without and with a plan
BUSIEST = 2.2  # no day is more times busier than usual


@dataclass(frozen=True, slots=True)
class Orders:
    """One entry per order; ``customer`` is ``GUEST`` for guests, ``box_price`` 0 for orders by the bag."""

    customer: Whole
    day: Whole
    minute: Whole
    box_price: Real


def placed_orders(scope: Scope, people: People, lives: Lives, contracts: Contracts) -> Orders:
    """Return all orders in the order in which they were placed."""
    dice = scope.generator("orders")
    box_customer, box_day = _boxes(scope, people, lives)
    bag_customer, bag_day = _bags(scope, people, lives)
    guest_day = dice.choice(bag_day, int(GUEST_SHARE * len(box_day)))
    customer = np.concatenate([box_customer, bag_customer, np.full(len(guest_day), GUEST)])
    day = np.concatenate([box_day, bag_day, guest_day])
    box_price = np.zeros(len(day))
    box_price[: len(box_day)] = contracts.box_price[contracts.at(box_customer, box_day)]
    minute = minutes_of_day(dice, len(day))
    turn = np.lexsort((minute, day))
    return Orders(customer[turn], day[turn], minute[turn], box_price[turn])


def _boxes(scope: Scope, people: People, lives: Lives) -> tuple[Whole, Whole]:
    """Return customer and day of the boxes of subscribers, without those skipped."""
    dice = scope.generator("boxes")
    until = np.minimum(lives.last_day, scope.days)
    count = np.where(people.has_plan, -((people.signup_day - until) // BOX_EVERY_DAYS), 0)
    customer = np.repeat(np.arange(scope.customers), count)
    turn = np.arange(len(customer)) - (np.cumsum(count) - count)[customer]
    day = people.signup_day[customer] + turn * BOX_EVERY_DAYS
    chance = np.where(day >= people.fade_day[customer], SKIPPED_BOXES[1], SKIPPED_BOXES[0])
    taken = (turn == 0) | (dice.random(len(day)) >= chance)
    return customer[taken], day[taken]


def _bags(scope: Scope, people: People, lives: Lives) -> tuple[Whole, Whole]:
    """Return customer and day of orders by the bag; who has no plan buys on the day of signing up."""
    dice = scope.generator("bags")
    until = np.minimum(np.minimum(lives.last_day, people.fade_day), scope.days)
    span = np.maximum(until - people.signup_day, 0)
    usual = np.where(people.has_plan, WEEKLY_ORDERS[1], WEEKLY_ORDERS[0]) * (0.2 + 1.6 * people.engagement)
    rate = usual * dice.gamma(1.3, 1 / 1.3, scope.customers)
    customer = np.repeat(np.arange(scope.customers), dice.poisson(BUSIEST * rate * span / 7))
    day = people.signup_day[customer] + (dice.random(len(customer)) * span[customer]).astype(np.int64)
    bought = dice.random(len(day)) * BUSIEST < scope.season(day) * scope.weekday(day)
    without_plan = np.flatnonzero(~people.has_plan)
    return (
        np.concatenate([without_plan, customer[bought]]),
        np.concatenate([people.signup_day[without_plan], day[bought]]),
    )


def order_lines(scope: Scope, people: People, orders: Orders) -> pd.DataFrame:
    """Return the export of orders: a line per thing bought."""
    dice = scope.generator("order lines")
    size = len(orders.day)
    order = np.sort(np.concatenate([np.arange(size), np.flatnonzero(dice.random(size) < ADD_ON_SHARE)]))
    customer = orders.customer[order]
    is_box = (orders.box_price[order] > 0) & np.concatenate([[True], order[1:] != order[:-1]])
    product, unit_price = _goods(dice, people, orders, order, is_box)
    quantity = np.where(is_box, 1, dice.choice([1, 2, 3], len(order), p=[0.68, 0.24, 0.08]))
    discounted = _discounted(dice, people, orders)[order]
    amount = np.round(unit_price * quantity * np.where(discounted, 1 - DISCOUNT, 1), 2)
    frame = pd.DataFrame(
        {
            "order_id": numbered("O", order, 7),
            "customer_id": only_where(customer != GUEST, customer_ids(customer)),
            "customer_email": only_where(customer != GUEST, email_addresses(customer)),
            "ordered_at": scope.moments(orders.day, orders.minute)[order],
            "amount": amount,
            "quantity": quantity,
            "unit_price": unit_price,
            "currency": np.full(len(order), CURRENCY, dtype=object),
        }
    )
    return frame.assign(
        **_refunds(scope, orders.day[order], amount),
        channel=_channels(dice, orders)[order],
        product=product,
        discount_code=only_where(discounted, "LESS20"),
    )


def _goods(
    dice: np.random.Generator, people: People, orders: Orders, order: Whole, is_box: Flags
) -> tuple[Words, Real]:
    """Return product and price per piece of each line."""
    which = dice.choice(len(PRODUCTS), len(order), p=[0.24, 0.18, 0.1, 0.13, 0.11, 0.09, 0.1, 0.05])
    plan = people.plan[orders.customer[order]]
    boxes = np.array([*(f"{plan.name} box" for plan in PLANS), ""], dtype=object)[plan]
    product = np.where(is_box, boxes, np.array(list(PRODUCTS), dtype=object)[which])
    return product, np.where(is_box, orders.box_price[order], np.array(list(PRODUCTS.values()))[which])


def _discounted(dice: np.random.Generator, people: People, orders: Orders) -> Flags:
    chance = np.where(orders.customer == GUEST, 0.05, people.discount_share[orders.customer])
    return np.asarray(dice.random(len(chance)) < chance)


def _channels(dice: np.random.Generator, orders: Orders) -> Words:
    way = dice.choice(np.array(["web", "app", "shop"], dtype=object), len(orders.day), p=[0.52, 0.34, 0.14])
    return np.where(orders.box_price > 0, "subscription", way)


def _refunds(scope: Scope, day: Whole, amount: Real) -> dict[str, npt.NDArray[Any]]:
    """Return the refund columns; some lines are paid back within three weeks, in full or by half."""
    dice = scope.generator("refunds")
    at = scope.moments(day + dice.integers(1, 22, len(day)), minutes_of_day(dice, len(day)))
    refunded = (dice.random(len(day)) < REFUND_SHARE) & ~scope.not_yet(at)
    paid_back = np.round(amount * dice.choice([1.0, 0.5], len(day), p=[0.7, 0.3]), 2)
    return {
        "refunded_amount": np.where(refunded, paid_back, np.nan),
        "refunded_at": np.where(refunded, at, np.datetime64("NaT", "s")),
    }
