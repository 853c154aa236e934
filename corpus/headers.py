"""What stands at the head of library files: that it agrees with the manifest, with the decisions at hand, and leads somewhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.citing import CASE
from corpus.courts import CIRCUITS
from corpus.library import Library
from corpus.models import Authority, Source
from corpus.naming import names_agree

CHECKED = ("pages", "words", "memory")
TOPICS, MANIFEST = "topics.txt", "manifest.toml"


def header_faults(library: Library, folder: Path) -> Iterator[str]:
    """Headers of the library below ``folder``: unknown topics and circuits, a missing ``checked``, dead links, and what the manifest says otherwise."""
    path = folder / MANIFEST
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["opinion"] if path.exists() else []
    topics = frozenset((folder / TOPICS).read_text(encoding="utf-8").split()) if (folder / TOPICS).exists() else frozenset()
    known = {row["id"] for row in rows}
    for source in (s for s in library.sources.values() if s.kind != "state"):
        yield from (f"{source.id}: {fault}" for fault in (*_unknown(source, topics), *_dead_links(source, known)))
    used = {t for source in library.sources.values() for t in source.topics}
    yield from (f"{TOPICS}: no source has the topic {t}" for t in sorted(topics - used))
    for row in rows:
        told = Authority(row["citation"], row["name"], "case", row["court"], row["year"])
        yield from (f"{MANIFEST}: {row['id']}: {fault}" for fault in _differences(told, library.authorities[row["citation"]]))


def _unknown(source: Source, topics: Collection[str]) -> Iterator[str]:
    yield from (f"the topic {t} is not in {TOPICS}" for t in source.topics if topics and t not in topics)
    yield from (f"{c} is no federal circuit" for c in source.circuits if c not in CIRCUITS)
    if source.kind != "guidance" and source.checked not in CHECKED:
        yield f"checked is “{source.checked}”; it is one of {', '.join(CHECKED)}"


def _dead_links(source: Source, known: Collection[str]) -> Iterator[str]:
    """The decision's text and later decisions that a digest points to."""
    opinion, later = source.facts.get("opinion"), source.facts.get("later")
    if opinion and opinion not in known:
        yield f"its opinion {opinion} is not in {MANIFEST}"
    if later and not re.match(rf"{CASE.pattern}: ", later):
        yield f"its later treatment does not begin with a citation: {later[:50]}"


def _differences(told: Authority, held: Authority) -> Iterator[str]:
    """Where two tellings of one decision part."""
    if not names_agree(told.name, held.name):
        yield f"it is called {told.name}, and the library calls it {held.name}"
    if (told.court, told.year) != (held.court, held.year):
        yield f"it is of {told.court} {told.year}, and the library says {held.court} {held.year}"


def decision_faults(library: Library, decisions: Mapping[str, Source]) -> Iterator[str]:
    """Where a decision at hand says otherwise than the library: its citation, court and year (files print names in many ways)."""
    for key, decision in decisions.items():
        if told := decision.authority:
            cited: Iterable[str] = [told.key] if told.key and told.key != key and key not in told.parallel else []
            yield from (f"{decision.id}: it is cited as {c}, and the library cites it as {key}" for c in cited)
            held = library.authorities[key]
            yield from (f"{decision.id}: {fault}" for fault in _differences(replace(told, name=held.name), held))
