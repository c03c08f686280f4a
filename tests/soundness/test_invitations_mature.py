"""Invitations of the last weeks can still be accepted: that few of them were is no collapse."""

from datetime import date, timedelta

import pandas as pd

from analytics import kpis, trends
from analytics.metrics import metric
from data import rollups
from tests.filled_store import filled_store

LAST_SUNDAY = date(2026, 11, 15)
TAKES_DAYS = 21  # until an invitation is accepted


def test_a_week_whose_invitations_are_still_open_is_not_whole(tmp_path):
    sent = [LAST_SUNDAY - timedelta(days=number) for number in range(70)]
    accepted = [day + timedelta(days=TAKES_DAYS) for day in sent]
    frame = pd.DataFrame({"referrer_id": "7", "sent_on": sent})
    frame["referred_id"] = [str(number) for number in range(70)]
    frame["converted_on"] = [day if day <= LAST_SUNDAY else None for day in accepted]
    store = filled_store(tmp_path / "company.duckdb", {"referrals": frame})
    with store.write() as writer:
        rollups.refresh(writer, store.state.settings())
    rows = trends.series(kpis.load(store, grain="week"), metric("referral_conversion_rate"))
    assert rows["value"].tolist() == [1.0] * 7 + [0.0] * 3  # three weeks of seven are too young to have any
    assert rows["partial"].tolist()[:-5] == [False] * 5
    assert (
        rows["partial"].tolist()[-5:] == [True] * 5
    )  # 30 days before 15 November is 16 October: not all of its week
