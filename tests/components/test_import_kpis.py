"""What an import does to the KPIs, in words."""

from datetime import date

from analytics.import_effects import Effect, Effects
from analytics.metrics import Good, Unit
from components.import_kpis import row, summary

MONDAY = date(2026, 11, 16)


def effect(**figures):
    known = {
        "metric": "open_rate",
        "label": "Open rate",
        "unit": Unit.RATE,
        "good": Good.UP,
        "week_start": MONDAY,
        "before": 0.25,
        "after": 0.2,
        "counts_before": (10.0, 40.0),
        "counts_after": (10.0, 50.0),
        "partial": False,
    }
    return Effect(**(known | figures))


def test_a_rate_stands_beside_how_many_it_is_made_of():
    assert row(effect(), None) == {
        "KPI": "Open rate",
        "Week": "W47, 16–22\u00a0Nov 2026",
        "Now": "25.0\u00a0% (n\u00a0=\u00a040)",
        "After the import": "20.0\u00a0% (n\u00a0=\u00a050)",
        "Change": "−5.00\u00a0pp",
    }


def test_money_is_in_the_currency_it_is_added_up_in():
    revenue = effect(unit=Unit.MONEY, before=100.0, after=150.0, counts_before=(100.0, None),
                     counts_after=(150.0, None))  # fmt: skip
    told = row(revenue, "EUR")
    assert (told["Now"], told["After the import"], told["Change"]) == ("€100", "€150", "+50.0\u00a0%")


def test_a_week_that_is_not_whole_says_so():
    assert row(effect(partial=True), None)["Week"] == "W47, 16–22\u00a0Nov 2026 (not whole)"


def test_a_week_across_the_new_year_is_of_the_year_it_ends_in():
    assert row(effect(week_start=date(2026, 12, 28)), None)["Week"] == "W53, 28\u00a0Dec – 3\u00a0Jan 2027"


def test_a_value_that_comes_and_one_that_goes_are_no_change_in_percent():
    nothing = (None, None)
    assert row(effect(before=None, counts_before=nothing), None)["Change"] == "new"
    gone = row(effect(after=None, counts_after=nothing), None)
    assert (gone["After the import"], gone["Change"]) == ("–", "no longer known")


def test_how_many_kpis_of_how_many_weeks_change_is_said_with_the_weeks():
    one = Effects(shown=(effect(),), kpis=1, weeks=1, first_week=MONDAY, last_week=MONDAY)
    assert summary(one) == "**1** KPI changes in W47, 16–22\u00a0Nov 2026."
    many = Effects(shown=(effect(),) * 40, left_out=60, kpis=25, weeks=4,
                   first_week=date(2026, 10, 26), last_week=MONDAY)  # fmt: skip
    assert summary(many) == (
        "**25** KPIs change in **4** weeks of 26 Oct 2026 – 22 Nov 2026. "
        "Of 100 values, the 40 that leave their KPI's usual steps most are shown."
    )
