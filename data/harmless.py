"""Texts that a spreadsheet would run as a formula, made harmless by a rule that can be taken back.

A text gets one apostrophe in front where, after any apostrophes it begins with, comes a character that starts
a formula. So every guarded text has exactly one origin.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # the full-width forms too: some locales run them
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?")


def guard(text: str) -> str:
    r"""Return a text so that no spreadsheet takes it for a formula; plain numbers stay numbers.

    Examples
    --------
    >>> guard("=1+1"), guard("'=1+1"), guard("a=b"), guard("-5"), guard("-5 degrees")
    ("'=1+1", "''=1+1", 'a=b', '-5', "'-5 degrees")
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguard(text: str) -> str:
    """Return the text as it was before `guard`.

    Examples
    --------
    >>> unguard("'=1+1"), unguard("''=1+1"), unguard("'t was so"), unguard("-5")
    ('=1+1', "'=1+1", "'t was so", '-5')
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
