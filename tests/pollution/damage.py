"""Small files damaged at random: cut off, overwritten, mixed up. The same seed gives the same files."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.pollution.clean import Text, customers, orders
from tests.pollution.polluting import delimited_by, ended_by

MARKS = (",", ";", "\t", "|")
ENDS = ("\r\n", "\n", "\r")
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le")


@dataclass
class Lines:
    """Lines of a file as bytes, and which of them are as they were written."""

    content: list[bytes]
    whole: list[bool]

    def set(self, place: int, line: bytes) -> None:
        self.content[place], self.whole[place] = line, False


@dataclass(frozen=True)
class Damaged:
    """A damaged file, and the values of the rows whose lines were left alone."""

    seed: int
    content: bytes
    untouched: list[list[str]]


def _flipped(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    line = bytearray(lines.content[place])
    for _turn in range(chance.randint(1, 5)):
        line[chance.randrange(len(line))] = chance.randrange(256)
    lines.set(place, bytes(line))


def _zeros(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    at = chance.randrange(len(lines.content[place]))
    lines.set(place, lines.content[place][:at] + bytes(chance.randint(1, 20)) + lines.content[place][at:])


def _other_encoding(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    foreign = "Müller; ‘naïve’ 王小明 Иван".encode(chance.choice(["utf-8", "gb18030", "utf-16-le"]))
    lines.set(place, foreign + lines.content[place])


def _quote_more(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    at = chance.randrange(len(lines.content[place]))
    lines.set(place, lines.content[place][:at] + chance.choice([b'"', b"'", b'""']) + lines.content[place][at:])


def _quote_less(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    lines.set(place, lines.content[place].replace(b'"', b"", chance.randint(1, 3)))


def _junk(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    lines.set(place, chance.randbytes(chance.randint(1, 300)) + b"\n")


def _delimiters(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    lines.set(place, chance.choice([b",", b";", b"\t", b'","']) * chance.choice([1, 3, 2_000]) + b"\n")


def _cut_line(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    line = lines.content[place]
    lines.set(place, line[: chance.randrange(len(line))])
    if place + 1 < len(lines.content):
        lines.whole[place + 1] = False  # it now stands at the end of the cut one


def _cut_off(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    lines.set(place, lines.content[place][: chance.randrange(len(lines.content[place]))])
    for later in range(place + 1, len(lines.content)):
        lines.set(later, b"")


def _blank_lines(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    lines.content[place] = chance.choice([b"\n", b"\r\n", b" \t\n", b"\n\n\n"]) + lines.content[place]


def _mark_inside(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    lines.set(place, b"\xef\xbb\xbf" + lines.content[place])


def _sentence(lines: Lines, chance: random.Random) -> None:
    place = chance.randrange(len(lines.content))
    lines.set(place, b"# Report, made on 1 May; all rights reserved\n")


DAMAGES: tuple[Callable[[Lines, random.Random], None], ...] = (
    _flipped, _zeros, _other_encoding, _quote_more, _quote_less, _junk, _delimiters, _cut_line, _cut_off,
    _blank_lines, _mark_inside, _sentence,
)  # fmt: skip


def damaged(seed: int) -> Damaged:
    """Return the file of a seed; one in twenty is no table at all."""
    chance = random.Random(seed)
    if chance.random() < 0.05:
        return Damaged(seed, _no_table(chance), [])
    text = _written(chance)
    encoding = chance.choice(ENCODINGS)
    without_mark = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    content = [line.encode(without_mark) for line in _separately(text)]
    lines = Lines(content, [True] * len(content))
    for _turn in range(chance.randint(1, 4)):
        damage = chance.choice(DAMAGES)
        if all(lines.content):
            damage(lines, chance)
    start = {"utf-16": b"\xff\xfe", "utf-8-sig": b"\xef\xbb\xbf"}.get(encoding, b"")
    rows = [line.values() for line, is_whole in zip(text.lines, lines.whole, strict=True) if is_whole]
    is_wide = encoding.startswith("utf-16")  # a byte more or less shifts every later character of these
    return Damaged(seed, start + b"".join(lines.content), [] if is_wide else rows)


def _no_table(chance: random.Random) -> bytes:
    size = chance.choice([0, 1, 2, 3, 50, 5_000])
    return chance.choice([
        chance.randbytes(size), b'"' * size, b"," * size, b"\n" * size, bytes(size), b"\xff\xfe" + bytes(size),
        b"PK\x03\x04" + chance.randbytes(size), b"\x1f\x8b" + chance.randbytes(size), b"a" * size, b"\r" * size,
    ])  # fmt: skip


def _written(chance: random.Random) -> Text:
    make = chance.choice([orders, customers])
    text = delimited_by(make(chance.choice([1, 2, 3, 10, 40])), chance.choice(MARKS))
    return ended_by(text, chance.choice(ENDS))


def _separately(text: Text) -> list[str]:
    return [Text((line,), text.quote, text.escape).written() for line in text.lines]
