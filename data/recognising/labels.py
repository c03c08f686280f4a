"""Which column of a wide customer table says who has left."""

from collections.abc import Mapping, Sequence

from data.recognising.names import squash
from data.recognising.transforms import CHURNED_WORDS, STAYED_WORDS

# Best first. A name is only believed when its values are yes or no.
LEFT = """
    churned, churn, churn label, is churn, is churned, churn flag, churn status, has churned, churn yes no,
    churn value, customer churn, exited, attrition, attrition flag, attrited, left, has left, is lost, lost,
    abgewandert, gekündigt, résilié, abandono, baja, berhenti
"""
STAYED = "is active, active, retained, is retained, still active, stayed, is customer, aktiv, actif, activo"
WORDS = CHURNED_WORDS | STAYED_WORDS
UNDECIDED = frozenset({"", "joined", "new", "n/a", "na", "nan", "null", "none", "-", "unknown"})


def find_label(header: Sequence[str], samples: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """Return the header of the churn label and the transform that reads it, or None.

    Parameters
    ----------
    samples
        Cells per header; a header without cells is believed by its name.

    Examples
    --------
    >>> find_label(["id", "Is_Active"], {"Is_Active": ["1", "0"]})
    ('Is_Active', 'inverted')
    """
    by_name = {squash(name): name for name in reversed(header)}
    for names, how in ((LEFT, "churn_words"), (STAYED, "inverted")):
        for name in map(squash, names.split(",")):
            found = by_name.get(name)
            if found is not None and _is_yes_or_no(samples.get(found, ())):
                return found, how
    return None


def _is_yes_or_no(cells: Sequence[str]) -> bool:
    words = {cell.strip().casefold() for cell in cells} - UNDECIDED
    return words <= WORDS and len(words) <= 4
