"""Deeds that change a store, each with what the store says before and after it, to be cut off on the way."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from tests.faults.companies import Company, differences, picture, same
from tests.faults.nursery import Nursery, Outcome

Pictures = dict[str, pd.DataFrame]
Fresh = Callable[[Company], Company]


@dataclass(frozen=True)
class Deed:
    """A run of the command line on a company, and what comes of it when nothing happens.

    Parameters
    ----------
    words
        The command line without its store.
    company
        As it is before.
    seconds
        How long the deed takes.
    """

    words: tuple[str, ...]
    company: Company
    before: Pictures
    after: Pictures
    seconds: float

    def run(self, nursery: Nursery, company: Company, **ending: object) -> Outcome:
        """Do it, or begin to, on a copy of the company."""
        return nursery.run_one(*self.words, "--store", company.url, **ending)


def undisturbed(nursery: Nursery, company: Company, fresh: Fresh, *words: str) -> Deed:
    """Do a deed on a copy of a company and return it with what it changed."""
    done = fresh(company)
    deed = Deed(words, company, picture(fresh(company).url), {}, seconds=0.0)
    ended = deed.run(nursery, done)
    assert (ended.status, ended.said) == (0, "")
    return replace(deed, after=picture(done.url), seconds=ended.seconds)


def left_by(deed: Deed, nursery: Nursery, company: Company, run: Outcome) -> str:
    """Check what a run that was cut off left: all or nothing, and a deed that can be done again. Return which."""
    found = picture(company.url)
    whole = same(found, deed.after)
    assert whole or same(found, deed.before), (
        run,
        differences(found, deed.before),
        differences(found, deed.after),
    )
    again = deed.run(nursery, company)
    assert (again.status, again.said) == (0, ""), again
    assert differences(picture(company.url), deed.after) == {}
    return "whole" if whole else "nothing"
