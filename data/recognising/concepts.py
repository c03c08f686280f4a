"""What the words of a header mean, whatever the language, order and form they come in."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("concepts.toml")
_IN_ONE_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[a-zA-Z])(?=\d)")  # orderDate
_NUMBER_SIGN = re.compile(r"[#№]|\bn[º°]", re.IGNORECASE)
_E_MAIL = re.compile(r"\be[- ]?mail\b", re.IGNORECASE)
_THE = "ال"  # stands before the Arabic word, without a blank

Concepts = frozenset[str]


@lru_cache(maxsize=8_192)
def concepts(header: str) -> Concepts:
    """Return what the words of a header mean; a word that nobody listed means itself.

    Examples
    --------
    >>> sorted(concepts("Order No.")), concepts("Bestellnummer") == concepts("ID Pesanan") == concepts("订单编号")
    (['id', 'order'], True)
    >>> sorted(concepts("date de la commande")), concepts("تاريخ الطلب") == concepts("orderDate")
    (['date', 'order'], True)
    """
    text = _E_MAIL.sub(" email ", _NUMBER_SIGN.sub(" number ", header))
    words = re.findall(r"\w+", _plain(_IN_ONE_WORD.sub(" ", text)).replace("_", " "))
    meanings, empty = _vocabulary()
    parts = (part for word in words if word not in empty for part in _parts(word, meanings))
    return frozenset(meanings.get(part, part) for part in parts)


def _plain(text: str) -> str:
    """Return a text without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _parts(word: str, meanings: Mapping[str, str]) -> list[str]:
    """Return the known words that a compound is made of; the word itself where it is known or can't be cut."""
    if word in meanings:
        return [word]
    if word.startswith(_THE) and word.removeprefix(_THE) in meanings:
        return [word.removeprefix(_THE)]
    return _cut(word, meanings) or [word]


def _cut(word: str, meanings: Mapping[str, str]) -> list[str] | None:
    """Cut a word into known ones, the longest first; None where something is left."""
    if not word:
        return []
    shortest = 1 if word[0] > "\u0fff" else 2  # a Chinese character is a word
    for end in range(len(word), shortest - 1, -1):
        if word[:end] in meanings:
            rest = _cut(word[end:], meanings)
            if rest is not None:
                return [word[:end], *rest]
    return None


@cache
def _vocabulary() -> tuple[dict[str, str], frozenset[str]]:
    """Return each known word with what it means, and the words without a meaning."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    meanings = {_plain(word): concept for concept, words in told["concepts"].items() for word in words.split()}
    return meanings, frozenset(map(_plain, told["without_meaning"].split()))
