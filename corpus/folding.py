"""A text in one spelling of marks and spaces, so that quoted words can be compared with it.

Only what lawyers forgive in quoting (The Bluebook, rule 5) is folded: white space, the shape of quotation marks and
dashes, nested marks, footnote calls. Letters, figures and other punctuation stay.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

_SAME = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’`´", "'") | dict.fromkeys("–—‐‑−", "-") | {"\u00a0": " "})
_MARKS = re.compile(r"[\"\u00ad]|(?<![^\W_])'|'(?![^\W_])")
_SPACE = re.compile(r"\s+")
_CALLS = re.compile(r" ?\[Footnote [^\]]{1,20}\]|(?<=[a-z][.,;:])\d{1,2}(?= |$)")
_DASH = re.compile(r" ?-[ -]*")
_CLOSE = re.compile(r"(?<=§) |(?<=\b[A-Z]\.) (?=[A-Z]\.)")


@dataclass(frozen=True)
class Folded:
    """A text in one spelling of marks and spaces, with the way back to its own offsets."""

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """One spelling of marks and spaces; quotation marks and footnote calls left out. Folding twice is folding once."""
    plain, offsets = text.translate(_SAME), list(range(len(text)))
    for pattern, by in ((_MARKS, ""), (_SPACE, " "), (_CALLS, ""), (_SPACE, " "), (_DASH, "-"), (_CLOSE, "")):
        plain, offsets = _replace(plain, offsets, pattern, by)
    lead = len(plain) - len(plain.lstrip())
    return Folded(plain[lead:], array("L", offsets[lead:]))


def _replace(text: str, offsets: list[int], pattern: re.Pattern[str], by: str) -> tuple[str, list[int]]:
    parts, kept, at = [], [], 0
    for m in pattern.finditer(text):
        parts += [text[at : m.start()], by]
        kept += offsets[at : m.start() + len(by)]
        at = m.end()
    return "".join([*parts, text[at:]]), kept + offsets[at:]
