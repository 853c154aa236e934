"""Citations: what they look like, what they are called in one normal form, and which stand in a text.

Reporter citations in running text are found by eyecite. What it does not find (court rules, pin tails, bare sections,
case names) and what the library's own brackets hold is read by the small grammar here. Everything works on the
caller's string: offsets are never moved.
"""

from __future__ import annotations

import logging
import re
import sys
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.models import Authority, Cite, Pin
from corpus.naming import names_agree as names_agree
from corpus.naming import nicknames, of_its_sentence, speaking_names
from corpus.naming import telling_words as telling_words
from corpus.volumes import impossible_volume

logging.getLogger("eyecite").setLevel(logging.ERROR)  # it warns at overlapping citations, and settles them itself

_PIN = r"\d+(?:[-–—]\d+)?(?:,?\s*(?:&\s*)?nn?\.\s?\d+(?:[-–]\d+)?)?"
PIN = re.compile(r"(\d+)(?:[-–—](\d+))?(?:,?\s*(&\s*)?nn?\.\s?(\d+(?:[-–]\d+)?))?")
PIN_LIST = re.compile(rf"{_PIN}(?:\s*(?:,|and|&)\s*{_PIN})*")
CASE = re.compile(r"(\d{1,4})\s+(U\.\s?S\.|S\.\s?Ct\.|L\.\s?Ed\.(?:\s?2d)?|F\.(?:\s?[23]d|\s?4th)?|F\.\s?Supp\.(?:\s?[23]d)?|F\.\s?App[’']x)\s+(\d{1,5})")
STATUTE = re.compile(r"(\d{1,2})\s+U\.?\s?S\.?\s?C\.?(?:\s?A\.)?\s*(?:§§?|[Ss]ec(?:tion|\.))?\s*(\d+[a-z]{0,2}(?:-\d+)?)((?:\([0-9A-Za-z]{1,4}\))*)")
RULE = re.compile(
    r"(?:Fed(?:eral|\.)?\s?(?:R(?:ules?|\.)?)\s?(?:of\s)?(?:(Civ)(?:il|\.)?\s?P(?:rocedure|\.)?|(Evid)(?:ence|\.)?)|\b(F\.?R\.?C\.?P\.?|F\.?R\.?E\.?))\s*(?:[Rr]ule\s*)?"
    r"(\d{1,4}(?:\.\d)?)((?:\([0-9A-Za-z]{1,3}\))*)"
)
BARE_SECTION = re.compile(r"(?:§|\b[Ss]ec(?:tion|\.))\s*(1981|1983|1985|1988|1997e)\b((?:\([0-9a-z]{1,2}\))*)")
BARE_RULE = re.compile(r"\b[Rr]ule\s+(\d{1,2})((?:\([0-9A-Za-z]{1,3}\))*)(?!\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A citation in a text: where it stands, what it names, and what the writer gave beside it."""

    start: int
    end: int
    key: str  # "489 U.S. 378", "42 U.S.C. § 1988", "Fed. R. Civ. P. 34"; "" for a bare name
    kind: str  # "case", "statute", "rule", "name"
    name: str = ""  # the case name that the writer put before it
    pins: tuple[Pin, ...] = ()
    paragraph: str = ""
    year: int | None = None


def read_pin(text: str) -> Pin | None:
    """``390 n.10``, ``388–89``, ``486-87 & n.6`` as a Pin; None where the text is not one."""
    m = PIN.fullmatch(text.strip())
    if not m:
        return None
    first, tail = m[1], m[2]
    last = int(first[: len(first) - len(tail)] + tail) if tail and len(tail) < len(first) else int(tail or first)
    return Pin(int(first), last, (m[4] or "").replace("–", "-") or None, bool(m[3])) if last >= int(first) else None


def read_pins(text: str) -> tuple[Pin, ...]:
    """All pins of a list such as ``390-91, 393``; empty where any part is not a pin."""
    pins = [read_pin(p) for p in re.split(r",(?!\s*n)|\band\b", text) if p.strip()]
    return tuple(p for p in pins if p) if all(pins) else ()


def normal_reporter(text: str) -> str:
    """``U. S.`` and ``U.S.`` are one reporter, and so on."""
    close = re.sub(r"\s+", "", text).replace("’", "'")
    return re.sub(r"(L\.Ed\.|F\.Supp\.|S\.)(?=2d|3d|Ct)", r"\1 ", close).replace("L.Ed.", "L. Ed.").replace("F.Supp.", "F. Supp.")


def read_cite(text: str) -> Cite | None:
    """One authority as the library writes it in brackets: ``489 U.S. 378, 390 n.10`` or ``42 U.S.C. § 1988(b)``."""
    text = text.strip()
    if m := CASE.match(text):
        key, rest = f"{int(m[1])} {normal_reporter(m[2])} {int(m[3])}", text[m.end() :].strip()
        pins = read_pins(rest.lstrip(", ")) if rest.startswith(",") else ()
        return Cite(key, pins) if pins or not rest else None
    if m := STATUTE.fullmatch(text):
        return Cite(f"{int(m[1])} U.S.C. § {m[2]}", (), m[3])
    if m := RULE.fullmatch(text):
        return Cite(_rule_key(m), (), m[5])
    return None


def _rule_key(m: re.Match[str]) -> str:
    evidence = bool(m[2]) or bool(m[3] and "E" in m[3].upper())
    return f"Fed. R. {'Evid.' if evidence else 'Civ. P.'} {m[4]}"


def find_citations(text: str) -> list[Found]:
    """Every reporter, statute and rule citation in the text, in order, with name, pins and year as written."""
    found: list[Found] = [*_cases(text), *_statutes(text), *_rules(text)]
    return sorted(found, key=lambda f: f.start)


_HASTY = re.compile(r"(?<=\d )(?:[Uu]\.?\s?[Ss]\.?|[Ff]\.?\s?(?:2d|3d|4th)|[Ss]\.?\s?[Cc]t\.?)(?= \d)")
_PRINTED = {"us": "U.S.", "sct": "S. Ct.", "f2d": "F.2d", "f3d": "F.3d", "f4th": "F.4th"}


def _as_printed(text: str) -> tuple[str, list[int]]:
    """The text with ``us``, ``u.s.``, ``f3d``, ``s.ct.`` as eyecite knows them, and each of its offsets in the text as it was."""
    printed, back, at = "", list[int](), 0
    for m in _HASTY.finditer(text):
        known = _PRINTED[re.sub(r"[.\s]", "", m[0]).lower()]
        printed += text[at : m.start()] + known
        back += [*range(at, m.start()), *(m.start() for _ in known)]
        at = m.end()
    return printed + text[at:], [*back, *range(at, len(text) + 1)]


def _cases(text: str) -> Iterator[Found]:
    if not re.search(r"\d\s+(?:[A-Z]|u\.?\s?s\b|f\.?\s?[234]|s\.?\s?ct)", text):
        return  # spares a cold start the import of eyecite
    printed, back = _as_printed(text)
    yield from (replace(f, start=back[f.start], end=back[f.end]) for f in _printed_cases(printed))


def _printed_cases(text: str) -> Iterator[Found]:
    from eyecite import get_citations
    from eyecite.models import FullCaseCitation, ShortCaseCitation

    for at, c in ((a, c) for a, b in _pieces(text) for c in get_citations(text[a:b])):
        if not isinstance(c, FullCaseCitation | ShortCaseCitation) or not (c.groups.get("page") or "").isdecimal():
            continue
        start, end = (at + x for x in c.span())  # type: ignore[no-untyped-call]
        volume, page = c.groups.get("volume") or "", int(c.groups["page"])
        key = f"{int(volume)} {c.corrected_reporter()} {page}" if volume.isdecimal() else ""  # type: ignore[no-untyped-call]
        if isinstance(c, ShortCaseCitation):
            tail = PIN_LIST.match(text, text.rfind("at ", start, end) + 3)
            pins = (read_pins(tail[0]) if tail else ()) or (Pin(page, page),)
            yield Found(start, max(end, tail.end() if tail else end), key, "short", _name_before(text, start), pins)
        elif key:
            yield _with_tail(text, start, end, key)


_PIECE = 20_000
"""Characters that eyecite is given at once: after each citation it looks through all of the rest for its name."""


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """A text in pieces that end with a paragraph, a line or a word."""
    at = 0
    while at < len(text):
        end = at + _PIECE
        cut = next((found + len(x) for x in ("\n\n", "\n", ". ", " ") if (found := text.rfind(x, at, end)) > at), end) if end < len(text) else len(text)
        yield at, cut
        at = cut


_TAIL = re.compile(rf"(?:(?:,\s*(?:at\s+)?|\s+at\s+)(?:pages?\s+|pp?\.\s*)?({PIN_LIST.pattern}))?\s*(?:\((?:[^()]*?\b)?((?:1[789]|20)\d\d)\))?")


def _with_tail(text: str, start: int, end: int, key: str) -> Found:
    tail = _TAIL.match(text, end)
    pins = read_pins(tail[1]) if tail and tail[1] else ()
    year = int(tail[2]) if tail and tail[2] else None
    stop = tail.end() if tail and (pins or year) else end
    return Found(start, stop, key, "case", _name_before(text, start), pins, year=year)


_NAME = re.compile(
    r"((?:[A-Z][\w.’'&-]*|of|the|for|and|ex|rel\.|&|No\.)(?:,?\s+(?:[A-Z][\w.’'&-]*|of|the|for|and|ex|rel\.|&|in|on)){0,12}"
    r"\s+v(?:s)?\.?\s+[A-Z][\w.’'&-]*(?:,?\s+(?:[A-Z][\w.’'&-]*|of|the|for|and|ex|rel\.|&|in|on)){0,12})[,\s]*$"
)
_SHORT_NAME = re.compile(r"([A-Z][\w.’'-]+(?:\s+(?:of\s+)?[A-Z][\w.’'-]+){0,4})[,\s]*$")

_ENDS_A_SENTENCE = re.compile(r"^(?!.* v)\S*[a-z]{3,}\.$(?<!Corp\.)(?<!Dept\.)(?<!Assn\.)(?<!Comm\.)")
"""A single word with a full stop, which is the last of the sentence before: "liable under Monell. 471 U.S. at 22"."""
_PLAIN_NAME = re.compile(r"\b([a-z][\w’'-]+\s+vs?\.?\s+[a-z][\w’'-]+)[,\s]*$")


def _name_before(text: str, at: int) -> str:
    before = text[max(0, at - 160) : at]
    m = _NAME.search(before) or _SHORT_NAME.search(before) or _PLAIN_NAME.search(before)
    name = of_its_sentence(m[1].strip(" ,")) if m and not _ENDS_A_SENTENCE.search(m[1]) else ""
    return re.sub(r"^(?:See|In|But see|Cf\.|Also|Under|Since|And|Did|Does|Is|The)\s+", "", name)


def _outside(spans: Iterable[tuple[int, int]]) -> Callable[[int], bool]:
    """Whether a place lies outside all of these, none of which lies in another."""
    taken = sorted(spans)
    return lambda at: not (before := bisect(taken, (at, sys.maxsize))) or at >= taken[before - 1][1]


def _statutes(text: str) -> Iterator[Found]:
    spans = []
    for m in STATUTE.finditer(text):
        spans.append(m.span())
        yield Found(m.start(), m.end(), f"{int(m[1])} U.S.C. § {m[2]}", "statute", paragraph=m[3])
    free = _outside(spans)
    for m in BARE_SECTION.finditer(text):
        if free(m.start()):
            yield Found(m.start(), m.end(), f"42 U.S.C. § {m[1]}", "statute", paragraph=m[2])


def _rules(text: str) -> Iterator[Found]:
    spans = []
    for m in RULE.finditer(text):
        spans.append(m.span())
        yield Found(m.start(), m.end(), _rule_key(m), "rule", paragraph=m[5])
    free = _outside(spans)
    for m in BARE_RULE.finditer(text):
        if free(m.start()):
            yield Found(m.start(), m.end(), f"Fed. R. Civ. P. {m[1]}", "rule", paragraph=m[2])


# --- names -----------------------------------------------------------------------------------------------------------

_VERSUS = re.compile(
    r"(?<![\w’'.&-])([A-Z][\w’'.&-]{0,40}(?:\s+(?:of|the|for|&|[A-Z][\w’'.&-]{0,40})){0,8}?)\s+v(?:s)?\.?\s+([A-Z][\w’'&-]{0,40}(?:\s+(?:(?:of|the(?!\s(?:Supreme\s)?Court\b)|for|&)\s+)?[A-Z][\w’'&-]{0,40}){0,6})"
)


@lru_cache(maxsize=4)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of single names, the longest first, each with its possessive; one that never matches where there are none."""
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(words, key=len, reverse=True))) or '(?!)'})(?:['’]s)?\b")


_LEAD_IN = re.compile(r"^(?:In|Under|Since|Does|Did|Is|See|What|Can|The|Because|If|And|But|Why|How|Given|Per|After)\s+")


def find_names(text: str, authorities: Iterable[Authority]) -> list[Found]:
    """Case names in the text: ``X v. Y`` forms, and single well-known names (``Canton``) of authorities we hold."""
    found = []
    for m in _VERSUS.finditer(text):
        name = _LEAD_IN.sub("", of_its_sentence(m[0]))
        found.append(Found(m.end() - len(name), m.end(), "", "name", name))
    held = tuple(authorities)
    known = nicknames(held)
    free = _outside((f.start, f.end) for f in found)
    found += [Found(m.start(), m.end(), known[m[1]], "name", m[0]) for m in _any_of(tuple(known)).finditer(text) if free(m.start())]
    free = _outside((f.start, f.end) for f in found)
    found += [Found(a, b, key, "name", text[a:b]) for a, b, key in speaking_names(text, held) if free(a)]
    return sorted(found, key=lambda f: f.start)


# --- volumes that cannot exist ---------------------------------------------------------------------------------------


def impossible(found: Found) -> str | None:
    """Why no such citation can exist, or None: volume or page beyond the reporter, or a year that the volume cannot have."""
    m = re.fullmatch(r"(\d+) (.+) (\d+)", found.key)
    return impossible_volume(m[2], int(m[1]), int(m[3]), found.year) if m and found.kind == "case" else None
