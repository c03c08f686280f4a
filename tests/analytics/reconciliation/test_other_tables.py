"""What the other tools' reports show, each file small enough to be worked by hand."""

from datetime import date

import pytest

from data.store import Store
from tests.analytics.reconciliation.bringing import both_sides, bring, figure, only


@pytest.fixture
def store(tmp_path):
    return Store(f"duckdb:///{tmp_path / 'facts.duckdb'}")


def test_test_sends_and_half_told_rates_are_kept_out_of_the_email_kpis(store):
    bring(
        store,
        "sends.csv",
        "campaign,sent_at,sent,delivered,opened,clicked,bounced,is_test\n"
        "News,2026-11-02,900,890,300,30,10,\n"
        "Trial,2026-11-01,50,50,40,20,0,yes\n"  # marked as a test
        "Three people,2026-11-03,3,3,3,3,0,\n"  # fewer than five
        "No opens,2026-11-04,400,380,,8,20,\n"  # deliveries without opens make no open rate
        "Broken,2026-11-05,100,lots,5,1,2,\n",  # set aside
    )
    found = only(store)
    assert both_sides(found, "sends") == (5, {"set_aside": 1, "tests": 2}, 2)
    assert both_sides(found, "sent") == (1453, {"set_aside": 100, "tests": 53}, 1300)
    assert both_sides(found, "delivered") == (1323, {"set_aside": 0, "tests": 53, "incomplete": 380}, 890)
    assert figure(found, "delivered").unread == 1
    assert both_sides(found, "opened") == (348, {"set_aside": 5, "tests": 43}, 300)
    assert both_sides(found, "clicked") == (62, {"set_aside": 1, "tests": 23}, 38)
    assert both_sides(found, "bounced") == (32, {"set_aside": 2}, 30)


def test_conversions_of_days_without_sessions_make_no_rate(store):
    bring(
        store,
        "web.csv",
        "date,source,sessions,conversions\n2026-11-02,search,100,5\n2026-11-02,mail,,2\n2026-10-31,search,80,4\n",
    )
    found = only(store)
    assert both_sides(found, "sessions") == (180, {}, 180)
    assert both_sides(found, "conversions") == (11, {"incomplete": 2}, 9)
    october = only(store, date(2026, 10, 1))
    assert (both_sides(october, "sessions"), both_sides(october, "conversions")) == ((80, {}, 80), (4, {}, 4))


def test_a_repeated_row_of_a_file_is_counted_and_what_it_said_is_unknown(store):
    bring(
        store,
        "posts.csv",
        "post_id,posted_at,impressions,reactions\nP,2026-11-02,100,5\nP,2026-11-02,150,6\nQ,2026-11-03,50,\n",
    )
    found = only(store)
    assert both_sides(found, "rows") == (3, {"repeated": 1}, 2)
    # Q says nothing of reactions; of P the later row counts
    assert both_sides(found, "impressions") == (200, {"repeated": 0, "incomplete": 50}, 150)
    assert figure(found, "impressions").unread == 1


def test_answers_of_other_kinds_are_neither_nps_nor_csat(store):
    bring(
        store,
        "answers.csv",
        "response_id,answered_at,score,kind\n1,2026-11-02,9,nps\n2,2026-11-02,4,csat\n3,2026-11-02,3,effort\n"
        "4,2026-11-02,-1,nps\n",
    )
    assert both_sides(only(store), "answers") == (4, {"other_kind": 1, "no_score": 1}, 2)


def test_tickets_count_on_the_day_of_what_happened(store):
    bring(
        store,
        "tickets.csv",
        "ticket_id,opened_at,first_reply_at,resolved_at\n"
        "1,2026-10-30 09:00,2026-10-30 10:00,2026-11-02 09:00\n"
        "2,2026-11-03 09:00,2026-11-03 08:00,\n",  # answered before it was opened
    )
    november = only(store, date(2026, 11, 1))
    assert both_sides(november, "opened") == (1, {}, 1)
    assert both_sides(november, "replied") == (1, {"backwards": 1}, 0)
    assert both_sides(november, "resolved") == (1, {}, 1)


def test_mentions_of_another_brand_are_not_ours(store):
    store.state.change_settings(own_brand="Us")
    bring(
        store,
        "mentions.csv",
        "mention_id,posted_at,text,brand,replied_at\n1,2026-11-02,hello,us,2026-11-03\n2,2026-11-02,hey,Them,\n"
        "3,2026-11-02,oh,,\n",
    )
    found = only(store)
    assert both_sides(found, "mentions") == (3, {"other_brand": 2}, 1)
    assert both_sides(found, "replies") == (1, {}, 1)


def test_leads_that_came_late_and_open_deals_are_told(store):
    bring(
        store,
        "leads.csv",
        "lead_id,created_on,converted_on,closed_on,won\n"
        "1,2026-09-01,2026-09-10,2026-09-10,yes\n2,2026-09-01,2026-11-01,,\n3,2026-09-02,,2026-12-24,\n"
        "4,2026-09-03,,2026-10-01,no\n",
    )
    found = only(store)
    assert both_sides(found, "leads_created") == (4, {}, 4)
    assert both_sides(found, "leads_converted") == (2, {"converted_late": 1}, 1)
    assert both_sides(found, "deals_closed") == (3, {"open": 1}, 2)
    assert both_sides(found, "deals_won") == (1, {}, 1)


def test_leads_of_a_tool_that_never_tells_who_came_make_no_rate(store):
    bring(store, "leads.csv", "lead_id,created_on\n1,2026-09-01\n2,2026-09-01\n")
    assert both_sides(only(store), "leads_created") == (2, {"untold": 2}, 0)


def test_contracts_that_lie_ahead_ended_or_were_renewed_late_are_told(store):
    bring(
        store,
        "contracts.csv",
        "subscription_id,customer_id,started_on,due_on,renewed_on,cancelled_on,recurring_value\n"
        "1,A,2026-01-01,2026-07-01,2026-07-02,,40\n"  # runs on
        "2,B,2026-01-01,2026-07-01,2026-09-15,,30\n"  # renewed, 76 days late; runs on
        "3,C,2026-01-01,2026-07-01,,2026-07-01,20\n"  # ended
        "4,D,2026-09-20,2027-09-20,,,10\n",  # due next year
    )
    found = only(store)
    assert both_sides(found, "contracts_due") == (4, {"ahead": 1}, 3)
    assert both_sides(found, "contracts_renewed") == (2, {"late": 1}, 1)
    assert both_sides(found, "recurring_value") == (100, {"not_running": 20}, 80)


def test_points_are_earned_and_redeemed_whatever_their_sign(store):
    bring(
        store,
        "points.csv",
        "customer_id,happened_at,kind,points\nA,2026-11-02,earned,100\nA,2026-11-03,redeemed,-30\n",
    )
    found = only(store)
    assert both_sides(found, "points_earned") == (100, {}, 100)
    assert both_sides(found, "points_redeemed") == (30, {}, 30)


def test_customers_have_no_days_and_one_person_under_two_names_is_one(store):
    bring(store, "people.csv", "customer_id,email\n1,a@example.com\n1,b@example.com\n2,c@example.com\n")
    found = only(store)
    assert both_sides(found, "rows") == (3, {"repeated": 1}, 2)
    assert both_sides(found, "customers") == (2, {}, 2)
    assert (found.first_day, found.months) == (None, ())


def test_a_payment_that_failed_is_told_from_one_that_cannot_be_read(store):
    bring(
        store,
        "payments.csv",
        "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Seller Message\n"
        "ch_1,2026-11-02 10:00,100.00,0.00,eur,Paid,cus_1,ok\n"
        "ch_2,2026-11-02 11:00,40.00,0.00,eur,Failed,cus_2,declined\n"
        "ch_3,whenever,25.00,0.00,eur,Paid,cus_3,ok\n",
    )
    found = only(store)
    assert both_sides(found, "rows") == (3, {"not_happened": 1, "set_aside": 1}, 1)
    assert found.source.label == "Stripe: Orders"
    assert both_sides(found, "gross_sales") == (165, {"not_happened": 40, "set_aside": 25}, 100)


def test_tax_and_shipping_in_the_amounts_of_a_shop_are_told_apart(store):
    header = (
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,"
        "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price\n"
    )
    bring(
        store,
        "shop.csv",
        f"{header}#1,a@example.com,paid,,fulfilled,EUR,20.00,5.00,4.20,29.20,2.50,2026-11-02 10:00,2,Tea,11.25\n"
        "#2,b@example.com,paid,,fulfilled,EUR,10.00,0.00,2.10,12.10,0.00,2026-11-03 10:00,1,Cup,10.00\n",
    )
    found = only(store)
    assert both_sides(found, "gross_sales") == (pytest.approx(41.30), {}, pytest.approx(41.30))
    assert found.remarks[0] == (
        "Of what counts the tool tells apart: Taxes 6.30, Shipping 5.00, Discount Amount 2.50. Tax and shipping "
        "are in the amounts, discount is not."
    )
