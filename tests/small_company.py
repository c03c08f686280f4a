"""A company so small that every number of its catalogue can be worked by hand, from July to September 2026.

Contracts: A runs on. B ends on 31 July. C moves from 20 to 15 on 10 August and adds 8 on 1 September. D comes on
5 August. E came due on 5 July and nobody did anything: it runs until the grace of 30 days is over, 4 August.
F was renewed, but 41 days late. Orders only, with an inactivity window of 10 days: G, H, I; and guests.
"""

from dataclasses import asdict
from pathlib import Path

import pandas as pd

from data import rollups
from data.settings import Settings
from data.store import Store
from tests.filled_store import filled_store

SETTINGS = Settings(inactivity_window_days=10, own_brand="Us")
NONE = None


def table(columns: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split(), dtype=object)


CUSTOMERS = table(
    "customer_id country loyalty_tier referred_by acquisition_channel",
    ("A", "NL", "Gold", NONE, "search"),
    ("B", "NL", NONE, NONE, "search"),
    ("C", "NL", NONE, NONE, "search"),
    ("D", "DE", "Gold", "A", "referral"),
    ("E", "DE", NONE, NONE, "search"),
    ("F", "DE", NONE, NONE, "search"),
    ("G", "DE", NONE, NONE, "search"),
    ("H", "DE", "Silver", NONE, "search"),
    ("I", NONE, NONE, NONE, "referral"),
)
SUBSCRIPTIONS = table(
    "subscription_id customer_id started_on due_on renewed_on cancelled_on recurring_value",
    ("S1", "A", "2026-06-01", "2026-07-15", "2026-07-20", NONE, 40),
    ("S2", "B", "2026-06-01", "2026-07-31", NONE, "2026-07-31", 30),
    ("S3", "C", "2026-06-10", "2026-08-10", "2026-08-10", NONE, 20),
    ("S4", "C", "2026-08-10", "2026-12-10", NONE, NONE, 15),
    ("S5", "D", "2026-08-05", "2027-08-05", NONE, NONE, 50),
    ("S6", "E", "2026-06-15", "2026-07-05", NONE, NONE, 10),
    ("S7", "F", "2026-06-01", "2026-07-10", "2026-08-20", NONE, 60),
    ("S8", "C", "2026-09-01", "2027-09-01", NONE, NONE, 8),
)
ORDERS = table(
    "order_id customer_id ordered_at amount currency refunded_amount refunded_at channel",
    ("O1", "H", "2026-06-28 10:00", 60, "EUR", NONE, NONE, "web"),
    ("O2", "G", "2026-07-02 10:00", 60, "EUR", NONE, NONE, "web"),
    ("O2", "G", "2026-07-02 10:00", 40, "EUR", NONE, NONE, "web"),
    ("O3", "G", "2026-07-12 10:00", 50, "EUR", 20, "2026-08-03 09:00", "shop"),
    ("O4", NONE, "2026-07-15 10:00", 70, "EUR", NONE, NONE, "shop"),
    ("O5", "H", "2026-07-25 10:00", 80, "EUR", NONE, NONE, "web"),
    ("O6", "A", "2026-08-10 10:00", 1000, "USD", NONE, NONE, "web"),
    ("O7", "G", "2026-08-20 10:00", 30, NONE, NONE, NONE, "web"),
    ("O8", "I", "2026-08-28 10:00", 40, "EUR", NONE, NONE, "web"),
    ("O9", NONE, "2026-09-30 10:00", 5, "EUR", NONE, NONE, "shop"),
)
LEADS = table(
    "lead_id created_on closed_on won converted_on source",
    ("L1", "2026-07-01", NONE, NONE, "2026-07-20", "fair"),
    ("L2", "2026-07-05", NONE, NONE, "2026-08-10", "fair"),
    ("L3", "2026-07-06", NONE, NONE, NONE, "web"),
    ("L4", "2026-08-01", NONE, NONE, "2026-08-31", "web"),
    ("D1", NONE, "2026-07-09", True, NONE, "web"),
    ("D2", NONE, "2026-07-10", False, NONE, "web"),
    ("D3", NONE, "2026-08-03", True, NONE, "fair"),
    ("D4", NONE, "2026-12-24", NONE, NONE, "fair"),
)
CAMPAIGNS = table(
    "campaign sent_at sent delivered opened clicked unsubscribed bounced revenue kind is_test",
    ("one", "2026-07-07 09:00", 100, 100, 50, 10, 1, 0, 200, "offer", NONE),
    ("two people", "2026-07-08 09:00", 3, 3, 3, 3, 3, 0, 90, "offer", NONE),
    ("two", "2026-08-04 09:00", 1000, 900, 90, 45, 9, 100, 450, "news", False),
    ("a test", "2026-08-05 09:00", 50, 50, 50, 50, 0, 0, 80, "news", True),
    ("no opens counted", "2026-08-20 09:00", 400, 300, NONE, NONE, NONE, 100, NONE, "news", NONE),
)
WEB = table(
    "date source sessions users seconds_on_site conversions",
    ("2026-07-01", "search", 100, 80, 1000, 5),
    ("2026-07-01", "direct", 300, 200, 9000, 3),
    ("2026-07-02", "search", 100, 70, 500, 2),
)
SPEND = table(
    "date purpose amount channel",
    ("2026-07-10", "acquisition", 90, "search"),
    ("2026-08-02", "acquisition", 60, "referral"),
    ("2026-08-03", "retention", 500, "e-mail"),
)
SURVEYS = table(
    "response_id answered_at score kind scale_max invited",
    ("R1", "2026-07-03 10:00", 10, "nps", 10, 4),
    ("R2", "2026-07-04 10:00", 9, "nps", 10, 4),
    ("R3", "2026-07-05 10:00", 7, "nps", 10, 4),
    ("R4", "2026-07-06 10:00", 3, "nps", 10, 4),
    ("R5", "2026-08-06 10:00", 0, "nps", 10, 8),
    ("R6", "2026-07-07 10:00", 5, "csat", 5, NONE),
    ("R7", "2026-07-07 11:00", 4, "csat", 5, NONE),
    ("R8", "2026-07-07 12:00", 2, "csat", 5, NONE),
    ("R9", "2026-08-07 10:00", 1, "csat", 5, NONE),
)
TICKETS = table(
    "ticket_id customer_id opened_at first_reply_at resolved_at channel satisfaction",
    ("T1", "A", "2026-07-01 09:00", "2026-07-01 10:00", "2026-07-02 09:00", "chat", 5),
    ("T2", "B", "2026-07-30 12:00", "2026-08-01 12:00", "2026-08-05 12:00", "chat", 1),
    ("T3", "D", "2026-08-10 08:00", "2026-08-10 11:00", "2026-08-12 08:00", "e-mail", NONE),
)
MENTIONS = table(
    "row_key posted_at text brand platform replied_at",
    ("m1", "2026-07-03 10:00", "great", "Us", "X", NONE),
    ("m2", "2026-07-03 11:00", "bad", "Us", "X", "2026-07-03 13:00"),
    ("m3", "2026-07-04 10:00", "so so", "Them", "X", NONE),
    ("m4", "2026-07-05 10:00", "where is it?", "us", "Y", NONE),
    ("m5", "2026-07-06 10:00", "أين طلبي؟", "Us", "Y", "2026-07-06 14:00"),
    ("m6", "2026-08-07 10:00", "lovely", "Us", "X", NONE),
    ("m7", "2026-08-08 10:00", "awful", "Them", "X", NONE),
)
TONES = pd.DataFrame(
    {
        "mention_key": ["m1", "m2", "m3", "m4", "m5", "m6", "m7"],
        "language": ["en", "en", "en", "en", "ar", "en", "en"],
        "label": ["positive", "negative", "neutral", "neutral", "not_scored", "positive", "negative"],
        "polarity": [0.8, -0.7, 0.0, 0.0, None, 0.5, -1.0],
        "confidence": [0.9, 0.9, 0.5, 0.5, None, 0.8, 0.9],
        "model": ["test"] * 7,
    }
)
POSTS = table(
    "post_id posted_at platform impressions reach reactions comments shares clicks",
    ("P1", "2026-07-05 10:00", "X", 1000, 500, 10, 5, 5, 0),
    ("P2", "2026-08-05 10:00", "X", NONE, 200, 30, NONE, NONE, NONE),
)
CONTENT = table(
    "title published_at kind views engagements",
    ("one", "2026-07-06 10:00", "blog", 100, 10),
    ("two", "2026-08-06 10:00", "video", 900, 9),
)
LOYALTY = table(
    "customer_id happened_at kind points",
    ("A", "2026-07-03 10:00", "earned", 100),
    ("H", "2026-07-25 10:00", "earned", 20),
    ("H", "2026-07-26 10:00", "redeemed", 10),
    ("A", "2026-08-04 10:00", "redeemed", 30),
    ("C", "2026-08-11 10:00", "earned", 5),
    ("F", "2026-09-30 10:00", "earned", 1),
)
REFERRALS = table(
    "referrer_id sent_on referred_id converted_on",
    ("B", "2026-07-02", NONE, NONE),
    ("A", "2026-08-20", "I", "2026-08-28"),
    ("A", "2026-08-21", "X", NONE),
)
TABLES = {
    "customers": CUSTOMERS,
    "subscriptions": SUBSCRIPTIONS,
    "orders": ORDERS,
    "leads": LEADS,
    "email_campaigns": CAMPAIGNS,
    "web_traffic": WEB,
    "spend": SPEND,
    "surveys": SURVEYS,
    "tickets": TICKETS,
    "mentions": MENTIONS,
    "social_posts": POSTS,
    "content": CONTENT,
    "loyalty_events": LOYALTY,
    "referrals": REFERRALS,
}


def small_company(folder: Path, settings: Settings = SETTINGS, **changed: pd.DataFrame) -> Store:
    """Return the store of the small company, its roll-ups fresh; ``changed`` tables stand in for its own."""
    store = filled_store(folder / "small.duckdb", TABLES | changed)
    store.state.change_settings(**asdict(settings))
    with store.write() as writer:
        writer.replace("tones", TONES)
        rollups.refresh(writer, settings)
    return store
