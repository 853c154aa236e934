"""The questions of the evaluation, and how faulty ones are refused."""

import json

import pytest

from corpus.errors import InputError
from corpus.library import open_library
from eval.models import Case, Gold
from eval.questions import FOLDER, SUITES, faults, gold_spans, read_cases, suite

LIBRARY = open_library()
TOPIC = "time-limits"
SECTION = LIBRARY.sources[TOPIC].sections[0]
LINE = SECTION.lines[0]
GOOD = {
    "id": "x1", "question": "How long have I got?", "kind": "plain", "topic": TOPIC, "expect": "answered", "authorities": [LINE.cites[0].key],
    "vital": [["limitation"]], "spans": [{"section": SECTION.id, "words": LINE.text[:40]}],
}  # fmt: skip


def case(**changed):
    return Case.model_validate(GOOD | changed)


def test_a_good_case_has_no_fault_and_its_gold_line_is_found():
    assert faults([case()], LIBRARY) == []
    (span,) = gold_spans(case(), LIBRARY)
    assert LIBRARY.sources[span.source_id].text[span.start : span.end] == LINE.text


FAULTY = [
    ({"authorities": ["999 U.S. 1"]}, "999 U.S. 1 is not in the library"),
    ({"vital": [["the moon is made of cheese", "green cheese above"]]}, "no line says “the moon is made of cheese”"),
    ({"okay": [["the moon is made of cheese"]]}, "no line says"),
    ({"spans": [{"section": SECTION.id, "words": "words of no line"}]}, "stands in no line of"),
    ({"spans": [{"section": "nowhere#1", "words": LINE.text[:40]}]}, "stands in no line of nowhere#1"),
    ({"topic": "astronomy"}, "the topic astronomy is not in the library"),
    ({"topic": None}, "without topic, authority or vital fact"),
    ({"authorities": []}, "without topic, authority or vital fact"),
    ({"vital": []}, "without topic, authority or vital fact"),
    ({"kind": "followup"}, "a follow-up without the question before it"),
    ({"kind": "circuit"}, "a question for a circuit without its circuit"),
    ({"same_as": "x9"}, "asks x9 in other words, which is not there"),
]


@pytest.mark.parametrize(("changed", "words"), FAULTY, ids=lambda x: str(x)[:40])
def test_an_expectation_that_cannot_be_met_is_a_fault(changed, words):
    (found,) = faults([case(**changed)], LIBRARY)
    assert found.startswith("x1: ")
    assert words in found


def test_the_same_id_and_the_same_question_twice_are_faults():
    twice = faults([case(), case(question="Another?")], LIBRARY)
    assert twice == ["x1 is there twice"]
    again = faults([case(), case(id="x2", question="how  long have I GOT?")], LIBRARY)
    assert len(again) == 1
    assert "is asked twice" in again[0]
    assert faults([case(), case(id="x2", history=["an earlier one"])], LIBRARY) == []


BROKEN = [('{"id": "x1"', "line 2"), ('{"id": "x1", "question": "a", "kind": "loud", "expect": "answered"}', "kind"),
          ('{"id": "x1", "question": "a", "kind": "plain", "expect": "answered", "vitals": []}', "vitals"),
          ('{"id": "X 1", "question": "a", "kind": "plain", "expect": "answered"}', "id")]  # fmt: skip


@pytest.mark.parametrize(("line", "words"), BROKEN)
def test_a_broken_line_is_named(tmp_path, line, words):
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(GOOD) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"cases\.jsonl line 2") as raised:
        read_cases(path)
    assert words in str(raised.value)


def test_an_unknown_suite_is_refused_and_a_file_is_a_suite(tmp_path):
    with pytest.raises(InputError, match="no suite “nightly”"):
        suite("nightly", LIBRARY)
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    assert [c.id for c in suite(str(path), LIBRARY)] == ["x1"]
    path.write_text(json.dumps(GOOD | {"authorities": ["999 U.S. 1"]}) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"x1: 999 U\.S\. 1 is not in the library"):
        suite(str(path), LIBRARY)


def test_words_of_gold_are_found_however_they_are_typed():
    typed = Gold(section=SECTION.id, words=LINE.text[:40].upper().replace("'", "’"))
    assert gold_spans(case(spans=[typed]), LIBRARY) == gold_spans(case(), LIBRARY)


@pytest.mark.parametrize("name", SUITES)
def test_every_suite_can_be_met(name):
    assert suite(name, LIBRARY)


def by_file(name):
    return read_cases(FOLDER / f"{name}.jsonl")


def test_there_are_as_many_questions_as_were_asked_for():
    everything = [c for name in SUITES["full"] for c in by_file(name)]
    answered = [c for c in everything if c.expect == "answered" and c.same_as is None]
    assert len(answered) >= 250
    assert {c.kind for c in answered} == {"plain", "angry", "vague", "misspelled", "legalese", "story", "followup", "circuit", "staff", "premise"}
    assert len([c for c in everything if c.expect != "answered"]) >= 60


def test_the_split_is_by_topic():
    topics = {name: {c.topic for c in by_file(name) if c.topic} for name in ("dev", "seen", "test", "paraphrases")}
    assert topics["dev"].isdisjoint(topics["test"])
    assert topics["dev"].isdisjoint(topics["seen"])
    assert topics["seen"] <= topics["test"]
    assert topics["paraphrases"] <= topics["dev"]


def test_sixty_questions_are_asked_in_five_more_ways():
    groups = {}
    for c in by_file("paraphrases"):
        groups.setdefault(c.same_as, []).append(c)
    originals = {c.id: c for c in by_file("dev")}
    assert len(groups) >= 60
    for same_as, ways in groups.items():
        assert len(ways) == 5
        for way in ways:
            assert way.vital == originals[same_as].vital
            assert way.authorities == originals[same_as].authorities


def test_every_kind_of_question_that_must_not_be_answered_is_there():
    kinds = {c.expect for c in by_file("negatives")}
    assert kinds == {"out_of_scope", "refused", "not_in_library", "false_premise", "no_support", "invalid"}
