"""Headers compared as people mean them, not as tools spell them."""

import hashlib
import unicodedata
from collections.abc import Iterable


def squash(header: str) -> str:
    """Return a header without case, accents, blanks and punctuation, so that spellings of one name are equal.

    Examples
    --------
    >>> squash("Customer ID"), squash("*customerID"), squash("customer_id"), squash("Numéro client")
    ('customerid', 'customerid', 'customerid', 'numeroclient')
    """
    plain = unicodedata.normalize("NFKD", header.casefold())
    kept = "".join(letter for letter in plain if letter.isalnum())
    return kept or header.strip()


def header_key(header: Iterable[str]) -> str:
    """Return a key of a set of headers that doesn't depend on their order or spelling.

    Examples
    --------
    >>> header_key(["Email", "First Name"]) == header_key(["first_name", "email"])
    True
    """
    names = sorted({squash(name) for name in header})
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]
