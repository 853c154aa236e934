"""Decision files into Sources: parts, star pages, footnotes tied to their calls.

The format is that of ``../shared/opinions`` (its README describes it). The text is parsed, never repaired: page
markers are lifted out of the running text and kept beside it as (offset, page); everything else stays as it stands.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import OpinionError
from corpus.models import Authority, Note, Part, PartKind, Source

_MARK = re.compile(r"\[\*(\d+)\]\s?")
NOTE_HEAD = re.compile(r"(?:\[Footnote (\d+|\*+)(?:, p\. (\d+))?\]|\[(\d{1,3})\](?= \S)|Footnote (\d{1,3})(?=\s*\n\n))\s*")
_OPENS = re.compile(
    r"(?:(?:MR\. )?(?:CHIEF )?JUSTICE [A-Z’'.]+.{0,200}?(?:delivered|announced|concurring|dissent|with whom|join|filed|took no part)"
    r"|PER CURIAM\.?|Per Curiam\.?|(?:[A-Z][A-Za-z'’-]+(?:, (?:Jr\.|[A-Z.]+))?), (?:Chief |Senior )*(?:Circuit |District )?Judge\.)",
    re.IGNORECASE,
)
_JUDGE_OPENS = re.compile(r"\n\n([A-Z][A-Za-z'’-]+), (?:Chief |Senior )*(?:Circuit |District )?Judges?[.:]")
HEADING = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2}|\([a-z0-9]\))\.?(?:[-–—][A-Z0-9]{1,3})?|\*(?:\s?\*)*|[IVX]{1,5}\. [A-Z][^.!?]{2,80}")


def read_opinion(path: Path) -> Source:
    """One decision file as a Source. Raises OpinionError naming the file and what is wrong with it."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return _source(path.stem, data)
    except OSError as error:
        raise OpinionError(f"{path.name}: cannot be read ({error.strerror}); left out") from error
    except UnicodeDecodeError as error:
        raise OpinionError(f"{path.name}: not UTF-8 text; left out") from error
    except json.JSONDecodeError as error:
        raise OpinionError(f"{path.name}: not JSON ({error.msg}, line {error.lineno}); left out") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise OpinionError(f"{path.name}: not a decision in our format ({type(error).__name__}: {error}); left out") from error


def _source(source_id: str, data: dict[str, Any]) -> Source:
    reader = _Reader()
    for opinion in data["opinions"]:
        reader.read(opinion, data["court"])
    if not reader.parts:
        raise ValueError("it holds no opinion")
    year = int(data["year"]) if data.get("year") else None
    citation = data["citations"][0] if data["citations"] else ""
    last = (data.get("star_pages") or {}).get("last")
    authority = Authority(citation, data["case_name"], "case", data["court"], year, last, tuple(data["citations"][1:]), opinion_id=source_id)
    facts = {k: str(v) for k, v in {"author": data.get("author"), "date": data.get("date_filed"), "docket": data.get("docket_number")}.items() if v}
    origin = data.get("source") or {}
    facts["origin"] = str(origin.get("upstream") or origin.get("repository") or "a file on this machine")
    return Source(
        source_id, "opinion", data["case_name"], reader.text, data.get("date_filed") or str(year or ""),
        parts=tuple(reader.parts), pages=tuple(reader.pages), notes=tuple(reader.notes), authority=authority, facts=facts,
    )  # fmt: skip


@dataclass
class _Reader:
    """Collects the parts of one decision into a single text."""

    text: str = ""
    parts: list[Part] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def read(self, opinion: dict[str, Any], court: str) -> None:
        raw = str(opinion["text"]).strip()
        body, start_page = _without_caption(raw)
        if not body.strip():
            return
        if self.text:
            self.text += "\n\n"
        start = len(self.text)
        clean, marks = _lift_marks(body)
        first = start_page if start_page is not None else (marks[0][1] - 1 if marks else None)
        if first is not None and not (marks and marks[0][0] == 0):
            self.pages.append((start, first))
        self.pages += [(start + at, page) for at, page in marks]
        self.text += clean
        author = opinion.get("author") or _signing_judge(raw)
        self.parts.append(Part(_kind(opinion), author, str(opinion.get("description") or ""), start, len(self.text)))
        self._find_notes(start, clean)

    def _find_notes(self, start: int, clean: str) -> None:
        page_at = _page_lookup([(at - start, page) for at, page in self.pages if at >= start])
        for number, at, end, printed in _notes(clean):
            call = _call(clean, number, at)
            page = printed if printed is not None else (page_at(call) if call is not None else None)
            self.notes.append(Note(number, start + at, start + end, page))


def _without_caption(raw: str) -> tuple[str, int | None]:
    """The part from its opening words on: a caption or counsel before them is not law. Also the page it opens on."""
    if m := _JUDGE_OPENS.search(raw[:12_000]):
        cut = m.start() + 2
    else:
        cut = 0
        for paragraph in re.finditer(r"[^\n]+", raw[:6_000]):
            if _OPENS.match(_MARK.sub("", paragraph[0])):
                cut = paragraph.start()
                break
    before = _MARK.findall(raw[:cut])
    return raw[cut:], int(before[-1]) if before else None


def _signing_judge(raw: str) -> str | None:
    m = _JUDGE_OPENS.search(raw[:12_000])
    return m[1].capitalize() if m else None


def _lift_marks(text: str) -> tuple[str, list[tuple[int, int]]]:
    clean, marks, at = "", [], 0
    for m in _MARK.finditer(text):
        clean += text[at : m.start()]
        marks.append((len(clean), int(m[1])))
        at = m.end()
    return clean + text[at:], marks


def _kind(opinion: dict[str, Any]) -> PartKind:
    """Whose voice a part is: the description tells a plurality and a partial dissent, which the type does not."""
    described, kind = str(opinion.get("description") or "").lower(), str(opinion["type"]).lower()
    if "in part" in described and "dissenting" in described:
        return "partial dissent"
    if kind in ("concurrence", "dissent"):
        return "concurrence" if kind == "concurrence" else "dissent"
    if "announced the judgment" in described:
        return "plurality"
    return "majority"


def _page_lookup(pages: list[tuple[int, int]]) -> Any:
    def page(offset: int) -> int | None:
        found = None
        for at, number in pages:
            if at > offset:
                break
            found = number
        return found

    return page


def _notes(text: str) -> list[tuple[str, int, int, int | None]]:
    """(number, start, end, printed page) of each note's text: a paragraph that opens with its number."""
    heads = [(m, n) for m in re.finditer(rf"(?:(?<=\n\n)|(?<=\s)(?=Footnote)){NOTE_HEAD.pattern}", text) for n in [m[1] or m[3] or m[4]]]
    notes = []
    for i, (m, number) in enumerate(heads):
        inline = m[2] is not None
        paragraph_end = text.find("\n\n", m.end() + 2)
        paragraph_end = len(text) if paragraph_end < 0 else paragraph_end
        following = heads[i + 1][0].start() if i + 1 < len(heads) else len(text)
        end = min(paragraph_end, following) if inline else following
        notes.append((number, m.start(), len(text[:end].rstrip()), int(m[2]) if inline else None))
    return notes


def _call(text: str, number: str, before: int) -> int | None:
    """Where a note is called: the first mark of its number that does not open a paragraph."""
    call = re.compile(rf"(?<!\n)\[Footnote {re.escape(number)}\]|(?<=\S)\[{re.escape(number)}\](?! \()")
    m = call.search(text, 0, before)
    return m.start() if m else None
