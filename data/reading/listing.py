"""Line numbers in a sentence."""

from collections.abc import Sequence

NAMED_LINES = 5


def listed(lines: Sequence[int]) -> str:
    """Return the first few line numbers, with a sign that there are more.

    Examples
    --------
    >>> listed([3, 5]), listed(range(1, 100))
    ('3, 5', '1, 2, 3, 4, 5 …')
    """
    return ", ".join(map(str, lines[:NAMED_LINES])) + (" …" if len(lines) > NAMED_LINES else "")
