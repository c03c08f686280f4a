"""Puts texts together from the phrases in ``wording/``, one file per language, all written for this sample."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from data.sample.company import BRAND, PRODUCTS
from data.sample.scope import Words

FOLDER = Path(__file__).parent / "wording"
ENDING_SHARE = 0.55  # of the texts that go on after what they have to say


@cache
def phrases(language: str) -> dict[str, Any]:
    """Return the phrases of a language.

    ``openings`` start a sentence about a brand; under each tone, every theme has its statements, and
    ``endings`` may follow.
    """
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


class Wording:
    """Draws texts. Every method takes the dice of the caller's part and one entry per text in each array."""

    def mentions(
        self, dice: np.random.Generator, language: Words, tone: Words, theme: Words, brand: Words
    ) -> Words:
        """Return texts that name the brand."""
        drawn = dice.random((len(language), 4))
        rows = zip(language, tone, theme, brand, drawn, strict=True)
        return np.array([_mention(phrases(code), *rest) for code, *rest in rows], dtype=object)

    def remarks(self, dice: np.random.Generator, language: Words, tone: Words, theme: Words) -> Words:
        """Return comments to us, without an opening."""
        drawn = dice.random((len(language), 4))
        rows = zip(language, tone, theme, drawn, strict=True)
        return np.array([_remark(phrases(code), *rest) for code, *rest in rows], dtype=object)

    def subjects(self, dice: np.random.Generator, theme: Words) -> Words:
        """Return subjects of support cases, in English as the service desk files them."""
        return self._drawn(dice, [phrases("en")["tickets"][name] for name in theme])

    def posts(self, dice: np.random.Generator, size: int) -> Words:
        """Return texts of our own posts."""
        goods = dice.choice(np.array(list(PRODUCTS), dtype=object), size)
        texts = self._drawn(dice, [phrases("en")["posts"]["texts"]] * size)
        return np.array(
            [text.format(product=one, brand=BRAND) for text, one in zip(texts, goods, strict=True)], dtype=object
        )

    def titles(self, dice: np.random.Generator, size: int) -> Words:
        """Return titles of longer pieces, numbered so that no two are alike."""
        texts = self._drawn(dice, [phrases("en")["content"]["titles"]] * size)
        return np.array([f"{text} ({number + 1})" for number, text in enumerate(texts)], dtype=object)

    def _drawn(self, dice: np.random.Generator, choices: list[list[str]]) -> Words:
        drawn = dice.random(len(choices))
        return np.array([_pick(choice, at) for choice, at in zip(choices, drawn, strict=True)], dtype=object)


def _pick(choice: list[str], at: float) -> str:
    return choice[int(at * len(choice))]


def _mention(words: dict[str, Any], tone: str, theme: str, brand: str, drawn: np.ndarray) -> str:
    opening = _pick(words["openings"], drawn[2]).format(brand=brand)
    return f"{opening}{words['joint']}{_remark(words, tone, theme, drawn)}"


def _remark(words: dict[str, Any], tone: str, theme: str, drawn: np.ndarray) -> str:
    text = _pick(words[tone][theme], drawn[0])
    if drawn[1] >= ENDING_SHARE:
        return text
    return f"{text}{words['space']}{_pick(words[tone]['endings'], drawn[3])}"
