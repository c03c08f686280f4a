"""Names by rule: syllables put together from a customer's number, so that nobody real is meant."""

import numpy as np

from data.sample.scope import Whole, Words, numbered

_STARTS = ("Ba", "De", "Fi", "Go", "Ka", "Le", "Mi", "No", "Pa", "Ri", "Sa", "Te", "Vu", "Wi", "Yo", "Ze")
_MIDDLES = ("la", "mo", "ri", "su", "ne", "ka", "do", "vi", "ta", "pe", "lu")
_ENDS = ("n", "ra", "s", "lo", "m", "di", "k", "va", "t", "mi", "r", "no", "l")
_FAMILY_STARTS = ("Or", "Tal", "Ven", "Bru", "Kel", "Mar", "Sten", "Dov", "Hal", "Quin", "Ros", "Zan")
_FAMILY_ENDS = ("avik", "ombe", "uret", "isar", "olen", "andu", "emik", "oster", "ilo", "urra", "ezin")
_MAIL_HOSTS = ("example.com", "example.org", "example.net")


def customer_ids(numbers: Whole) -> Words:
    """Return the shop's ids of customers."""
    return numbered("C", numbers, 6)


def full_names(numbers: Whole) -> Words:
    """Return a name per number, always the same one; large samples repeat some."""
    given = _joined(numbers * 7919, _STARTS, _MIDDLES, _ENDS)
    family = _joined(numbers * 104729 + 31, _FAMILY_STARTS, _FAMILY_ENDS)
    return np.asarray(given + " " + family, dtype=object)


def email_addresses(numbers: Whole) -> Words:
    """Return an address per number, no two alike, at hosts that are set aside for examples.

    >>> email_addresses(np.array([0])).tolist()
    ['balan.1@example.com']
    """
    given = _joined(numbers * 7919, _STARTS, _MIDDLES, _ENDS)
    hosts = np.array(_MAIL_HOSTS, dtype=object)[numbers % len(_MAIL_HOSTS)]
    return np.array(
        [f"{name.lower()}.{number + 1}@{host}" for name, number, host in zip(given, numbers, hosts, strict=True)],
        dtype=object,
    )


def handles(numbers: Whole) -> Words:
    """Return a handle per number, as people call themselves on a network."""
    word = _joined(numbers * 6007 + 5, _MIDDLES, _MIDDLES, _ENDS)
    return np.array([f"@{text}_{number + 10}" for text, number in zip(word, numbers, strict=True)], dtype=object)


def _joined(numbers: Whole, *syllables: tuple[str, ...]) -> Words:
    """Return one syllable of each list per number, in turn, joined."""
    words = np.full(len(numbers), "", dtype=object)
    for choice in syllables:
        words = words + np.array(choice, dtype=object)[numbers % len(choice)]
        numbers = numbers // len(choice) + numbers % 5
    return words
