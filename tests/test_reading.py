"""The reading grade: syllables, sentences, the formula by hand, and the bounds of the guidance."""

from statistics import median

import pytest

from corpus.check import HARDEST_GRADE, USUAL_GRADE, faults, reading_grades
from corpus.library import open_library
from corpus.models import Term
from corpus.reading import Reading, syllables, units
from factories import GUIDANCE, write_library

SYLLABLES = {
    1: "the made forced stopped knew force horse blamed years court through judge laws scenes grudged don't",
    2: "city arrest people little judges wanted table wasn't lawful lion someone being safely statement hired",
    3: "violence video radio evidence united required employee officer's",
    4: "inadequate indifference",
    5: "policymaker unreasonable constitutional",
}


@pytest.mark.parametrize(("count", "word"), [(n, w) for n, row in SYLLABLES.items() for w in row.split()])
def test_syllables(count, word):
    assert syllables(word) == count


UNITS = [
    ("A city pays for its own choice.", 1),
    ("Usually not: a city pays only for its own choice.", 2),
    ("It depends on state law: some states give less time.", 2),
    ("A training claim is one thing; a hiring claim is another.", 2),
    ("No: one is not enough; two may be.", 3),
    ("Courts weigh three things: the crime, the threat, and any flight.", 1),
]


@pytest.mark.parametrize(("line", "count"), UNITS)
def test_units_of_thought(line, count):
    assert units(line) == count


def test_the_formula_by_hand():
    """Six words of one syllable: 0.39 · 6 + 11.8 · 1 - 15.59."""
    assert Reading().grade(["The cat sat on the mat."]) == pytest.approx(-1.45)
    assert Reading().grade([]) == 0.0


def test_terms_and_names_count_two_syllables_at_most():
    indifference, praprotnik = Term("deliberate indifference", (), "Not caring."), frozenset({"praprotnikopolis"})
    assert Reading((indifference,)).grade(["Deliberate indifference."]) == pytest.approx(0.39 * 2 + 11.8 * 2 - 15.59)
    assert Reading().grade(["Deliberate indifference."]) > Reading((indifference,)).grade(["Deliberate indifference."])
    assert Reading((), praprotnik).grade(["Praprotnikopolis."]) == pytest.approx(0.39 + 11.8 * 2 - 15.59)
    assert Reading((), praprotnik).grade(["praprotnikopolis."]) > Reading((), praprotnik).grade(["Praprotnikopolis."])


def test_a_line_is_one_sentence_when_counted_strictly():
    line = "No: one is not enough; two may be."
    assert Reading().grade([line], strict=True) - Reading().grade([line]) == pytest.approx(0.39 * 8 - 0.39 * 8 / 3)


HARD = "Notwithstanding constitutional considerations, municipal accountability necessitates extraordinarily individualized administrative investigations."


def test_a_topic_that_is_hard_to_read_is_a_fault(tmp_path):
    hard = GUIDANCE.replace("Ask for the list of lessons that the city gave its guards.", HARD).replace(
        "A better lesson that would only have helped", HARD[:-1]
    )
    found = faults(open_library(write_library(tmp_path / "hard", guidance=hard)))
    assert any(f.startswith("beach-training: reads at grade") for f in found), found
    assert any("in the median" in f for f in found)
    assert not any("reads at grade" in f for f in faults(open_library(write_library(tmp_path / "plain"))))


def test_the_guidance_is_plain():
    grades = reading_grades(open_library())
    assert len(grades) > 80
    assert median(grades.values()) <= USUAL_GRADE
    assert max(grades.values()) <= HARDEST_GRADE
    assert max(reading_grades(open_library(), strict=True).values()) <= HARDEST_GRADE
