"""The sentences of a draft that say what a held authority holds or requires, each with the authorities that belong to it.

A sentence belongs to the citations inside it and to those of the citation sentences right after it (``See Canton, 489
U.S. at 388.``). What a writer tells of the own case is no statement, even where a decision is cited beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chains.ascribing import AS_SUBJECT, AS_WHOSE, COURT_SAYS, LED_IN, OF_COURT, STATES_LAW, tells_facts
from chains.audit_references import Reference, Spans, called, names_in_use
from corpus.library import Library
from corpus.models import Authority

SHORTEST, LONGEST = 3, 1500
"""Words of a sentence outside quotation marks and citations that it needs; characters beyond which it is no sentence."""
OPENING = 20
"""Characters into a sentence within which it opens with whose words it gives."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Stated:
    """A sentence where it stands, as it is tested, and the authorities it is cited for."""

    start: int
    end: int
    claim: str
    cited: tuple[str, ...]  # citations and names as written
    authorities: tuple[Authority, ...]


def find_statements(library: Library, text: str, references: Sequence[Reference], quoted: Spans) -> list[Stated]:
    """Every statement of the draft, in order; ``references`` are in order too."""
    starts = [r.start for r in references]
    names = names_in_use(library, references)
    found = []
    for span, following in _with_citations(text, references, starts):
        inside = references[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        found += [s for r in (*inside, *following) if (s := _explained(text, r))]
        if span[0] not in quoted and (one := _stated(text, span, [*inside, *called(text, span, inside, names)], following, quoted)):
            found.append(one)
    return sorted(found, key=lambda s: s.start)


# --- sentences and the citations that belong to them -----------------------------------------------------------------

_PARAGRAPH = re.compile(r"[ \t]*(?:#[^\n]*|[^\s#>][^\n]*(?:\n(?![ \t]*(?:\n|[#>•*-]|\(?\w{1,3}[.)][ \t]))[^\n]+)*)")
"""Lines up to a blank one, a heading, a quotation or a new item of a list."""


def _sentences(text: str, references: Sequence[Reference]) -> Iterator[Span | None]:
    """Sentence spans in order, None after each paragraph; one that ends with a citation ends there, and none ends inside a citation."""
    import nupunkt

    cites = [r for r in references if not r.words]
    starts, inner = [r.start for r in cites], Spans((r.start + 1, r.end) for r in cites)
    for m in _PARAGRAPH.finditer(text):
        cuts = {m.start() + b for _, b in nupunkt.sent_spans(m[0].replace("\n", " "))}
        own = cites[bisect_left(starts, m.start()) : bisect_left(starts, m.end())]
        cuts |= {end.end() for r in own if (end := _STOP.match(text, _end(text, r.end)))}
        at = m.start()
        for cut in sorted(c for c in cuts if c not in inner):
            words = text[at:cut]
            if words.strip():
                yield at + len(words) - len(words.lstrip()), at + len(words.rstrip())
            at = cut
        yield None


_STOP = re.compile(r"[.!?]\s+(?=[A-Z“\"])")


def _with_citations(text: str, references: Sequence[Reference], starts: Sequence[int]) -> Iterator[tuple[Span, list[Reference]]]:
    """Each sentence that says something, with the references of the citation sentences right after it."""
    open_span, following = None, list[Reference]()
    for span in _sentences(text, references):
        if span and not re.search(r"[^\W\d_]{2}", text[slice(*span)]):
            continue  # the number of a paragraph
        inside = references[bisect_left(starts, span[0]) : bisect_left(starts, span[1])] if span else []
        if span and _only_cites(text, span, inside):
            following += inside
            continue
        if open_span:
            yield open_span, following
        elif following:
            yield (following[0].start, following[0].start), following
        open_span, following = span, []


_CITING = frozenset(
    "see also cf accord compare with but quoting citing contra generally and id ibid supra infra note at eg per curiam plurality opinion concurring "
    "dissenting part judgment internal quotation marks citation citations omitted emphasis added original cir us court rev in the".split()
)
_PAREN = re.compile(r"\s*\(([^()]{0,800}(?:\([^()]{0,80}\)[^()]{0,800})?)\)")


def _only_cites(text: str, span: Span, inside: Sequence[Reference]) -> bool:
    """Whether a sentence is a citation: without it, signals and what stands in parentheses hardly a word is left."""
    if not inside:
        return False
    rest = _without(text, span, ((r.start, _end(text, r.end)) for r in inside))
    said = [w for w in re.findall(r"[^\W\d_]{2,}", rest) if w.lower() not in _CITING]
    return len(said) < SHORTEST and not all(r.words for r in inside) and not COURT_SAYS.search(rest)


def _end(text: str, at: int) -> int:
    """Where a citation ends with the parentheses after it: ``(1989)``, ``(per curiam)``, ``(holding that …)``."""
    while m := _PAREN.match(text, at):
        at = m.end()
    return at


def _without(text: str, span: Span, spans: Iterator[Span], instead: str = " ") -> str:
    out, at = "", span[0]
    for a, b in sorted(spans):
        if a < span[1] and b > at:
            out += text[at : max(a, at)] + instead
            at = b
    return out + text[at : span[1]]


# --- whether a sentence states something, and what -----------------------------------------------------------------------


def _stated(text: str, span: Span, inside: Sequence[Reference], following: Sequence[Reference], quoted: Spans) -> Stated | None:
    sentence = text[slice(*span)]
    if len(sentence) > LONGEST or sentence.endswith("?"):
        return None
    says = [r for r in inside if AS_SUBJECT.match(text, r.end)]
    led = [r for r in inside if LED_IN.search(text[max(span[0], r.start - 40) : r.start]) or AS_WHOSE.match(text, r.end) or OF_COURT.match(text, r.end)]
    ascribers = sorted([*says, *led], key=lambda r: r.start)[:1]
    own = [r for r in inside if r in ascribers or not r.words]
    support = [r for r in (*own, *following) if _supports(text, r)]
    authorities = tuple(dict.fromkeys(r.given.authorities[0] for r in support))
    cases = tuple(a for a in authorities if a.kind == "case")
    plain = _without(text, span, iter([*quoted.within(*span), *((r.start, _end(text, r.end)) for r in inside if not r.words)]), " ○ ")
    court = COURT_SAYS.search(plain)
    ascribed = bool(says or court)
    opens = any(r.start - span[0] < OPENING for r in (*says, *led)) or (court and court.start() < OPENING)
    if not authorities or not _says_enough(plain, bool(quoted.within(*span))) or tells_facts(plain, ascribed=ascribed, opens=bool(opens)):
        return None
    first = min((r.start for r in support if not r.words), default=None)
    tells = first is not None and not _SIGNAL.search(text[max(span[0], first - 30) : first])  # what happened in the case cited
    named = led and not sentence.startswith("In ")  # ``In Canton, …`` may be the place
    if not (ascribed or tells or named or STATES_LAW.search(plain)):
        return None
    claim = _claim(text, span, sorted((r for r in inside if r in ascribers or not r.words), key=lambda r: r.start), following)
    return Stated(*span, claim, tuple(dict.fromkeys(r.text for r in support)), cases or authorities)


def _says_enough(plain: str, quotes: bool) -> bool:
    """Whether a sentence has words of its own; "the Court said that" before a quotation is not enough."""
    words = re.findall(r"\b(?!that|when)[^\W\d_]{4,}", COURT_SAYS.sub(" ", plain)) if quotes else re.findall(r"[^\W\d_]{2,}", plain)
    return len(words) >= SHORTEST


_SIGNAL = re.compile(r"\b(?:[Ss]ee|[Cc]f|[Ll]ike|[Cc]ompare)\b[^.;]{0,20}$")
_AGAINST = re.compile(r"\b(?:[Bb]ut (?:see|cf\.)|[Cc]f\.|[Cc]ontra|[Cc]ompare)\W*(?:e\.\s?g\.\W*)?$")


def _supports(text: str, r: Reference) -> bool:
    """Whether a reference names one held authority, as far as can be told the one that is meant, and not one against."""
    sure = not r.given.stop or r.given.stop.verdict == "impossible_citation"
    return bool(r.given.authorities) and sure and not _AGAINST.search(text[max(0, r.start - 24) : r.start])


def _claim(text: str, span: Span, inside: Sequence[Reference], following: Sequence[Reference]) -> str:
    """The sentence without its citations, with “the Court” where it says a case's name, and with whose words they are."""
    out, at = "", span[0]
    for r in inside:
        if r.start < at or (r.words and not any(a.kind == "case" for a in r.given.authorities)):
            continue  # a section or a rule is part of the sentence
        end = r.end if r.words else _end(text, r.end)
        before, name = text[at : r.start], "" if not r.words else text[r.start : r.end]
        if OF_COURT.match(text, end):
            name = ""
        elif lead := LED_IN.search(before):
            before, name = before[: lead.start()] + (lead[1] or ""), "the Court" if not lead[1] and AS_SUBJECT.match(text, end) else ""
        elif AS_SUBJECT.match(text, end) or AS_WHOSE.match(text, end):
            name, end = "the Court", end + (text[end : end + 1] == ",")
        if not r.words and not name and re.match(r"\s*[,.;)]|$", text[end : span[1]]):
            before = re.sub(r"\b(?:in|under|by|from|per|with|of)\s+$", "", before)
        out, at = out + before + name, end
    voices = list(dict.fromkeys(m[1] for r in (*inside, *following) for m in _VOICE.finditer(text[r.end : _end(text, r.end)])))
    said = _tidy(out + text[at : span[1]])
    return f"{said} ({', '.join(voices)})" if voices else said


_VOICE = re.compile(r"\(([^()]{2,60}, (?:C\. )?JJ?\., (?:dissent|concurr)ing[^()]{0,60})\)")
_NUMBERED = re.compile(
    r"^[\s#*]*(?:(?:¶\s*)?\(?(?:\d{1,3}|[a-z]|[IVX]{1,5})[.)]\s+)?(?:(?:See(?: also)?|Accord|Indeed|Moreover|Further|Thus|Therefore|However)\b)?[\s,]*"
)
_TRAILING = re.compile(r"[\s,;(]*\b(?:[Ss]ee(?: also)?|[Aa]ccord|[Cc]iting|[Qq]uoting|e\.\s?g\.)[\s,;.)]*$")


def _tidy(claim: str) -> str:
    """Without what the citations leave behind."""
    claim = " ".join(re.sub(r"\(\s*[;,.]?\s*\)", " ", claim).split())
    claim = _TRAILING.sub(".", re.sub(r"\s*,(?:\s*,)+", ",", re.sub(r"\s+([,.;])", r"\1", claim)))
    claim = re.sub(r"^([Tt]he Court \w+), ", r"\1 that ", claim)  # As Hope explains, …
    claim = re.sub(r"[,;]?\.{1,2}$", ".", _NUMBERED.sub("", claim).lstrip(" ,;."))
    return claim[:1].upper() + claim[1:]


_HOLDING = re.compile(
    r"(holding|finding|ruling|explaining|concluding|noting|stating|affirming|reversing|vacating|rejecting|requiring|recognizing|upholding|emphasizing)\s"
)
_PAST = {"finding": "found", "upholding": "upheld", "holding": "held"}


def _explained(text: str, r: Reference) -> Stated | None:
    """What a parenthesis after a citation says of it: ``(holding that …)``."""
    at = r.end
    while m := _PAREN.match(text, at):
        at = m.end()
        if (verb := _HOLDING.match(m[1])) and len(m[1].split()) > SHORTEST and _supports(text, r):
            did = _PAST.get(verb[1], verb[1].removesuffix("ing") + "ed").replace("eed", "ed")
            did = {"conclud": "concluded"}.get(did, did)
            return Stated(m.start(1), m.end(1), f"The Court {did} {' '.join(m[1][verb.end() :].split())}.", (r.text,), r.given.authorities[:1])
    return None
