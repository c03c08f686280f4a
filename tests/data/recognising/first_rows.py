"""What the first row of each made-up export means, worked out by hand from its cells.

By profile: how many of its rows are accepted, and the canonical values of the first. A moment with an offset is in
UTC, the company's time zone in these tests.
"""

from datetime import date, datetime

FIRST_ROWS = {
    "airline_tweets": (1, {
        "mention_id": "570306133677760513", "posted_at": datetime(2026, 2, 24, 19, 35, 52),  # 11:35:52 − (−8 h)
        "text": "@nordwind on time", "author": "ann", "brand": "Nordwind", "shares": 0, "platform": "X",
    }),
    "brandwatch": (2, {
        "mention_id": "https://x.example/1 · Nordlys", "posted_at": datetime(2026, 5, 19, 10, 15),
        "text": "Nordlys sells good cups", "author": "kaas", "language": "en", "platform": "twitter",
        "brand": "Nordlys", "url": "https://x.example/1",
    }),
    "cdnow": (2, {
        "customer_id": "00001", "ordered_at": datetime(1997, 1, 1), "amount": 11.77, "quantity": 1,
    }),
    "delighted": (2, {
        "response_id": "501", "answered_at": datetime(2026, 5, 1, 10, 2), "score": 9, "kind": "nps",
        "customer_id": "p-7", "customer_email": "ann@example.com", "comment": "Quick parcels",
    }),
    "facebook_content": (1, {
        "post_id": "1", "posted_at": datetime(2026, 5, 1, 10), "text": "Hello", "impressions": 90, "reach": 80,
        "reactions": 3, "comments": 1, "shares": 0, "platform": "Facebook",
    }),
    "ga4_traffic": (2, {
        "date": date(2026, 8, 1), "source": "Email", "sessions": 5, "users": 4, "conversions": 1,
        "seconds_on_site": 62.5,  # 12.5 × 5
    }),
    "hootsuite_posts": (1, {
        "post_id": "p1", "posted_at": datetime(2026, 5, 19, 10, 15), "platform": "Facebook", "text": "New cups",
        "impressions": 1250, "reach": 900, "reactions": 40, "comments": 5, "shares": 3, "clicks": 27,
    }),
    "hubspot_companies": (1, {
        "customer_id": "11", "name": "Acme", "country": "Norway", "signed_up_on": date(2026, 5, 1), "owner": "Ann",
    }),
    "hubspot_contacts": (1, {
        "customer_id": "7", "email": "ann@example.com", "name": "Ann Lee", "signed_up_on": date(2026, 3, 12),
        "status": "Customer", "owner": "Bob",
    }),
    "hubspot_deals": (1, {
        "lead_id": "9", "created_on": date(2026, 3, 12), "closed_on": date(2026, 4, 1), "stage": "Closed Won",
        "won": True, "value": 1200, "customer_id": "71",  # the first of "71;72"
    }),
    "hubspot_tickets": (1, {
        "ticket_id": "3", "opened_at": datetime(2026, 3, 12, 9, 14), "resolved_at": datetime(2026, 3, 13, 9, 14),
        "channel": "Email", "subject": "Late parcel",
    }),
    "instagram_content": (1, {
        "post_id": "1", "posted_at": datetime(2026, 5, 1, 10), "text": "Hello", "reach": 90, "reactions": 3,
        "platform": "Instagram",
    }),
    "intercom_conversations": (2, {
        "ticket_id": "9001", "opened_at": datetime(2026, 5, 4, 9), "customer_id": "u-7",
        "customer_email": "ann@example.com", "first_reply_at": datetime(2026, 5, 4, 9, 40),
        "resolved_at": datetime(2026, 5, 5, 11),
    }),
    "klaviyo_campaigns": (1, {
        "campaign": "May", "sent_at": datetime(2026, 5, 1, 9), "sent": 100, "delivered": 98, "opened": 40,
        "clicked": 10, "unsubscribed": 1, "bounced": 2, "revenue": 80.5, "segment": "All", "is_test": False,
    }),
    "klaviyo_profiles": (2, {
        "customer_id": "01HZX0", "email": "ann@example.com", "name": "Ann Lee", "country": "Norway",
        "signed_up_on": date(2026, 1, 5), "contact_consent": True,
    }),
    "linkedin_posts": (1, {
        "post_id": "https://x.example/1", "posted_at": datetime(2026, 5, 1), "text": "Hello", "impressions": 90,
        "clicks": 4, "reactions": 3, "comments": 1, "shares": 0, "platform": "LinkedIn",
    }),
    "mailchimp_audience": (1, {
        "customer_id": "e77", "email": "ann@example.com", "name": "Ann Lee", "signed_up_on": date(2026, 1, 1),
    }),
    "mailchimp_campaign_report": (1, {
        "campaign": "Spring letter", "sent_at": datetime(2026, 4, 27, 12, 25), "sent": 1000, "delivered": 995,
        "bounced": 5, "opened": 350, "clicked": 100, "unsubscribed": 4, "is_test": False,
    }),
    "mailchimp_campaigns": (1, {
        "campaign": "May", "sent_at": datetime(2026, 6, 9, 21, 30), "sent": 100, "delivered": 98, "opened": 40,
        "clicked": 10, "unsubscribed": 1, "bounced": 2, "segment": "All", "is_test": False,
    }),
    "mailchimp_unsubscribed": (1, {
        "customer_id": "e77", "email": "ann@example.com", "name": "Ann Lee", "signed_up_on": date(2025, 1, 1),
        "contact_consent": False,
    }),
    "matomo_visits": (2, {
        "date": date(2026, 8, 1), "source": "Search Engines", "sessions": 50, "users": 40, "views": 120,
        "seconds_on_site": 3000, "conversions": 4,
    }),
    "meltwater": (2, {
        "mention_id": "m-901 · Nordlys", "posted_at": datetime(2026, 5, 19, 10, 15),
        "text": "Nordlys sells good cups", "platform": "North News", "author": "K. Aas", "language": "en",
        "reach": 12000, "url": "https://news.example/1", "brand": "Nordlys",
    }),
    "meltwater_older": (2, {
        "mention_id": "https://news.example/1 · Nordlys", "posted_at": datetime(2026, 5, 19, 10, 15),
        "text": "Nordlys sells good cups", "platform": "North News", "author": "K. Aas", "language": "English",
        "reach": 12000,        "url": "https://news.example/1", "brand": "Nordlys",
    }),
    "mention_mentions": (1, {
        "mention_id": "https://news.example/1 · Nordlys", "posted_at": datetime(2026, 5, 19, 10, 15),
        "text": "Nordlys sells good cups", "platform": "web", "author": "K. Aas", "language": "en",
        "reach": 12000, "url": "https://news.example/1", "brand": "Nordlys",
    }),
    "online_retail": (1, {
        "order_id": "536365", "customer_id": "17850", "ordered_at": datetime(2010, 12, 1, 8, 26), "quantity": 6,
        "unit_price": 2.55, "amount": 6 * 2.55, "product": "LANTERN",
    }),
    "pipedrive_deals": (3, {
        "lead_id": "31", "created_on": date(2026, 3, 12), "closed_on": date(2026, 4, 1), "stage": "Contract",
        "won": True, "value": 1200.5, "customer_email": "ann@example.com",
    }),
    "qualtrics": (2, {
        "response_id": "R_1aa", "answered_at": datetime(2026, 5, 1, 8, 28, 48), "score": 9, "kind": "nps",
        "scale_max": 10, "customer_id": "C-7", "customer_email": "ann@example.com",
    }),
    "salesforce_account_report": (1, {
        "customer_id": "0015g000001AAAA", "name": "Nordlys AS", "segment": "Customer", "country": "Norway",
        "signed_up_on": date(2025, 11, 3), "owner": "Ola Berg",
    }),
    "salesforce_accounts": (1, {
        "customer_id": "001A", "name": "Acme", "segment": "Customer", "country": "Norway",
        "signed_up_on": date(2026, 1, 1), "owner": "005A",
    }),
    "salesforce_case_report": (2, {
        "ticket_id": "00001042", "opened_at": datetime(2026, 5, 4, 9), "resolved_at": datetime(2026, 5, 5, 11),
        "channel": "Email", "subject": "Late parcel", "customer_email": "ann@example.com",
    }),
    "salesforce_cases": (1, {
        "ticket_id": "500A", "opened_at": datetime(2026, 1, 1, 10), "resolved_at": datetime(2026, 1, 2, 10),
        "customer_id": "001A", "customer_email": "ann@example.com", "channel": "Email", "subject": "Late",
    }),
    "salesforce_contacts": (1, {
        "customer_id": "003A", "email": "ann@example.com", "name": "Ann Lee", "country": "Norway",
        "acquisition_channel": "Web", "signed_up_on": date(2026, 1, 1),
    }),
    "salesforce_lead_report": (1, {
        "lead_id": "00Q5g000001AAAA", "created_on": date(2026, 3, 12), "converted_on": date(2026, 4, 1),
        "source": "Web", "stage": "Qualified", "customer_email": "ann@example.com",
    }),
    "salesforce_leads": (1, {
        "lead_id": "00QA", "created_on": date(2026, 1, 1), "converted_on": date(2026, 1, 9), "source": "Web",
        "stage": "Qualified", "customer_id": "001A", "customer_email": "ann@example.com",
    }),
    "salesforce_opportunities": (1, {
        "lead_id": "006A", "created_on": date(2026, 1, 1), "closed_on": date(2026, 2, 1), "source": "Web",
        "stage": "Closed Lost", "won": False, "value": 12, "customer_id": "001A",
    }),
    "salesforce_opportunity_report": (1, {
        "closed_on": date(2026, 4, 21), "stage": "Closed Won", "won": True, "value": 1200,
    }),
    "shopify_customers": (1, {
        "customer_id": "77", "email": "ann@example.com", "name": "Ann Lee", "country": "NO",
        "contact_consent": True,
    }),
    "shopify_orders": (2, {
        "order_id": "#1001", "customer_email": "ann@example.com",
        "ordered_at": datetime(2026, 1, 1, 16, 13, 20),  # 11:13:20 + 5 h
        "amount": 20, "quantity": 1, "currency": "USD", "refunded_amount": 0, "channel": "web", "product": "Cup",
    }),
    "sprout_posts": (2, {
        "post_id": "https://fb.example/1", "posted_at": datetime(2026, 5, 19, 10, 15), "platform": "Facebook",
        "text": "New cups", "impressions": 1250, "reach": 900, "reactions": 75,
    }),
    "stripe_customers": (1, {
        "customer_id": "cus_1", "email": "ann@example.com", "name": "Ann", "signed_up_on": date(2026, 1, 1),
        "plan": "pro", "status": "active",
    }),
    "stripe_payments": (1, {
        "order_id": "ch_1", "customer_id": "cus_1", "customer_email": "ann@example.com",
        "ordered_at": datetime(2026, 1, 1, 10), "amount": 20, "currency": "EUR", "refunded_amount": 0,
        "product": "Plan",
    }),
    "stripe_subscriptions": (1, {
        "subscription_id": "sub_1", "customer_id": "cus_1", "started_on": date(2026, 1, 1),
        "due_on": date(2026, 6, 1),
    }),
    "surveymonkey": (2, {
        "response_id": "11800000001", "answered_at": datetime(2026, 5, 1, 10, 2), "score": 9, "kind": "nps",
        "scale_max": 10, "customer_email": "ann@example.com", "comment": "More colours",
    }),
    "talkwalker": (2, {
        "mention_id": "https://x.example/1 · Nordlys", "posted_at": datetime(2026, 5, 19, 10, 15),
        "text": "Nordlys sells good cups", "author": "K. Aas", "author_followers": 900, "language": "en",
        "reach": 850, "likes": 14, "comments": 2, "shares": 3, "brand": "Nordlys", "url": "https://x.example/1",
        "platform": "SOCIALMEDIA_TWITTER",
    }),
    "typeform": (2, {
        "response_id": "k1x9", "answered_at": datetime(2026, 5, 1, 10, 1, 30), "score": 10, "kind": "nps",
        "scale_max": 10, "customer_email": "ann@example.com", "comment": "Quick parcels",
    }),
    "x_posts": (1, {
        "post_id": "1228286336156733443", "posted_at": datetime(2026, 6, 5), "text": "Hello", "impressions": 90,
        "reactions": 3, "comments": 1, "shares": 1, "clicks": 1, "platform": "X",
    }),
    "x_posts_older": (1, {
        "post_id": "1228286336156733443", "posted_at": datetime(2026, 2, 14, 11, 54), "text": "Hello",
        "impressions": 117, "reactions": 1, "comments": 0, "shares": 0, "clicks": 0, "platform": "X",
    }),
    "zendesk_explore": (1, {
        "ticket_id": "T-1", "opened_at": datetime(2026, 1, 24, 4),
        "first_reply_at": datetime(2026, 1, 24, 10),  # 6 hours later
        "resolved_at": datetime(2026, 1, 26, 18), "subject": "Billing",
    }),
    "zendesk_tickets": (1, {
        "ticket_id": "12", "opened_at": datetime(2026, 1, 24, 4), "customer_id": "900",
        "customer_email": "ann@example.com", "channel": "Mail",
        "first_reply_at": datetime(2026, 1, 24, 5, 30),  # 90 minutes later
        "resolved_at": datetime(2026, 1, 26, 18), "satisfaction": 5, "subject": "Late",
    }),
    "zoho_deals": (2, {
        "lead_id": "4150868000000624001", "created_on": date(2026, 3, 12), "closed_on": date(2026, 4, 1),
        "source": "Web", "stage": "Closed Won", "won": True, "value": 1200.5,
        "customer_id": "4150868000000623055",
    }),
}  # fmt: skip

# Exports that no table is made from: a part of the sentence that says what to do.
WITHOUT_HOME = {
    "ga4_other": "with the dimension 'Date'",
    "linkedin_page_days": "sheet 'All posts'",
    "mailchimp_test_report": "Campaigns → All campaigns → Export as CSV",
    "salesforce_campaigns": "Export the sends from the e-mail tool",
    "sprout_profile_days": "Post performance",
    "x_account_days": "Analytics → Content",
}
