"""Whether the quotes of a text do their work around cells, or are characters like any other."""

import re

from data.reading.records import Format


def quotes_work(text: str, form: Format) -> bool:
    r"""Tell whether more cells open and close with a quote than open with one that closes nothing.

    In lists of messages a quote is mostly what somebody said: ``"Hi" she wrote``.

    Examples
    --------
    >>> quotes_work('1,"Ann"\n2,"Bob\n3,"Cy"\n', Format(",")), quotes_work('1,"Hi" she\n2,"No" he\n', Format(","))
    (True, False)
    """
    if form.quote is None:
        return False
    opened = list(_opened(form).finditer(text))
    return 2 * sum(found["whole"] is not None for found in opened) > len(opened)


def with_cells_on_one_line(text: str, form: Format) -> str:
    r"""Return the text with blanks for the line breaks inside cells, so that a line is a record.

    Examples
    --------
    >>> with_cells_on_one_line('1,"a\nb",2\n3,c,4\n', Format(","))
    '1,"a b",2\n3,c,4\n'
    """
    if form.quote is None:
        return text
    return _opened(form).sub(lambda found: re.sub(r"[\r\n]", " ", found.group()), text)


def _opened(form: Format) -> re.Pattern[str]:
    """Match every opening quote, and the rest of its cell where a quote closes it."""
    quote, escape = re.escape(form.quote or ""), re.escape(form.escape or "")
    inner = rf"[^{quote}{escape}]|{escape}." if escape else rf"[^{quote}]|{quote}{quote}"
    mark = re.escape(form.delimiter)
    before, behind = (rf"{mark}\x20*|", rf"{mark}|") if mark else ("", "")
    return re.compile(
        rf"(?:{before}\A|(?<=[\r\n])){quote}(?P<whole>(?:{inner})*+{quote}(?={behind}[\r\n]|\Z))?", re.DOTALL
    )
