"""The mutation bench: thousands of true claims and quotations made false, and what share of each kind is caught.

True ones, in every form in which they may stand, are tried too: a verifier that rejects everything would catch
everything. The operators (``mutate_citations.py``, ``mutate_quotations.py``, ``mutate_meaning.py``) know nothing of the
verifiers, and these nothing of them. Deterministic: a specimen's chance is seeded by its own words.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from chains.check import check_claim, check_quotation
from chains.judging import Asked
from corpus.models import OF_THE_COURT, Authority
from eval.mutate_citations import CITATIONS
from eval.mutate_meaning import MEANING
from eval.mutate_quotations import FORMS, QUOTATIONS
from eval.pairs import Pair
from eval.running import Progress
from eval.specimens import Specimen
from ingest.index import Index

SAMPLE = 120
"""Specimens tried for each operator and each form, unless another number is asked for."""
ROLES = ("short", "rule", "holding")
OPERATORS = (*CITATIONS, *QUOTATIONS, *MEANING)
GOOD = ("supported", "exact")


@dataclass(frozen=True)
class Tried:
    """One specimen before its verifier."""

    group: str
    name: str
    verdict: str
    true: bool
    text: str
    citation: str


def mutate(index: Index, *, sample: int = SAMPLE, pairs: Sequence[Pair] | None = None, judge: Asked | None = None,
           only: Iterable[str] = (), progress: Progress = lambda done, total: None) -> list[Tried]:  # fmt: skip
    """Every operator and every true form over a sample of the library's lines and the decisions' sentences."""
    claims, quotes = _claims(index), _quotations(index)
    tasks = [*_mutants(claims, quotes, sample), *_true_forms(claims, quotes, sample), *_voices(index, sample), *_written(index, pairs or (), sample)]
    wanted = [t for t in tasks if not only or t[1] in set(only)]
    found = []
    for done, (group, name, true, specimen) in enumerate(wanted):
        progress(done, len(wanted))
        found.append(Tried(group, name, _verdict(index, specimen, judge), true, specimen.text, specimen.citation if specimen.volume else ""))
    progress(len(wanted), len(wanted))
    return found


def _verdict(index: Index, s: Specimen, judge: Asked | None) -> str:
    citation = s.citation if s.volume else None
    if s.kind == "quotation":
        return check_quotation(index, s.text, citation).verdict
    return check_claim(index, s.text, citation, judge=judge).verdict


Task = tuple[str, str, bool, Specimen]


def _mutants(claims: Sequence[Specimen], quotes: Sequence[Specimen], sample: int) -> Iterator[Task]:
    for o in OPERATORS:
        for kind, held in (("claim", claims), ("quotation", quotes)):
            if kind not in o.of:
                continue
            group = o.group if len(o.of) == 1 else f"{o.group} of a {kind}"
            made = (o.change(s, held[(i * 7 + 3) % len(held)], _chance(o.name, s.text)) for i, s in enumerate(_shuffled(held, o.name)))
            yield from ((group, o.name, False, m) for m in _first(sample, (m for m in made if m)))


def _true_forms(claims: Sequence[Specimen], quotes: Sequence[Specimen], sample: int) -> Iterator[Task]:
    yield from (("true claims", "a library line with its citation", True, s) for s in _shuffled(claims, "true")[:sample])
    yield from (("true claims", "a library line without one", True, replace(s, volume=0)) for s in _shuffled(claims, "bare")[:sample])
    for name, form in FORMS:
        made = (replace(s, text=text) for s in _shuffled(quotes, name) if (text := form(s.text)))
        yield from (("true quotations", name, True, s) for s in _first(sample, made))


def _voices(index: Index, sample: int) -> Iterator[Task]:
    """What another judge, or a side, says, told as what the Court held."""
    lines = [(x, a) for _, s in sorted(index.library.sections.items()) for x in s.lines if x.start >= 0 and x.cites and (a := _case(index, x.cites[0].key))]
    dissents = [_specimen(f"The Court held that {x.text[0].lower()}{x.text[1:]}", a) for x, a in lines if x.voice and x.voice != "plurality"]
    spoken = [replace(s, text=f"The Court held that {s.text[0].lower()}{s.text[1:]}", kind="claim", pin=None) for s in _quotations(index, parts=("dissent",))]
    argued = [_specimen(f"The Court held that {x.text[0].lower()}{x.text[1:]}", a) for x, a in lines if x.role in ("against", "use")]
    for name, held in (("dissent_line", dissents), ("dissent_sentence", spoken), ("argument", argued)):
        yield from (("voice", name, False, s) for s in _shuffled(held, name)[:sample])


def _written(index: Index, pairs: Sequence[Pair], sample: int) -> Iterator[Task]:
    """Claims written by people about a passage: true paraphrases, and false ones by kind; with their decision, and bare."""
    by: dict[tuple[str, bool], list[Specimen]] = defaultdict(list)
    keys = {opinion: key for key, opinion in index.library.opinions.items()}
    for p in pairs:
        a = index.library.authority(keys.get(p.slug, "")) if p.slug in keys else None
        if a and p.label != "neutral":
            by[p.op if not p.true else f"paraphrase, {p.op}", p.true].append(_specimen(p.hypothesis, a))
    for (name, true), held in sorted(by.items()):
        for s in _shuffled(held, name)[:sample]:
            yield ("true paraphrases" if true else "written by hand", name, true, s)
            yield ("true paraphrases, bare" if true else "written by hand, bare", name, true, replace(s, volume=0))


def _case(index: Index, key: str) -> Authority | None:
    a = index.library.authority(key)
    return a if a and a.kind == "case" and len(a.key.split()) >= 3 else None


def _specimen(text: str, a: Authority, pin: int | None = None, kind: str = "claim") -> Specimen:
    volume, rest = a.key.split(" ", 1)
    reporter, page = rest.rsplit(" ", 1)
    return Specimen(text, a.name, int(volume), reporter, int(page), a.year, pin, a.last_page, kind)


def _claims(index: Index) -> list[Specimen]:
    """Library lines that rest on a decision, each with the first one and its page."""
    lines = [x for _, s in sorted(index.library.sections.items()) for x in s.lines if x.role in ROLES and x.start >= 0 and x.cites and not x.voice]
    return [_specimen(x.text, a, x.cites[0].pins[0].first if x.cites[0].pins else None) for x in lines if (a := _case(index, x.cites[0].key))]


def _quotations(index: Index, parts: tuple[str, ...] = OF_THE_COURT, each: int = 12) -> list[Specimen]:
    """Sentences of decisions at hand that stand on one page, a few of each decision."""
    import nupunkt

    found = []
    for key, opinion_id in sorted(index.library.opinions.items()):
        a = _case(index, key)
        if a is None or opinion_id not in index.opinion_ids():
            continue
        source = index.opinion(opinion_id)
        spans = [(p.start + x, p.start + y) for p in source.parts if p.kind in parts for x, y in nupunkt.sent_spans(source.text[p.start : p.end])]
        good = [(x, y) for x, y in spans if 70 <= y - x <= 400 and source.text[x].isupper() and not _ODD.search(source.text[x:y])]
        for x, y in good[:: max(1, len(good) // each)][:each]:
            text = source.text[x:y].strip()
            pin = source.pin_at(x, x + len(text))
            found.append(_specimen(text, a, pin.first if pin and not pin.note and pin.first == pin.last else None, "quotation"))
    return found


_ODD = re.compile(r"\n\n| v\. .*\d{4}\)", re.DOTALL)
"""A break of paragraphs, or a citation: what stands there is no sentence to alter."""


def _shuffled(held: Sequence[Specimen], salt: str) -> list[Specimen]:
    return sorted(held, key=lambda s: hashlib.sha256(f"{salt} {s.text} {s.citation}".encode()).digest())


def _chance(*words: str) -> Random:
    return Random(hashlib.sha256(" ".join(words).encode()).digest())


def _first(count: int, made: Iterable[Specimen]) -> list[Specimen]:
    return [s for s, _ in zip(made, range(count), strict=False)]


def table(tried: Sequence[Tried]) -> list[dict[str, Any]]:
    """One row a kind: how many, what share was caught (or, of true ones, rejected, and called wrong), and the verdicts."""
    kinds: dict[tuple[str, str, bool], list[Tried]] = defaultdict(list)
    for t in tried:
        kinds[t.group, t.name, t.true].append(t)
    return [_row(group, name, true, held) for (group, name, true), held in kinds.items()]


def _row(group: str, name: str, true: bool, held: Sequence[Tried]) -> dict[str, Any]:
    share: Callable[[Callable[[Tried], bool]], float] = lambda is_so: round(sum(map(is_so, held)) / len(held), 3)  # noqa: E731
    verdicts = dict(Counter(t.verdict for t in held).most_common())
    caught = share(lambda t: t.verdict not in GOOD)
    wrong = share(lambda t: t.verdict not in (*GOOD, "unsupported", "not_in_library"))
    return {"group": group, "kind": name, "true": true, "n": len(held), "rejected" if true else "caught": caught, "called_wrong": wrong, "verdicts": verdicts}
