"""Attributes that the law or decency protects: named on the report card wherever a model reads them."""

from collections.abc import Iterable

from analytics.churn.columns import words_of

# One word is enough. Whole words only: "usage" and "average" hold an age and "sextant" more.
PROTECTED_WORDS = frozenset(
    {
        "gender", "sex", "male", "female", "age", "birth", "birthday", "birthdate", "birthyear", "dob", "senior",
        "elderly", "race", "ethnicity", "ethnic", "religion", "religious", "faith", "nationality", "citizenship",
        "disability", "disabled", "pregnant", "pregnancy", "marital", "married", "orientation", "political",
    }
)  # fmt: skip


def protected_among(headers: Iterable[str]) -> list[str]:
    """Return the headers that name a protected attribute, in their order.

    Examples
    --------
    >>> protected_among(["gender", "SeniorCitizen", "Age", "AverageOrder", "tenure"])
    ['gender', 'SeniorCitizen', 'Age']
    """
    return [header for header in headers if PROTECTED_WORDS & set(words_of(header))]
