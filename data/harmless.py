"""Texts that a spreadsheet would run as a formula, made harmless by a rule that can be taken back.

A text gets one apostrophe in front where, after any apostrophes it begins with, comes a character that starts
a formula. So every guarded text has exactly one origin.
"""

import re

import pandas as pd

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # the full-width forms too: some locales run them


def guard(text: str) -> str:
    r"""Return a text so that no spreadsheet takes it for a formula.

    Examples
    --------
    >>> guard("=1+1"), guard("'=1+1"), guard("a=b"), guard("-5 degrees")
    ("'=1+1", "''=1+1", 'a=b', "'-5 degrees")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Return the text as it was before `guard`.

    Examples
    --------
    >>> unguard("'=1+1"), unguard("''=1+1"), unguard("'t was so")
    ('=1+1', "'=1+1", "'t was so")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose texts no spreadsheet takes for a formula; numbers and dates stay as they are.

    Examples
    --------
    >>> guarded(pd.DataFrame({"text": ["=1+1", None], "number": [-5, 1]})).iloc[0].to_dict()["text"]
    "'=1+1"
    """
    texts = frame.select_dtypes(include=["object", "string", "category"]).columns
    return frame.assign(**{name: frame[name].map(_guarded, na_action="ignore") for name in texts})


def _guarded(value: object) -> object:
    return guard(value) if isinstance(value, str) else value
