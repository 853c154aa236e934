"""``python -m ingest --fetch``: decisions that the library names and that are not at hand, from the public sources, one file each.

First the Caselaw Access Project for all of them, then CourtListener for what it lacks. Each decision is checked and written on
its own, so a run can be stopped at any moment and the next one asks only for what is missing. A source that fails is a line
in the report, never the end of the run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from corpus.errors import FetchTrouble, InputError
from corpus.library import HERE, open_library
from ingest import cap, courtlistener
from ingest.pointer import clear_words, one_writer
from ingest.polite import Clock, Manners, Polite
from ingest.wanted import MOST_BYTES, Reply, Wanted, wanted

PATIENCE = 3
"""Decisions in a row for which a source fails before it is left alone."""
NO_TOKEN = "CourtListener was not asked: set PINCITE_COURTLISTENER_TOKEN to the token of your account there (it is free)"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Places:
    """Where decisions are fetched from."""

    cap: str = cap.ADDRESS
    courtlistener: str = courtlistener.ADDRESS
    token: str | None = field(default=None, repr=False)


@dataclass
class Fetched:
    """What a run got and did not get, by the decisions' ids."""

    fetched: list[dict[str, str]] = field(default_factory=list)  # id, place
    mismatched: list[dict[str, str]] = field(default_factory=list)  # id, place, why
    missing: list[dict[str, str]] = field(default_factory=list)  # id, name, citation, why
    notes: list[str] = field(default_factory=list)  # a source that was not asked or failed


_Lacking = list[tuple[Wanted, Reply]]


class _Place(Protocol):
    name: str

    def find(self, it: Wanted) -> Reply: ...


def places(environ: Mapping[str, str]) -> Places:
    """The places as the environment sets them. Raises InputError for a token that cannot be one."""
    token = environ.get("PINCITE_COURTLISTENER_TOKEN", "").strip() or None
    if token and not (token.isascii() and token.isprintable() and " " not in token):
        raise InputError("PINCITE_COURTLISTENER_TOKEN holds more than a token; give the token alone")
    return Places(environ.get("PINCITE_CAP_URL") or cap.ADDRESS, environ.get("PINCITE_COURTLISTENER_URL") or courtlistener.ADDRESS, token)


def fetch(data: Path, where: Places, *, opinions: Path | None = None, library: Path = HERE, manners: Manners | None = None, clock: Clock | None = None,
          progress: Progress = lambda what, done, total: None) -> Fetched:  # fmt: skip
    """Fetch what is wanted and at hand neither there nor in the folder ``opinions`` into ``<data>/opinions/``.

    Raises Busy where another run fetches, InputError for a folder that is not there, a setting that cannot be used or a full disk, LibraryError.
    ``manners`` are those with the first source; the second is asked no oftener than it allows.
    """
    if opinions and not opinions.is_dir():
        raise InputError(f"the opinions folder {opinions} is not there; give --opinions a folder of opinion files")
    kept, report, ways, clock = data / "opinions", Fetched(), manners or Manners(), clock or Clock()
    seldom = replace(ways, pause=max(ways.pause, courtlistener.PAUSE_S))
    with clear_words(data), one_writer(data / "fetch", "fetch.lock", "fetching decisions"), ExitStack() as opened:
        kept.mkdir(parents=True, exist_ok=True)
        lacking = [(it, Reply()) for it in wanted(open_library(library), kept, *([opinions] if opinions else []))]
        first = opened.enter_context(closing(Polite(where.cap, manners=ways, clock=clock)))
        signed = {"authorization": f"Token {where.token}"} if where.token else None
        second = opened.enter_context(closing(Polite(where.courtlistener, signed, manners=seldom, clock=clock)))
        lacking = _from(cap.Cap(first, data / "fetch"), lacking, kept, report, progress)
        if lacking and where.token:
            lacking = _from(courtlistener.CourtListener(second), lacking, kept, report, progress)
        elif lacking:
            report.notes.append(NO_TOKEN)
    report.missing = [{"id": it.id, "name": it.name, "citation": it.citation, "why": reply.why} for it, reply in lacking]
    return report


def _from(place: _Place, asked: _Lacking, kept: Path, report: Fetched, progress: Progress) -> _Lacking:
    """Ask one source for each decision; those that it lacks, with the reason."""
    lacking: _Lacking = []
    failures = 0
    for n, (it, _) in enumerate(asked):
        try:
            reply, failures = place.find(it), 0
            if reply.envelope:
                _keep(it, reply, kept)
                report.fetched.append({"id": it.id, "place": place.name})
        except FetchTrouble as trouble:
            reply, failures = Reply(None, str(trouble)), failures + 1
            if trouble.whole or failures == PATIENCE:
                report.notes.append(f"{place.name} {trouble}: it was not asked for the {len(asked) - n - 1} others")
                return [*lacking, *((rest, Reply(None, f"{place.name} {trouble}")) for rest, _ in asked[n:])]
        if reply.wrong:
            report.mismatched.append({"id": it.id, "place": place.name, "why": reply.why})
        if not reply.envelope:
            lacking.append((it, Reply(None, f"{place.name} {reply.why}")))
        progress(f"decisions from {place.name}", n + 1, len(asked))
    return lacking


def _keep(it: Wanted, reply: Reply, kept: Path) -> None:
    """Write the decision in one move: a run that is killed leaves it whole or not at all."""
    try:
        raw = json.dumps({**(reply.envelope or {}), "fetched": f"{datetime.now(UTC):%Y-%m-%d}"}).encode()
    except RecursionError as error:
        raise FetchTrouble("gave a decision that is nested too deep") from error
    if len(raw) > MOST_BYTES:
        raise FetchTrouble(f"gave a decision of more than {MOST_BYTES / 1_000_000:.0f} MB")
    part = kept / f"{it.id}.part"
    part.write_bytes(raw)
    part.replace(kept / f"{it.id}.json")


def told(report: Fetched) -> list[str]:
    """The report in lines for a person."""
    lines = [f"fetched: {_some([d['id'] for d in report.fetched])}"] if report.fetched else []
    lines += [f"left out: {d['id']}: {d['place']} {d['why']}" for d in report.mismatched]
    lines += [note[0].upper() + note[1:] for note in report.notes]
    whys: dict[str, list[str]] = {}
    for d in report.missing:
        whys.setdefault(d["why"], []).append(f"{d['name']}, {d['citation']}")
    lines += [f"not fetched, because {why}: {_some(names)}" for why, names in whys.items()]
    return lines or ["fetched: nothing; every decision that the library names is at hand"]


def _some(names: list[str]) -> str:
    return f"{len(names)} ({'; '.join(names[:5])}{f' and {len(names) - 5} more' if len(names) > 5 else ''})"
