"""The library: its line format read, its authorities looked up.

A library file is YAML front matter between ``---`` lines, then lines ``role: sentence. [authorities]``; ``## A question?``
opens a section, ``ask:`` gives a way in which people ask it. A digest is one section, opened by ``stands-for:``.
The text of a source is its sentences alone, one a line: what is shown is exactly what can be cited.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from corpus.citing import names_agree, read_cite, read_pins, telling_words
from corpus.errors import LibraryError
from corpus.models import DIGEST_ROLES, LAW_ROLES, SHOWN_ROLES, Authority, Cite, Line, Pin, Section, Source, SourceKind

HERE = Path(__file__).parent
FOLDERS: dict[str, SourceKind] = {"guidance": "guidance", "cases": "digest", "statutes": "statute"}
_LINE = re.compile(r"([a-z-]+): +(.+?)(?:\s+\[([^\]]+)\](?:\s*\{(plurality|separate opinion)\})?)?$")
_VOICES = {"voice": "separate opinion"}


@dataclass(frozen=True, eq=False)
class Library:
    """All sources of the library and all authorities that may be cited, by id and by normal form."""

    sources: dict[str, Source]
    authorities: dict[str, Authority]
    opinions: dict[str, str] = field(default_factory=dict)  # authority key -> id of its opinion source, if indexed

    @cached_property
    def sections(self) -> dict[str, Section]:
        return {s.id: s for source in self.sources.values() for s in source.sections}

    @cached_property
    def _parallels(self) -> dict[str, str]:
        return {p: a.key for a in self.authorities.values() for p in a.parallel}

    def authority(self, key: str) -> Authority | None:
        """The authority with this citation, parallel citations included."""
        return self.authorities.get(key) or self.authorities.get(self._parallels.get(key, ""))

    def containing(self, volume_page: str, name: str = "") -> Authority | None:
        """The held decision in whose pages a short form (``489 U.S. 390``) falls; None where none or several do."""
        volume, reporter, page = re.fullmatch(r"(\d+) (.+) (\d+)", volume_page).groups()  # type: ignore[union-attr]
        fits = [
            a
            for a in self.authorities.values()
            if a.key.startswith(f"{volume} {reporter} ")
            and int(a.key.split()[-1]) <= int(page) <= (a.last_page or int(a.key.split()[-1]) + 80)
            and (not name or names_agree(name, a.name))
        ]
        return fits[0] if len(fits) == 1 else None

    def named(self, name: str) -> list[Authority]:
        """Held decisions that a written ``X v. Y`` can mean."""
        return [a for a in self.authorities.values() if a.kind == "case" and _same_case(name, a.name)]


def _same_case(written: str, true: str) -> bool:
    mine, theirs = re.split(r"\s+vs?\.?\s+", written), re.split(r"\s+v\.\s+", true)
    if len(mine) != 2 or len(theirs) != 2:
        return names_agree(written, true)
    shared = telling_words(written) & telling_words(true) or not telling_words(written)  # "United States" and "Department" tell nothing
    return bool(shared) and names_agree(mine[0], theirs[0]) and names_agree(mine[1], theirs[1]) and bool(set(written.lower().split()) - {"v.", "v", "vs."})


def open_library(folder: Path = HERE) -> Library:
    """Read every library file below ``folder``. Raises LibraryError with file, line and what is wrong."""
    sources = {s.id: s for s in _read_all(folder)}
    authorities = _authorities(folder / "manifest.toml", sources)
    known = set(authorities)
    for source in sources.values():
        for line in (line for section in source.sections for line in section.lines):
            for cite in line.cites:
                if cite.key not in known:
                    raise LibraryError(f"{source.id}: “{line.text[:50]}…” cites {cite.key}, which the library does not hold")
    return Library(sources, authorities)


def _read_all(folder: Path) -> Iterator[Source]:
    seen: dict[str, Path] = {}
    for name, kind in FOLDERS.items():
        for path in sorted((folder / name).glob("*.md")):
            source = read_source(path.read_text(encoding="utf-8"), kind, path)
            if source.id in seen:
                raise LibraryError(f"{path.name}: the id {source.id} is also that of {seen[source.id].name}")
            seen[source.id] = path
            yield source


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
    authority = _authority_of(facts, kind, path)
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
    """What a reader is told of a source: author, disposition, who prevailed, later history."""
    kept = {k: str(facts[k]) for k in ("author", "date", "docket", "disposition", "prevailed", "opinion") if facts.get(k)}
    if later := facts.get("later"):
        kept["later"] = "; ".join(f"{x['citation']}: {x['how']}" for x in later)
    return kept


def _authority_of(facts: dict[str, Any], kind: SourceKind, path: Path) -> Authority | None:
    if kind == "guidance":
        return None
    cite = read_cite(str(facts.get("citation", "")))
    if not cite:
        raise LibraryError(f"{path.name}: citation {facts.get('citation')!r} is not one")
    needed = ("name", "court", "date") if kind == "digest" else ("name",)
    if missing := [k for k in needed if not facts.get(k)]:
        raise LibraryError(f"{path.name}: front matter has no {' and no '.join(missing)}")
    if kind == "digest":
        if not (year := int(m[0]) if (m := re.match(r"\d{4}", str(facts["date"]))) else 0):
            raise LibraryError(f"{path.name}: date {facts['date']!r} does not begin with a year")
        return Authority(cite.key, facts["name"], "case", facts["court"], year, None, tuple(facts.get("parallel") or ()), facts["id"])
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
        else:
            self._add(role, sentence, self._cites(m[3], where), m[4] or _VOICES.get(role, ""), where)

    def _cites(self, brackets: str | None, where: str) -> tuple[Cite, ...]:
        cites = []
        for part in (brackets or "").split(";"):
            if not part.strip():
                continue
            own = read_pins(part) if self.kind == "digest" else ()
            cite = Cite(self.own_key, own) if own else read_cite(part)
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
                Section(f"{self.source_id}#{number}", self.source_id, self.heading, tuple(self.asks), tuple(self.lines), self.start, len(self.text))
            )
        self.heading, self.asks, self.lines = "", [], []
        return tuple(self.sections)


def _authorities(manifest: Path, sources: dict[str, Source]) -> dict[str, Authority]:
    """Authorities of the digests and statutes, and decisions that the manifest names without a digest."""
    found = {s.authority.key: s.authority for s in sources.values() if s.authority}
    for row in tomllib.loads(manifest.read_text(encoding="utf-8"))["opinion"] if manifest.exists() else []:
        key = row["citation"]
        known = found.get(key) or Authority(key, row["name"], "case", row["court"], row["year"])
        found[key] = replace(known, last_page=row.get("last_page"), opinion_id=row["id"])
    return found


def pin_inside(authority: Authority, pin: Pin) -> bool | None:
    """Whether a page can lie inside the decision; None where its last page is not known."""
    first = int(authority.key.split()[-1])
    if pin.first < first:
        return False
    return pin.last <= authority.last_page if authority.last_page else (None if pin.last - first < 150 else False)
