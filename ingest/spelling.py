"""Misspelled words brought back to words that the library uses; one list, made when the index is built."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from jellyfish import metaphone
from rapidfuzz import fuzz, process

from corpus.errors import IndexDamaged
from corpus.wording import words

SHORTEST, RARE, LIKE, SOUNDS_LIKE = 4, 3, 78, 65
"""Letters below which a word is left alone; times below which an ask's word may be a slip; likeness (0–100) of a repair,
and of one that sounds the same."""


def write(path: Path, written: Iterable[str], asked: Iterable[str]) -> None:
    """The known words: all that our own lines use, and those of the ``ask`` lines that are used several times."""
    ours = {w for text in written for w in words(text)}
    seen = Counter(w for text in asked for w in words(text))
    known = ours | {w for w, n in seen.items() if n >= RARE}
    path.write_text(json.dumps(sorted(w for w in known if w.isalpha())), encoding="utf-8")


class Spelling:
    """Repairs a question for searching; what is shown is always what was asked."""

    def __init__(self, path: Path) -> None:
        try:
            self._words: list[str] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{path.name} of the index cannot be read; run: make index") from error
        self._known = frozenset(self._words)

    def repair(self, text: str) -> str:
        """The text with each unknown word replaced by the most alike known one; as it was where nothing is to be replaced."""
        written = words(text)
        repaired = [self._repair(w) for w in written]
        return text if repaired == written else " ".join(repaired)

    def _repair(self, word: str) -> str:
        if len(word) < SHORTEST or word in self._known or not word.isalpha():
            return word
        found = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=LIKE)
        found = found or process.extractOne(word, self._sounds.get(_sound(word), ()), scorer=fuzz.ratio, score_cutoff=SOUNDS_LIKE)
        return str(found[0]) if found else word

    @cached_property
    def _sounds(self) -> dict[str, list[str]]:
        """The known words by how they sound."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            found[_sound(word)].append(word)
        return found


def _sound(word: str) -> str:
    """How a word sounds, by Metaphone (Philips 1990); ``kw`` is how many write ``qu``."""
    return metaphone(word.replace("kw", "qu"))
