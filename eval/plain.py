"""The plain chain that anybody builds first: cut the files by length, keep them in Chroma, give the four nearest chunks.

The only file of this package that knows langchain-text-splitters and langchain-chroma. It is given the same files and
the same encoder as ours: guidance and digests with their headings and ways of asking, and the decisions' texts where
the index holds them. With no model its answer is what it retrieved.
"""

from __future__ import annotations

import bisect
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from pydantic import TypeAdapter

from corpus.models import Source
from eval.models import Span
from ingest import bm25
from ingest.bm25 import WordIndex
from ingest.build import VECTORS
from ingest.encoder import IndexingEncoder
from ingest.index import Index, data_folder
from ingest.vectors import VectorCache

SIZE, OVERLAP, TOP = 1000, 200, 4
"""Characters of a chunk, of its overlap with the next (the splitter's usual setting), and chunks retrieved (Chroma's default)."""
BATCH = 4000
OPINION = "opinion:"
"""What stands before a decision's id, as in the index's own list of its sources."""


@dataclass(frozen=True)
class Chunk:
    """A stretch of one file: its text, where it stands in the source's own text, and the authorities named there."""

    text: str
    places: tuple[Span, ...]
    authorities: tuple[tuple[str, str | None], ...]  # (key, pin), in the order in which they are cited


@dataclass(frozen=True)
class _Piece:
    """A heading, a way of asking, a line, or a whole decision, in the file that the plain chain cuts."""

    text: str
    place: Span | None = None
    cites: tuple[tuple[str, str | None], ...] = ()


class Encoder(Embeddings):
    """The index's encoder in LangChain's form; texts of chunks come from the cache of vectors where they were paid for."""

    def __init__(self, index: Index, cache: VectorCache | None = None) -> None:
        self._index, self._cache = index, cache

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors = self._cache.encode(texts) if self._cache else self._index.encoder.encode(texts)
        return [[float(x) for x in v] for v in vectors]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self._index.encoder.encode([text])[0]]


def chunks_of(index: Index) -> list[Chunk]:
    """Every file of the library, and every decision at hand, cut by length."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP, add_start_index=True)
    files = [_library_file(s) for s in index.library.sources.values() if s.kind != "state"] + [_decision(index.opinion(i), index) for i in index.opinion_ids()]
    return [chunk for pieces in files for chunk in _cut(splitter, pieces)]


def _library_file(source: Source) -> list[_Piece]:
    pieces = [_Piece(source.title)]
    for section in source.sections:
        pieces += [_Piece(section.heading), *(_Piece(a) for a in section.asks)]
        for line in section.lines:
            if line.start >= 0:
                pieces.append(_Piece(line.text, Span(source.id, line.start, line.end), tuple((c.key, c.pin) for c in line.cites)))
    return pieces


def _decision(opinion: Source, index: Index) -> list[_Piece]:
    key = next((k for k, i in index.library.opinions.items() if i == opinion.id), None)
    place = Span(f"{OPINION}{opinion.id}", 0, len(opinion.text))  # a digest and its decision share an id
    return [_Piece(opinion.text, place, ((key, None),) if key else ())]


def _cut(splitter: RecursiveCharacterTextSplitter, pieces: Sequence[_Piece]) -> Iterator[Chunk]:
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece.text) + 1
    for document in splitter.create_documents(["\n".join(p.text for p in pieces)]):
        start = document.metadata["start_index"]
        end = start + len(document.page_content)
        inside = range(bisect.bisect_right(starts, start) - 1, bisect.bisect_left(starts, end))
        places = [_within(pieces[i], start - starts[i], end - starts[i]) for i in inside]
        cites = dict.fromkeys(c for i in inside for c in pieces[i].cites)
        yield Chunk(document.page_content, tuple(p for p in places if p), tuple(cites))


def _within(piece: _Piece, start: int, end: int) -> Span | None:
    """The part of a piece's place between two offsets of its text."""
    if piece.place is None:
        return None
    low, high = max(0, start), min(len(piece.text), end)
    return Span(piece.place.source_id, piece.place.start + low, piece.place.start + high) if low < high else None


class PlainIndex:
    """Chunks in Chroma and in a word index, kept in the data folder for as long as the index they were cut from."""

    def __init__(self, index: Index, folder: Path | None = None) -> None:
        folder = folder or data_folder() / "peers" / index.facts["fingerprint"]
        if not (folder / "chunks.json").exists():
            _write(index, folder)
        self.chunks = _CHUNKS.validate_json((folder / "chunks.json").read_bytes())
        self._store = Chroma("plain", Encoder(index), str(folder / "chroma"))
        self._words = WordIndex(folder / "words")

    def nearest(self, query: str, k: int = TOP) -> list[int]:
        """Numbers of the chunks nearest to the query, as the plain chain gets them."""
        return [int(d.metadata["number"]) for d in self._store.similarity_search(query, k=k)]

    def worded(self, query: str, k: int = TOP) -> list[int]:
        """Numbers of the chunks that share its rarest words."""
        return [int(i) for i, _ in self._words.top(query, k)]


def _write(index: Index, folder: Path) -> None:
    for other in folder.parent.glob("*"):
        shutil.rmtree(other, ignore_errors=True)
    folder.mkdir(parents=True)
    chunks = chunks_of(index)
    cache = VectorCache(data_folder() / VECTORS, IndexingEncoder())
    try:
        store = Chroma("plain", Encoder(index, cache), str(folder / "chroma"), collection_metadata={"hnsw:space": "cosine"})
        for i in range(0, len(chunks), BATCH):
            part = chunks[i : i + BATCH]
            numbers = range(i, i + len(part))
            store.add_texts([c.text for c in part], [{"number": n} for n in numbers], ids=[str(n) for n in numbers])
    finally:
        cache.close()
    bm25.write(folder / "words", [str(n) for n in range(len(chunks))], [c.text for c in chunks])
    (folder / "chunks.json").write_text(json.dumps([asdict(c) for c in chunks]), encoding="utf-8")


_CHUNKS = TypeAdapter(list[Chunk])
