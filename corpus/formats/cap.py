"""Cases of the Caselaw Access Project: JSON with the facts, HTML with the pages (``/{reporter}/{volume}/cases|html/``)."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from typing import Any

from corpus.courts import court_id
from corpus.formats.identity import normal_citation, said_in
from corpus.formats.markup import Read, Region, read_markup
from corpus.formats.printed import Mark, Printed, RawCase, RawPart
from corpus.formats.reporters import official_first, series_of
from corpus.formats.voices import author_in, kind_of, surname

_FIRST_PAGE = re.compile(r"data-firstpage=[\"']([^\"'<>]{0,20})[\"']")
_TAG = re.compile(r"<[^<>]*>")  # ends at the next "<", so that a file of nothing else is still read in one pass
COMPARED, ENOUGH, ALIKE = 5_000, 20, 0.6
"""Letters of the JSON's text that are looked up in the HTML, words from which that tells anything, and the share of them that must be there."""


def same_decision(case: dict[str, Any], html: str) -> bool:
    """Whether a JSON and an HTML are of one decision: by its first page, and by the words with which the JSON's opinions begin.

    The HTML's ``data-case-id`` is the barcode of the scanned volume and not the JSON's ``id``, so it tells nothing.
    """
    first, page = _FIRST_PAGE.search(html), str(case.get("first_page") or "")
    if first and page and first[1] != page:
        return False
    words = set(_words(" ".join(_opinions(case))[:COMPARED]))
    held = set(_words(entities.unescape(_TAG.sub(" ", html))))
    return len(words) < ENOUGH or len(words & held) >= ALIKE * len(words)


def _opinions(case: dict[str, Any]) -> Iterator[str]:
    body = case.get("casebody")
    for opinion in (body.get("opinions") or []) if isinstance(body, dict) else []:
        if isinstance(opinion, dict):
            yield str(opinion.get("text") or "")


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]{4,}", text.lower())


def is_cap(html: str) -> bool:
    """Whether HTML is a case of that project."""
    return bool(re.search(r"<section[^>]*\bclass=[\"']casebody|\bdata-case-id=", html[:20_000]))


def read_cap(envelope: dict[str, Any]) -> RawCase:
    """A case in its envelope: JSON, HTML, or both; the opinions are the HTML's where it has some.

    Raises KeyError, TypeError or ValueError for what is none, InputError for HTML that cannot be read.
    """
    case = envelope.get("case") or {}
    read = read_markup(envelope["html"]) if envelope.get("html") else None
    parts, head = _from_html(read) if read else ([], "")
    if not parts:
        parts, head = _from_json(case), str((case.get("casebody") or {}).get("head_matter") or "")
    told = said_in(head, envelope.get("known"))
    listed = [normal_citation(str(c["cite"])) for c in case.get("citations", [])] or list(told.citations)
    pages = [_page(case.get(k)) for k in ("first_page", "last_page")]
    date = str(case.get("decision_date") or "")
    name = str(case.get("name_abbreviation") or case.get("name") or told.name)
    facts = {k: v for k, v in {"date": date, "docket": str(case.get("docket_number") or "")}.items() if v}
    facts["origin"] = f"static.case.law{envelope['from']}" if str(envelope.get("from") or "").startswith("/") else "the Caselaw Access Project"
    marks = [m for p in parts for m in p.printed.marks]
    if not marks and pages[0] and pages[0] == pages[1]:  # all on one page: it has no mark of its own
        parts = [RawPart(_marked(p.printed, pages[0]), p.kind, p.author, p.description) for p in parts]
        marks = [Mark(0, pages[0])]
    return RawCase(
        name, official_first(listed), court_id(str((case.get("court") or {}).get("name") or "")) or told.court, _year(date) or told.year, tuple(parts),
        date, pages[1], facts, series_of(marks, listed),
    )  # fmt: skip


def _marked(printed: Printed, page: int) -> Printed:
    return Printed(printed.text, (Mark(0, page),), printed.notes, printed.quotes, printed.headings)


def _page(text: object) -> int | None:
    return int(str(text)) if str(text or "").isdecimal() else None


def _year(date: str) -> int | None:
    return int(date[:4]) if date[:4].isdecimal() else None


def _from_html(read: Read) -> tuple[list[RawPart], str]:
    opinions = [r for r in read.regions if r.tag in ("article", "opinion")]
    head = next((r for r in read.regions if "head-matter" in r.said.get("class", "")), None)
    return [_part(read.printed, r) for r in opinions], read.printed.text[head.start : head.end] if head else ""


def _part(printed: Printed, region: Region) -> RawPart:
    return voiced(printed.from_line(region.start, region.end), region.said.get("data-type") or region.said.get("type") or "")


def voiced(printed: Printed, said: str, author: str = "") -> RawPart:
    """An opinion whose first line names its judge; ``said`` and ``author`` are what the format calls them."""
    opening = printed.text.split("\n", 1)[0][:400]
    described = opening if author_in(opening) else ""
    kind = kind_of(described or author, said)
    name = author_in(opening) or author_in(author) or (surname(author) if author.strip(" .") else None)
    return RawPart(printed, kind, "Per Curiam" if kind == "per curiam" else name, described)


def _from_json(case: dict[str, Any]) -> list[RawPart]:
    """The opinions of the JSON alone: paragraphs are its lines, and there are no pages."""
    opinions = case["casebody"]["opinions"]
    texts = [(re.sub(r"\n+", "\n\n", str(o["text"]).strip()), str(o.get("type") or ""), str(o.get("author") or "")) for o in opinions]
    return [voiced(Printed(text), said, author) for text, said, author in texts]
