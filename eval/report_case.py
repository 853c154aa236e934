"""One case of a report as HTML: what was asked and expected, what was answered and on what it rests, and why.

Everything that is text is escaped. A quotation is highlighted only where the passage holds it at its offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from chains.render import marked
from eval.models import Case, Seen
from eval.questions import folded

Answer = Mapping[str, Any]
CUT = 170
"""Characters of a question that are shown while its case is closed."""


def case_html(case: Case, seen: Seen, scores: Mapping[str, float | None], reasons: Sequence[str], *, opened: bool = False) -> str:
    """A case, closed unless ``opened``, with the reasons for which it is worth a look in its first line."""
    answer = seen.answer
    body = (
        _question(case, answer), _expected(case, seen), _answer(answer), _withheld(answer), _sections(answer), _scores(scores), _why(answer),
    )  # fmt: skip
    classes = " ".join(("case", *(["failing"] if reasons else []), *map(reason_class, reasons)))
    start = f'<details class="{classes}" id="case-{escape(case.id)}"{" open" if opened else ""}>'
    return f'{start}{_first_line(case, answer, reasons)}<div class="inside">{"".join(body)}</div></details>\n'


def reason_class(reason: str) -> str:
    """The class by which the filter knows a reason: its words before any bracket."""
    return "-".join("".join(x if x.isalnum() else " " for x in head_of_reason(reason)).split())


def head_of_reason(reason: str) -> str:
    """A reason without what is particular to its case."""
    return reason.partition(" (")[0]


def _first_line(case: Case, answer: Answer, reasons: Sequence[str]) -> str:
    chips = "".join(f'<span class="chip bad">{escape(r)}</span>' for r in reasons)
    return (
        f'<summary><span class="name">{escape(case.id)}</span> <span class="ask">{escape(_cut(case.question)) or "<i>(empty)</i>"}</span> '
        f'<span class="chips"><span class="chip">{escape(case.kind)}</span><span class="chip">{escape(_word(answer["status"]))}</span>{chips}</span></summary>'
    )


def _word(status: object) -> str:
    return str(status).replace("_", " ")


def _cut(question: str) -> str:
    return question if len(question) <= CUT else question[:CUT].rsplit(" ", 1)[0] + " …"


def _question(case: Case, answer: Answer) -> str:
    before = "".join(f"<p><b>Before it:</b> {escape(q)}</p>" for q in case.history)
    understood = f"<p><b>Understood as:</b> {escape(str(answer['understood_as']))}</p>" if answer.get("understood_as") else ""
    whole = f'<p class="question">{escape(case.question)}</p>' if before or len(case.question) > CUT else ""
    return f'<div class="asked">{before}{whole}{understood}</div>'


def _expected(case: Case, seen: Seen) -> str:
    """What should have come and what came, in pairs."""
    status = _word(seen.answer["status"])
    pairs = [
        ("Expected", escape(_word(case.expect))), ("Given", f"<b>{escape(status)}</b>" if seen.answer["status"] != case.expect else escape(status)),
        ("Fault", escape(seen.fault)), ("Topic", escape(case.topic or "")), ("Circuit", escape(case.circuit or "")), ("Asks again", escape(case.same_as or "")),
        ("Should cite", _should_cite(case, seen.answer)), ("Must say", _facts(case.vital, seen.answer)), ("May say", _facts(case.okay, seen.answer)),
        ("Must not say", "<br>".join(map(escape, case.forbidden))), ("Took", _took(seen.milliseconds)),
    ]  # fmt: skip
    return '<dl class="pairs">' + "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in pairs if value) + "</dl>"


def _should_cite(case: Case, answer: Answer) -> str:
    cited = [c["citation"] for claim in answer["claims"] for c in claim["citations"] if c["citation"]]
    order = list(dict.fromkeys(cited))
    return "<br>".join(f"{escape(key)} <i>({f'cited, no. {order.index(key) + 1}' if key in order else 'not cited'})</i>" for key in case.authorities)


def _facts(facts: Iterable[Sequence[str]], answer: Answer) -> str:
    """Each fact in its first wording, and whether the answer states it in any; the others show when one points at it."""
    said = [folded(claim["text"]) for claim in answer["claims"]]
    marks = ((fact, "said" if any(folded(w) in text for w in fact for text in said) else "not said") for fact in facts)
    return "<br>".join(f'<span title="{escape(" | ".join(fact))}">{escape(fact[0])}</span> <i>({mark})</i>' for fact, mark in marks)


def _took(milliseconds: Mapping[str, float]) -> str:
    return escape(", ".join(f"{step} {took:.0f} ms" for step, took in milliseconds.items()))


def _answer(answer: Answer) -> str:
    passages = {p["id"]: p for p in answer["passages"]}
    notices = "".join(f'<p class="notice">{escape(n)}</p>' for n in answer["notices"])
    claims = "".join(_claim(c, passages) for c in answer["claims"])
    return f"<h4>The answer</h4>{notices}" + (f'<ol class="claims">{claims}</ol>' if claims else "<p><i>No sentence was shown.</i></p>")


def _claim(claim: Mapping[str, Any], passages: Mapping[str, Any]) -> str:
    cites = "".join(_citation(c, passages, first=not i) for i, c in enumerate(claim["citations"]))
    return f'<li><div class="says"><span class="role">{escape(claim["role"])}</span> {escape(claim["text"])}</div><ul class="cites">{cites}</ul></li>'


def _citation(cite: Mapping[str, Any], passages: Mapping[str, Any], *, first: bool) -> str:
    """A source in one line; under it the court's words, those of the first source open. The library's own words stand further down."""
    where = ", ".join(escape(str(x)) for x in (cite["citation"], cite["pin"]) if x)
    checked = ", page checked" if cite["page_checked"] else ""
    told = cite["why"] if cite["weight"] in cite["why"] else f"{cite['weight']}: {cite['why']}"
    weight = f'<span class="weight">· {escape(told)}{checked}</span>'
    line = f"<b>{escape(cite['authority'])}</b>{f', {where}' if where else ''} {weight}"
    passage = passages.get(cite["passage_id"])
    if not cite["quote"] or (passage and passage["section_id"] and in_place(cite, passage)):
        return f"<li>{line}</li>"
    opened = " open" if first else ""
    return f"<li><details{opened}><summary>{line}</summary>{_quoted(cite, passage)}</details></li>"


def in_place(cite: Mapping[str, Any], passage: Mapping[str, Any]) -> bool:
    """Whether the passage holds the quotation at its offsets."""
    return bool(cite["quote"]) and passage["text"][cite["start"] : cite["end"]] == cite["quote"]


def _quoted(cite: Mapping[str, Any], passage: Mapping[str, Any] | None) -> str:
    if passage and in_place(cite, passage):
        return f"<blockquote>{marked(passage['text'], [(cite['start'], cite['end'])])}</blockquote>"
    lack = "the passage is not in the answer" if passage is None else "the passage does not hold these words at this place"
    return f'<blockquote>{escape(cite["quote"])}</blockquote><p class="chip bad">{lack}</p>'


def _withheld(answer: Answer) -> str:
    rows = [f"<li>{escape(w['text'])} <b>{escape(w['verdict'])}</b>: {escape('; '.join(w['reasons']))}</li>" for w in answer["withheld"]]
    return f"<h4>Withheld</h4><ul>{''.join(rows)}</ul>" if rows else ""


def _sections(answer: Answer) -> str:
    """The library's passages that the sentences were taken from, once each with all that was taken marked; and any that was not cited."""
    cites = [c for claim in answer["claims"] for c in claim["citations"]]
    inline = {c["passage_id"] for c in cites}
    shown = [p for p in answer["passages"] if p["section_id"] or p["id"] not in inline]
    parts = []
    for p in shown:
        spans = [(c["start"], c["end"]) for c in cites if c["passage_id"] == p["id"] and in_place(c, p)]
        parts.append(f"<details><summary>{escape(p['title'])} <small>{escape(p['section_id'] or p['pin'] or '')}</small></summary>"
                     f"<blockquote>{marked(p['text'], spans)}</blockquote></details>")  # fmt: skip
    return f"<h4>The sections it was taken from</h4>{''.join(parts)}" if parts else ""


def _scores(scores: Mapping[str, float | None]) -> str:
    rows = [f"<li>{escape(name)} <b>{value:.3g}</b></li>" for name, value in scores.items() if value is not None]
    return f'<h4>Its figures</h4><ul class="scores">{"".join(rows)}</ul>' if rows else ""


def _why(answer: Answer) -> str:
    lines = "".join(f"<li>{escape(str(x))}</li>" for x in answer.get("trace", {}).get("why", ()))
    return f'<details class="why"><summary>Why these sentences</summary><ul>{lines}</ul></details>' if lines else ""
