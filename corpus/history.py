"""Later history: what became of a decision, as its digest (``later``) or the manifest tells it, in one schema.

An entry is ``{citation: 491 U.S. 701, pin: 737, kind: adopted, pages: 123-24, how: "…"}``; ``pin`` (where the later
decision says so) and ``pages`` (which pages of this one it touches) may be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, get_args

from corpus.citing import read_cite, read_pins
from corpus.errors import LibraryError
from corpus.models import Authority, Later, LaterKind, Pin

KINDS: tuple[str, ...] = get_args(LaterKind)
FIELDS = frozenset({"citation", "pin", "kind", "pages", "how"})
GONE: frozenset[LaterKind] = frozenset({"reversed", "vacated", "overruled"})
PARTLY: frozenset[LaterKind] = frozenset({"overruled in part", "replaced in part"})
UNKEPT = "written down by hand as of {}; it is not complete. Check a citator before you rely on any decision."


def read_later(rows: object, where: str) -> tuple[Later, ...]:
    """The entries of one decision. Raises LibraryError in one line that begins with ``where``, the file."""
    if rows is not None and not isinstance(rows, list):
        raise LibraryError(f"{where}: later is not a list of entries")
    return tuple(_entry(row, f"{where}: later, entry {number}") for number, row in enumerate(rows or [], 1))


def _entry(row: object, where: str) -> Later:
    if not isinstance(row, Mapping) or (missing := [k for k in ("citation", "kind", "how") if not row.get(k)]):
        raise LibraryError(f"{where}: needs a citation, a kind and how" + (f"; it has no {' and no '.join(missing)}" if isinstance(row, Mapping) else ""))
    if strange := sorted(str(k) for k in row if k not in FIELDS):
        raise LibraryError(f"{where}: “{strange[0]}” is not one of {', '.join(sorted(FIELDS))}")
    cite = read_cite(str(row["citation"]))
    if cite is None or cite.pins:
        raise LibraryError(f"{where}: {str(row['citation'])[:40]!r} is not a citation")
    if row["kind"] not in KINDS:
        raise LibraryError(f"{where}: kind {row['kind']!r} is not one of {', '.join(KINDS)}")
    return Later(row["kind"], cite.key, str(row["how"]), _pinned(row, "pin", where), read_pins(_pinned(row, "pages", where)))


def _pinned(row: Mapping[Any, Any], name: str, where: str) -> str:
    """A pin or a list of them, as written: YAML reads ``737`` as a number."""
    said = str(row.get(name) or "")
    if said and not read_pins(said):
        raise LibraryError(f"{where}: {name} {said!r} is not a page or a list of pages")
    return said


def with_names(authority: Authority, held: Mapping[str, Authority]) -> Authority:
    """The same authority, its later decisions called by the names and years that the library knows."""
    if not authority.later:
        return authority
    return replace(authority, later=tuple(_named(x, held.get(x.key)) for x in authority.later))


def _named(entry: Later, later: Authority | None) -> Later:
    return replace(entry, name=later.name, year=later.year) if later else entry


def joined(own: Iterable[Later], more: Iterable[Later]) -> tuple[Later, ...]:
    """What a digest and the manifest tell, each later decision once for each kind."""
    return tuple({(x.kind, x.key): x for x in (*more, *own)}.values())


def by(entry: Later) -> str:
    """The later decision as one cites it: ``Jett v. …, 491 U.S. 701, 737 (1989)``; its citation alone where we do not hold it."""
    where = f"{entry.key}, {entry.pin}" if entry.pin else entry.key
    return f"{entry.name}, {where} ({entry.year})" if entry.name and entry.year else where


def ended(authority: Authority, pins: Iterable[Pin] = ()) -> Later | None:
    """What took the law away from a decision, or from all the pages that are cited of it; None where nothing did.

    A page range that reaches beyond the pages that are gone rests on what stands.
    """
    cited = tuple(pins)
    for entry in authority.later:
        if entry.kind in GONE or (entry.kind in PARTLY and cited and entry.pages and all(_inside(entry, p) for p in cited)):
            return entry
    return None


def partly(authority: Authority) -> Later | None:
    """What took a part of a decision away."""
    return next((x for x in authority.later if x.kind in PARTLY), None)


def adopted(authority: Authority, pins: Iterable[Pin]) -> Later | None:
    """The majority that made a plurality's point the law; None where it took over another point than the one cited."""
    cited = tuple(pins)
    return next((x for x in authority.later if x.kind == "adopted" and cited and x.pages and all(_touches(x, p) for p in cited)), None)


def _inside(entry: Later, pin: Pin) -> bool:
    return any(p.first <= pin.first and pin.last <= p.last for p in entry.pages)


def _touches(entry: Later, pin: Pin) -> bool:
    return any(p.covers(pin) for p in entry.pages)
