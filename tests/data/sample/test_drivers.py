"""Besides what is planted, leaving has honest causes that show before, so that a model has something to learn."""

import pandas as pd

from tests.data.sample.sizes import SUNDAY
from tests.data.sample.test_truths import ratio

CUT_OFF = pd.Timestamp(SUNDAY) - pd.Timedelta(weeks=26)
WINDOW = pd.Timedelta(days=90)


def subscribers(tables) -> pd.DataFrame:
    """Return who subscribed at the cut-off, with whether they left in the window after it."""
    customers = tables["customers"].dropna(subset="plan")
    there = customers[(customers["signed_up_on"] < CUT_OFF) & ~(customers["churned_on"] <= CUT_OFF)]
    return there.assign(left=there["churned_on"] <= CUT_OFF + WINDOW)


def seen(tables, name, moment, days) -> pd.Series:
    """Return who is found in a table in the days before the cut-off."""
    recent = tables[name][moment].between(CUT_OFF - pd.Timedelta(days=days), CUT_OFF, inclusive="left")
    return tables[name].loc[recent, "customer_id"].dropna().unique()


def leave_ratio(samples, marked):
    """Return how much oftener those leave whom ``marked`` tells of than the others."""
    counts = {True: [0, 0], False: [0, 0]}
    for tables in samples:
        there = subscribers(tables)
        flags = marked(tables, there)
        for flag in (True, False):
            counts[flag][0] += there.loc[flags == flag, "left"].sum()
            counts[flag][1] += (flags == flag).sum()
    return ratio(counts[True], counts[False])


def test_who_had_a_case_in_the_last_weeks_leaves_more_often(samples):
    found = leave_ratio(samples, lambda t, who: who["customer_id"].isin(seen(t, "tickets", "opened_at", 28)))
    assert found.value > 1
    assert found.is_an_effect()


def test_who_took_no_box_in_the_last_five_weeks_leaves_more_often(samples):
    found = leave_ratio(samples, lambda t, who: ~who["customer_id"].isin(seen(t, "orders", "ordered_at", 35)))
    assert found.value > 1
    assert found.is_an_effect()


def test_who_no_longer_opens_mail_leaves_more_often(samples):
    def silent(tables, who):
        may = who["contact_consent"] == "yes"
        return may & ~who["customer_id"].isin(seen(tables, "email_events", "happened_at", 56))

    found = leave_ratio(samples, silent)
    assert found.value > 1
    assert found.is_an_effect()


def test_who_buys_much_at_a_discount_leaves_more_often(samples):
    found = leave_ratio(samples, lambda _t, who: who["discount_share"] > 0.3)
    assert found.value > 1
    assert found.is_an_effect()
