"""An Answer as plain text, for copying, printing and reporting."""

from __future__ import annotations

from chains.model_settings import told
from chains.models import Answer, Claim
from chains.numbering import CHECKED, STATUS, checked_words, cited, full_citation, grouped, numbered, source_key, urgent_first, withheld_words
from corpus.library import Library

DISCLAIMER = "Legal information, not legal advice. Read each source before you rely on it."


def answer_text(answer: Answer, library: Library | None = None) -> str:
    """The whole answer with its numbered sources, as one copies it into a letter or hands it to a lawyer."""
    sources = numbered(answer)
    notices = [n for _, n in urgent_first(answer)] + ([STATUS[answer.status]] if answer.status in STATUS else [])
    lines = [f"Question: {answer.question}", *(["", *notices] if notices else [])]
    for label, claims in grouped(answer):
        lines += ["", label.upper()]
        for n, claim in claims:
            keys = {source_key(c) for c in cited(claim)}
            marks = "".join(f"[{s.number}]" for s in sources if source_key(s.citation) in keys)
            lines.append(f"{n}. {claim.text} {marks}")
    if answer.withheld:
        lines += ["", withheld_words(len(answer.withheld))]
    if sources:
        lines += ["", "SOURCES"]
    for s in sources:
        shown = any(p.kind == "opinion" and p.id in s.places for p in answer.passages)
        why = s.citation.why[:1].upper() + s.citation.why[1:]
        lines.append(f"[{s.number}] {full_citation(s.citation, library)}. {why}. {checked_words(s.citation, shown, library)}".rstrip())
        lines += [f"    “{s.citation.quote}”"] if shown else []
    by = [words] if (words := told(answer.trace)) else []
    return "\n".join([*lines, "", *by, CHECKED, DISCLAIMER]).strip() + "\n"


def sentences(answer: Answer) -> list[tuple[int, str, Claim]]:
    """(number, label, claim) of every sentence that can be reported."""
    return [(n, label, claim) for label, claims in grouped(answer) for n, claim in claims]


def report_text(answer: Answer, number: int, library: Library | None = None, *, with_question: bool = False) -> str:
    """A report about one sentence; it holds the question only where the reader chose to include it."""
    _, label, claim = next(s for s in sentences(answer) if s[0] == number)
    cites = [f"- {full_citation(c, library)} (passage {c.passage_id or 'none'}; page {'' if c.page_checked else 'not '}checked)" for c in claim.citations]
    asked = f"Question: {answer.question if with_question else 'not included'}"
    made = ", ".join(f"{what} {answer.trace.get(what, 'unknown')}" for what in ("index", "encoder", "version", "model"))
    head = ["Report about a sentence of Pincite", "", f"Sentence ({label}): {claim.text}", "It cites:"]
    return "\n".join([*head, *cites, "", "What is wrong with it: ", "", asked, f"Made by: {made}"])
