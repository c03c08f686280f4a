"""Sentences written out."""

from datetime import date

from analytics.review.statement import Kind, Quantity, Statement, Tone, count, distance, name
from components import statements

NBSP = "\u00a0"


def test_quantities_are_written_in_their_unit():
    statement = Statement(
        "churn",
        "{metric} rose to {now}, {by} more.",
        {
            "metric": name("Churn rate"),
            "now": Quantity(0.0421, unit="rate"),
            "by": distance(0.0421, 0.031, "rate"),
        },
    )
    assert statements.plain(statement) == f"Churn rate rose to 4.21{NBSP}%, 1.11{NBSP}pp more."


def test_a_distance_of_money_is_a_percentage_and_of_a_score_in_points():
    assert statements.quantity(distance(120.0, 100.0, "money")) == f"20.0{NBSP}%"
    assert statements.quantity(distance(40.0, 46.0, "points")) == "6.0"


def test_days_and_counts_are_written_out():
    assert statements.quantity(Quantity(date(2026, 11, 2), Kind.DAY)) == "2 Nov 2026"
    assert statements.quantity(count(1204)) == "1,204"


def test_numbers_are_bold_and_names_are_not():
    statement = Statement("x", "{metric}: {now}", {"metric": name("Revenue"), "now": Quantity(5.0, unit="money")})
    assert statements.marked(statement, currency="GBP") == "Revenue: **£5.00**"


def test_good_and_bad_have_a_word_beside_the_colour():
    marked = {tone: statements.marked(Statement("x", "So.", tone=tone)) for tone in Tone}
    assert "Good" in marked[Tone.GOOD]
    assert "Look" in marked[Tone.BAD]
    assert marked[Tone.NEUTRAL] == "So."


def test_two_amounts_in_dollars_are_no_formula():
    statement = Statement("x", "{a} and {b}", {"a": Quantity(5.0, unit="money"), "b": Quantity(6.0, unit="money")})
    assert r"\$" in statements.marked(statement, currency="USD")
    assert r"\$" not in statements.plain(statement, currency="USD")
