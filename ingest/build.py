"""The index built whole beside the old one, then swapped in by one pointer."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from corpus.errors import IndexDamaged, OpinionError
from corpus.formats.identity import another_case
from corpus.library import HERE, Library, open_library
from corpus.models import Authority, Section, Source
from corpus.opinions import read_opinion
from ingest import bm25, citation_map, discriminant, kept, refusals, scope, spelling, store
from ingest.bring import bring_in
from ingest.encoder import DEFAULT, GraphEncoder, IndexingEncoder, Vectors
from ingest.index import LIBRARY, SOURCE, TIES, facts_of
from ingest.passages import opinion_passages
from ingest.pointer import clear_words, current_or_none, in_use, one_writer, sizes, swap
from ingest.ties import make_ties
from ingest.vectors import VectorCache

FORMAT = 17
"""Raised whenever the same sources would give another index."""

VECTORS = "vectors.sqlite"
"""The cache of vectors in a data folder."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how far it is, and of how many."""


@dataclass
class Report:
    """What a run did, by source id."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[str] = field(default_factory=list)
    encoded: int = 0
    fingerprint: str = ""
    rebuilt: bool = False


@dataclass(frozen=True)
class _Plan:
    """Everything that decides what the index will be."""

    data: Path
    library: Library
    opinions: dict[str, Path]
    hashes: dict[str, str]
    fingerprint: str


def build(data: Path, *, opinions: Path | None = None, rebuild: bool = False, encoder: str = DEFAULT, library: Path = HERE,
          vectors: Path | None = None, progress: Progress = lambda what, done, total: None) -> Report:  # fmt: skip
    """Bring in opinions, build the index if anything changed, and say what was done; ``vectors`` is another folder's cache to use.

    Raises Busy where another run holds the lock, InputError for a folder that is not there or a full disk, LibraryError
    for a broken library file; the index in use stays in every case.
    """
    with one_writer(data), clear_words(data):
        report = Report()
        opened = open_library(library)
        if opinions is not None:
            bring_in(opinions, data / "opinions", report.rejected, _named(opened))
        model = IndexingEncoder(encoder)
        plan = _plan(data, opened, model)
        before = _sources_before(data)
        _compare(before, plan.hashes, report)
        report.fingerprint = plan.fingerprint
        if rebuild or not in_use(data, plan.fingerprint):
            _build(data, plan, model, report, progress, vectors or data / VECTORS)
        return report


def is_stale(data: Path, *, library: Path = HERE, encoder: str = DEFAULT) -> bool:
    """Whether the index in use is not the one that today's library and opinions would give."""
    return not in_use(data, _plan(data, open_library(library), IndexingEncoder(encoder)).fingerprint)


def _named(library: Library) -> dict[str, Authority]:
    """The manifest's decisions by the id under which their files stand."""
    return {a.opinion_id: a for a in library.authorities.values() if a.opinion_id}


def _plan(data: Path, opened: Library, model: IndexingEncoder) -> _Plan:
    opinions = {p.stem: p for p in sorted((data / "opinions").glob("*.json"))}
    hashes = {s.id: hashlib.sha256(SOURCE.dump_json(s)).hexdigest()[:16] for s in opened.sources.values()}
    hashes |= {f"opinion:{i}": hashlib.sha256(p.read_bytes()).hexdigest()[:16] for i, p in opinions.items()}
    words = [asdict(term) for term in opened.glossary]
    held = [asdict(a) for _, a in sorted(opened.authorities.items())]
    whole = json.dumps([FORMAT, model.fingerprint, hashes, scope.negatives(), refusals.examples(), held, words], sort_keys=True)
    return _Plan(data, opened, opinions, hashes, hashlib.sha256(whole.encode()).hexdigest()[:16])


def _sources_before(data: Path) -> dict[str, str]:
    try:
        folder = current_or_none(data)
        return dict(facts_of(folder)["sources"]) if folder else {}
    except (IndexDamaged, KeyError):
        return {}


def _compare(before: dict[str, str], now: dict[str, str], report: Report) -> None:
    report.added = sorted(set(now) - set(before))
    report.removed = sorted(set(before) - set(now))
    report.changed = sorted(k for k in now.keys() & before.keys() if now[k] != before[k])
    report.unchanged = len(now) - len(report.added) - len(report.changed)


def _build(data: Path, plan: _Plan, model: IndexingEncoder, report: Report, progress: Progress, vectors: Path) -> None:
    folder = data / "index" / f"{plan.fingerprint}.part"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    cache = VectorCache(vectors, model)
    try:
        _fill(folder, plan, _readable(plan, report), model, cache, progress)
    finally:
        cache.close()
    swap(data, folder, plan.fingerprint)
    report.encoded, report.rebuilt = cache.encoded, True


def _readable(plan: _Plan, report: Report) -> dict[str, Source]:
    """The decisions of the data folder; one that went bad there, or is another case than its name says, is named in the report and left out."""
    read, named = {}, _named(plan.library)
    for i, path in plan.opinions.items():
        try:
            source = read_opinion(path)
        except OpinionError as error:
            report.rejected.append(str(error))
            continue
        if i in named and (wrong := another_case(source, named[i])):
            report.rejected.append(f"{path.name}: holds {wrong}, not {named[i].name}, {named[i].key}; left out")
        else:
            read[i] = source
    return read


def _fill(folder: Path, plan: _Plan, opinions: dict[str, Source], model: IndexingEncoder, cache: VectorCache, progress: Progress) -> None:
    def counted(what: str, texts: list[str]) -> Vectors:
        return cache.encode(texts, _ticking(progress, what, len(texts)))

    progress("encoder", 0, 1)
    model.export(folder)
    library = _with_opinions(plan.library, opinions)
    questions = [q for s in library.sections.values() for q in _asked(s, library.sources[s.source_id])]
    vectors = counted("questions of the library", [t for t, _, _ in questions])
    cut = {i: opinion_passages(s, _counter(folder)) for i, s in opinions.items()}
    passages = [p for ps in cut.values() for p in ps]
    passage_vectors = counted("passages of decisions", [f"{p.title}: {p.text}" for p in passages])
    ties = make_ties(library, opinions, cut, lambda texts: counted("ties to the court's words", list(texts)))
    _train_gates(folder, library, counted)
    lines = kept.lines_of(library)
    words = cache.encode_words(lines, GraphEncoder(folder), _ticking(progress, "words of the library", len(lines)))
    kept.write(folder, counted("lines of the library", lines), words)
    true = [i for i, (_, _, kind) in enumerate(questions) if kind != "myth"]
    discriminant.fit(vectors[true], [questions[i][1] for i in true]).save(folder / "sections.npz")
    progress("writing", 0, 1)
    store.write(folder / "chroma", questions, vectors, passages, passage_vectors)
    sections = list(library.sections.values())
    bm25.write(folder / "section_words", [s.id for s in sections], [_words_of(s, library.sources[s.source_id]) for s in sections])
    bm25.write(folder / "passage_words", [p.id for p in passages], [f"{p.title} {p.text}" for p in passages])
    spelling.write(folder / "words.json", (s.text for s in library.sources.values() if s.kind != "state"), (a for s in sections for a in s.asks))
    (folder / "library.json").write_bytes(LIBRARY.dump_json(library))
    (folder / "ties.json").write_bytes(TIES.dump_json(ties))
    (folder / "opinions").mkdir()
    for i, source in opinions.items():
        (folder / "opinions" / f"{i}.json").write_bytes(SOURCE.dump_json(source))
    citation_map.write(folder, library, opinions, plan.data / citation_map.KEPT, progress)
    facts = {"format": FORMAT, "encoder": model.fingerprint, "fingerprint": plan.fingerprint, "sources": plan.hashes, "questions": len(questions),
             "sections": len(sections), "passages": len(passages), "ties": len(ties), "files": sizes(folder)}  # fmt: skip
    (folder / "facts.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")
    progress("writing", 1, 1)


def _ticking(progress: Progress, what: str, total: int) -> Callable[[int], None]:
    """Told how many more are ready; tells how many are."""
    done = 0

    def tick(n: int) -> None:
        nonlocal done
        done += n
        progress(what, done, total)

    return tick


def _with_opinions(library: Library, opinions: dict[str, Source]) -> Library:
    """The library knowing which of its authorities' decisions are at hand; a decision it does not name joins as one."""
    authorities = dict(library.authorities)
    named = {a.opinion_id: a.key for a in authorities.values() if a.opinion_id}
    for source in opinions.values():
        if source.id not in named and source.authority and source.authority.key:
            known = library.authority(source.authority.key) or source.authority  # a digest's, perhaps, that had no file of its own yet
            authorities[known.key] = replace(known, opinion_id=known.opinion_id if known.opinion_id in opinions else source.id)
            named[source.id] = known.key
    return replace(library, authorities=authorities, opinions={named[i]: i for i in opinions if i in named})


def _asked(section: Section, source: Source) -> list[tuple[str, str, str]]:
    """(text, section id, kind) of everything under which a section is found."""
    own = [(section.heading, section.id, "heading"), *((a, section.id, "ask") for a in section.asks)]
    own += [(line.text, section.id, "myth") for line in section.lines if line.role == "myth"]
    body = source.text[section.start : section.end]
    return [*own, (f"{source.title}. {section.heading} {body}", section.id, "text")]


def _words_of(section: Section, source: Source) -> str:
    return " ".join([source.title, section.heading, *section.asks, source.text[section.start : section.end]])


def _counter(folder: Path) -> Callable[[str], int]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return lambda text: len(tokenizer.encode(text, add_special_tokens=False).ids)


def _train_gates(folder: Path, library: Library, counted: Callable[[str, list[str]], Vectors]) -> None:
    """The scope and the kinds of question that are refused, learned from the same good and foreign questions."""
    good = [(a, s.source_id) for s in library.sections.values() for a in (s.heading, *s.asks)]
    refused, groups = refusals.examples(), [g for _, g in good]
    ours, foreign, wrong = (counted("scope", texts) for texts in ([t for t, _ in good], scope.negatives(), [t for _, t in refused]))
    scope.train(ours, groups, foreign).save(folder / "scope.npz")
    refusals.train(ours, groups, foreign, wrong, [kind for kind, _ in refused]).save(folder / "refusals.npz")
