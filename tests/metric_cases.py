"""Small made-up cases, answers and a bench for the tests of the metrics; names, pages and words are invented."""

from types import SimpleNamespace

from corpus.folding import fold
from corpus.library import Library
from corpus.models import Authority, Note, Source
from eval.metrics import by_name
from eval.models import Bench, Case, Seen

LARKSPUR, OKEMOS, BRANT, STATUTE = "491 U.S. 900", "522 U.S. 1010", "88 F.3d 100", "42 U.S.C. § 1983"
PAGE_903 = "The guard had never been shown how to throw the rope. "
PAGE_904 = "It is not enough that a better lesson would have helped. The city must have chosen to leave the lesson out."
OPINION = Source("larkspur-opinion", "opinion", "City of Larkspur v. Dunmore", PAGE_903 + PAGE_904, "2026-01-01",
                 pages=((0, 903), (len(PAGE_903), 904)), notes=(Note("9", 10_000, 10_001, 903),))  # fmt: skip
LINE = "A city answers when it chose to leave the lesson out."
GUIDANCE = Source("beach-training", "guidance", "Training at the beach", LINE + "\nAsk for the list of lessons.", "2026-01-01")
AUTHORITIES = (
    Authority(LARKSPUR, "City of Larkspur v. Dunmore", "case", "scotus", 1989, 907, ("109 S. Ct. 4321",), "larkspur", "larkspur-opinion"),
    Authority(OKEMOS, "Town of Okemos v. Farrow", "case", "scotus", 1998, None, (), "okemos"),
    Authority(BRANT, "Brant v. County of Dell", "case", "ca6", 1996, 120, (), "brant"),
    Authority(STATUTE, "Civil action for deprivation of rights", "statute", source_id="42-usc-1983"),
)
LIBRARY = Library({GUIDANCE.id: GUIDANCE}, {a.key: a for a in AUTHORITIES}, {LARKSPUR: OPINION.id})
INDEX = SimpleNamespace(library=LIBRARY, opinion={OPINION.id: OPINION}.__getitem__, folded=lambda i: fold({OPINION.id: OPINION}[i].text))


def case(**changed):
    """A question that expects Larkspur first and Brant second; with ``expect`` set, one that must not be answered."""
    given = {"id": "x1", "question": "Who pays for the drowning?", "kind": "plain", "expect": "answered", "authorities": [LARKSPUR, BRANT], "vital": [["rope"]]}
    return Case.model_validate(given | changed)


def cite(citation=LARKSPUR, **more):
    """A citation of the contract, without words at hand unless given."""
    guidance = citation is None
    return {"authority": "?", "citation": citation, "pin": None, "quote": None, "passage_id": None, "start": None, "end": None,
            "weight": "guidance" if guidance else "binding", "why": "", "url": "", "page_checked": False} | more  # fmt: skip


def quoting(passage, words, citation=LARKSPUR, **more):
    """A citation that quotes these words of a passage."""
    start = passage["text"].index(words)
    return cite(citation, quote=words, passage_id=passage["id"], start=start, end=start + len(words), **more)


def claim(text, *citations, role="rule"):
    return {"text": text, "role": role, "citations": list(citations), "verdict": "supported"}


def passage(source, id="p1", part=None, start=0, end=None, **more):
    """A passage of a source: all of it, or a stretch."""
    end = len(source.text) if end is None else end
    return {"id": id, "source_id": source.id, "kind": source.kind, "title": source.title, "text": source.text[start:end], "start": start, "end": end,
            "section_id": None, "part": part, "author": None, "pin": None} | more  # fmt: skip


def seen(*claims, status="answered", notices=(), passages=(), id="x1", **more):
    answer = {"status": status, "claims": list(claims), "notices": list(notices), "withheld": [], "passages": list(passages), "trace": {}}
    return Seen(id, answer, **more)


def broken(id="x1"):
    """What is kept of a case that broke the system (``eval/running.py``)."""
    return seen(status="invalid", id=id, fault="ValueError: no such luck")


def bench(*cases, gold=(), others=()):
    """A bench over these cases (else one), with gold lines for the first and what was seen of others."""
    held = cases or (case(),)
    return Bench(INDEX, {c.id: c for c in held}, {s.id: s for s in others}, {held[0].id: tuple(gold)})


def score(name, answer, asked=None, over=None):
    """A metric of an answer; of the case that ``case`` makes, unless another is given."""
    asked = asked or case()
    return by_name(name).score(asked, answer, over or bench(asked))
