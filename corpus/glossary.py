"""The words of the law in plain English: ``glossary.md`` read, and which of its terms stand in a text.

One line is one term: ``term, other form, other form: its meaning. [authorities]``, with ``{plurality}`` behind the
bracket where the words are not a majority's. A meaning without authority is our own explanation of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from corpus.citing import read_cite
from corpus.errors import LibraryError
from corpus.models import Cite, Term

FILE = "glossary.md"
_LINE = re.compile(r"([^:\[\]]+): +(.+?)(?:\s+\[([^\]]+)\](?:\s*\{(plurality|separate opinion)\})?)?$")


def read_glossary(path: Path) -> tuple[Term, ...]:
    """All terms in the order of the file; none where there is no file. Raises LibraryError with the line's number."""
    if not path.exists():
        return ()
    text = path.read_text(encoding="utf-8")
    front = re.match(r"---\n.*?\n---\n", text, re.S)
    if not front:
        raise LibraryError(f"{path.name}: no front matter between --- lines")
    above = front[0].count("\n")
    rows = enumerate(text[front.end() :].splitlines(), above + 1)
    return tuple(_term(line.strip(), f"{path.name}:{number}") for number, line in rows if line.strip())


def _term(line: str, where: str) -> Term:
    m = _LINE.fullmatch(line)
    if not m:
        raise LibraryError(f"{where}: not “term, other form: its meaning. [authorities]”: {line[:60]}")
    names = tuple(name.strip() for name in m[1].split(","))
    return Term(names[0], names[1:], m[2], tuple(_cite(part, where) for part in (m[3] or "").split(";") if part.strip()), m[4] or "")


def _cite(part: str, where: str) -> Cite:
    cite = read_cite(part)
    if not cite:
        raise LibraryError(f"{where}: [{part.strip()}] is not a citation")
    return cite


def terms_in(texts: Iterable[str], glossary: Sequence[Term]) -> list[Term]:
    """The terms that stand in these texts, in the order in which a reader meets them."""
    if not glossary:
        return []
    pattern, owners = pattern_of(tuple(glossary))
    met = (m[0] for text in texts for m in pattern.finditer(text))
    return list({owners[_key(form)].name: owners[_key(form)] for form in met if _key(form) in owners}.values())


@lru_cache(maxsize=8)
def pattern_of(glossary: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, Term]]:
    """What finds every form, longest first, with a plural s or ’s; and the term of each form.

    A form with a capital letter (``Heck``, ``Doe``) is found as it stands only; any other in either case.
    """
    forms = sorted({form for term in glossary for form in (term.name, *term.others)}, key=len, reverse=True)
    found = "|".join(re.escape(f) if f != f.lower() else f"(?i:{re.escape(f)})s?" for f in forms) or "(?!)"
    owners = {_key(form): term for term in glossary for form in (term.name, *term.others)}
    return re.compile(rf"(?<![\w-])(?:{found})(?!\w)"), owners


def _key(form: str) -> str:
    """One key for a form as it stands in the file and in a sentence."""
    return form.lower().removesuffix("s")
