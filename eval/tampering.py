"""Whether the verifiers bite: true sentences of the library must pass, the same sentences tampered with must not.

Two are tried: the gate behind every drafter (``chains/verify.py``), and the verdict on somebody else's claim
(``chains/check_claim.py``). The operators know nothing of either.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from chains.check import check_claim
from chains.models import Draft, DraftClaim
from chains.verify import verify
from corpus.models import Cite, Line, Pin, Section
from eval.models import Case, Metric, Seen
from eval.runs import Scored
from eval.scoring import head_of
from ingest.index import Index

log = logging.getLogger(__name__)
Found = TypeVar("Found")
EVERY = 20
"""One library line in so many is tried."""
ROLES = ("short", "rule", "holding")
UNHELD = "599 U.S. 901"
"""A citation of the right form that no case of the library has."""


@dataclass(frozen=True)
class Operator:
    """One way of making a true sentence false: in its words, or in what it cites; None where it has no hold on the sentence."""

    name: str
    title: str
    words: Callable[[str], str | None] = lambda text: None
    cite: Callable[[Index, Cite], Cite | None] = lambda index, cite: None


def _swap(pairs: tuple[tuple[str, str], ...]) -> Callable[[str], str | None]:
    """The first of these words that the text has, replaced."""

    def change(text: str) -> str | None:
        for old, new in pairs:
            changed, n = re.subn(rf"\b{old}\b", new, text, count=1)
            if n:
                return changed
        return None

    return change


def _number(text: str) -> str | None:
    found = re.search(r"(?<![\w.§-])\d{1,3}(?![\w.]|-\d)", text)
    return f"{text[: found.start()]}{int(found[0]) + 7}{text[found.end() :]}" if found else None


def _outside(index: Index, cite: Cite) -> Cite | None:
    authority = index.library.authority(cite.key)
    if authority is None or not authority.last_page or not cite.pins:
        return None
    page = authority.last_page + 40
    return replace(cite, pins=(Pin(page, page),))


def _unheld(index: Index, cite: Cite) -> Cite | None:
    return replace(cite, key=UNHELD) if cite.pins else None


OPERATORS = (
    Operator("negation", "a “not” put in or taken out", _swap((("is not", "is"), ("are not", "are"), ("does not", "does"), ("do not", "do"), ("cannot", "can"),
             ("must", "need not"), ("can", "cannot"), ("is", "is not"), ("are", "are not")))),
    Operator("number", "a number changed", _number),
    Operator("standard", "the standard of fault changed", _swap((("deliberate indifference", "negligence"), ("deliberately indifferent", "negligent"),
             ("probable cause", "reasonable suspicion"), ("objective", "subjective"), ("objectively", "subjectively")))),
    Operator("overbroad", "a limited statement made a sweeping one", _swap((("[Uu]sually", "always"), ("[Oo]ften", "always"), ("[Ss]ometimes", "always"),
             ("[Oo]rdinarily", "always"), ("rarely", "never"), ("may", "must")))),
    Operator("page", "a page outside the decision", cite=_outside),
    Operator("authority", "an authority that is not in the library", cite=_unheld),
)  # fmt: skip


def _never(case: Case, seen: Seen, bench: object) -> float | None:
    """These are no metrics of a case: their values come from ``try_verifiers``."""
    return None


SHOWN = Metric("true_shown", "True sentences that the gate lets through", "higher", _never, "verifier")
SUPPORTED = Metric("true_supported", "True claims found supported", "higher", _never, "verifier")
WITHHELD = {o.name: Metric(f"withheld_{o.name}", f"Withheld by the gate: {o.title}", "higher", _never, "verifier") for o in OPERATORS}
REFUSED = {o.name: Metric(f"unsupported_{o.name}", f"Claim not supported: {o.title}", "higher", _never, "verifier") for o in OPERATORS}
METRICS = (SHOWN, *WITHHELD.values(), SUPPORTED, *REFUSED.values())


def try_verifiers(index: Index, every: int = EVERY) -> list[Scored]:
    """What both verifiers say of a sample of the library's lines, true and tampered with; one row each."""
    return [row for number, (section, line) in enumerate(_sample(index, every)) for row in _tried(index, section, line, f"v{number:03}")]


def _sample(index: Index, every: int) -> Iterator[tuple[Section, Line]]:
    found = [(s, x) for i, s in sorted(index.library.sections.items()) for x in s.lines if x.role in ROLES and x.start >= 0 and x.cites]
    yield from found[::every]


def _tried(index: Index, section: Section, line: Line, name: str) -> Iterator[Scored]:
    """The true line, then one row for each operator that has a hold on it; the first authority cited is the one tampered with."""
    cite = line.cites[0]
    yield _row(f"{name}-true", index, section, line, {SHOWN.name: False, SUPPORTED.name: False})
    for operator in OPERATORS:
        words, changed = operator.words(line.text), operator.cite(index, cite)
        if words is None and changed is None:
            continue
        tampered = replace(line, text=words or line.text, cites=(changed or cite, *line.cites[1:]))
        yield _row(f"{name}-{operator.name}", index, section, tampered, {WITHHELD[operator.name].name: True, REFUSED[operator.name].name: True})


def _row(row_id: str, index: Index, section: Section, line: Line, caught: dict[str, bool]) -> Scored:
    """One sentence before both verifiers: of the gate (first) and of the verdict (second), whether to catch it is right."""
    cite = line.cites[0]
    claim = DraftClaim(line.text, line.role, section, line)
    shown = _passed(lambda: bool(verify(_holding(index, section, line), Draft("answered", (claim,)), None)[0]))
    verdict = _passed(lambda: check_claim(index, line.text, f"{cite.key}{cite.paragraph}", cite.pin).verdict)
    passed = (shown, None if verdict is None else verdict == "supported")
    scores = {name: float(ok is not None and ok != wrong) for (name, wrong), ok in zip(caught.items(), passed, strict=True)}
    return Scored(row_id, head_of(f"{section.source_id} {line}"), row_id, verdict or "broken", (cite.key,), line.text, scores)


def _holding(index: Index, section: Section, line: Line) -> Index:
    """The index with a library that holds this line in place of its own, so that the gate cannot refuse it merely as unknown."""
    sources, source = index.library.sources, index.library.sources[section.source_id]
    mine = replace(section, lines=tuple(line if x.start == line.start else x for x in section.lines))
    held = replace(source, sections=tuple(mine if s.id == section.id else s for s in source.sections))
    return replace(index, library=replace(index.library, sources={**sources, source.id: held}))


def _passed(ask: Callable[[], Found]) -> Found | None:
    """What a verifier said; None, which is never right, where it broke."""
    try:
        return ask()
    except Exception as error:  # a verifier that breaks is a finding of this run, not its end
        log.warning("verifier: %s", type(error).__name__)
        return None
