"""What the sentiment page says in words: its answer, the tone's names, languages, and what isn't scored."""

import re

from babel import Locale

from analytics.mentions import Summary
from components import numbers
from components.texts import _, _n, mark

# A sign beside each word, so that tone is never told by colour alone.
TONES = {
    "positive": mark("▲ positive"),
    "neutral": mark("● neutral"),
    "negative": mark("▼ negative"),
    "not_scored": mark("◌ not scored"),
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "he", "ps", "sdh", "ckb", "ug", "uzs", "sd"})
_FIRST_STRONG, _END = "\u2067", "\u2069"  # right-to-left isolate and its end
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")


def plain(text: str) -> str:
    r"""Return a text of a file so that no Markdown in it takes effect.

    Examples
    --------
    >>> plain("<b>*Shop*</b> :red[x]")
    '\\<b\\>\\*Shop\\*\\</b\\> \\:red\\[x\\]'
    """
    return _MARKDOWN.sub(r"\\\1", text)


def directed(text: str, language: str) -> str:
    """Return a text that runs in its own direction wherever it is shown."""
    return f"{_FIRST_STRONG}{text}{_END}" if language in RIGHT_TO_LEFT else text


def language_name(code: str) -> str:
    """Return a language's name in the reader's language.

    Examples
    --------
    >>> language_name("id"), language_name("unknown")
    ('Indonesian', 'unknown')
    """
    if code == "unknown":
        return _("unknown")
    names = Locale.parse(numbers.current_locale()).languages
    return str(names.get(code, code))


def named(value: str) -> str:
    """Return a platform or brand as it is shown; an export that gives none says so."""
    return value or _("not given")


def answer(now: Summary, before: Summary | None) -> str:
    """Return the page's first sentence: the tone now, on how many mentions, and how it moved."""
    if not now.mentions:
        return _("Nobody mentioned us in this period.")
    if not now.scored:
        text = _n(
            "{mentions} mention, and it is not in a language that is scored.",
            "{mentions} mentions, none of them in a language that is scored.",
            now.mentions,
        )
        return text.format(mentions=numbers.count(now.mentions))
    text = _n(
        "{verdict}: net sentiment is {net} on {scored} scored mention{move}.",
        "{verdict}: net sentiment is {net} on {scored} scored mentions{move}.",
        now.scored,
    )
    return text.format(
        verdict=_verdict(now),
        net=numbers.value(now.net_sentiment, "index"),
        scored=numbers.count(now.scored),
        move=_move(now, before),
    )


def _verdict(now: Summary) -> str:
    if abs(now.net_sentiment) <= now.margin:
        return _("Good and bad mentions balance, as far as their number can tell")
    return _("More mentions are good than bad") if now.net_sentiment > 0 else _("More mentions are bad than good")


def _move(now: Summary, before: Summary | None) -> str:
    if before is None or not before.scored:
        return ""
    difference = now.net_sentiment - before.net_sentiment
    if not now.differs_from(before):
        return _(", much as in the period before")
    size = numbers.number(abs(difference))
    return (
        _(", up {size} from the period before").format(size=size)
        if difference > 0
        else _(", down {size} from the period before").format(size=size)
    )


def not_scored(now: Summary, languages: list[str]) -> str:
    """Return what isn't scored, said honestly; "" where everything is."""
    if not now.mentions or now.scored == now.mentions:
        return ""
    text = _(
        "{share} of {mentions} mentions are not scored: their language ({languages}) has no scorer yet or can't "
        "be told. They count as mentions and have no tone, not a neutral one."
    )
    return text.format(
        share=numbers.percent(now.not_scored_share),
        mentions=numbers.count(now.mentions),
        languages=", ".join(language_name(code) for code in languages),
    )
