"""Real export files, and real headers without rows, where they are at hand."""

from pathlib import Path

import pytest

from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.plans import Plan
from data.reading import Block, read_file
from data.recognising import Recognition, recognise
from data.state import State
from tests.shared_data import shared_file


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "state.sqlite")


def of_shared(name: str) -> tuple[Block, Recognition]:
    path = shared_file(name)
    block = read_file(path.name, path)[0]
    return block, recognise(block.header, block.rows, preamble=block.preamble)


def planned(name: str, state: State) -> list[Plan]:
    path = shared_file(name)
    return plan_file(path.name, path, ImportOptions(time_zone="UTC"), state)


@pytest.mark.parametrize(
    ("name", "profile", "table"),
    [
        ("ga4/report_1.csv", "ga4_traffic", "web_traffic"),
        ("ga4/report_4.csv", "ga4_traffic", "web_traffic"),
        ("hubspot/hubspot_companies_HEADER_ONLY.csv", "hubspot_companies", "customers"),
        ("hubspot/hubspot_contacts.csv", "hubspot_contacts", "customers"),
        ("hubspot/hubspot_contacts_HEADER_ONLY.csv", "hubspot_contacts", "customers"),
        ("hubspot/hubspot_deals.csv", "hubspot_deals", "leads"),
        ("hubspot/hubspot_tickets.csv", "hubspot_tickets", "tickets"),
        ("mailchimp/campaigns.csv", "mailchimp_campaigns", "email_campaigns"),
        ("salesforce/Opportunity.csv", "salesforce_opportunities", "leads"),
        ("salesforce/weekly_export_Account_HEADER_ONLY.csv", "salesforce_accounts", "customers"),
        ("salesforce/weekly_export_Campaign_HEADER_ONLY.csv", "salesforce_campaigns", None),
        ("salesforce/weekly_export_Case_HEADER_ONLY.csv", "salesforce_cases", "tickets"),
        ("salesforce/weekly_export_Contact_HEADER_ONLY.csv", "salesforce_contacts", "customers"),
        ("salesforce/weekly_export_Lead_HEADER_ONLY.csv", "salesforce_leads", "leads"),
        ("salesforce/weekly_export_Opportunity_HEADER_ONLY.csv", "salesforce_opportunities", "leads"),
        ("shopify/orders_export_HEADER_ONLY.csv", "shopify_orders", "orders"),
        ("stripe/unified_payments_HEADER_ONLY.csv", "stripe_payments", "orders"),
        ("x/TweetActivity.csv", "x_posts_older", "social_posts"),
        ("zendesk/zendesk_tickets.csv", "zendesk_explore", "tickets"),
    ],
)
def test_real_exports_are_known(name, profile, table):
    _, found = of_shared(f"exports/{name}")
    assert (found.profile, found.table) == (profile, table)
    assert found.runner_up is None or found.runner_up.confidence < found.confidence
    assert found.advice == "" or table is None


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("hubspot/hubspot_contacts.csv", 950),
        ("hubspot/hubspot_deals.csv", 500),
        ("hubspot/hubspot_tickets.csv", 300),
        ("mailchimp/campaigns.csv", 872),
        ("salesforce/Opportunity.csv", 741),
        ("x/TweetActivity.csv", 81),
        ("zendesk/zendesk_tickets.csv", 50),
    ],
)
def test_every_row_of_real_exports_is_accepted(name, rows, state):
    (plan,) = planned(f"exports/{name}", state)
    report = plan.report()
    assert plan.problem is None
    assert (report["rows_read"], report["rows_accepted"]) == (rows, rows)


def test_every_table_of_real_google_reports_is_traffic_by_day_or_says_why_not(state):
    plans = [plan for number in range(1, 5) for plan in planned(f"exports/ga4/report_{number}.csv", state)]
    with_days = [plan for plan in plans if plan.checked is not None]
    assert {plan.recognition.profile for plan in with_days if plan.recognition} == {"ga4_traffic"}
    for plan in plans:
        if plan.checked is None and plan.block is not None and len(plan.block.rows) > 0:
            assert plan.problem is not None
            assert "Google Analytics" in plan.problem or "none of the exports" in plan.problem


def test_the_real_survey_asks_which_question_is_the_score(state):
    (plan,) = planned("exports/qualtrics/sample.csv", state)
    assert plan.recognition is not None
    assert plan.recognition.profile == "qualtrics"
    assert "“Q1”" in (plan.problem or "")


@pytest.mark.parametrize(
    "name",
    ["experiments/hillstrom.csv", "sentiment/ar/arsarcasm_v2_train.csv", "sentiment/zh/hotel_reviews.csv",
     "sentiment/id/smsa_train.tsv"],
)  # fmt: skip
def test_what_has_no_home_is_left_to_a_person(name):
    block, found = of_shared(name)
    assert found.table is None
    assert set(found.mapping) == set(block.header)
