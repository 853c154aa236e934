"""Vectors that were paid for once: a cache by encoder and encoded text, one SQLite file."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ingest.encoder import GraphEncoder, Halves, IndexingEncoder, Vectors

BATCH = 256
Tick = Callable[[int], None]


class VectorCache:
    """Encodes each text once per encoder, kill -9 at any moment included: every batch is committed."""

    def __init__(self, path: Path, encoder: IndexingEncoder) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=60)  # another data folder may share the cache
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("create table if not exists vectors (key text primary key, vector blob) without rowid")
        self._encoder = encoder
        self.encoded = 0

    def encode(self, texts: Sequence[str], tick: Tick = lambda n: None) -> Vectors:
        """Unit vectors, one row a text; ``tick`` is told how many texts are ready."""
        kept = self._kept("", texts, lambda batch: [v.tobytes() for v in self._encoder.encode(batch)], tick)
        return np.stack([np.frombuffer(v, dtype=np.float32) for v in kept]) if kept else np.zeros((0, 1), np.float32)

    def encode_words(self, texts: Sequence[str], graph: GraphEncoder, tick: Tick = lambda n: None) -> list[Halves]:
        """The unit vectors of the words of each text in place, in half precision: a row a word."""
        size = len(graph.encode_words("").whole)
        kept = self._kept("words\0", texts, lambda batch: [graph.encode_words(t).vectors.astype(np.float16).tobytes() for t in batch], tick)
        return [np.frombuffer(v, dtype=np.float16).reshape(-1, size) for v in kept]

    def _kept(self, what: str, texts: Sequence[str], encode: Callable[[list[str]], list[bytes]], tick: Tick) -> list[bytes]:
        keys = [hashlib.sha256(f"{self._encoder.fingerprint}\0{what}{t}".encode()).hexdigest() for t in texts]
        known = self._known(keys)
        todo = sorted({k: t for k, t in zip(keys, texts, strict=True) if k not in known}.items(), key=lambda kt: len(kt[1]))
        tick(len(texts) - len(todo))
        for i in range(0, len(todo), BATCH):
            batch = todo[i : i + BATCH]
            made = zip((k for k, _ in batch), encode([t for _, t in batch]), strict=True)
            known |= made
            with self._db:
                self._db.executemany("insert or replace into vectors values (?, ?)", [(k, known[k]) for k, _ in batch])
            self.encoded += len(batch)
            tick(len(batch))
        return [known[k] for k in keys]

    def _known(self, keys: Sequence[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        unique = list(dict.fromkeys(keys))
        for i in range(0, len(unique), 500):
            part = unique[i : i + 500]
            rows = self._db.execute(f"select key, vector from vectors where key in ({','.join('?' * len(part))})", part)
            found |= rows
        return found

    def close(self) -> None:
        self._db.close()
