"""The lines of a typed or printed page: running heads and page numbers dropped, notes at the foot of a page told apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from corpus.formats.printed import LETTERS

_HEAD = re.compile(
    r"Cite as:? .{3,60}|(?:Opinion of the Court|Syllabus|Per Curiam|Appendix to .{3,60})"
    r"|(?:Opinion of )?[A-Z’'\s]{2,30}, (?:C\. ?)?J\.(?:, (?:concurring|dissenting).{0,60})?"
    r"|\d{1,4}\s+[A-Z][^a-z]{0,60}\bv\. [A-Z].{2,80}|[A-Z].{2,60} v\. [A-Z].{2,60}\s\d{1,4}"
    r"|Case:? \d.{5,60}Page:? .{1,20}|NOTICE: This opinion is subject to formal revision.*"
)
MOST_PAGES = 3_000
_NUMBER = re.compile(r"[-–— ]*\d{1,4}[-–— ]*|Page \d+(?: of \d+)?")
_RULE = re.compile(r"[-—_–]{4,}")
_FOOT = re.compile(r"(?:\[?(\d{1,3})\]?|\[Footnote (\d{1,3})\])[.\s]\s*(?=\S)")


@dataclass(frozen=True)
class Line:
    """One printed line, or a whole note from the foot of a page (``note`` is its number)."""

    text: str
    indent: int
    note: str = ""


def lines_of(text: str) -> list[Line]:
    """The lines of a text in order, an empty one between paragraphs; a form feed ends a page. Raises ValueError where they are too many."""
    pages = text.translate(LETTERS).replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(pages) > MOST_PAGES:
        raise ValueError(f"it has more than {MOST_PAGES:,} pages")
    repeated = _running_heads(pages)
    lines: list[Line] = []
    for page in pages:
        rows = [Line(" ".join(row.split()), len(row) - len(row.lstrip())) for row in page.split("\n")]
        full = [i for i, row in enumerate(rows) if row.text]
        ends = {*full[:3], *full[-2:]} if len(pages) > 1 else set(full)
        rows = [row for i, row in enumerate(rows) if i not in ends or not _is_head(row.text, repeated, paged=len(pages) > 1)]
        body, foot = _foot(rows) if len(pages) > 1 else (rows, [])
        lines += [*_bare(body), *foot] if len(pages) > 1 else body
    return lines


def _running_heads(pages: list[str]) -> set[str]:
    """First and last lines that recur from page to page, figures aside."""
    if len(pages) < 3:
        return set()
    ends = Counter(key for page in pages for key in {_key(row) for row in [*_full(page)[:2], *_full(page)[-1:]]})
    return {key for key, n in ends.items() if n >= 3 and key}


def _full(page: str) -> list[str]:
    return [row for row in page.split("\n") if row.strip()]


def _key(row: str) -> str:
    return re.sub(r"[\d\s]+", " ", row).strip().lower()


def _is_head(text: str, repeated: set[str], *, paged: bool) -> bool:
    """Whether a line near a page's end is a running head or the page's number. Without pages only one that can be nothing else is dropped."""
    if not paged:
        return text.startswith("Cite as:") and len(text) < 70
    return len(text) < 160 and bool(_NUMBER.fullmatch(text) or _HEAD.fullmatch(text) or _key(text) in repeated)


def _bare(rows: list[Line]) -> list[Line]:
    """A page's lines without the empty ones at its ends, so that a paragraph runs on over the break."""
    full = [i for i, row in enumerate(rows) if row.text]
    return rows[full[0] : full[-1] + 1] if full else []


def _foot(rows: list[Line]) -> tuple[list[Line], list[Line]]:
    """The body of a page, and the notes under the rule at its foot, each as one line."""
    rule = next((i for i, row in enumerate(rows) if _RULE.fullmatch(row.text)), None)
    first = next((row for row in rows[rule + 1 :] if row.text), None) if rule is not None else None
    if rule is None or first is None or not _FOOT.match(first.text):
        return rows, []
    notes: list[Line] = []
    for row in (r for r in rows[rule + 1 :] if r.text):
        m = _FOOT.match(row.text)
        number = m and (m[1] or m[2])
        if m and number and (not notes or int(number) == int(notes[-1].note) + 1):
            notes.append(Line(f"[Footnote {number}] {row.text[m.end() :]}", 0, number))
        else:
            notes[-1] = replace(notes[-1], text=f"{notes[-1].text} {row.text}")
    return rows[:rule], notes


def set_apart(before: Line, line: Line, margin: int) -> bool:
    """Whether a line begins a paragraph though no empty line stands before it: it is indented and the one before is not, and ends a sentence."""
    return line.indent > margin and before.indent <= margin and before.text[-1:] in '.?!”":' and line.indent - margin < 12
