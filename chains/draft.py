"""The extractive draft: which library lines answer, in the order in which they were written.

The best section's ``short``, ``rule`` and ``courts``; a second section only when it is nearly as good; then at most two
``do`` and one ``careful``. Nothing is chosen or dropped by comparing lines by cosine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chains.local import clock, local_to
from chains.models import Draft, DraftClaim, Hit, Premise, Reading, Retrieved
from chains.refusals import STOPS
from corpus.models import OF_THE_COURT, Line, Section
from corpus.reporting import reports_others
from ingest.index import Index
from ingest.passages import sentences

MOST_LAW, MOST_SECOND, MOST_DO, MOST_CAREFUL = 5, 2, 2, 1
CLOCK_SECTION = "time-limits#1"
LAW = ("short", "rule", "courts", "holding", "example", "facts", "question", "limit", "voice")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a question is answered, and with how much doubt. Cosines are of the best section's nearest unit."""

    matched: float = 0.46  # cosine below which nothing in the library answers
    weakly: float = 0.38  # the same where the question is clearly ours
    surely: float = 0.60  # cosine from which no doubt is spoken of
    strongly: float = 0.70  # cosine from which a question is ours whatever the scope says: two words can be too few for it
    clearly_ours: float = 1.0  # scope score
    weak: float = 0.9  # score below which an answer is doubtful: of such answers one in four was the wrong one, of others one in eleven
    passage: float = 0.6  # cosine of a decision's passage that may stand in for a section
    nearly: float = 0.1  # how far, in score, a second section may lie behind the first


OUT_OF_SCOPE = (
    "This page only knows one field: suing a city, a county or another local body because its officers or workers were not trained. "
    "This question seems to be about something else, so nothing is shown. A legal aid office or your state bar's referral service can tell you who handles it."
)
NO_SUPPORT = (
    "Nothing in the library answers this well enough to show. Try it in other words, or ask one thing at a time; "
    "a legal aid office or a law library can look further."
)
COURT_WROTE = (
    "No topic of the library answers this. What follows is what the Court itself wrote about something close; read it in its place before you rely on it."
)
NEAR_THE_LINE = "The library may not have understood this question rightly: check that the answer speaks to yours, or ask one thing in fewer words."


def draft(index: Index, reading: Reading, premise: Premise, found: Retrieved, t: Thresholds = Thresholds()) -> Draft:
    """The proposed answer with its status."""
    why = tuple(_told(h) for h in found.hits[:6])
    scope = (f"scope {found.scope:+.2f} (threshold {index.scope.threshold:+.2f})",)
    stop = reading.stop or (STOPS[found.refused] if found.refused else None)
    if stop and not (premise.turn and stop.show_law):
        claims = _claims(index, reading, found, t) if stop.show_law and _in_scope(index, found, t) and _matched(found, t) else ()
        return Draft(stop.status, claims, (stop.words,), (*scope, *why))
    if premise.turn:
        corrected = _corrections(index, premise) or (_claims(index, reading, found, t) if _matched(found, t) else ())
        return Draft(premise.turn, corrected, premise.notices, (*scope, *why))
    if not _in_scope(index, found, t) and not premise.named:
        return Draft("out_of_scope", (), (OUT_OF_SCOPE,), (*scope, *why))
    doubtful = (found.scope < index.scope.near and _nearest(found) < t.surely) or (bool(found.hits) and found.hits[0].score < t.weak)
    notices = (NEAR_THE_LINE,) if doubtful and not premise.named else premise.notices
    if _matched(found, t):
        local = local_to(index, reading.state, found.hits[0].section)
        return Draft("answered", _claims(index, reading, found, t), (*notices, *local.notices), (*scope, *why))
    if wrote := _court_wrote(found, t):
        return Draft("answered", wrote, (COURT_WROTE,), (*scope, *why))
    return Draft("no_support", (), (NO_SUPPORT,), (*scope, *why))


def _court_wrote(found: Retrieved, t: Thresholds) -> tuple[DraftClaim, ...]:
    """Up to two sentences of the Court's own where no section answers but a passage is very near to the question."""
    near = next((p for p, cosine in found.passages if p.part in OF_THE_COURT and cosine >= t.passage), None)
    if near is None or found.scope < t.clearly_ours:
        return ()
    own = [(a, b) for a, b in sentences(near.text, 0, len(near.text)) if b - a > 40 and not reports_others(near.text[a:b])]
    return tuple(DraftClaim(near.text[a:b], "court", passage=near, start=a, end=b, why="no section answers: the Court's own words") for a, b in own[:2])


def _in_scope(index: Index, found: Retrieved, t: Thresholds) -> bool:
    return found.scope >= index.scope.threshold or _nearest(found) >= t.strongly


def _matched(found: Retrieved, t: Thresholds) -> bool:
    return _nearest(found) >= (t.weakly if found.scope >= t.clearly_ours else t.matched)


def _nearest(found: Retrieved) -> float:
    return max((h.cosine for h in found.hits), default=0.0)


def _told(hit: Hit) -> str:
    scores = f"score {hit.score:.2f}, cosine {hit.cosine:.2f} by “{hit.matched[:60]}”, {hit.asked:.2f} over three"
    return f"{hit.section.id} “{hit.section.heading}”: {scores}, learned {hit.learned:+.2f}, words {hit.words:.2f}"


def _corrections(index: Index, premise: Premise) -> tuple[DraftClaim, ...]:
    found = [index.library.sections[s] for s in premise.sections]
    lines = [c for s in found for c in _law(s, len(s.lines), "sets right what the question says")]
    return tuple(sorted(lines, key=lambda c: c.text != premise.line)[:MOST_LAW])


def _claims(index: Index, reading: Reading, found: Retrieved, t: Thresholds) -> tuple[DraftClaim, ...]:
    sections = _chosen(found, t)
    first = sections[0].section
    local = local_to(index, reading.state, first)
    law = [*local.first, *_after(local.first, _law(first, MOST_LAW, "best section"))]
    for hit in sections[1:]:
        law += [_second(c) for c in _law(hit.section, MOST_SECOND, "second section, nearly as good") if not _repeats(c, law)]
    tail = _pick(sections, "do", MOST_DO) + _pick(sections, "careful", MOST_CAREFUL) + _pick(sections, "against", MOST_CAREFUL)
    clock = _clock(index, first, reading.state) if reading.about_time else []
    practical = sorted([*local.practical, *tail], key=lambda c: c.role != "do")  # what to do, then what to be careful about
    return tuple(_once([*law[:1], *clock, *law[1:], *local.law, *practical]))


def _after(leading: Sequence[DraftClaim], law: list[DraftClaim]) -> list[DraftClaim]:
    """The section's law behind a leading line: there is one short answer."""
    return [_second(c) for c in law] if leading else law


def _chosen(found: Retrieved, t: Thresholds) -> Sequence[Hit]:
    """The best section, and a second one that is nearly as near to the question."""
    best = found.hits[0]
    others = [h for h in found.hits[1:2] if h.cosine >= t.matched and h.score >= best.score - t.nearly]
    return [best, *others]


def _law(section: Section, most: int, why: str) -> list[DraftClaim]:
    lines = [x for x in section.lines if x.role in LAW]
    if any(x.role == "holding" for x in lines):  # a digest: what was held before what happened
        order = {"holding": 0, "example": 1, "limit": 2, "facts": 3, "question": 4, "voice": 5}
        lines = sorted(lines, key=lambda x: order.get(x.role, 0))
    return list(_lines(section, lines, most, why))


def _lines(section: Section, lines: Iterable[Line], most: int, why: str) -> Iterable[DraftClaim]:
    shown = [x for x in lines if x.start >= 0][:most]
    return [DraftClaim(x.text, x.role, section, x, why=why) for x in shown]


def _pick(hits: Sequence[Hit], role: str, most: int) -> list[DraftClaim]:
    return [c for h in hits for c in _lines(h.section, h.section.spoken(role), most, "practical line")][:most]


def _second(claim: DraftClaim) -> DraftClaim:
    """There is one short answer: the short line of a second section is one rule more."""
    return replace(claim, role="rule") if claim.role == "short" else claim


def _repeats(claim: DraftClaim, before: Sequence[DraftClaim]) -> bool:
    """Whether a line of another section rests on the same authority and pin as one already taken."""
    mine = {(c.key, c.pin) for c in claim.line.cites} if claim.line else set()
    return any(mine & {(c.key, c.pin) for c in other.line.cites} for other in before if other.line and other.section != claim.section)


def _clock(index: Index, first: Section, state: str | None) -> list[DraftClaim]:
    if own := clock(index, state):
        return [_second(c) for c in own]
    section = index.library.sections.get(CLOCK_SECTION)
    if section is None or first.source_id == section.source_id:
        return []
    return list(_lines(section, section.spoken("short"), 1, "the question has a date in it: the clock leads"))


def _once(claims: Iterable[DraftClaim]) -> Iterable[DraftClaim]:
    seen: set[str] = set()
    for c in claims:
        if c.text not in seen:
            seen.add(c.text)
            yield c
