"""What the elements of a decision's markup mean: page marks, notes and their calls, in the two projects' several spellings.

Page marks: ``<a class="page-label" data-label="379" data-citation-index="1">``, ``<span class="star-pagination"
number="379" pagescheme="1">`` (its attributes may be missing), ``<page-number citation-index="1" label="379">``. Notes:
``<aside class="footnote" data-label="1">``, ``<div class="footnote" label="1">``, ``<footnote label="1">``,
``<footnote_body>``; calls: ``<a class="footnotemark">``, ``<a href="#fn1">``, ``<footnotemark>``,
``<footnote_reference>``, ``<sup>``.
"""

from __future__ import annotations

import re
from typing import Any

LEFT_OUT = frozenset(["script", "style", "head", "title", "template", "noscript", "nav", "img", "svg", "iframe", "object", "form", "button"])
BLOCKS = frozenset(
    "p div blockquote section article aside h1 h2 h3 h4 h5 h6 center li ul ol table tr td th pre hr dl dt dd opinion author footnote footnote_body".split()
)
SET_APART = frozenset(["blockquote", "section", "article", "opinion", "h1", "h2", "h3", "h4", "h5", "h6"])


def classes(e: Any) -> set[str]:
    return set((e.get("class") or "").split())


def page_of(e: Any) -> tuple[int, int] | None:
    """(page, series) of a page mark; series 0 where the element does not tell its reporter; None for any other element."""
    marks = classes(e) & {"page-label", "star-pagination", "page-number"} or e.tag == "page-number"
    if not marks:
        return None
    label = e.get("data-label") or e.get("number") or e.get("label") or "".join(e.itertext())
    series = e.get("data-citation-index") or e.get("citation-index") or e.get("pagescheme") or "0"
    page = re.fullmatch(r"\s*\**\s*(?:Page\s+)?(\d{1,5})\s*", label)
    return (int(page[1]), int(series) if series.isdecimal() and len(series) < 4 else 0) if page else None


def is_note(e: Any) -> bool:
    """Whether an element holds a note's own words."""
    return e.tag in ("footnote", "footnote_body") or (e.tag in ("aside", "div", "li", "p", "section") and "footnote" in classes(e))


def note_label(e: Any) -> str:
    """A note's number as it is printed: its label, or else the number that its words or its id begin or end with."""
    said = e.get("data-label") or e.get("label") or e.findtext(".//footnote_number") or ""
    if not said:
        words = re.match(r"\s*\[?(\d{1,3}|\*+)\b", "".join(e.itertext())[:40])
        number = re.search(r"(\d{1,3})$", e.get("id") or "")
        said = words[1] if words else number[1] if number else ""
    return _label(said) or "*"


def called_note(e: Any, note_ids: set[str], labels: set[str]) -> str:
    """The number of the note that an element calls; "" where it calls none."""
    words = _label("".join(e.itertext())) if len(e) < 4 else ""
    if not words:
        return ""
    if e.tag in ("footnotemark", "footnote_reference", "footnotereference") or (e.tag == "a" and classes(e) & {"footnotemark", "footnote"}):
        return words
    target = str(e.get("href") or "")
    if e.tag == "a" and target.startswith("#"):
        return words if target[1:] in note_ids or re.match(r"#(?:fn|footnote)", target) else ""
    return words if e.tag == "sup" and words in labels else ""


def _label(text: str) -> str:
    """``[1]``, ``fn1``, ``1.`` as ``1``; "" for what is no number and no stars."""
    m = re.fullmatch(r"[\s\[(]*(?:fn|n\.?)?\s*(\d{1,3}|\*{1,4}|[a-z])[\s\]).:]*", text.strip()[:12], re.IGNORECASE)
    return m[1] if m else ""
