"""Whether a sentence is the source's own, but for what a typist changes without changing a word.

This is what lets a model's sentence stand without a judge, so it is stricter than likeness of any kind. Measured on
3,818 library lines: when one article more or less, or another ending of a word, was let pass as well, one in nine
sentences with a random word left out, put in or exchanged for its neighbour came through. A sentence that is refused
here costs the reader nothing: the source's own sentence is shown in its place.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.wording import once

_LEAD = re.compile(r"^(?:first|second|third|next|then|also|finally), (?=\S)", re.IGNORECASE)
_SHORT_FORMS = ((re.compile(r"\b([Cc])(?:an't|annot)\b"), r"\1an not"), (re.compile(r"\b([Ww])on't\b"), r"\1ill not"), (re.compile(r"n't\b"), " not"))
_SAME = str.maketrans(dict.fromkeys("“”", '"') | dict.fromkeys("‘’", "'") | dict.fromkeys("–‑‐", "-") | {"\u00a0": " "})


def same_words(text: str, source: str) -> bool:
    """Whether two sentences differ at most in spaces, typographic marks, short forms, "First," and the full stop."""
    plain = _plain(text)
    return bool(plain) and plain == _plain(source)


@once
def _plain(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_SAME).split()).removesuffix(".")
    for form, whole in _SHORT_FORMS:
        plain = form.sub(whole, plain)
    plain = _LEAD.sub("", plain)
    return plain[:1].lower() + plain[1:]
