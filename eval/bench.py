"""How fast it is, on the machine at hand: each thing timed several times in one run, and what matters given as ratios.

Machines are noisy and differ; a ratio of two things timed in turn is what can be told to others.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from chains.answer import Settings
from chains.check_claim import check_claim
from eval.facts import ROOT
from eval.models import Case
from eval.plain import PlainIndex
from eval.questions import FOLDER, read_cases
from eval.running import Progress
from eval.system import Pincite
from ingest.encoder import IndexingEncoder
from ingest.index import Index
from ingest.vectors import VectorCache

ASKED = "Can I sue the city because its officers were never trained?"
CLIENTS = (1, 2, 4, 8)
QUESTIONS, CLAIMS, TEXTS = 40, 40, 192
IMPORTS = "import chromadb, langchain_chroma"


@dataclass(frozen=True)
class Row:
    """One thing timed."""

    what: str
    median: float
    lowest: float
    highest: float
    unit: str


def bench(index: Index, *, times: int, progress: Progress) -> dict[str, Any]:
    """Rows and ratios, as plain JSON. ``times``: how often each thing is timed."""
    cases = [c for c in read_cases(FOLDER / "dev.jsonl") if not c.history][:QUESTIONS]
    ours, plain = Pincite(index, Settings(index.folder)), PlainIndex(index)
    steps: list[Callable[[], list[Row]]] = [
        lambda: _cold(times),
        lambda: _warm(ours, plain, cases, times),
        lambda: _claims(index, times),
        lambda: _served(ours, cases, times),
        lambda: _ingest(index, times),
    ]
    rows: list[Row] = []
    for done, step in enumerate(steps):
        progress(done, len(steps))
        rows += step()
    progress(len(steps), len(steps))
    return {"machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}", "times": times,
            "index": index.facts["fingerprint"], "rows": [asdict(r) for r in rows], "ratios": _ratios({r.what: r.median for r in rows})}  # fmt: skip


def _ratios(medians: dict[str, float]) -> dict[str, float]:
    pairs = {
        "a first answer over importing chromadb and langchain-chroma": ("cold: a first answer, whole process", "cold: importing chromadb and langchain-chroma"),
        "a warm answer over the plain chain's retrieval": ("warm: a whole answer", "warm: the plain chain's four chunks"),
        "answers a second, 8 clients over 1": ("8 clients", "1 client"),
        "ingest with the cache of vectors over the bare encoder": ("ingest: texts encoded and kept", "ingest: the bare encoder"),
    }
    return {name: round(medians[a] / medians[b], 3) for name, (a, b) in pairs.items()}


def _row(what: str, found: Sequence[float], unit: str) -> Row:
    return Row(what, statistics.median(found), min(found), max(found), unit)


def _timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _cold(times: int) -> list[Row]:
    """Whole processes, in turn, so that both meet the same machine."""
    answer, imports = [], []
    for _ in range(times):
        answer.append(_timed(lambda: _process("-m", "chains", "ask", ASKED, "--json")))
        imports.append(_timed(lambda: _process("-c", IMPORTS)))
    return [_row("cold: a first answer, whole process", answer, "s"), _row("cold: importing chromadb and langchain-chroma", imports, "s")]


def _process(*words: str) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, capture_output=True)


def _warm(ours: Pincite, plain: PlainIndex, cases: Sequence[Case], times: int) -> list[Row]:
    """Milliseconds of each step, each question's own; the first round warms up and is not counted."""
    ours.answer(cases[0])
    plain.nearest(cases[0].question)
    took: dict[str, list[float]] = {}
    theirs = []
    for _ in range(times):
        for case in cases:
            began = time.perf_counter()
            seen = ours.answer(case)
            for step, milliseconds in {**seen.milliseconds, "total": (time.perf_counter() - began) * 1000}.items():
                took.setdefault(step, []).append(milliseconds)
            theirs.append(_timed(lambda q=case.question: plain.nearest(q)) * 1000)  # type: ignore[misc]
    steps = [_row(f"warm: {step}", found, "ms") for step, found in took.items() if step != "total"]
    return [_row("warm: a whole answer", took["total"], "ms"), *steps, _row("warm: the plain chain's four chunks", theirs, "ms")]


def _claims(index: Index, times: int) -> list[Row]:
    """Milliseconds of a claim: other ones each time, and the same again. The court's words that stand behind library lines are the claims."""
    ties = list(index.ties.values())[: CLAIMS * times]
    passages = index.store.get([t.passage_id for t in ties])
    claims = [passages[t.passage_id].text[t.start : t.end] for t in ties]
    check_claim(index, "A city is liable.")
    new, known = list[float](), list[float]()
    for at in range(0, len(claims), CLAIMS):
        for took in (new, known):
            took += [_timed(lambda c=claim: check_claim(index, c)) * 1000 for claim in claims[at : at + CLAIMS]]  # type: ignore[misc]
    return [_row("claims: a new one", new, "ms"), _row("claims: the same again", known, "ms")]


def _served(ours: Pincite, cases: Sequence[Case], times: int) -> list[Row]:
    """Answers a second when several clients ask at once, as the page's threads do."""
    rows = []
    for clients in CLIENTS:
        with ThreadPoolExecutor(clients) as pool:
            found = [len(cases) / _timed(lambda p=pool: list(p.map(ours.answer, cases))) for _ in range(times)]  # type: ignore[misc]
        rows.append(_row(f"{clients} client{'s' if clients > 1 else ''}", found, "answers/s"))
    return rows


def _ingest(index: Index, times: int) -> list[Row]:
    """Texts a second: encoded and kept by the indexing encoder's cache, beside the encoder alone on the same texts."""
    sections = list(index.section_passages.values())[:TEXTS]
    texts = [p.text for p in sections]
    model = IndexingEncoder()
    model.encode(texts[:8])
    kept, bare = [], []
    for _ in range(max(1, times // 2)):
        with tempfile.TemporaryDirectory() as folder:
            cache = VectorCache(Path(folder) / "vectors.sqlite", model)
            kept.append(len(texts) / _timed(lambda c=cache: c.encode(texts)))  # type: ignore[misc]
            cache.close()
        ordered = sorted(texts, key=len)  # as the cache does: like lengths are padded together
        bare.append(len(texts) / _timed(lambda o=ordered: model.encode(o)))  # type: ignore[misc]
    return [_row("ingest: texts encoded and kept", kept, "texts/s"), _row("ingest: the bare encoder", bare, "texts/s")]
