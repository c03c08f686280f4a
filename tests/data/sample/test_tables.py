import pandas as pd
import pytest

from data import schemas
from data.schemas import Kind
from tests.data.sample.sizes import CUSTOMERS, SUNDAY

AFTER_THE_END = pd.Timestamp(SUNDAY) + pd.Timedelta(days=1)
# the day something comes due lies ahead; everything else has happened
MAY_LIE_AHEAD = {("subscriptions", "due_on")}


def test_every_canonical_table_is_there_and_filled(tables):
    assert list(tables) == list(schemas.TABLES)
    assert all(len(frame) > 0 for frame in tables.values())


@pytest.mark.parametrize("name", schemas.TABLES)
def test_the_required_columns_are_there_and_no_cell_of_them_is_empty(tables, name):
    for column in schemas.table(name).columns:
        if column.required and not column.may_be_empty:
            assert tables[name][column.name].notna().all(), column.name


@pytest.mark.parametrize("name", sorted(set(schemas.TABLES) - {"orders"}))
def test_no_two_rows_have_the_same_key(tables, name):
    key = [column for column in schemas.table(name).key if column in tables[name]]
    assert key
    assert not tables[name].duplicated(key).any()


@pytest.mark.parametrize("name", schemas.TABLES)
def test_dates_lie_in_the_history(tables, name):
    for column in schemas.table(name).columns:
        if column.kind in {Kind.DATE, Kind.MOMENT} and column.name in tables[name]:
            times = tables[name][column.name].dropna()
            assert (times >= AFTER_THE_END - pd.Timedelta(weeks=104)).all(), column.name
            if (name, column.name) not in MAY_LIE_AHEAD:
                assert (times < AFTER_THE_END).all(), column.name


@pytest.mark.parametrize("name", schemas.TABLES)
def test_counts_and_money_are_not_negative(tables, name):
    for column in schemas.table(name).columns:
        if column.kind in {Kind.COUNT, Kind.MONEY} and column.name in tables[name]:
            assert (tables[name][column.name].dropna() >= 0).all(), column.name


@pytest.mark.parametrize("name", [name for name in schemas.TABLES if schemas.table(name).has_customer])
def test_every_row_belongs_to_a_customer_there_is(tables, name):
    if "customer_id" in tables[name]:
        assert tables[name]["customer_id"].dropna().isin(tables["customers"]["customer_id"]).all()


def test_the_size_is_the_one_asked_for(tables):
    assert len(tables["customers"]) == CUSTOMERS


def test_a_customer_who_is_active_at_the_end_has_not_churned(tables):
    customers = tables["customers"]
    left = customers["churned"] == "yes"
    assert (customers.loc[left, "status"] == "cancelled").all()
    assert customers.loc[left, "churned_on"].notna().all()
    assert customers.loc[~left, "churned_on"].isna().all()
    assert (customers.loc[customers["status"] == "active", "churned"] == "no").all()
    assert customers["plan"].isna().equals(customers["churned"].isna())


def test_about_a_third_of_the_customers_buys_without_a_subscription(tables):
    # a third ± 4 standard errors of a share among 6,000: 4 × sqrt(0.34 × 0.66 / 6000) = 0.024
    assert tables["customers"]["plan"].isna().mean() == pytest.approx(0.34, abs=0.024)


def test_a_contract_ends_when_its_customer_leaves(tables):
    left = tables["customers"].query("churned == 'yes'").set_index("customer_id")["churned_on"]
    cancelled = tables["subscriptions"].dropna(subset="cancelled_on").set_index("customer_id")["cancelled_on"]
    assert cancelled.index.is_unique
    assert cancelled.sort_index().equals(left.sort_index().rename("cancelled_on"))


def test_contracts_of_a_customer_follow_one_another(tables):
    contracts = tables["subscriptions"]
    by_customer = contracts.groupby("customer_id")
    following = by_customer["started_on"].shift(-1)
    last = following.isna()
    assert following[~last].equals(contracts.loc[~last, "due_on"].rename("started_on"))
    assert contracts.loc[last, "renewed_on"].isna().all()
    assert (
        by_customer["started_on"]
        .first()
        .equals(
            tables["customers"].dropna(subset="plan").set_index("customer_id")["signed_up_on"].rename("started_on")
        )
    )


def test_the_value_of_a_customer_is_that_of_the_latest_contract(tables):
    latest = tables["subscriptions"].groupby("customer_id")["recurring_value"].last()
    values = tables["customers"].dropna(subset="plan").set_index("customer_id")["recurring_value"]
    assert values.equals(latest)


@pytest.mark.parametrize(
    ("name", "moment"),
    [("orders", "ordered_at"), ("tickets", "opened_at"), ("surveys", "answered_at"), ("mentions", "posted_at")],
)
def test_nothing_happens_before_sign_up_or_after_leaving(tables, name, moment):
    rows = tables[name].dropna(subset="customer_id").merge(tables["customers"], on="customer_id")
    assert len(rows) > 0
    assert (rows[moment] >= rows["signed_up_on"]).all()
    gone = rows["churned_on"].notna()
    assert (rows.loc[gone, moment] < rows.loc[gone, "churned_on"]).all()


def test_the_lines_of_an_order_agree_on_customer_and_time(tables):
    orders = tables["orders"].groupby("order_id")[["customer_id", "ordered_at", "channel"]].nunique(dropna=False)
    assert (orders == 1).all(axis=None)
    assert len(orders) < len(tables["orders"])


def test_refunds_are_later_than_their_orders_and_not_larger(tables):
    refunded = tables["orders"].dropna(subset="refunded_amount")
    assert len(refunded) > 0
    assert (refunded["refunded_at"] > refunded["ordered_at"]).all()
    assert (refunded["refunded_amount"] <= refunded["amount"]).all()


def test_a_campaign_is_not_opened_by_more_than_it_reached(tables):
    sends = tables["email_campaigns"]
    assert (sends["delivered"] + sends["bounced"] == sends["sent"]).all()
    assert (sends["opened"] <= sends["delivered"]).all()
    assert (sends["clicked"] <= sends["opened"]).all()


def test_campaigns_count_at_least_the_events_of_their_recipients(tables):
    counted = tables["email_campaigns"].set_index("campaign")
    for event in ("opened", "clicked", "unsubscribed"):
        noted = tables["email_events"].query("event == @event").groupby("campaign").size()
        assert len(noted) > 0
        assert (counted.loc[noted.index, event] >= noted).all()


def test_only_customers_who_may_be_written_to_get_mail_and_offers(tables):
    may = tables["customers"].query("contact_consent == 'yes'")["customer_id"]
    assert 0 < len(may) < CUSTOMERS
    assert tables["email_events"]["customer_id"].isin(may).all()
    assert tables["retention_actions"]["customer_id"].isin(may).all()


def test_the_points_on_an_account_are_those_earned_less_those_redeemed(tables):
    events = tables["loyalty_events"]
    signed = events["points"].where(events["kind"] == "earned", -events["points"])
    balance = signed.groupby(events["customer_id"]).sum()
    accounts = tables["customers"].set_index("customer_id")["loyalty_points"].dropna()
    assert (accounts[balance.index] == balance).all()
    assert (accounts.drop(balance.index) == 0).all()
    assert (accounts >= 0).all()


def test_who_was_referred_came_after_the_referrer(tables):
    signed_up = tables["customers"].set_index("customer_id")["signed_up_on"]
    referred = tables["customers"].dropna(subset="referred_by")
    assert len(referred) > 0
    assert (referred["signed_up_on"].to_numpy() > signed_up[referred["referred_by"]].to_numpy()).all()
    invitations = tables["referrals"].dropna(subset="referred_id").set_index("referred_id")["referrer_id"]
    assert invitations.sort_index().to_list() == referred.set_index("customer_id")["referred_by"].to_list()


def test_mentions_come_in_five_languages_from_three_brands(tables):
    assert set(tables["mentions"]["language"].dropna()) == {"en", "id", "ar", "zh", "de"}
    assert tables["mentions"]["brand"].nunique() == 3
    replied = tables["mentions"].dropna(subset="replied_at")
    assert set(replied["brand"]) == {"Tarnika"}
    assert (replied["replied_at"] > replied["posted_at"]).all()


def test_the_scores_cover_the_six_markets(tables):
    assert set(tables["market_scores"]["market"]) == {
        "customer", "referral", "influence", "employee", "supplier", "internal",
    }  # fmt: skip
