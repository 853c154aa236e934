"""Decisions of a user's folder into the data folder: read, known for what they are, and one file each.

A file of our own or an envelope is copied as it is; CAP's JSON with its HTML, HTML alone, a text or a PDF is kept in an
envelope that this file writes (``corpus/opinions.py`` reads it). Its name there is the manifest's id for the decision.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from corpus.errors import InputError, OpinionError
from corpus.formats.cap import same_decision
from corpus.formats.identity import another_case, names_a_side
from corpus.models import Authority, Source
from corpus.opinions import envelope, file_bytes, read_opinion, source_of_json

ORDER = (".json", ".html", ".htm", ".txt", ".pdf")
"""The formats, the one that knows most about its decision first."""
PACKED = (".gz", ".zip", ".tar", ".bz2", ".7z", ".docx", ".doc", ".rtf", ".epub")
BESIDE = ("cases", "html")
"""Folders in which the Caselaw Access Project keeps a volume's JSON and its HTML."""


@dataclass(frozen=True)
class _Found:
    """A decision read from a file, ready to be kept."""

    source: Source
    content: bytes
    target: str  # its name in the data folder, without suffix
    paired: Path | None = None  # the HTML that was read with a JSON


def bring_in(folder: Path, kept: Path, rejected: list[str], named: Mapping[str, Authority]) -> None:
    """Keep every decision of the folder; what is left out is said in ``rejected``, one line each.

    ``named`` are the manifest's decisions by id. Raises InputError where there is no such folder.
    """
    if not folder.is_dir():
        raise InputError(f"the opinions folder {folder} is not there; give --opinions a folder of opinion files")
    kept.mkdir(parents=True, exist_ok=True)
    taken: dict[str, str] = {}
    paired: set[Path] = set()
    for path in _files(folder):
        if path in paired:
            continue
        try:
            found = _read(path, named)
            _may_stand(found, path, kept, taken, named)
        except OpinionError as error:
            rejected.append(str(error))
            continue
        taken[found.target] = path.name
        paired |= {found.paired} if found.paired else set()
        _write(kept / f"{found.target}.json", found.content)


def _files(folder: Path) -> Iterator[Path]:
    """Files of the known formats, and packed ones, so that they can be named: each format in turn, by name."""
    places = [folder, *(folder / name for name in BESIDE if (folder / name).is_dir())]
    files = [p for place in places for p in sorted(place.iterdir()) if p.suffix.lower() in (*ORDER, *PACKED)]
    ranked = [*ORDER, *PACKED]
    return iter(sorted(files, key=lambda p: ranked.index(p.suffix.lower())))


def _read(path: Path, named: Mapping[str, Authority]) -> _Found:
    """The decision of a file. Raises OpinionError for none, and for one that stands under another's name."""
    if path.suffix.lower() in PACKED:
        raise OpinionError(f"{path.name}: is a packed file or a word processor's; unpack it, or save it as text or PDF; left out")
    fresh = file_bytes(path)
    data = envelope(path.name, fresh)
    paired = _html_beside(path, data)
    meant = named.get(path.stem)
    source = source_of_json(path.name, data)
    if meant:
        _check(path, source, meant)
        if isinstance(data, dict) and not _says_who(source):
            data["known"] = {"name": meant.name, "citations": [meant.key, *meant.parallel], "court": meant.court, "year": meant.year}
            source = source_of_json(path.name, data)
    as_it_is = path.suffix.lower() == ".json" and isinstance(data, dict) and (data.get("format") != "cap" or json.loads(fresh.decode("utf-8-sig")) == data)
    content = fresh if as_it_is else json.dumps(data, ensure_ascii=False).encode()
    return _Found(source, content, _target(path, source, named), paired)


def _says_who(source: Source) -> bool:
    """Whether a decision's own file tells its citation, court and year."""
    a = source.authority
    return bool(a and a.key and a.court and a.year)


def _check(path: Path, source: Source, meant: Authority) -> None:
    """A wrong case behind the right name is refused, whatever else it is."""
    wanted = f"{meant.name}, {meant.key}"
    if wrong := another_case(source, meant):
        raise OpinionError(f"{path.name}: holds {wrong}, not {wanted}; left out")
    own = source.authority
    if own and not own.key and " v. " not in own.name and not names_a_side(source.text, meant.name):
        raise OpinionError(f"{path.name}: its text has no caption and names no party of {wanted}; put its caption before it; left out")


def _html_beside(path: Path, data: object) -> Path | None:
    """The HTML of a CAP case, put into its envelope: with the same name beside the JSON, or in the folder of HTML beside that of JSON."""
    if not isinstance(data, dict) or data.get("format") != "cap" or data.get("html"):
        return None
    places = [path.with_suffix(".html"), path.with_suffix(".htm"), path.parent.parent / "html" / f"{path.stem}.html"]
    html = next((p for p in places if p.is_file()), None)
    if html is None:
        return None
    beside = cast(dict[str, Any], envelope(html.name, file_bytes(html)))
    if beside.get("format") != "cap":
        return None  # another text that only bears the same name
    if not same_decision(data["case"], beside["html"]):
        raise OpinionError(f"{path.name}: its HTML {html.name} is another decision; left out")
    data["html"] = beside["html"]
    return html


def _target(path: Path, source: Source, named: Mapping[str, Authority]) -> str:
    """The manifest's id of the decision; else the file's own name, unless that is only a page (``0378-01``)."""
    if path.stem in named:
        return path.stem
    held = [c for c in (source.authority.key, *source.authority.parallel) if c] if source.authority else []
    if by_citation := next((i for i, a in named.items() if a.key in held), None):
        _check(path, source, named[by_citation])
        return by_citation
    page_only = re.fullmatch(r"\d{4}-\d{2}", path.stem) and held
    return re.sub(r"[^a-z0-9]+", "-", held[0].lower().replace(".", "")).strip("-") if page_only else path.stem


def _may_stand(found: _Found, path: Path, kept: Path, taken: Mapping[str, str], named: Mapping[str, Authority]) -> None:
    """Raises OpinionError where another file of this folder, or another decision kept before, has that name already."""
    if found.target in taken:
        raise OpinionError(f"{path.name}: left out, because {taken[found.target]} of the same folder is kept as {found.target}")
    target, mine = kept / f"{found.target}.json", found.source.authority
    if found.target in named or not target.exists() or mine is None:
        return
    try:
        other = read_opinion(target).authority
    except OpinionError:
        return  # what is kept there is broken: this one may replace it
    if other and other.key and mine.key and other.key != mine.key and not {mine.key, *mine.parallel} & {other.key, *other.parallel}:
        raise OpinionError(f"{path.name}: holds {mine.name}, {mine.key}, but {other.name}, {other.key}, is kept under that name; rename it; left out")


def _write(target: Path, content: bytes) -> None:
    if not target.exists() or target.read_bytes() != content:
        part = target.with_suffix(".part")
        part.write_bytes(content)
        part.replace(target)
