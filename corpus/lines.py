"""One library file read, line by line, into a Source: the format is described in ``corpus/library.py``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from corpus.citing import read_cite, read_pins
from corpus.errors import LibraryError
from corpus.history import read_later
from corpus.kinds import KINDS, read_state_cite
from corpus.models import DIGEST_ROLES, LAW_ROLES, SHOWN_ROLES, Authority, Cite, Line, Section, Source, SourceKind

_LINE = re.compile(r"([a-z-]+): +(.+?)(?:\s+\[([^\]]+)\](?:\s*\{(plurality|separate opinion)\})?)?$")
FIRST = " first"
"""Behind a kind: the state's own line answers the section's question by itself, and so stands before it."""
_VOICES = {"voice": "separate opinion"}


def read_source(text: str, kind: SourceKind, path: Path) -> Source:
    """One library file as a Source. Raises LibraryError with the line's number."""
    front = re.match(r"---\n(.*?)\n---\n", text, re.S)
    if not front:
        raise LibraryError(f"{path.name}: no front matter between --- lines")
    try:
        facts: dict[str, Any] = yaml.load(front[1], getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        source_id, as_of = facts["id"], str(facts["as_of"])
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise LibraryError(f"{path.name}: front matter: {str(error).splitlines()[0]}") from error
    if facts.get("kind") == "rule":
        kind = "rule"
    authority = _authority_of(facts, kind, path) if kind not in ("guidance", "state") else None
    body = _Body(source_id, kind, authority.key if authority else "", path, text[: front.end()].count("\n"))
    for number, line in enumerate(text[front.end() :].splitlines(), 1):
        body.read(line.rstrip(), number)
    sections = body.close()
    return Source(
        source_id, kind, facts.get("title") or facts.get("name") or source_id, body.text, as_of,
        tuple(facts.get("topics") or ()), tuple(facts.get("circuits") or ()), sections,
        authority=authority, facts=_plain(facts), checked=str(facts.get("checked", "")),
    )  # fmt: skip


def _plain(facts: dict[str, Any]) -> dict[str, str]:
    """What a reader is told of a source: author, disposition, who prevailed."""
    return {k: str(facts[k]) for k in ("author", "date", "docket", "disposition", "prevailed", "opinion") if facts.get(k)}


def _authority_of(facts: dict[str, Any], kind: SourceKind, path: Path) -> Authority:
    cite = read_cite(str(facts.get("citation", "")))
    if not cite:
        raise LibraryError(f"{path.name}: citation {facts.get('citation')!r} is not one")
    needed = ("name", "court", "date") if kind == "digest" else ("name",)
    if missing := [k for k in needed if not facts.get(k)]:
        raise LibraryError(f"{path.name}: front matter has no {' and no '.join(missing)}")
    if kind == "digest":
        if not (year := int(m[0]) if (m := re.match(r"\d{4}", str(facts["date"]))) else 0):
            raise LibraryError(f"{path.name}: date {facts['date']!r} does not begin with a year")
        later = read_later(facts.get("later"), path.name)
        return Authority(cite.key, facts["name"], "case", facts["court"], year, None, tuple(facts.get("parallel") or ()), facts["id"], later=later)
    return Authority(cite.key, facts["name"], "rule" if kind == "rule" else "statute", source_id=facts["id"])


@dataclass
class _Body:
    """Reads the lines below the front matter into sections while the text of the source grows."""

    source_id: str
    kind: SourceKind
    own_key: str
    path: Path
    offset: int
    text: str = ""
    sections: list[Section] = field(default_factory=list)
    heading: str = ""
    asks: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    local: tuple[str, ...] = ()
    start: int = 0

    def read(self, line: str, number: int) -> None:
        where = f"{self.path.name}:{self.offset + number}"
        if not line:
            return
        if line.startswith("## "):
            self._open(line[3:].strip())
            return
        m = _LINE.fullmatch(line)
        if not m:
            raise LibraryError(f"{where}: not “role: sentence. [authorities]”: {line[:60]}")
        role, sentence = m[1], m[2]
        if role == "stands-for":
            self._open(sentence)
        elif role == "ask":
            self.asks.append(sentence)
        elif role == "local":
            self.local = self._local(sentence, where)
        else:
            self._add(role, sentence, self._cites(m[3], where), m[4] or _VOICES.get(role, ""), where)

    def _local(self, words: str, where: str) -> tuple[str, ...]:
        kinds = tuple(words.split(", "))
        if strange := [k for k in kinds if k.removesuffix(FIRST) not in KINDS]:
            raise LibraryError(f"{where}: “{strange[0]}” is not one of {', '.join(KINDS)}")
        return kinds

    def _cites(self, brackets: str | None, where: str) -> tuple[Cite, ...]:
        cites = []
        for part in (brackets or "").split(";"):
            if not part.strip():
                continue
            own = read_pins(part) if self.kind == "digest" else ()
            cite = Cite(self.own_key, own) if own else read_cite(part) or (read_state_cite(part) if self.kind == "state" else None)
            if not cite:
                raise LibraryError(f"{where}: [{part.strip()}] is not a citation")
            cites.append(cite)
        return tuple(cites)

    def _add(self, role: str, sentence: str, cites: tuple[Cite, ...], voice: str, where: str) -> None:
        allowed = DIGEST_ROLES if self.kind == "digest" else SHOWN_ROLES
        if role not in (*allowed, "myth"):
            raise LibraryError(f"{where}: role “{role}” is not one of {', '.join(allowed)}")
        if role in LAW_ROLES and not cites:
            raise LibraryError(f"{where}: a {role} line needs an authority with its page")
        if not self.heading:
            raise LibraryError(f"{where}: a line before the first heading")
        if role == "myth":
            self.lines.append(Line(role, sentence, cites, voice))
            return
        if self.kind == "digest" and not cites:
            cites = (Cite(self.own_key),)
        if self.lines_shown:
            self.text += "\n"
        start = len(self.text)
        self.text += sentence
        self.lines.append(Line(role, sentence, cites, voice, start, len(self.text)))

    @property
    def lines_shown(self) -> bool:
        return any(line.start >= 0 for line in self.lines)

    def _open(self, heading: str) -> None:
        self.close()
        if self.text:
            self.text += "\n\n"
        self.heading, self.start = heading, len(self.text)

    def close(self) -> tuple[Section, ...]:
        if self.heading:
            number = len(self.sections) + 1
            self.sections.append(
                Section(f"{self.source_id}#{number}", self.source_id, self.heading, tuple(self.asks), tuple(self.lines), self.start, len(self.text), self.local)
            )
        self.heading, self.asks, self.lines, self.local = "", [], [], ()
        return tuple(self.sections)
