"""Features as of a day: what they count, and that no row after that day moves any of them."""

from datetime import date

import ibis
import pandas as pd
import pytest

from data.features import behaviour, buyers, contracts, covered, crm
from tests.tables import in_memory, unbound

AS_OF = date(2026, 6, 30)
DATES = {
    "orders": ("ordered_at", "refunded_at"),
    "email_events": ("happened_at",),
    "tickets": ("opened_at", "resolved_at", "first_reply_at"),
    "surveys": ("answered_at",),
    "mentions": ("posted_at",),
    "loyalty_events": ("happened_at",),
    "customers": ("signed_up_on", "churned_on"),
    "subscriptions": ("started_on", "due_on", "renewed_on", "cancelled_on"),
}


def tables(**rows):
    frames = {}
    for name, records in rows.items():
        frame = pd.DataFrame(records)
        for column in set(DATES[name]) & set(frame):
            frame[column] = pd.to_datetime(frame[column], format="ISO8601")
        frames[name] = frame
    return in_memory(**frames)


def features(of, **rows):
    here = tables(**rows)
    population = ibis.memtable({"customer_id": [of]})
    return behaviour.snapshot(population, here, AS_OF).execute().iloc[0]


def order(day, amount=10.0, customer="a", **more):
    return {"customer_id": customer, "ordered_at": day, "amount": amount, **more}


def test_orders_say_how_long_ago_how_often_and_at_what_rhythm():
    found = features("a", orders=[order("2026-04-01"), order("2026-04-21"), order("2026-05-11 18:00")])
    assert found["days_since_order"] == 50  # 11 May to 30 June
    assert found["usual_gap_days"] == 20
    assert found["silence_ratio"] == 2.5
    assert (found["order_days"], found["orders_recent"], found["orders_before"]) == (3, 2, 1)
    assert (found["spend_recent"], found["spend_before"]) == (20, 10)


def test_someone_who_never_ordered_has_no_orders_and_no_known_silence():
    found = features("b", orders=[order("2026-04-01")])
    assert found["order_days"] == 0
    assert pd.isna(found["days_since_order"])


def test_one_order_has_no_rhythm_yet():
    found = features("a", orders=[order("2026-06-20")])
    assert pd.isna(found["usual_gap_days"])
    assert pd.isna(found["silence_ratio"])


def test_emails_count_what_was_got_and_opened_in_ninety_days():
    def event(kind, campaign, day):
        return {"customer_id": "a", "event": kind, "campaign": campaign, "happened_at": day}

    events = [event("delivered", name, "2026-06-01") for name in "wxyz"]
    events += [
        event("opened", "w", "2026-06-02"),
        event("opened", "w", "2026-06-03"),
        event("clicked", "w", "2026-06-03"),
    ]
    events += [event("delivered", "old", "2026-01-01"), event("opened", "old", "2026-01-01")]
    found = features("a", email_events=events)
    assert (found["mails_recent"], found["opens_recent"], found["clicks_recent"]) == (4, 1, 1)
    assert found["open_share_recent"] == 0.25
    assert found["days_since_open"] == 27


def test_a_ticket_solved_later_is_still_open_and_its_rating_not_yet_given():
    case = {"customer_id": "a", "opened_at": "2026-06-28 08:00", "resolved_at": "2026-07-02", "satisfaction": 1.0}
    found = features("a", tickets=[case])
    assert (found["tickets_recent"], found["tickets_open"]) == (1, 1)
    assert pd.isna(found["ticket_rating"])
    assert pd.isna(found["hours_to_solve"])


def test_hours_to_solve_are_from_opening_to_solution():
    case = {
        "customer_id": "a",
        "opened_at": "2026-06-01 08:00",
        "resolved_at": "2026-06-02 20:00",
        "satisfaction": 4.0,
    }
    found = features("a", tickets=[case])
    assert (found["hours_to_solve"], found["ticket_rating"]) == (36, 4)


def test_the_last_survey_answer_counts_as_a_share_of_its_scale():
    answers = [
        {"customer_id": "a", "answered_at": "2026-05-01", "score": 2.0, "kind": "csat"},
        {"customer_id": "a", "answered_at": "2026-06-01", "score": 9.0, "kind": "nps"},
    ]
    assert features("a", surveys=answers)["survey_score"] == 0.9


def planted(day):
    """One row of everything for the customer, on a day."""
    return {
        "orders": [order(day, 500.0, product="x", refunded_amount=5.0, refunded_at=day)],
        "email_events": [{"customer_id": "a", "event": "opened", "campaign": "c", "happened_at": day}],
        "tickets": [{"customer_id": "a", "opened_at": day, "resolved_at": day, "satisfaction": 1.0}],
        "surveys": [{"customer_id": "a", "answered_at": day, "score": 1.0, "kind": "nps"}],
        "mentions": [{"customer_id": "a", "posted_at": day, "text": "bad"}],
        "loyalty_events": [{"customer_id": "a", "happened_at": day, "kind": "earned", "points": 9.0}],
        "customers": [{"customer_id": "a", "signed_up_on": "2026-01-01"}],
    }


def test_rows_planted_after_the_day_move_no_feature():
    before = planted("2026-05-01")
    after = {name: [*before[name], *rows] for name, rows in planted("2026-07-01").items() if name != "customers"}
    pd.testing.assert_series_equal(features("a", **before), features("a", **(before | after)))


def test_rows_planted_on_the_day_do_move_features():
    before = planted("2026-05-01")
    there = {name: [*before[name], *rows] for name, rows in planted("2026-06-30").items() if name != "customers"}
    moved = features("a", **before).ne(features("a", **(before | there)))
    assert moved[["order_days", "days_since_open", "tickets_ever", "days_since_survey", "mentions_recent"]].all()
    assert moved["points_earned_recent"]


def contract(start, **more):
    return {"customer_id": "a", "started_on": start, "recurring_value": 10.0, "plan": "Basic", **more}


def runs(on, *rows, grace=30):
    return not contracts.running(tables(subscriptions=list(rows)), on, grace).execute().empty


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 3, 9), True), (date(2026, 3, 10), False)],
)
def test_a_contract_runs_from_its_first_day_until_it_is_cancelled(on, expected):
    assert runs(on, contract("2026-01-01", cancelled_on="2026-03-10")) is expected


@pytest.mark.parametrize(("on", "expected"), [(date(2026, 3, 2), True), (date(2026, 3, 3), False)])
def test_a_contract_not_renewed_runs_until_the_grace_is_over(on, expected):
    # due 1 February, thirty days of grace end on 3 March
    assert runs(on, contract("2026-01-01", due_on="2026-02-01")) is expected


def test_a_renewed_contract_runs_on_until_the_next_one_and_no_further():
    first = contract("2026-01-01", due_on="2026-02-01", renewed_on="2026-02-01")
    second = contract("2026-02-01", due_on="2026-03-01", cancelled_on="2026-02-20")
    assert runs(date(2026, 6, 1), first)
    assert not runs(date(2026, 2, 20), first, second)


def test_what_a_customer_under_contract_had_on_the_day():
    first = contract("2025-07-01", due_on="2026-01-01", renewed_on="2025-12-20")
    second = contract("2026-01-01", due_on="2026-07-10") | {"recurring_value": 15.0, "plan": "Plus"}
    later = contract("2026-07-01") | {"recurring_value": 99.0, "plan": "Gold"}
    here = tables(subscriptions=[first, second, later])
    found = contracts.customers_under_contract(here, AS_OF, 30).execute().iloc[0]
    assert (found["plan"], found["monthly"], found["monthly_change"]) == ("Plus", 15, 1.5)
    assert (found["contract_days"], found["tenure_days"], found["days_to_due"]) == (180, 364, 10)
    assert found["contracts_before"] == 1


def test_sign_up_and_leaving_dates_stand_in_for_contracts_only_where_an_export_knows_leavers():
    rows = [
        {"customer_id": "a", "signed_up_on": "2026-01-01", "churned_on": "2026-02-01", "tool": "crm"},
        {"customer_id": "b", "signed_up_on": "2026-01-01", "tool": "crm"},
        {"customer_id": "c", "signed_up_on": "2026-01-01", "tool": "shop"},
    ]
    found = contracts.running(tables(customers=rows), AS_OF, 30).execute()
    assert found["customer_id"].tolist() == ["b"]


def test_active_buyers_bought_within_the_window():
    here = tables(
        orders=[order("2026-06-20"), order("2026-06-21", customer="b"), order("2026-07-01", customer="c")]
    )
    assert set(buyers.active_buyers(here, AS_OF, 10).execute()["customer_id"]) == {"b"}
    assert set(buyers.bought_between(here, AS_OF, date(2026, 7, 1)).execute()["customer_id"]) == {"c"}


def test_the_window_is_the_gap_that_only_one_in_ten_repeat_buyers_exceeds():
    # eleven buyers whose longest gaps are 10, 20 … 110 days: the 90 % quantile is 100
    rows = []
    for number in range(1, 12):
        later = pd.Timestamp("2026-01-01") + pd.Timedelta(days=10 * number)
        rows += [order("2026-01-01", customer=str(number)), order(later.isoformat(), customer=str(number))]
    assert buyers.proposed_window(tables(orders=rows), AS_OF).execute()["days"].tolist() == [100]


def test_customers_are_counted_by_the_kind_of_data_that_covers_them():
    here = tables(
        customers=[
            {"customer_id": "a", "churned": True, "tool": "crm"},
            {"customer_id": "b", "tool": "crm"},
            {"customer_id": "c", "tool": "shop", "signed_up_on": "2026-01-01"},
        ],
        orders=[order("2026-01-01"), order("2026-01-02", customer=None)],
        subscriptions=[contract("2026-01-01")],
    )
    assert crm.customer_count(here).execute().iloc[0].to_dict() == {"contract": 1, "orders": 1, "label": 2}


def test_attributes_become_columns_by_their_turn():
    rows = [{"customer_id": "a", "attributes": {"Grind": "beans", "Age band": "30-44"}}]
    here = tables(customers=rows)
    assert crm.attribute_names(here).execute()["header"].tolist() == ["Age band", "Grind"]
    found = crm.customers(here, ["Age band", "Grind", "no such"]).execute().iloc[0]
    assert (found["attribute_0"], found["attribute_1"]) == ("30-44", "beans")
    assert pd.isna(found["attribute_2"])


@pytest.mark.parametrize(
    "expression",
    [
        lambda here: behaviour.snapshot(contracts.customers_under_contract(here, AS_OF, 30), here, AS_OF),
        lambda here: behaviour.snapshot(buyers.active_buyers(here, AS_OF, 90), here, AS_OF),
        lambda here: buyers.bought_between(here, AS_OF, date(2026, 7, 1)),
        lambda here: buyers.proposed_window(here, AS_OF),
        lambda here: crm.customers(here, ["Age band"]),
        crm.attribute_names,
        crm.customer_count,
        covered.days_covered,
    ],
)
def test_every_feature_compiles_for_a_cluster(expression):
    assert "SELECT" in ibis.to_sql(expression(unbound()), dialect="databricks")
