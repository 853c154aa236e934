"""The only file that knows Chroma: two collections, the library's questions and the decisions' passages.

Cosine space is set at creation (the default is l2), the search is wide on purpose (a default HNSW search misses), and
no query carries a ``where`` filter: it would cost time in proportion to the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma

from corpus.errors import IndexDamaged
from corpus.models import Passage
from ingest.encoder import Vectors

BATCH = 4000
WIDE = {"hnsw": {"space": "cosine", "ef_search": 256, "ef_construction": 200}}
QUESTIONS, PASSAGES = "questions", "passages"
StoreError = ChromaError


def _client(folder: Path) -> Any:
    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


def write(folder: Path, questions: Sequence[tuple[str, str, str]], vectors: Vectors, passages: Sequence[Passage], passage_vectors: Vectors) -> None:
    """A new store: ``questions`` are (text, section id, kind), one vector each; passages likewise."""
    with closing(_client(folder)) as client:
        asked = client.create_collection(QUESTIONS, configuration=WIDE)
        for i in range(0, len(questions), BATCH):
            part = questions[i : i + BATCH]
            asked.add(ids=[str(i + j) for j in range(len(part))], embeddings=vectors[i : i + BATCH],
                      documents=[t for t, _, _ in part], metadatas=[{"section": s, "kind": k} for _, s, k in part])  # fmt: skip
        held = client.create_collection(PASSAGES, configuration=WIDE)
        for i in range(0, len(passages), BATCH):
            cut = passages[i : i + BATCH]
            held.add(ids=[p.id for p in cut], embeddings=passage_vectors[i : i + BATCH], documents=[p.text for p in cut],
                     metadatas=[_metadata(p) for p in cut])  # fmt: skip


def _metadata(p: Passage) -> dict[str, Any]:
    facts = {"id": p.id, "source": p.source_id, "title": p.title, "start": p.start, "end": p.end, "part": p.part, "author": p.author, "pin": p.pin}
    return {k: v for k, v in facts.items() if v is not None}


def _passage(text: str, m: dict[str, Any]) -> Passage:
    return Passage(m["id"], m["source"], "opinion", m["title"], text, m["start"], m["end"], None, m.get("part"), m.get("author"), m.get("pin"))


@contextmanager
def _readable() -> Iterator[None]:
    """A search of a damaged folder, whose faults Chroma finds only then, is an IndexDamaged."""
    try:
        yield
    except ChromaError as error:
        raise IndexDamaged(f"the index cannot be read ({str(error).splitlines()[0][:80]}); run: make index") from error


class Store:
    """Nearest questions and passages, and passages by id. Raises IndexDamaged where the folder is no store."""

    def __init__(self, folder: Path) -> None:
        client = None
        self._read: dict[str, Passage] = {}
        try:
            client = _client(folder)
            self._questions, self._passages = (
                Chroma(client=client, collection_name=name, create_collection_if_not_exists=False) for name in (QUESTIONS, PASSAGES)
            )
            self._vectors = client.get_collection(PASSAGES)
            self.passages_held = int(self._vectors.count())
        except Exception as error:  # chromadb raises its own, Rust's and SQLite's types
            if client:
                client.close()
            raise IndexDamaged(f"the index cannot be opened ({str(error).splitlines()[0][:80]}); run: make index") from error

    def nearest_questions(self, vector: Vectors, k: int) -> list[tuple[str, str, str, float]]:
        """(text, section id, kind, cosine), best first."""
        with _readable():
            found = self._questions.similarity_search_by_vector_with_relevance_scores(vector.tolist(), k=k)
        return [(d.page_content, d.metadata["section"], d.metadata["kind"], 1.0 - distance) for d, distance in found]

    def nearest_passages(self, vector: Vectors, k: int) -> list[tuple[Passage, float]]:
        """(passage, cosine), best first."""
        if not self.passages_held:
            return []
        with _readable():
            found = self._vectors.query(query_embeddings=[vector.tolist()], n_results=k, include=["distances"])
        held = self.get(found["ids"][0])
        return [(held[i], 1.0 - distance) for i, distance in zip(found["ids"][0], found["distances"][0], strict=True) if i in held]

    def get(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id, in the order of the decisions; unknown ids are left out. Each is read once: they recur, and are never changed."""
        if new := [i for i in dict.fromkeys(ids) if i not in self._read]:
            with _readable():
                rows = self._passages.get(ids=new, include=["documents", "metadatas"])
            self._read |= {m["id"]: _passage(t, m) for t, m in zip(rows["documents"], rows["metadatas"], strict=True)}
        held = [self._read[i] for i in dict.fromkeys(ids) if i in self._read]
        return {p.id: p for p in sorted(held, key=lambda p: (p.source_id, p.start))}
