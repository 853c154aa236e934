"""Terms of the law with their meanings: the file, which of them stand in a text, and what the check finds."""

import pytest

from corpus.check import faults
from corpus.errors import LibraryError
from corpus.glossary import read_glossary, terms_in
from corpus.library import open_library
from corpus.models import Cite, Pin, Term
from factories import GLOSSARY, LARKSPUR_KEY, write_library

HECK = Term("Heck", (), "A rule about convictions.")
TOLL = Term("toll", ("tolled", "tolling"), "To pause a time limit.")
NOTICE = Term("notice", (), "What the city knew.")
CONSTRUCTIVE = Term("constructive notice", (), "What it should have known.")


def test_a_glossary_is_part_of_its_library(tmp_path):
    lesson, color, rope = open_library(write_library(tmp_path, glossary=GLOSSARY)).glossary
    assert (lesson.name, lesson.others, lesson.cites) == ("lesson", ("lessons in rescue",), (Cite(LARKSPUR_KEY, (Pin(902, 902),)),))
    assert color.cites[0].key == "42 U.S.C. § 1983"
    assert rope.cites == ()
    assert open_library(write_library(tmp_path / "without")).glossary == ()


BROKEN = [  # a line instead of the last, part of the message
    ("a line without a meaning", "glossary.md:8: not “term, other form: its meaning"),
    ("rope: A line. [the rope case]", "glossary.md:8: [the rope case] is not a citation"),
    ("rope: A line. [1 U.S. 2, 3]", "cites 1 U.S. 2, which the library does not hold"),
]


@pytest.mark.parametrize(("line", "message"), BROKEN)
def test_a_broken_glossary_is_told_in_one_line(tmp_path, line, message):
    lines = GLOSSARY.splitlines()
    with pytest.raises(LibraryError) as error:
        open_library(write_library(tmp_path, glossary="\n".join([*lines[:-1], line])))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_glossary_without_front_matter(tmp_path):
    (tmp_path / "glossary.md").write_text("rope: A line.\n", encoding="utf-8")
    with pytest.raises(LibraryError, match="no front matter"):
        read_glossary(tmp_path / "glossary.md")


STAND_IN = [  # text, names found in order
    ("The time was tolled, as Heck says.", ["toll", "Heck"]),
    ("What the heck is tolling?", ["toll"]),
    ("Tolls and a heckler.", ["toll"]),
    ("An atoll is not one, and neither is a toll-free call to no one.", ["toll"]),
    ("Constructive notice is not notice.", ["constructive notice", "notice"]),
    ("Nothing here.", []),
]


@pytest.mark.parametrize(("text", "names"), STAND_IN)
def test_terms_in_a_text(text, names):
    assert [t.name for t in terms_in([text], (HECK, TOLL, NOTICE, CONSTRUCTIVE))] == names


def test_without_a_glossary_nothing_stands_in_a_text():
    assert terms_in(["Heck"], ()) == []


FAULTY = [  # a line added, the fault
    ("throw, rope: To let fly.", "“rope” is defined twice"),
    ("rope: Once more.", "“rope” is defined twice"),
    ("zeppelin: A ship of the air.", "“zeppelin” stands in no line"),
    ("swimmer: Somebody in the water, without a full stop", "is not one sentence"),
    ("swimmer: " + "Very " * 40 + "wet.", "is not one sentence"),
    ("swimmer: Somebody in the water. [491 U.S. 900, 999]", "page 999 is outside"),
]


@pytest.mark.parametrize(("line", "fault"), FAULTY)
def test_the_check_finds(tmp_path, line, fault):
    assert not any("glossary" in f for f in faults(open_library(write_library(tmp_path / "good", glossary=GLOSSARY))))
    found = faults(open_library(write_library(tmp_path / "bad", glossary=f"{GLOSSARY}{line}\n")))
    assert any(f.startswith("glossary") and fault in f for f in found), found


def test_the_real_glossary_explains_what_people_meet():
    glossary = open_library().glossary
    assert len(glossary) >= 40
    names = {t.name for t in glossary}
    assert {"deliberate indifference", "moving force", "qualified immunity", "color of law", "discovery", "summary judgment", "removal"} <= names
    assert sum(bool(t.cites) for t in glossary) >= 40
