"""Which question of a survey is the score, which the comment, and which holds the answerer's address."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from data.recognising.cells import filled, mostly
from data.recognising.names import squash

ASKS_TO_RECOMMEND = re.compile(
    r"\bnps\b|net promoter|recommend|weiterempf|empfehl|recommand|recomend|rekomendasi|推荐|推薦|توصي|التوصية"
    r"|ترشيح",
    re.IGNORECASE,
)
ASKS_HOW_SATISFIED = re.compile(
    r"\bcsat\b|satisf|zufrieden|\bpuas\b|kepuasan|满意|滿意|راض|رضا|how would you rate|bewerten sie", re.IGNORECASE
)
ASKS_WHY = re.compile(
    r"\bwhy\b|reason|improve|better|comment|feedback|tell us|warum|grund|verbesser|pourquoi|raison|am[ée]lior"
    r"|por qu[ée]|motivo|mejorar|mengapa|alasan|saran|原因|建议|لماذا|سبب",
    re.IGNORECASE,
)
GROUP_OF_NPS = "npsgroup"  # Qualtrics writes the group of Q5 beside it, as Q5_NPS_GROUP
MARKUP = re.compile(r"<[^>]*>")
ANSWER = re.compile(r"(?<![\d.,٫])(10|١٠|\d)(?:[.,٫][0٠]+)?(?![\d.,٫]|\s*[%٪])")
TOP_OF_SHORT_SCALES = 7


@dataclass(frozen=True, slots=True)
class Question:
    """The header of the score and its kind, None where the header doesn't say which."""

    header: str
    kind: str | None


def find_score(
    header: Sequence[str], samples: Mapping[str, Sequence[str]], known: Collection[str] = ()
) -> Question | None:
    """Return the question that is the score; None where none says so, or several do.

    Parameters
    ----------
    known
        Headers that are no questions.

    Examples
    --------
    >>> find_score(["Q1", "Would you recommend us?"], {"Q1": ["2"], "Would you recommend us?": ["9", "10"]})
    Question(header='Would you recommend us?', kind='nps')
    >>> find_score(["Q1", "Q2"], {"Q1": ["2"], "Q2": ["9"]})
    """
    by_name = {squash(name): name for name in header}
    groups = [name.removesuffix(GROUP_OF_NPS) for name in by_name if name.endswith(GROUP_OF_NPS)]
    beside = [by_name[name] for name in groups if name in by_name]
    if len(beside) == 1:
        return Question(beside[0], "nps")
    numbers = answered_by_numbers(header, samples, known)
    for asks, kind in ((ASKS_TO_RECOMMEND, "nps"), (ASKS_HOW_SATISFIED, "csat")):
        found = [name for name in numbers if asks.search(MARKUP.sub(" ", name))]
        if len(found) == 1:
            is_short = kind == "nps" or highest(samples.get(found[0], ())) <= TOP_OF_SHORT_SCALES
            return Question(found[0], kind if is_short else None)
        if found:
            return None
    return None


def answered_by_numbers(
    header: Sequence[str], samples: Mapping[str, Sequence[str]], known: Collection[str] = ()
) -> list[str]:
    """Return the questions whose answers are whole numbers from 0 to 10, or that nobody answered yet."""
    questions = [name for name in header if name not in known and not squash(name).endswith(GROUP_OF_NPS)]
    return [name for name in questions if mostly(samples.get(name, ()), _is_answer)]


def _is_answer(cell: str) -> bool:
    return ANSWER.search(cell) is not None


def highest(cells: Sequence[str]) -> int:
    """Return the highest answer, 0 where there is none."""
    return max((int(found[1]) for cell in cells if (found := ANSWER.search(cell))), default=0)


def find_comment(
    header: Sequence[str], samples: Mapping[str, Sequence[str]], known: Collection[str] = ()
) -> str | None:
    """Return the first question that asks why, and isn't answered by numbers."""
    asked = (name for name in header if name not in known and not mostly(samples.get(name, ()), _is_answer))
    return next((name for name in asked if ASKS_WHY.search(MARKUP.sub(" ", name))), None)


def find_address(
    header: Sequence[str], samples: Mapping[str, Sequence[str]], known: Collection[str] = ()
) -> str | None:
    """Return the first question that is answered by e-mail addresses."""
    asked = (name for name in header if name not in known and filled(samples.get(name, ())))
    return next((name for name in asked if mostly(samples[name], lambda cell: "@" in cell)), None)
