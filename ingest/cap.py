"""The Caselaw Access Project's static files: a folder a volume, one JSON and one HTML a case.

``/us/489/cases/0378-01.json`` and ``/us/489/html/0378-01.html`` are the first case that begins on page 378 of volume 489. That one is
asked for first, since it is small; where it is another case, the volume's ``CasesMetadata.json`` says which file bears the citation.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from corpus.courts import courts_named
from corpus.errors import FetchTrouble
from corpus.formats.cap import same_decision
from ingest.polite import Polite
from ingest.wanted import MOST_BYTES, Reply, Told, Wanted, normal, unlike, year_of

ADDRESS = "https://static.case.law"
MOST_METADATA = 64_000_000
_FILE = re.compile(r"[0-9]{1,5}-[0-9]{1,3}")


class _Cite(BaseModel):
    cite: str = ""


class _Court(BaseModel):
    name: str | None = None
    name_abbreviation: str | None = None


class _Row(BaseModel):
    """What we read of a case in CAP's JSON, alone or in the list of its volume."""

    name: str | None = None
    name_abbreviation: str | None = None
    decision_date: str | None = None
    first_page: str | int = ""
    file_name: str = ""
    citations: list[_Cite] = []
    court: _Court = _Court()

    def told(self) -> Told:
        names, court = tuple(n for n in (self.name_abbreviation, self.name) if n), self.court.name or self.court.name_abbreviation or ""
        return Told(frozenset(normal(c.cite for c in self.citations)), names, year_of(self.decision_date), courts_named(court), court)


_ROWS = TypeAdapter(list[_Row])


class Cap:
    """Finds decisions there; ``cache`` keeps what is needed of the volumes' lists."""

    name = "the Caselaw Access Project"

    def __init__(self, polite: Polite, cache: Path) -> None:
        self._polite, self._cache = polite, cache
        self._absent: set[tuple[str, int]] = set()

    def find(self, it: Wanted) -> Reply:
        """The decision as CAP has it, with its pages. Raises FetchTrouble."""
        volume, reporter, page = it.place
        folder, first = f"{slug(reporter)}/{volume}", f"{page:04d}-01"
        reply = self._file(it, folder, first)
        if reply.envelope or not (rows := [r for r in self._volume(slug(reporter), volume) if it.citation in r.told().citations]):
            return reply
        for row in rows:
            if why := unlike(it, row.told()):
                reply = Reply(None, why, wrong=True)
            elif not _FILE.fullmatch(row.file_name):
                raise FetchTrouble("names a file in a way that is not followed")
            elif row.file_name != first:
                return self._file(it, folder, row.file_name)
        return reply

    def _file(self, it: Wanted, folder: str, name: str) -> Reply:
        case = self._polite.json(path := f"{folder}/cases/{name}.json", MOST_BYTES)
        if case is None:
            return Reply()
        row = _read(case)
        if row is None:
            raise FetchTrouble("gave a case in another form than the documented one")
        if why := unlike(it, row.told()):
            return Reply(None, why, wrong=it.citation in row.told().citations)  # else only another case that begins on this page
        return self._with_pages(case, row, path)

    def _with_pages(self, case: dict[str, Any], row: _Row, path: str) -> Reply:
        page = self._polite.html(path.replace("/cases/", "/html/").removesuffix("json") + "html", MOST_BYTES)
        if page is None:
            return Reply(None, "has it without its pages")
        if "casebody" not in page or not all(_whole(page, tag) for tag in ("section", "article")):
            raise FetchTrouble("gave HTML that is no whole case")
        if not same_decision(case, page):
            return Reply(None, "has the text of another decision under it", wrong=True)
        return Reply({"format": "cap", "from": f"/{path}", "case": case, "html": page})

    def _volume(self, reporter: str, volume: int) -> list[_Row]:
        kept = self._cache / "cap" / reporter / f"{volume}.json"
        try:
            return _ROWS.validate_json(kept.read_bytes())
        except (OSError, ValidationError):
            pass  # not asked for yet, or damaged: asked for anew
        rows = None
        if (reporter, volume) not in self._absent:
            rows = self._polite.json(f"{reporter}/{volume}/CasesMetadata.json", MOST_METADATA)
        if rows is None:
            self._absent.add((reporter, volume))
            return []
        if not isinstance(rows, list):
            raise FetchTrouble("gave a volume's list in another form than the documented one")
        read = [row for r in rows if (row := _read(r))]
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_bytes(_ROWS.dump_json(read))
        part.replace(kept)
        return read


def slug(reporter: str) -> str:
    """The name of a reporter's folder: ``us``, ``f3d``, ``f-supp-2d``."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[.'’]", "", reporter.lower())).strip("-")


def _read(case: Any) -> _Row | None:
    try:
        return _Row.model_validate(case)
    except ValidationError:
        return None


def _whole(page: str, tag: str) -> bool:
    """Whether as many of these elements end as begin; what was cut off has lost an end."""
    return len(re.findall(rf"<{tag}\b[^<>]*(?<!/)>", page)) == page.count(f"</{tag}>")
