"""Which encoding the letters of a text speak for.

Every candidate is tried on the lines that hold bytes above 127. How likely the letters are that it makes of them
is added up in bits: frequent letters cost little, rare ones and signs much, and so do letters of two alphabets
side by side. A few names are enough, where general guessers need a page.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from data.reading import letters

HIGH = re.compile(rb"[\x80-\xff]")
SAMPLE_BYTES = 6_000
LONGEST_LINE = 2_000
LOUDEST = 12  # bytes of a line that count
LETTER_IN_UTF8 = 4.0
NOT_UTF8 = 18.0
SIGN = 8.5
UNKNOWN = 14.0  # a character that no text of the language is expected to hold
BESIDE = 5.0  # an accented letter beside another; two alphabets in a word; a capital inside a word
CAPITAL = 3.0
WORD_BESIDE = 3.0  # a Latin letter beside a Chinese character
RARE_CHARACTER = 6.0
SELDOM = 6.0  # speaks against an encoding beforehand: exports seldom have it
VERY_SELDOM = 14.0


def _bits(ordered: str, share: float = 1.0) -> dict[str, float]:
    """Return the bits of each letter, whose frequency falls with its place."""
    weights = [1 / (place + 6) for place in range(len(ordered))]
    total = sum(weights)
    return {letter: -math.log2(share * weight / total) for letter, weight in zip(ordered, weights, strict=True)}


_SIGNS = dict.fromkeys(letters.SIGNS, SIGN)
_LATIN = _bits(letters.CENTRAL, 0.22) | _bits(letters.SIGNS, 0.13) | _bits(letters.WESTERN, 0.65)


@dataclass(frozen=True)
class Alphabet:
    """An encoding with one byte a letter."""

    encoding: str
    bits: Mapping[str, float]
    against: float = 0.0
    is_latin: bool = False

    def cost(self, text: str) -> float:
        """Return the bits of the characters above 127."""
        total, before = 0.0, ""
        for letter in text:
            if letter > "\x7f":
                total += self._letter(letter) + self._beside(before, letter)
            elif before > "\x7f" and self._is_odd_pair(before, letter):
                total += BESIDE
            before = letter
        return total

    def _is_odd_pair(self, before: str, plain: str) -> bool:
        """Tell what words lack: a letter before a digit, two alphabets, a sign of amounts before a letter."""
        if before.isalpha():
            return plain.isdigit() or (plain.isalpha() and not self.is_latin)
        return plain.isalpha() and before in letters.BEFORE_NUMBERS

    def _letter(self, letter: str) -> float:
        if self.is_latin or letter in self.bits:
            return self.bits.get(letter, UNKNOWN)
        return self.bits.get(letter.lower(), UNKNOWN)

    def _beside(self, before: str, letter: str) -> float:
        if not letter.isalpha():
            return 0.0
        if before.isdigit():
            return BESIDE
        follows_letter = before.isalpha()
        if self.is_latin:
            return BESIDE if follows_letter and before > "\x7f" else 0.0
        if letter.isupper() and not before.isupper():
            return BESIDE if follows_letter else CAPITAL
        return BESIDE if follows_letter and before <= "\x7f" else 0.0


@dataclass(frozen=True)
class Characters:
    """An encoding with two bytes a character, ``common`` ones making up a share of every text.

    ``leads`` holds the first and last lead byte of the ``others`` that are used as well.
    """

    encoding: str
    common: str
    share: float
    others: int
    leads: tuple[int, int]
    against: float = 0.0

    @cached_property
    def _common(self) -> frozenset[str]:
        return frozenset(self.common)

    def cost(self, text: str) -> float:
        """Return the bits of the characters above 127."""
        usual = -math.log2(self.share / len(self._common))
        other = -math.log2((1 - self.share) / self.others)
        total, before = 0.0, ""
        for letter in text:
            if before.isalpha() and letter.isalpha() and (before > "\x7f") != (letter > "\x7f"):
                total += WORD_BESIDE
            before = letter
            if letter in self._common:
                total += usual
            elif letter > "\x7f":
                lead = letter.encode(self.encoding, errors="replace")[0]
                total += other + (0.0 if self.leads[0] <= lead <= self.leads[1] else RARE_CHARACTER)
        return total


_POINTS = "，。、！？：；（）《》“”…"
CANDIDATES: tuple[Alphabet | Characters, ...] = (
    Alphabet("cp1252", _LATIN, is_latin=True),
    Alphabet("cp1250", _LATIN, SELDOM, is_latin=True),
    Alphabet("cp1254", _LATIN, SELDOM, is_latin=True),
    Alphabet("mac_roman", _LATIN, VERY_SELDOM, is_latin=True),
    Alphabet("cp850", _LATIN, VERY_SELDOM, is_latin=True),
    Alphabet("cp1251", _SIGNS | _bits(letters.RUSSIAN)),
    Alphabet("koi8_r", _SIGNS | _bits(letters.RUSSIAN), VERY_SELDOM),
    Alphabet("cp866", _SIGNS | _bits(letters.RUSSIAN), VERY_SELDOM),
    Alphabet("cp1256", _SIGNS | _bits(letters.ARABIC)),
    Alphabet("cp1253", _SIGNS | _bits(letters.GREEK), SELDOM),
    Alphabet("cp1255", _SIGNS | _bits(letters.HEBREW), SELDOM),
    Alphabet("cp874", _SIGNS | _bits(letters.THAI), SELDOM),
    Characters("gb18030", letters.CHINESE + _POINTS, 0.75, 3_000, (0xB0, 0xD7)),
    Characters("big5", _POINTS, 0.1, 5_401, (0xA4, 0xC6), VERY_SELDOM),
    Characters("shift_jis", letters.JAPANESE + _POINTS, 0.6, 3_000, (0x81, 0x97), VERY_SELDOM),
    Characters("euc_kr", _POINTS, 0.1, 2_350, (0xB0, 0xC8), VERY_SELDOM),
)


def likely_encoding(content: bytes) -> str:
    r"""Return the encoding whose letters are likeliest; UTF-8 where a few bytes in it are not.

    Every line speaks for itself and no louder than others, so that one that was spoilt doesn't outvote the rest.

    Examples
    --------
    >>> likely_encoding("name,city\nJosé,Málaga".encode("latin-1")), likely_encoding("1,Иван".encode("cp1251"))
    ('cp1252', 'cp1251')
    """
    lines = _lines_with_letters(content)
    costs = {
        candidate.encoding: candidate.against + sum(_cost(line, candidate) for line in lines)
        for candidate in CANDIDATES
    }
    costs["utf-8"] = sum(_cost_as_utf8(line) for line in lines)
    return min(costs, key=lambda name: costs[name])


def _lines_with_letters(content: bytes) -> list[bytes]:
    """Return the first lines with bytes above 127, of a long one the part where these begin."""
    found, size = [], 0
    for line in content[: 400 * SAMPLE_BYTES].splitlines():
        if letter := HIGH.search(line):
            start = max(0, letter.start() - 1)
            found.append(line[start : start + LONGEST_LINE])
            size += len(line)
        if size > SAMPLE_BYTES:
            break
    return found


def _cost(line: bytes, candidate: Alphabet | Characters) -> float:
    """Return the bits of a line; bytes without a meaning cost as much as unknown characters."""
    text = line.decode(candidate.encoding, errors="replace")
    return candidate.cost(text) * _weight(line)


def _cost_as_utf8(line: bytes) -> float:
    text = line.decode("utf-8", errors="surrogateescape")
    foreign = sum("\udc80" <= letter <= "\udcff" for letter in text)
    letters_in_it = sum(letter > "\x7f" for letter in text) - foreign
    return (NOT_UTF8 * foreign + LETTER_IN_UTF8 * letters_in_it) * _weight(line)


def _weight(line: bytes) -> float:
    return min(1.0, LOUDEST / len(HIGH.findall(line)))
