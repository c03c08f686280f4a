"""The mailing list: who is on it when, from what exports say."""

from datetime import date

import pandas as pd

from analytics.channels import mailing_list
from analytics.channels.mailing_list import Origin, of_flows
from data import rollups
from data.calendars import Calendar
from data.importing.options import ImportOptions
from data.importing.planning import plan_file
from data.importing.storing import store_plan
from data.settings import Settings
from data.store import Store
from tests.filled_store import filled_store
from tests.small_company import table


def with_rollups(store: Store) -> Store:
    with store.write() as writer:
        rollups.refresh(writer, Settings())
    return store


def loaded(folder, grain="month", **frames):
    store = with_rollups(filled_store(folder / "list.duckdb", frames))
    return mailing_list.load(store, date(2026, 7, 1), date(2026, 9, 30), grain)


CUSTOMERS = table(
    "customer_id contact_consent signed_up_on",
    ("A", True, "2026-06-03"),
    ("B", True, "2026-07-05"),
    ("C", True, "2026-08-05"),
    ("D", False, "2026-07-07"),
    ("E", True, None),
    ("F", None, "2026-07-09"),
    ("G", False, "2026-06-20"),
)
EVENTS = table(
    "customer_id happened_at event campaign",
    ("A", "2026-06-10 10:00", "opened", "x"),
    ("G", "2026-08-10 10:00", "unsubscribed", "x"),
    ("G", "2026-08-12 10:00", "unsubscribed", "y"),
    ("B", "2026-09-30 10:00", "unsubscribed", "y"),
    ("C", "2026-09-30 10:00", "bounced", "y"),
)


def test_members_are_counted_back_from_who_came_and_went(tmp_path):
    found = loaded(tmp_path, customers=CUSTOMERS, email_events=EVENTS)
    # Start of July: A, G and E (no day). B joins in July, C in August; G leaves in August, B in September.
    assert found.origin is Origin.CUSTOMERS
    rows = found.periods
    assert rows["members_start"].tolist() == [3, 4, 4]
    assert rows["joined"].tolist() == [1, 1, 0]
    assert rows["left"].tolist() == [0, 1, 1]
    assert rows["members"].tolist() == [4, 4, 3]
    assert rows["growth_rate"].round(4).tolist() == [0.3333, 0.0, -0.25]
    assert (found.members, found.gone, found.undated) == (3, 1, 1)  # D may not be written to, and since when?


def test_a_bounce_among_events_takes_nobody_off_the_list(tmp_path):
    assert loaded(tmp_path, customers=CUSTOMERS, email_events=EVENTS).periods["bounced"].sum() == 0


def test_where_nobody_says_who_left_there_is_no_history_but_a_number(tmp_path):
    found = loaded(tmp_path, customers=CUSTOMERS)
    assert found.periods.empty
    assert found.known_since is None
    assert (found.members, found.gone) == (4, 2)


def test_customers_of_whom_nobody_knows_whether_they_may_be_written_to_are_no_list(tmp_path):
    found = loaded(tmp_path, customers=CUSTOMERS.drop(columns="contact_consent"))
    assert found.origin is Origin.NOTHING
    assert found.members == 0


def test_periods_begin_with_the_first_whole_one():
    flows = pd.DataFrame(
        {
            "day": [date(2026, 6, 30), date(2026, 7, 10), date(2026, 8, 3), None],
            "way": ["joined", "joined", "left", "joined"],
            "people": [5, 2, 1, 4],
        }
    )
    rows = of_flows(flows, "month", first=date(2026, 7, 2), last=date(2026, 8, 31), calendar=Calendar())
    assert rows["period_start"].tolist() == [pd.Timestamp("2026-08-01")]
    assert rows[["members_start", "members"]].to_numpy().tolist() == [[11, 10]]


AUDIENCE = """Email Address,First Name,MEMBER_RATING,OPTIN_TIME,LAST_CHANGED,LEID,EUID
a@example.org,A,2,2026-06-03 10:00:00,2026-06-03 10:00:00,1,e1
b@example.org,B,2,2026-07-05 10:00:00,2026-07-05 10:00:00,2,e2
"""
UNSUBSCRIBED = """Email Address,First Name,MEMBER_RATING,OPTIN_TIME,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,LEID,EUID
c@example.org,C,2,2026-06-01 10:00:00,2026-08-06 10:00:00,Offer,3,e3
"""
CLEANED = """Email Address,First Name,MEMBER_RATING,OPTIN_TIME,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,LEID,EUID
d@example.org,D,2,2026-06-02 10:00:00,2026-07-07 10:00:00,Offer,4,e4
"""


def test_a_newsletter_tool_s_files_say_who_left_and_whose_address_was_cleaned(tmp_path):
    store = Store(f"duckdb:///{tmp_path}/tool.duckdb")
    for name, text in {"subscribed": AUDIENCE, "unsubscribed": UNSUBSCRIBED, "cleaned": CLEANED}.items():
        (plan,) = plan_file(f"{name}.csv", text.encode(), ImportOptions(), store.state)
        store_plan(store, plan, at="2026-10-01T09:00:00", by="analyst")
    found = mailing_list.load(with_rollups(store), date(2026, 7, 1), date(2026, 9, 30), "month")
    assert found.origin is Origin.TOOL
    # Start of July: A, C, D. B joins and D is cleaned in July, C leaves in August.
    assert found.periods[["members_start", "joined", "left", "bounced", "members"]].to_numpy().tolist() == [
        [3, 1, 0, 1, 3],
        [3, 0, 1, 0, 2],
        [2, 0, 0, 0, 2],
    ]
