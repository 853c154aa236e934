"""What stands at the head of library files: that it agrees with the manifest, with the decisions at hand, and leads somewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.citing import read_pins
from corpus.courts import CIRCUITS
from corpus.library import Library, pin_inside
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
    yield from (f"{a.source_id or a.key}: {fault}" for a in library.authorities.values() for fault in _later_faults(a, library))
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
    """The decision's text that a digest points to."""
    opinion = source.facts.get("opinion")
    if opinion and opinion not in known:
        yield f"its opinion {opinion} is not in {MANIFEST}"


def _later_faults(authority: Authority, library: Library) -> Iterator[str]:
    """Later history that cannot be: pages outside either decision, a later decision that came before."""
    for entry in authority.later:
        later = library.authority(entry.key)
        yield from (f"its later history speaks of page {p}, which is outside it" for p in entry.pages if pin_inside(authority, p) is False)
        if later and authority.year and later.year and later.year < authority.year:
            yield f"its later history names {later.name}, which is of {later.year}"
        if later:
            yield from (f"its later history gives page {p} of {later.name}, which is outside it" for p in read_pins(entry.pin) if pin_inside(later, p) is False)


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
