"""The library: its line format read, its authorities looked up.

A library file is YAML front matter between ``---`` lines, then lines ``role: sentence. [authorities]``; ``## A question?``
opens a section, ``ask:`` gives a way in which people ask it, ``local:`` says which values of the reader's state belong
to it. A digest is one section, opened by ``stands-for:``.
The text of a source is its sentences alone, one a line: what is shown is exactly what can be cited.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from corpus.citing import names_agree, telling_words
from corpus.errors import LibraryError
from corpus.glossary import FILE as GLOSSARY
from corpus.glossary import read_glossary
from corpus.history import joined, read_later, with_names
from corpus.kinds import ABOUT, TABLE, state_id
from corpus.lines import read_source
from corpus.models import Authority, Line, Pin, Section, Source, SourceKind, Term

HERE = Path(__file__).parent
FOLDERS: dict[str, SourceKind] = {"guidance": "guidance", "cases": "digest", "statutes": "statute"}


@dataclass(frozen=True, eq=False)
class Library:
    """All sources of the library and all authorities that may be cited, by id and by normal form."""

    sources: dict[str, Source]
    authorities: dict[str, Authority]
    opinions: dict[str, str] = field(default_factory=dict)  # authority key -> id of its opinion source, if indexed
    glossary: tuple[Term, ...] = ()

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Every section that is found by a question; a state's own are not: they are added to what was found (``local``)."""
        return {s.id: s for source in self.sources.values() for s in source.sections if source.kind != "state"}

    def section(self, section_id: str) -> Section | None:
        """Any section by its id, a state's own among them; None where there is none."""
        source = self.sources.get(section_id.rpartition("#")[0])
        return next((s for s in source.sections if s.id == section_id), None) if source else None

    def local(self, state: str, kind: str) -> Section | None:
        """What we hold of one kind for a state (``TX``, ``limitation``); None for a place without a row."""
        source = self.sources.get(state_id(state))
        return next((s for s in source.sections if kind in s.local), None) if source else None

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
    glossary = read_glossary(folder / GLOSSARY)
    said: list[tuple[str, Line | Term]] = [(s.id, line) for s in sources.values() for section in s.sections for line in section.lines]
    for where, line in [*said, *((GLOSSARY, term) for term in glossary)]:
        for cite in line.cites:
            if cite.key not in authorities:
                raise LibraryError(f"{where}: “{line.text[:50]}…” cites {cite.key}, which the library does not hold")
    return Library(sources, authorities, glossary=glossary)


def _read_all(folder: Path) -> Iterator[Source]:
    seen: dict[str, Path] = {}
    for name, kind in FOLDERS.items():
        for path in sorted((folder / name).glob("*.md")):
            source = read_source(path.read_text(encoding="utf-8"), kind, path)
            if source.id in seen:
                raise LibraryError(f"{path.name}: the id {source.id} is also that of {seen[source.id].name}")
            seen[source.id] = path
            yield source
    if (table := folder / TABLE).exists():
        from corpus.local import text_of  # the table's schema is pydantic's, which nobody else here needs
        from corpus.states import open_states

        yield from (read_source(text_of(row), "state", table) for row in open_states(table).values())


def _authorities(manifest: Path, sources: dict[str, Source]) -> dict[str, Authority]:
    """Authorities of the digests and statutes, and decisions that the manifest names without a digest."""
    found = {s.authority.key: s.authority for s in sources.values() if s.authority}
    for authority in (a for s in sources.values() if s.kind == "state" for a in _state_authorities(s)):
        found.setdefault(authority.key, authority)
    for row in tomllib.loads(manifest.read_text(encoding="utf-8"))["opinion"] if manifest.exists() else []:
        key = row["citation"]
        known = found.get(key) or Authority(key, row["name"], "case", row["court"], row["year"])
        later = joined(known.later, read_later(row.get("later"), f"{manifest.name}: {row['id']}"))
        found[key] = replace(known, last_page=row.get("last_page"), opinion_id=row["id"], later=later, unpublished=bool(row.get("unpublished")))
    return {key: with_names(a, found) for key, a in found.items()}


def _state_authorities(source: Source) -> Iterator[Authority]:
    """The statutes that a state's row names; those that a federal source already holds stay that source's."""
    place, state = source.title.split(":")[0], source.id[-2:].upper()
    for section in source.sections:
        name = f"{ABOUT[section.local[0]]} in {place}"
        for key in dict.fromkeys(c.key for line in section.lines for c in line.cites if not c.pins):
            yield Authority(key, name, "statute", source_id=source.id, state=None if " U.S.C. " in key else state)


def pin_inside(authority: Authority, pin: Pin) -> bool | None:
    """Whether a page can lie inside the decision; None where its last page is not known."""
    first = int(authority.key.split()[-1])
    if pin.first < first:
        return False
    return pin.last <= authority.last_page if authority.last_page else (None if pin.last - first < 150 else False)
