"""The gate: what a drafter proposes passes only with its words, its authority, its page and its quotations in order."""

from dataclasses import replace

import pytest

from chains.models import Answer, Draft, DraftClaim
from chains.verify import verify
from corpus.models import Cite, Later, Line, Pin, Section, Source
from factories import LARKSPUR, LARKSPUR_KEY, case

ON_904 = (Pin(904, 904),)
HELD = "The city must have chosen, with open eyes, to leave the lesson out."


@pytest.fixture(scope="module")
def made(index):
    """The session's index with one made-up guidance source about the made-up Larkspur decision, and its line."""

    def make(text=HELD, pins=ON_904, *, key=LARKSPUR_KEY, role="rule", voice="", shown=None, cites=None):
        line = Line(role, text, (Cite(key, pins),) if cites is None else cites, voice, 0, len(text))
        section = Section("made#1", "made", "Is this made up?", (), (line,), 0, len(text))
        source = Source("made", "guidance", "Made up", text, "2026-11-24", sections=(section,))
        authorities = {**index.library.authorities, LARKSPUR_KEY: case(opinion_id=LARKSPUR)}
        library = replace(index.library, sources={**index.library.sources, "made": source}, authorities=authorities)
        other = replace(index, library=library)
        return other, Draft("answered", (DraftClaim(shown or text, role, section, line),))

    return make


def test_a_line_in_order_is_shown_with_its_sources(made):
    index, drafted = made()
    (claim,), withheld, passages = verify(index, drafted, None)
    assert withheld == ()
    assert claim.text == HELD
    law, guidance = claim.citations
    assert (law.authority, law.citation, law.pin, law.weight) == ("City of Larkspur v. Dunmore", LARKSPUR_KEY, "904", "binding")
    assert (guidance.citation, guidance.weight, guidance.quote) == (None, "guidance", HELD)
    assert {p.id for p in passages} >= {guidance.passage_id}


PASSES = [
    ("The missing lesson must be “closely related to the ultimate injury” before a city pays.", (Pin(904, 904),)),
    ("The missing lesson must be “closely related to the . . . injury” before a city pays.", (Pin(904, 904),)),
    ("The Court wrote that “[t]he city must have chosen, with open eyes.”", (Pin(904, 904),)),
    (HELD, (Pin(904, 905),)),
    (HELD, ()),
]


@pytest.mark.parametrize(("text", "pins"), PASSES)
def test_true_quotations_and_pages_pass(made, text, pins):
    index, drafted = made(text, pins)
    shown, withheld, _ = verify(index, drafted, None)
    assert (len(shown), withheld) == (1, ())


STOPPED = [  # what is proposed, part of the reason
    ({"pins": (Pin(914, 914),)}, "page 914 is outside City of Larkspur v. Dunmore"),
    ({"pins": (Pin(899, 899),)}, "page 899 is outside"),
    ({"key": "1 U.S. 999"}, "1 U.S. 999 is not in the library"),
    ({"cites": ()}, "a sentence of law has no authority"),
    ({"shown": "The city must have chosen to leave the lesson out."}, "not those of the library line"),
    ({"shown": HELD.replace("must", "need not")}, "not those of the library line"),
    ({"text": "The lesson must be “loosely related to the ultimate injury” before a city pays."}, "does not stand in the cited decision"),
    ({"text": "The Court wrote that “the city must not have chosen, with open eyes.”"}, "does not stand in the cited decision"),
]


@pytest.mark.parametrize(("proposed", "reason"), STOPPED, ids=lambda x: str(x)[:60])
def test_what_is_not_in_order_is_withheld_with_its_reason(made, proposed, reason):
    index, drafted = made(**proposed)
    shown, (withheld,), _ = verify(index, drafted, None)
    assert shown == ()
    assert any(reason in r for r in withheld.reasons)
    assert withheld.text == drafted.claims[0].text


def test_a_practical_line_needs_no_authority(made):
    index, drafted = made("Ask for the list of lessons.", cites=(), role="do")
    (claim,), withheld, _ = verify(index, drafted, None)
    assert withheld == ()
    assert [c.weight for c in claim.citations] == ["guidance"]


@pytest.mark.parametrize(("voice", "weight"), [("", "binding"), ("plurality", "persuasive"), ("separate opinion", "persuasive")])
def test_whose_words_they_are_decides_the_weight(made, voice, weight):
    index, drafted = made(voice=voice)
    ((claim,), _, _) = verify(index, drafted, None)
    assert claim.citations[0].weight == weight


SIXTH, NINTH, GONE = "1 F.3d 1", "2 F.3d 1", "3 F.3d 1"


@pytest.fixture(scope="module")
def weighed(index):
    """A made-up section: one rule on each of three courts' decisions, the third vacated, and one rule on all of them."""
    later = (Later("vacated", LARKSPUR_KEY, "for want of a rope"),)
    cases = {SIXTH: case(SIXTH, "Six v. A", court="ca6"), NINTH: case(NINTH, "Nine v. B", court="ca9"), GONE: case(GONE, "Gone v. C", court="ca6", later=later)}
    words = ("The third rule.", "The second rule.", "The first rule.", "All the rules.")
    rests_on = ((GONE,), (NINTH,), (SIXTH,), (GONE, NINTH, SIXTH))
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(4)]
    lines = [Line("rule", w, tuple(Cite(k) for k in keys), "", at, at + len(w)) for w, keys, at in zip(words, rests_on, starts, strict=True)]
    text = "\n".join(words)
    section = Section("made#1", "made", "Is this made up?", (), tuple(lines), 0, len(text))
    source = Source("made", "guidance", "Made up", text, "2026-11-24", sections=(section,))
    library = replace(index.library, sources={**index.library.sources, "made": source}, authorities={**index.library.authorities, **cases})
    return replace(index, library=library), Draft("answered", tuple(DraftClaim(x.text, x.role, section, x) for x in lines))


@pytest.mark.parametrize(
    ("place", "lines", "cites"),
    [
        ("OH", ["first", "All", "second", "third"], [SIXTH, NINTH, GONE, None]),
        ("CA", ["second", "All", "first", "third"], [NINTH, SIXTH, GONE, None]),
        (None, ["second", "first", "All", "third"], [NINTH, SIXTH, GONE, None]),
    ],
)
def test_binding_stands_first_and_what_is_no_longer_law_last(weighed, place, lines, cites):
    index, drafted = weighed
    shown, withheld, _ = verify(index, drafted, place)
    assert withheld == ()
    assert [next(w for w in ("first", "second", "third", "All") if w in c.text) for c in shown] == lines
    of_all = next(c for c in shown if "All" in c.text).citations
    assert [c.citation for c in of_all] == cites
    assert "vacated" in of_all[-2].why
    assert "rank" not in Answer(None, "", "answered", claims=shown).as_json()["claims"][0]["citations"][0]


def a_passage(index, part):
    rows = index.store._passages.get(where={"source": LARKSPUR}, include=["metadatas"])["metadatas"]
    return index.store.get([next(m["id"] for m in rows if m["part"] == part and "n." not in m["pin"])])


def test_a_decisions_sentence_passes_only_verbatim(index):
    (passage,) = a_passage(index, "majority").values()
    end = passage.text.index(".") + 1
    proposed = DraftClaim(passage.text[:end], "rule", passage=passage, start=0, end=end)
    (claim,), withheld, _ = verify(index, Draft("answered", (proposed,)), None)
    assert withheld == ()
    assert claim.citations[0].quote == claim.text
    assert claim.citations[0].citation == LARKSPUR_KEY
    altered = replace(proposed, text=proposed.text + " Always.")
    shown, (withheld,), _ = verify(index, Draft("answered", (altered,)), None)
    assert shown == ()
    assert withheld.reasons == ("the words are not those of the passage",)


def test_a_dissent_never_binds(index):
    (passage,) = a_passage(index, "dissent").values()
    end = passage.text.index(".") + 1
    proposed = DraftClaim(passage.text[:end], "voice", passage=passage, start=0, end=end)
    ((claim,), _, _) = verify(index, Draft("answered", (proposed,)), None)
    assert claim.citations[0].weight == "persuasive"
    assert "separate opinion" in claim.citations[0].why
    shown, (withheld,), _ = verify(index, Draft("answered", (replace(proposed, role="rule"),)), None)
    assert shown == ()
    assert withheld.reasons == ("a separate opinion does not state the law",)


def test_every_line_of_the_library_passes_the_gate(index):
    """What the extractive drafter can propose is shown: a line of ours that would be withheld is a fault of the library."""
    drafted = tuple(DraftClaim(x.text, x.role, s, x) for s in index.library.sections.values() for x in s.lines if x.start >= 0)
    shown, withheld, _ = verify(index, Draft("answered", drafted), None)
    assert [(w.text, w.reasons) for w in withheld] == []
    assert len(shown) == len(drafted) > 2000
    assert [c.text for c in shown if not c.citations] == []
