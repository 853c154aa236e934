"""The real library: enough of it, without a fault, and each line fit to stand alone."""

import re

import pytest

from corpus.check import faults
from corpus.library import open_library


@pytest.fixture(scope="module")
def library():
    return open_library()


def lines(library):
    return [(s, x) for s in library.sections.values() for x in s.lines]


def test_no_fault(library):
    assert faults(library) == []


def test_there_is_enough_of_it(library):
    kinds = [s.kind for s in library.sources.values()]
    assert kinds.count("guidance") >= 12
    assert kinds.count("digest") >= 25
    assert kinds.count("statute") + kinds.count("rule") >= 5


FEWEST_ASKS, MOST_ASKS = 5, 16
"""The design asks for five to eight; more were written where people ask in more ways."""


def test_each_guidance_section_has_its_ways_of_asking(library):
    counts = {s.id: len(s.asks) for s in library.sections.values() if library.sources[s.source_id].kind == "guidance"}
    assert {i: n for i, n in counts.items() if not FEWEST_ASKS <= n <= MOST_ASKS} == {}
    assert all(len(set(s.asks)) == len(s.asks) for s in library.sections.values())


def test_headings_are_questions(library):
    assert [s.id for s in library.sections.values() if not s.heading.rstrip('”"').endswith("?")] == []


def test_each_line_is_one_sentence(library):
    bad = [x.text for _, x in lines(library) if not re.search(r"[.?!][”\")]*$", x.text) or not re.match(r"[A-Z0-9“\"§]", x.text)]
    assert bad == []


def test_no_line_leans_on_the_one_before(library):
    """A line is shown alone: no “as said above”, no sentence that opens with a pronoun that nothing precedes."""
    leaning = re.compile(
        r"(?:as (?:said|noted|explained) (?:above|before|below)|see above|the latter|the former(?=[,.;]| (?:is|was|may|must)))\b",
        re.IGNORECASE,
    )
    assert [x.text for _, x in lines(library) if leaning.search(x.text)] == []


def test_no_bracket_or_mark_of_the_format_is_shown(library):
    marks = re.compile(r"\[\d|\{plurality|^(?:ask|short|rule|courts|do|careful|myth):|\*\*|<[a-z]+>")
    assert [x.text for _, x in lines(library) if marks.search(x.text)] == []


def test_no_promise_and_no_prediction(library):
    promise = re.compile(
        r"\byou (?:will|are going to|are sure to) win\b|\bguaranteed to\b|\byour case is (?:strong|weak)\b|\bsure (?:win|thing)\b", re.IGNORECASE
    )
    assert [x.text for _, x in lines(library) if x.role != "myth" and promise.search(x.text)] == []


def test_no_opinions_running_text(library):
    """A court's operative words are quoted as phrases: under about 25 words."""
    quoted = [q for _, x in lines(library) for q in re.findall(r"[“\"]([^”\"]+)[”\"]", x.text)]
    assert len(quoted) > 100
    assert [q for q in quoted if len(q.split()) > 25] == []


def test_quoted_phrases_stand_in_the_decisions_at_hand(index, needs_real_opinions):
    """Where a line rests on one decision alone and that is at hand, what it quotes is verbatim."""
    from corpus.quoting import find_quote, quotations

    wrong = []
    for _, line in lines(index.library):
        keys = {c.key for c in line.cites}
        if len(keys) == 1 and (opinion := index.library.opinions.get(next(iter(keys)))):
            text = index.opinion(opinion).text
            wrong += [line.text[a:b] for a, b in quotations(line.text) if b - a > 12 and line.role != "myth" and not find_quote(line.text[a:b], text)]
    assert wrong == []


def test_authorities_have_what_a_citation_needs(library):
    for a in library.authorities.values():
        assert a.name
        if a.kind == "case":
            assert re.fullmatch(r"\d+ .+ \d+", a.key), a.key
            assert a.court, a.key
            assert a.year, a.key
            assert " v. " in a.name or a.name.startswith(("In re ", "Ex parte ")), a.name
