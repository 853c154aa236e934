"""The index as it lies on disk, and opening it.

``<data>/index/<fingerprint>/`` holds everything that an answer needs; ``<data>/current`` names the folder in use. The
pointer is replaced atomically, so a reader finds either the old index or the new one, never half of one.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from corpus.errors import IndexDamaged, IndexMissing
from corpus.folding import Folded, fold
from corpus.library import Library
from corpus.models import Authority, Passage, Source, Tie
from corpus.referring import Reference
from ingest.bm25 import WordIndex
from ingest.citation_map import EDGES, MAP, REFERENCE_LIST, REFERENCES, Edge
from ingest.discriminant import Discriminant
from ingest.encoder import GraphEncoder
from ingest.kept import KeptLines
from ingest.passages import library_passages
from ingest.refusals import Refusals
from ingest.scope import Scope
from ingest.spelling import Spelling
from ingest.store import Store

LIBRARY, SOURCE, TIES = TypeAdapter(Library), TypeAdapter(Source), TypeAdapter(dict[str, Tie])
POINTER = "current"
Shape = TypeVar("Shape")


def data_folder() -> Path:
    """Where everything made at run time lives: ``.pincite`` beside the project unless PINCITE_DATA says otherwise."""
    return Path(os.environ.get("PINCITE_DATA") or Path(__file__).parent.parent / ".pincite")


@dataclass(frozen=True, eq=False)
class Index:
    """One opened index; safe to share between threads, for nothing in it changes."""

    folder: Path
    facts: dict[str, Any]
    library: Library
    ties: dict[str, Tie]
    scope: Scope
    refusals: Refusals
    discriminant: Discriminant
    encoder: GraphEncoder
    lines: KeptLines
    store: Store
    section_words: WordIndex
    passage_words: WordIndex
    spelling: Spelling

    @cached_property
    def section_passages(self) -> dict[str, Passage]:
        """The passage of each library section, by section id."""
        return {p.section_id or "": p for s in self.library.sources.values() for p in library_passages(s)}

    @cached_property
    def cited(self) -> Counter[str]:
        """How many lines of the library cite each authority, by its key."""
        return Counter(c.key for s in self.library.sections.values() for line in s.lines for c in line.cites)

    @lru_cache(maxsize=256)  # noqa: B019  (an index lives as long as its process)
    def opinion(self, opinion_id: str) -> Source:
        """The whole decision. Raises IndexDamaged where its file is not readable."""
        return _read(self.folder / "opinions" / f"{opinion_id}.json", SOURCE)

    def opinion_of(self, authority: Authority) -> Source | None:
        """The whole decision that an authority names; None where it is not at hand."""
        opinion_id = self.library.opinions.get(authority.key)
        return self.opinion(opinion_id) if opinion_id else None

    @lru_cache(maxsize=256)  # noqa: B019
    def folded(self, opinion_id: str) -> Folded:
        """The whole decision, ready for looking up quotations."""
        return fold(self.opinion(opinion_id).text)

    @lru_cache(maxsize=256)  # noqa: B019
    def references(self, opinion_id: str) -> tuple[Reference, ...]:
        """Where a decision refers to the library's decisions. Raises IndexDamaged where its file is not readable."""
        return _read(self.folder / REFERENCES / f"{opinion_id}.json", REFERENCE_LIST)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Which decision at hand cites which of the library's. Raises IndexDamaged where the map is not readable."""
        return _read(self.folder / MAP, EDGES)

    def opinion_ids(self) -> tuple[str, ...]:
        """The decisions of the index, in the order of their ids."""
        return self._opinion_ids

    @cached_property
    def _opinion_ids(self) -> tuple[str, ...]:
        return tuple(sorted(p.stem for p in (self.folder / "opinions").glob("*.json")))


def current(data: Path) -> Path:
    """The index folder in use. Raises IndexMissing or IndexDamaged."""
    pointer = data / POINTER
    if not pointer.exists():
        raise IndexMissing(f"no index in {data}; run: make index")
    folder = data / "index" / pointer.read_text(encoding="utf-8").strip()
    if not (folder / "facts.json").is_file():
        raise IndexDamaged(f"the index that {pointer} names is not there; run: make index")
    return folder


def facts_of(folder: Path) -> dict[str, Any]:
    """What the index remembers of its making: sources with their hashes, encoder, counts."""
    try:
        return dict(json.loads((folder / "facts.json").read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{folder.name}/facts.json cannot be read; run: make index") from error


def open_index(data: Path) -> Index:
    """The index in use. Raises IndexMissing or IndexDamaged, never anything else for a broken index."""
    folder = current(data)
    library, encoder = _read(folder / "library.json", LIBRARY), GraphEncoder(folder)
    return Index(
        folder, facts_of(folder), library, _read(folder / "ties.json", TIES),
        Scope.load(folder / "scope.npz"), Refusals.load(folder / "refusals.npz"), Discriminant.load(folder / "sections.npz"),
        encoder, KeptLines(folder, library, encoder), Store(folder / "chroma"), WordIndex(folder / "section_words"), WordIndex(folder / "passage_words"),
        Spelling(folder / "words.json"),
    )  # fmt: skip


def _read(path: Path, shape: TypeAdapter[Shape]) -> Shape:
    try:
        return shape.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise IndexDamaged(f"{path.name} of the index cannot be read; run: make index") from error
