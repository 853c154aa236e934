"""What goes through the chain: a Question in, an Answer out, and the values between."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from corpus.models import Authority, Cite, Line, Passage, Section, Weight

Status = Literal["answered", "no_support", "not_in_library", "false_premise", "out_of_scope", "refused", "invalid"]


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks: earlier questions of the same conversation, and the state or the federal circuit that they chose."""

    text: str
    history: tuple[str, ...] = ()
    circuit: str | None = None  # or a federal district: whatever ``corpus.courts.place_of`` reads
    id: str | None = None
    state: str | None = None  # "TX"


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a question is not answered as asked, in words for its writer, and whether the law that can be given is given."""

    status: Status
    words: str
    show_law: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A question understood: what is searched, what is urgent, and why it must not be answered as asked, if so."""

    text: str
    queries: tuple[str, ...]  # the stand-alone question first, then the sentences of a long one
    understood_as: str | None = None  # of a follow-up: joined to the question before it
    earlier: str = ""  # that question
    urgent: tuple[str, ...] = ()
    about_time: bool = False
    stop: Stop | None = None
    state: str | None = None  # whose rules to add: named in the question, else chosen


@dataclass(frozen=True, slots=True)
class Premise:
    """What is wrong with the authorities that a question names; ``turn`` is the status that it asks for."""

    turn: Status | None = None
    notices: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()  # sections that set it right, shown first
    line: str = ""  # the line of them that says what is true instead
    named: tuple[str, ...] = ()  # keys of held authorities that the question names


@dataclass(frozen=True, slots=True)
class Hit:
    """A section found for a question, with the scores that chose it."""

    section: Section
    score: float  # what ranks it: the sum of the four below, weighted
    cosine: float  # of its nearest unit
    asked: float  # mean cosine of its three nearest units
    learned: float  # the discriminant's score behind the best section's, 0 for the best
    words: float  # BM25 as a share of the best section's
    matched: str  # the unit that matched best


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Everything found for one question, best first, and the scope score of its best sentence."""

    hits: tuple[Hit, ...]
    passages: tuple[tuple[Passage, float], ...]
    scope: float
    refused: str | None = None  # the kind of question that is not answered as asked
    follows: bool = False  # whether the question before it was needed to understand it


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A sentence proposed for the answer: a library line, or a sentence of a decision."""

    text: str
    role: str
    section: Section | None = None
    line: Line | None = None
    passage: Passage | None = None
    start: int = 0
    end: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that was not shown, and why."""

    text: str
    verdict: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The language model that was asked for an answer, and whether what is shown is its choice."""

    model: str  # "provider:model"
    prompts: str  # fingerprint of the prompt files
    where: str  # who received the question: "this machine", or a host
    wrote: bool  # False: the library's own lines stand in its place
    tokens: tuple[int, int] = (0, 0)  # in and out, where the server counts them
    rephrased: int = 0  # sentences in the model's own words, with which the judge agrees
    judge: str = ""  # fingerprint of the judge that was asked about the model's own words
    judged: tuple[tuple[float, float], ...] = ()  # of each such sentence: the judge's entailment, and our support score beside it


@dataclass(frozen=True, slots=True)
class Draft:
    """The proposed answer and what it leaves open."""

    status: Status
    claims: tuple[DraftClaim, ...] = ()
    notices: tuple[str, ...] = ()
    why: tuple[str, ...] = ()  # for staff: what was chosen and what was passed over, with scores
    withheld: tuple[Withheld, ...] = ()  # what a model wrote and no source bears
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One source of one claim, in the form of the contract (docs/doors.md)."""

    authority: str
    citation: str | None
    pin: str | None
    quote: str | None
    passage_id: str | None
    start: int | None
    end: int | None
    weight: Weight
    why: str
    url: str
    page_checked: bool
    paragraph: str | None = None  # "(b)(2)" of a statute or rule; this and what follows is for our own pages and not in the JSON answer
    year: int | None = None
    rank: int = 0  # its place among the citations of a sentence: ``corpus.weighing.Weighed.rank``


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that is shown, with what it rests on."""

    text: str
    role: str
    citations: tuple[Citation, ...]
    verdict: str = "supported"


@dataclass(frozen=True)
class Answer:
    """A checked answer: only supported claims, what was withheld, and how it was made."""

    id: str | None
    question: str
    status: Status
    understood_as: str | None = None
    claims: tuple[Claim, ...] = ()
    notices: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    passages: tuple[Passage, ...] = ()
    trace: dict[str, Any] = field(default_factory=dict)
    steps: dict[str, float] = field(default_factory=dict)  # milliseconds by step; for the evaluation and not in the JSON answer

    @property
    def answered(self) -> bool:
        return self.status == "answered"

    def as_json(self) -> dict[str, Any]:
        """The JSON answer of the contract."""
        return {
            "id": self.id, "question": self.question, "understood_as": self.understood_as, "answered": self.answered, "status": self.status,
            "claims": [_claim_json(c) for c in self.claims], "notices": list(self.notices), "withheld": [asdict(w) for w in self.withheld],
            "passages": [asdict(p) for p in self.passages], "trace": self.trace,
        }  # fmt: skip


def _claim_json(claim: Claim) -> dict[str, Any]:
    """A claim of the contract: what a citation holds besides is for our own pages."""
    row = asdict(claim)
    return row | {"citations": [{k: v for k, v in c.items() if k not in ("paragraph", "year", "rank")} for c in row["citations"]]}


def library_url(source_id: str, passage_id: str | None = None, *, decision: bool = False, page: int | None = None) -> str:
    """The path in the app at which a source opens, at a passage or a page where one is meant. It never holds a question.

    ``decision`` asks for the decision's own text: without a passage the id alone would open its digest.
    """
    at = (f"&passage={passage_id}" if passage_id else "") + ("&decision=1" if decision else "") + (f"&page={page}" if page else "")
    return f"/library?source={source_id}{at}"


def pinned(authority: Authority, cite: Cite) -> str:
    """A citation as one copies it: ``City of Canton v. Harris, 489 U.S. 378, 388 (1989)``."""
    if authority.kind != "case":
        return f"{authority.key}{cite.paragraph}"
    pin = f", {cite.pin}" if cite.pin else ""
    return f"{authority.name}, {authority.key}{pin} ({authority.year})"
