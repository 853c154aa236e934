"""Sources into passages: what must always hold of a cut, whatever the text."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import open_library
from corpus.models import Note, Part, Source
from corpus.opinions import HEADING, read_opinion
from factories import LARKSPUR, opinion_data, write_opinion
from ingest.passages import FEWEST, MOST, library_passages, opinion_passages, sentences


def words(text):
    """Tokens of the tests: one a word."""
    return len(text.split())


subjects = st.sampled_from(["The city", "An officer", "The chief", "No jury", "Its trainer"])
verbs = st.sampled_from(["trained nobody", "wrote it down", "knew of § 1983", "read Fed. R. Civ. P. 34(a)", "looked away", "asked for $5.00"])
sentence = st.tuples(subjects, verbs, st.integers(0, 60)).map(lambda t: f"{t[0]} {t[1]}{' and so on' * t[2]}.")
paragraph = st.lists(sentence, min_size=1, max_size=9).map(" ".join)
heading = st.sampled_from(["I", "II", "A", "III-B", "* * *", "1"])
part_text = st.lists(paragraph | paragraph | heading, min_size=1, max_size=12).map("\n\n".join)
kinds = st.sampled_from(["majority", "concurrence", "dissent"])


@st.composite
def decisions(draw):
    """A decision of up to three parts, with a note at the end of some."""
    text, parts, notes = "", [], []
    for number, (body, kind, noted) in enumerate(draw(st.lists(st.tuples(part_text, kinds, st.booleans()), min_size=1, max_size=3))):
        start = len(text)
        text += body
        if noted:
            text += "\n\n"
            notes.append(Note(str(number), len(text), len(text) + len("[1] A note of one sentence."), 7))
            text += "[1] A note of one sentence."
        parts.append(Part(kind, None, "", start, len(text)))
        text += "\n\n"
    return Source("made", "opinion", "A v. B", text, "2026", parts=tuple(parts), notes=tuple(notes))


@given(decisions())
def test_what_always_holds_of_a_cut(source):
    passages = opinion_passages(source, words)
    assert len({p.id for p in passages}) == len(passages)
    for p in passages:
        assert p.text == source.text[p.start : p.end]
        assert p.text == p.text.strip() != ""
        assert any(x.start <= p.start < p.end <= x.end and x.kind == p.part for x in source.parts)
        assert not any(HEADING.fullmatch(line.strip()) for line in p.text.split("\n"))
        assert not any(p.start < n.start < p.end or p.start < n.end < p.end for n in source.notes)
        assert words(p.text) <= MOST or len(sentences(source.text, p.start, p.end)) == 1
    assert all(a.end <= b.start for a, b in itertools.pairwise(passages))


@given(decisions())
def test_no_word_is_lost_but_headings(source):
    kept = " ".join(p.text for p in opinion_passages(source, words)).split()
    lines = [line for line in source.text.split("\n") if line.strip() and not HEADING.fullmatch(line.strip())]
    assert kept == " ".join(lines).split()


@given(st.lists(sentence, min_size=4, max_size=60))
def test_a_long_stretch_is_cut_into_passages_of_the_right_size(spoken):
    text = " ".join(spoken)
    source = Source("made", "opinion", "A v. B", text, "2026", parts=(Part("majority", None, "", 0, len(text)),))
    sizes = [words(p.text) for p in opinion_passages(source, words)]
    assert all(n <= MOST for n in sizes)
    for before, after in itertools.pairwise(sizes):
        assert before >= FEWEST or before + after > MOST or before + words(text) > MOST


def test_the_made_up_decision(tmp_path):
    source = read_opinion(write_opinion(tmp_path))
    passages = opinion_passages(source, words)
    assert [(p.part, p.pin) for p in passages] == [
        ("majority", "902"),
        ("majority", "903-04"),
        ("majority", "904-05"),
        ("majority", "902 n.1"),
        ("majority", "904 n.2"),
        ("dissent", "906-07"),
    ]
    assert all(p.title == "City of Larkspur v. Dunmore" and p.source_id == LARKSPUR for p in passages)
    assert {p.author for p in passages if p.part == "dissent"} == {"Pell"}


def test_the_same_words_twice_are_two_passages(tmp_path):
    twice = [{"type": "majority", "author": None, "description": "", "text": "The city chose to look away."}] * 2
    passages = opinion_passages(read_opinion(write_opinion(tmp_path, data=opinion_data(opinions=twice))), words)
    assert len(passages) == 2
    assert passages[0].id != passages[1].id


def test_a_library_section_is_one_passage(small_library):
    for source in open_library(small_library).sources.values():
        passages = library_passages(source)
        assert [p.section_id for p in passages] == [s.id for s in source.sections]
        assert all(p.text == source.text[p.start : p.end] for p in passages)
        assert not any(re.search(r"\[\d|ask:|short:", p.text) for p in passages)


SPLIT = [  # text, sentences
    ("He asked under Fed. R. Civ. P. 34(a). She refused.", 2),
    ("The Bd. of Cnty. Comm'rs v. Brown decision is cited. It is long.", 2),
    ("See Monell v. Dept. of Social Services, 436 U.S. 658, 694 (1978). It holds.", 2),
    ("One paragraph.\n\nAnother one.", 2),
    ("   ", 0),
]


@pytest.mark.parametrize(("text", "count"), SPLIT)
def test_sentences_of_lawyers(text, count):
    spans = sentences(text, 0, len(text))
    assert len(spans) == count
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)


def test_every_passage_of_the_index_is_the_words_of_its_source(index):
    held = {i: index.opinion(i) for i in index.opinion_ids()}
    rows = index.store._passages.get(include=["documents", "metadatas"])
    assert len(rows["ids"]) == index.facts["passages"] > 5
    assert len(set(rows["ids"])) == len(rows["ids"])
    for text, m in zip(rows["documents"], rows["metadatas"], strict=True):
        assert held[m["source"]].text[m["start"] : m["end"]] == text
    for p in index.section_passages.values():
        assert index.library.sources[p.source_id].text[p.start : p.end] == p.text
