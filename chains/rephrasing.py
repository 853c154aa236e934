"""When a model's own words may stand for a library line: the checks of words find no difference, and a judge agrees.

Asked twice, by the drafter and by the gate behind it; the judge's word on a pair is remembered, so that both hear the same.
"""

from __future__ import annotations

import logging

from chains.judging import ENTAILS, Asked, entailment
from corpus.citing import find_citations, find_names
from corpus.errors import JudgeError, ModelTrouble
from corpus.library import Library
from corpus.meaning import additions, conflicts
from corpus.nearness import same_words
from corpus.quoting import quotations

log = logging.getLogger(__name__)
LONGEST = 45
"""Words of a sentence, as for a line of the library."""


def against(text: str, own: str) -> list[str]:
    """What the word-level checks have against a text: a conflict with its source's words, or something that decides and is not in them."""
    if same_words(text, own):
        return []
    bare = _uncited(text)
    return [c.reason for c in conflicts(bare, own)] + [f"“{word}” is not in the source" for word in additions(bare, own)]


def _uncited(text: str) -> str:
    for f in sorted(find_citations(text), key=lambda f: -f.start):
        text = f"{text[: f.start]} {text[f.end :]}" if f.kind in ("case", "short") else text
    return text


def may_stand_for(judge: Asked | None, library: Library, text: str, own: str) -> bool:
    """Whether ``text`` may be shown for the line ``own``."""
    return agrees(heard(judge, library, text, own))


def agrees(odds: float | None) -> bool:
    """Whether the judge was asked and is sure enough."""
    return odds is not None and odds >= ENTAILS


def heard(judge: Asked | None, library: Library, text: str, own: str) -> float | None:
    """How sure the judge is that ``own`` says what ``text`` says; None where it is not asked or cannot be.

    It is not asked of a text that a check speaks against, or that quotes or names what the line does not.
    """
    if judge is None or against(text, own) or _brings_in(library, text, own) or len(text.split()) > LONGEST:
        return None
    try:
        return entailment(judge, text, own)
    except (JudgeError, ModelTrouble) as error:
        log.warning("judge %s: %s; the source's own words are shown", judge.name, error)
        return None


def _brings_in(library: Library, text: str, own: str) -> bool:
    """Whether a text quotes or names what its line does not."""
    held = library.authorities.values()
    quoted = any(text[a:b] not in own for a, b in quotations(text))
    cited = {f.key for f in find_citations(text)} - {f.key for f in find_citations(own)}
    return quoted or bool(cited) or bool({n.name.lower() for n in find_names(text, held)} - {n.name.lower() for n in find_names(own, held)})
