"""What one would otherwise pick, asked the same questions over the same texts with the same encoder."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from chains.answer import Settings
from chains.retrieve import fuse
from eval.evaluate import begin_anew, evaluate
from eval.models import Case, Seen, Span, System
from eval.plain import TOP, Chunk, PlainIndex
from eval.running import Progress
from eval.runs import Figure, tables_folder
from eval.system import Pincite
from ingest.index import Index

WIDE = 40
"""Chunks that each ranking gives to the fused one."""


class Peer:
    """A chain that gives the chunks it retrieved, whatever was asked; it weighs nothing and declines nothing."""

    def __init__(self, name: str, plain: PlainIndex, ranked: Callable[[PlainIndex, str], list[int]], index: Index) -> None:
        self.name, self._plain, self._ranked, self._library = name, plain, ranked, index.library

    def answer(self, case: Case) -> Seen:
        began = time.perf_counter()
        query = " ".join((*case.history[-1:], case.question)) or "?"
        found = [self._plain.chunks[i] for i in self._ranked(self._plain, query)]
        took = (time.perf_counter() - began) * 1000
        authorities = tuple(dict.fromkeys(key for c in found for key, _ in c.authorities))
        return Seen(case.id, self._answer(found), tuple(p for c in found for p in _whole(c)), authorities, {"total": round(took, 2)})

    def _answer(self, found: list[Chunk]) -> dict[str, object]:
        claims = [{"text": c.text, "role": "chunk", "verdict": "", "citations": [self._cited(key, pin) for key, pin in c.authorities]} for c in found]
        return {"status": "answered", "claims": claims, "notices": [], "withheld": [], "passages": [], "trace": {}}

    def _cited(self, key: str, pin: str | None) -> dict[str, object]:
        authority = self._library.authority(key)
        return {"authority": authority.name if authority else key, "citation": key, "pin": pin, "quote": None, "passage_id": None, "start": None,
                "end": None, "weight": "guidance", "why": "", "url": "", "page_checked": False}  # fmt: skip


def _whole(chunk: Chunk) -> list[Span]:
    """A chunk as one stretch of each source it stands in."""
    sources = dict.fromkeys(p.source_id for p in chunk.places)
    return [Span(s, min(p.start for p in chunk.places if p.source_id == s), max(p.end for p in chunk.places if p.source_id == s)) for s in sources]


def _dense(plain: PlainIndex, query: str) -> list[int]:
    return plain.nearest(query)


def _worded(plain: PlainIndex, query: str) -> list[int]:
    return plain.worded(query)


def _fused(plain: PlainIndex, query: str) -> list[int]:
    scores = fuse([([str(i) for i in ranked], 1.0) for ranked in (plain.nearest(query, WIDE), plain.worded(query, WIDE))])
    return [int(i) for i in sorted(scores, key=lambda i: (-scores[i], int(i)))[:TOP]]


RANKINGS = {
    "plain LangChain chain: 1000/200 chunks, Chroma, top 4": _dense,
    "BM25 over the same chunks, top 4": _worded,
    "both fused by reciprocal rank, top 4": _fused,
}


def peers(suite: str, index: Index, *, workers: int, progress: Progress) -> Mapping[str, Mapping[str, Figure]]:
    """The figures of our chain and of every peer, by name; each is a run of its own."""
    plain = PlainIndex(index)
    systems: list[System] = [Pincite(index, Settings(index.folder)), *(Peer(name, plain, ranked, index) for name, ranked in RANKINGS.items())]
    return {s.name: evaluate(_folder(s), suite, index, system=s, workers=workers, progress=progress).figures for s in systems}


def _folder(system: System) -> Path:
    return begin_anew(tables_folder() / f"peer-{system.name.split(':')[0].replace(' ', '-').lower()}")
