"""Word search: BM25 by bm25s over English stems. The only file that knows bm25s."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import bm25s
import Stemmer

from corpus.errors import IndexDamaged

_STEMMER = Stemmer.Stemmer("english")
logging.getLogger("bm25s").setLevel(logging.WARNING)


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    return bm25s.tokenize(list(texts), stopwords="en", stemmer=_STEMMER, return_ids=False, show_progress=False)  # type: ignore[no-any-return]


def write(folder: Path, ids: Sequence[str], texts: Sequence[str]) -> None:
    """A new word index over ``texts`` that answers with ``ids``."""
    folder.mkdir(parents=True)
    (folder / "ids.json").write_text(json.dumps(list(ids)), encoding="utf-8")
    if texts:
        index = bm25s.BM25(k1=1.2, b=0.75)
        index.index(_tokens(texts), show_progress=False)
        index.save(str(folder), show_progress=False)


class WordIndex:
    """Ids of the texts that share the rarest words with a query."""

    def __init__(self, folder: Path) -> None:
        try:
            self._ids: list[str] = json.loads((folder / "ids.json").read_text(encoding="utf-8"))
            self._index = bm25s.BM25.load(str(folder), load_corpus=False) if self._ids else None
        except (OSError, ValueError, KeyError) as error:
            raise IndexDamaged(f"the word index {folder.name} cannot be read; run: make index") from error

    def top(self, query: str, k: int) -> list[tuple[str, float]]:
        """(id, score) of the best ``k`` texts with a score above zero."""
        words = _tokens([query])
        if self._index is None or not words[0]:
            return []
        found, scores = self._index.retrieve(words, k=min(k, len(self._ids)), show_progress=False)
        return [(self._ids[int(i)], float(s)) for i, s in zip(found[0], scores[0], strict=True) if s > 0]
