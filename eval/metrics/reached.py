"""Which gold lines the retrieved units reach: what the measures of passages share.

A unit (a section of ours, a chunk of a peer) **reaches** a gold line when both are of one source and share a character.
Units come in any length and may hold several gold lines, so two counts are kept apart:

- Recall counts **gold lines**: those that the first k units reach, each once, as a share of all.
- Rank and gain count **units**: a unit is relevant, with grade 1, when it reaches a gold line that no unit before it did.
  A repeated stretch so earns nothing. A gold line that no unit reaches stands among what is wanted as a unit of its own.
  A unit that holds two gold lines is one relevant unit, and with it in the ranking one fewer is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.models import Bench, Case, Span


def gold_of(case: Case, bench: Bench) -> tuple[Span, ...]:
    """The gold lines of a case that expects an answer, each once; none where there is none to find."""
    return tuple(dict.fromkeys(bench.gold.get(case.id, ()))) if case.expect == "answered" else ()


def shared(a: Span, b: Span) -> int:
    """How many characters two stretches have in common."""
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a.source_id == b.source_id else 0


def reached(units: Sequence[Span], gold: Sequence[Span]) -> list[Span]:
    """The gold lines that the units reach, each once, in the order in which they are reached."""
    return list(dict.fromkeys(g for unit in units for g in gold if shared(unit, g)))


def judged(units: Sequence[Span], gold: Sequence[Span]) -> tuple[list[str], dict[str, int]]:
    """The ids of the units in their order, and the grades of what is wanted."""
    grades, missing = {}, list(gold)
    for unit in units:
        new = [g for g in missing if shared(unit, g)]
        if new:
            grades[name(unit)] = 1
            missing = [g for g in missing if g not in new]
    return [name(u) for u in units], grades | {f"missing {name(g)}": 1 for g in missing}


def name(span: Span) -> str:
    """A stretch's place as an id."""
    return f"{span.source_id}:{span.start}-{span.end}"


def merged(spans: Sequence[Span]) -> list[Span]:
    """The same characters as stretches that do not touch one another, so that each is counted once."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.source_id, s.start, s.end)):
        last = found[-1] if found else None
        if last and last.source_id == span.source_id and span.start <= last.end:
            found[-1] = Span(last.source_id, last.start, max(last.end, span.end))
        elif span.start < span.end:
            found.append(span)
    return found


def characters(spans: Sequence[Span]) -> int:
    """How many characters of their sources the stretches cover."""
    return sum(s.end - s.start for s in merged(spans))


def in_common(a: Sequence[Span], b: Sequence[Span]) -> int:
    """How many characters both sets of stretches cover."""
    return sum(shared(x, y) for x in merged(a) for y in merged(b))
