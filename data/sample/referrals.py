"""Referrals: invitations by customers, some of which bring someone."""

import numpy as np
import pandas as pd

from data.sample.lives import Lives
from data.sample.names import customer_ids
from data.sample.people import NEVER_REFERRED, People
from data.sample.scope import NEVER, Scope

INVITATIONS_PER_ARRIVAL = 3.2  # sent in vain for each one that brought someone


def referrals(scope: Scope, people: People, lives: Lives) -> pd.DataFrame:
    """Return the export of invitations."""
    dice = scope.generator("referrals")
    came = np.flatnonzero(people.referrer != NEVER_REFERRED)
    days_before = dice.integers(0, 21, len(came))
    sent = np.maximum(people.signup_day[came] - days_before, people.signup_day[people.referrer[came]])
    in_vain = int(INVITATIONS_PER_ARRIVAL * len(came))
    sender = dice.integers(0, scope.customers, in_vain)
    until = np.minimum(lives.last_day[sender], scope.days)
    vain_day = people.signup_day[sender] + (dice.random(in_vain) * (until - people.signup_day[sender])).astype(int)
    frame = pd.DataFrame(
        {
            "referrer_id": customer_ids(np.concatenate([people.referrer[came], sender])),
            "sent_on": scope.dates(np.concatenate([sent, vain_day])),
            "referred_id": np.concatenate([customer_ids(came), np.full(in_vain, None)]),
            "converted_on": scope.dates(np.concatenate([people.signup_day[came], np.full(in_vain, NEVER)])),
            "sent_by": dice.choice(["link", "e-mail", "card in the box"], len(came) + in_vain),
        }
    )
    frame = frame.drop_duplicates(["referrer_id", "sent_on", "referred_id"])
    return frame.sort_values(["sent_on", "referrer_id"], kind="stable", ignore_index=True)
