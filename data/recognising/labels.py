"""Which column of a wide customer table says who has left."""

import re
from collections.abc import Mapping, Sequence

from data.recognising.names import squash
from data.recognising.words import CHURNED_WORDS, FALSE_WORDS, PLAINLY_CHURNED, STAYED_WORDS

# Best first. A name is only believed when its values are yes or no.
LEFT = """
    churned, churn, churn label, is churn, is churned, churn flag, churn status, has churned, churn yes no,
    churn value, customer churn, exited, attrition, attrition flag, attrited, left, has left, is lost, lost,
    leaver, left us, customer left, has exited, exit flag, departed, has cancelled, is cancelled,
    is inactive, inactive, abgewandert, gekündigt, hat gekündigt, ist abgewandert, Kündigung,
    Kündigungskennzeichen, résilié, a résilié, parti, a quitté, est parti,
    abandono, abandonó, baja, fuga, se fue, cliente perdido,
    berhenti, sudah berhenti, pelanggan berhenti, keluar, tidak aktif, 流失, 是否流失, 流失标志, 客户流失,
    تسرب, تسرب العميل, غادر, هل غادر
"""
STAYED = """
    is active, active, active flag, is retained, retained, retention flag, still active, stayed, has stayed,
    is customer, is current, still customer, aktiv, ist aktiv, noch kunde, actif, est actif, toujours client,
    activo, es activo, sigue activo, cliente activo, aktif, masih aktif, 是否活跃, 是否在网, 留存, نشط, هل هو نشط
"""
# Any other name with one of these in it is believed as well, but not what only foretells or explains.
STEM = re.compile(r"churn|attrit|abgewander|kundigung|resili|流失|تسرب")
FORETOLD = re.compile(
    r"predict|pred\b|prob|risk|score|forecast|expected|propensity|reason|category|date|month|datum|fecha|tanggal|grund|motif"
    r"|motivo|alasan|vorhersage|risiko|risque|prevu|riesgo|prediksi|预测|风险|原因|日期"
)
UNDECIDED = frozenset({"", "joined", "new", "n/a", "na", "nan", "null", "none", "-", "unknown"})
MOST_WORDS = 4

CHURN_WORDS, INVERTED = "churn_words", "inverted"
LEFT_IS = "left_is"  # its argument is the value that says that a customer has left, as a person chose it


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
    found = label_choices(header, samples)
    return (found[0], how_to_read(found[0])) if found else None


def label_choices(header: Sequence[str], samples: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return every header that may say who has left, the likeliest first: for a person to choose among.

    Examples
    --------
    >>> label_choices(["Side", "Active", "Churn"], {"Active": ["1", "0"], "Churn": ["no", "yes"]})
    ('Churn', 'Active')
    """
    by_name = {squash(name): name for name in reversed(header)}
    named = [by_name[name] for name in (*_NAMES_OF_LEFT, *_NAMES_OF_STAYED) if name in by_name]
    stems = [name for name in header if STEM.search(squash(name)) and not FORETOLD.search(squash(name))]
    telling = [name for name in header if _is_told_by_values(name, samples.get(name, ()))]
    leaving = [name for name in (*named, *stems, *telling) if how_to_read(name) == CHURN_WORDS]
    staying = [name for name in named if how_to_read(name) == INVERTED]
    return tuple(name for name in dict.fromkeys((*leaving, *staying)) if _is_yes_or_no(samples.get(name, ())))


def how_to_read(header: str) -> str:
    """Return the transform that reads a label: one that says who has stayed is turned round.

    Examples
    --------
    >>> how_to_read("Exited"), how_to_read("Still active")
    ('churn_words', 'inverted')
    """
    return INVERTED if squash(header) in _NAMES_OF_STAYED else CHURN_WORDS


def answer_name(header: str) -> str:
    """Return under which name a person's choice of the value that says "has left" is kept for a label.

    Examples
    --------
    >>> answer_name("Is Active") == answer_name("is_active") != answer_name("Exited")
    True
    """
    return f"left_value:{squash(header)}"


def _is_yes_or_no(cells: Sequence[str]) -> bool:
    words = _words(cells)
    return words <= CHURNED_WORDS | STAYED_WORDS and len(words) <= MOST_WORDS


def _is_told_by_values(header: str, cells: Sequence[str]) -> bool:
    """Tell a column that says "Churned" and "Stayed" whatever it is called, from one of "left" and "right"."""
    words = _words(cells)
    both = words & PLAINLY_CHURNED and words & (STAYED_WORDS - FALSE_WORDS)
    return bool(both) and not FORETOLD.search(squash(header))


def _words(cells: Sequence[str]) -> set[str]:
    return {cell.strip().casefold().rstrip(".") for cell in cells} - UNDECIDED


def _squashed(names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squash(name) for name in names.replace("\n", " ").split(",")))


_NAMES_OF_LEFT = _squashed(LEFT)
_NAMES_OF_STAYED = _squashed(STAYED)
