"""The parts of the page, worked by hand on the small company."""

from datetime import date

import pandas as pd
import pytest

from analytics.channels import content, email, groups, service, spending
from analytics.channels.email import REVENUE
from tests.small_company import CONTENT, ORDERS, SPEND, small_company, table

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return small_company(tmp_path_factory.mktemp("parts"))


def test_kinds_of_email_leave_tests_and_small_sends_out(store):
    kinds = email.load(store, FIRST, LAST).kinds.set_index("kind")
    # news: 1000 and 400 sent, 900 and 300 delivered; revenue is known of the first alone: 450 of 900.
    assert kinds.loc["news", ["sends", "sent", "delivered", "revenue", REVENUE]].tolist() == [
        2,
        1400,
        1200,
        450,
        0.5,
    ]
    assert kinds.loc["offer", ["sends", "sent", "delivered", "revenue", REVENUE]].tolist() == [1, 100, 100, 200, 2]


def test_a_kind_is_set_against_all_others_together():
    figures = pd.DataFrame(
        {
            "segment": ["a", "b", "c"],
            "value": [0.2, 0.4, 0.5],
            "numerator": [200.0, 120.0, 5.0],
            "denominator": [1000.0, 300.0, 10.0],
            "low": 0.0,
            "high": 1.0,
        }
    )
    rows = email.against_others({"email_open_rate": figures}).set_index("kind")
    assert rows.loc["a", "others"] == 125 / 310
    assert rows.loc["a", "gap"] == pytest.approx(0.2 - 125 / 310)
    assert rows["verdict"].tolist() == ["less", "more", "too few"]


def test_many_tests_at_once_need_stronger_evidence():
    # 50 against 66 of 100: p = 0.022, which is enough for two tests (0.025) and not for four (0.0125).
    figures = pd.DataFrame(
        {
            "segment": ["a", "b"],
            "value": [0.5, 0.66],
            "numerator": [50.0, 66.0],
            "denominator": [100.0, 100.0],
            "low": 0.0,
            "high": 1.0,
        }
    )
    assert email.against_others({"one": figures})["verdict"].tolist() == ["less", "more"]
    assert set(email.against_others({"one": figures, "two": figures})["verdict"]) == {"alike"}


def test_content_has_its_rates_per_view_and_too_few_views_stand_last():
    pieces = pd.DataFrame(
        {
            "title": ["tiny", "good", "poor", "unknown"],
            "kind": "blog",
            "day": pd.Timestamp("2026-07-01"),
            "views": [10.0, 1000.0, 1000.0, None],
            "engagements": [10.0, 200.0, 10.0, 5.0],
            "conversions": [0.0, 20.0, 30.0, None],
        }
    )
    rows = content.with_rates(pieces)
    assert content.ordered(rows, "engagement_rate")["title"].tolist() == ["good", "poor", "tiny", "unknown"]
    assert content.ordered(rows, "views")["title"].tolist() == ["good", "poor", "tiny", "unknown"]
    found = content.extremes(rows, "engagement_rate")
    assert (found.best["title"], found.best["engagement_rate"]) == ("good", 0.2)
    assert (found.worst["title"], found.lie_apart) == ("poor", True)
    converted = content.extremes(rows, "conversion_rate")
    assert (converted.best["title"], converted.lie_apart) == ("poor", False)


def test_pieces_are_those_published_in_the_days(tmp_path):
    store = small_company(tmp_path, content=CONTENT.assign(conversions=[2, None]))
    july = content.load(store, FIRST, date(2026, 7, 31))
    assert july[["title", "engagement_rate", "conversion_rate"]].to_numpy().tolist() == [["one", 0.1, 0.02]]


def test_service_counts_cases_by_channel_and_takes_medians_of_one_whole_period(store):
    found = service.load(store, FIRST, LAST)
    chat = found.channels.set_index("channel").loc["chat"]
    # chat: T1 (24 h, rated 5) and T2 (144 h, rated 1), within 48 h only T1.
    assert chat[["tickets", "within_target", "rated_well", "rated_well_n"]].tolist() == [2, 0.5, 0.5, 2]
    mail = found.channels.set_index("channel").loc["e-mail"]
    assert mail[["tickets", "within_target"]].tolist() == [1, 1]
    assert pd.isna(mail["rated_well"]) or mail["rated_well_n"] == 0


def test_cost_per_customer_is_spend_over_customers_won_by_the_same_channel(tmp_path):
    later = table(" ".join(SPEND.columns), ("2026-09-30", "acquisition", 30, "search"))
    store = small_company(tmp_path, spend=pd.concat([SPEND, later], ignore_index=True))
    channels = spending.load(store, FIRST, LAST).channels.set_index("channel")
    # search: 90 + 30 spent; in these days G came by it (2 July). referral: 60 spent; D and I came.
    assert channels.loc["search", ["acquisition", "won", "cost"]].tolist() == [120, 1, 120]
    assert channels.loc["referral", ["acquisition", "won", "cost"]].tolist() == [60, 2, 30]
    assert channels.loc["e-mail", "retention"] == 500
    assert channels.loc[["e-mail"], "cost"].isna().all()


def test_customers_won_after_the_last_day_of_known_spend_make_nobody_look_cheap(store):
    # The last spend is of 3 August; D and I came by referral after it, for whom nobody knows what was spent.
    found = spending.load(store, FIRST, LAST)
    assert found.cost_days.last == date(2026, 8, 3)
    assert found.channels.set_index("channel")["cost"].fillna(0).to_dict() == {
        "search": 90,
        "referral": 0,
        "e-mail": 0,
    }


def test_nothing_came_back_that_is_known_while_no_customer_has_had_90_days(store):
    found = spending.load(store, FIRST, LAST)
    assert found.channels["back"].isna().all()
    assert pd.isna(found.back)


def first_days(store, first, last):
    with store.read() as facts:
        rows = facts.frame(facts.derived("rollups"))
    rows = rows[(rows["component"] == "revenue_of_first_days") & (rows["dimension"] == "acquisition_channel")]
    days = pd.to_datetime(rows["period_start"])
    inside = (rows["grain"] == "day") & days.between(pd.Timestamp(first), pd.Timestamp(last))
    return rows[inside].groupby("segment")["value"].sum().to_dict()


def test_the_first_90_days_begin_when_a_customer_was_won_and_end_on_the_ninetieth_day(tmp_path):
    # G is won on 2 July. In its first 90 days, to 29 September: 100 + 50 - 20 + 30 + 7. The 500 are a day late.
    late = table(" ".join(ORDERS.columns), ("O10", "G", "2026-09-30 10:00", 500, "EUR", None, None, "web"))
    more = table(" ".join(ORDERS.columns), ("O11", "G", "2026-09-29 10:00", 7, "EUR", None, None, "web"))
    store = small_company(tmp_path, orders=pd.concat([ORDERS, late, more], ignore_index=True))
    assert first_days(store, "2026-07-02", "2026-07-02") == {"search": 100 + 50 - 20 + 30 + 7}


def test_amounts_in_another_currency_are_in_no_return(store):
    # A, won on 1 June by contract, bought for 1000 USD on 10 August: not added to euros.
    assert first_days(store, "2026-06-01", "2026-06-01") == {"search": 0}


def test_a_campaign_that_runs_in_two_channels_gets_no_return():
    spent = pd.DataFrame(
        {
            "purpose": "acquisition",
            "channel": ["a", "b", "a", None],
            "campaign": ["wide", "wide", "narrow", None],
            "amount": [10.0, 30.0, 20.0, 5.0],
        }
    )
    sends = pd.DataFrame(
        {
            "campaign": ["wide", "narrow", "mail"],
            "revenue": [80.0, 50.0, 9.0],
            "revenue_delivered": [100.0, 100.0, 0.0],
            "delivered": [100.0, 100.0, 10.0],
        }
    )
    rows = spending.by_campaign(spent, sends)
    assert rows["campaign"].tolist() == ["wide", "narrow", "wide", "mail"]
    assert rows["back"].fillna(0).tolist() == [0, 2.5, 0, 0]


def test_email_is_credited_by_its_tool_and_a_channel_of_another_name_is_not():
    channels = pd.DataFrame({"channel": ["E-Mail", "search"], "acquisition": 1.0, "retention": 9.0, "other": 0.0})
    found = spending.with_credit(channels, pd.DataFrame({"revenue": [15.0, 10.0]})).set_index("channel")
    assert found.loc["E-Mail", ["credited", "credited_back"]].tolist() == [25, 2.5]
    assert found.loc["search", ["credited", "credited_back"]].isna().all()


def test_members_and_referred_customers_are_set_against_the_others(store):
    found = groups.load(store, FIRST, LAST, "month")
    pairs = {(name, pair.measure): pair for name, of in found.pairs.items() for pair in of}
    # Average order value, July to September in EUR. Members A, D, H: 80 in 1 order (H, 25 July).
    # Others: G 100 + 50 - 20 + 30 in 3 orders, I 40 in 1; guests are in neither.
    value = pairs["members", "average_order_value"]
    assert (value.value, value.n, value.other, value.other_n) == (80, 1, 50, 4)
    assert value.too_few
    # Referred: D by their own row, I by an invitation. I bought once for 40; the others 240 in 4 orders.
    value = pairs["referred", "average_order_value"]
    assert (value.value, value.n, value.other, value.other_n) == (40, 1, 60, 4)


def test_nobody_is_set_against_others_where_no_export_speaks_of_a_programme(tmp_path):
    customers = table("customer_id country", ("A", "NL"), ("B", "NL"))
    store = small_company(
        tmp_path, customers=customers, referrals=table("referrer_id sent_on", ("A", "2026-07-01"))
    )
    assert groups.load(store, FIRST, LAST, "month").pairs == {}


def test_spend_is_the_same_by_purpose_as_in_the_catalogue(tmp_path):
    odd = table(" ".join(SPEND.columns), ("2026-08-04", "sponsoring", 11, "club"))
    store = small_company(tmp_path, spend=pd.concat([SPEND, odd], ignore_index=True))
    found = spending.load(store, FIRST, LAST)
    assert found.spent.to_dict() == {"acquisition": 150, "retention": 500, "other": 11}
