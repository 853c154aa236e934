"""The library's format, file by file, and the real library against its own rules."""

from pathlib import Path

import pytest

from corpus.check import faults
from corpus.errors import LibraryError
from corpus.library import open_library, pin_inside
from corpus.lines import read_source
from corpus.models import LAW_ROLES, Cite, Pin
from factories import DIGEST, GUIDANCE, LARKSPUR, LARKSPUR_KEY, STATUTE, case, write_library


def test_a_good_library(small_library):
    library = open_library(small_library)
    assert sorted(library.sources) == ["42-usc-1983", "beach-training", LARKSPUR]
    assert set(library.authorities) == {LARKSPUR_KEY, "42 U.S.C. § 1983"}
    held = library.authority("109 S. Ct. 4321")
    assert (held.key, held.last_page, held.opinion_id, held.source_id) == (LARKSPUR_KEY, 907, LARKSPUR, LARKSPUR)
    assert faults(library) == ["42-usc-1983#1: “Which law lets me sue?” has no short answer"] or faults(library) == []


def test_lines_are_the_text_of_their_source(small_library):
    for source in open_library(small_library).sources.values():
        for section in source.sections:
            for line in section.lines:
                if line.role == "myth":
                    assert line.start == -1
                    assert line.text not in source.text
                else:
                    assert source.text[line.start : line.end] == line.text
                    assert section.start <= line.start < line.end <= section.end
            assert "[" not in source.text[section.start : section.end]


def test_sections_and_asks(small_library):
    first, second = open_library(small_library).sources["beach-training"].sections
    assert first.heading == "When does a city answer for guards that it never trained?"
    assert len(first.asks) == 5
    assert [x.role for x in first.lines] == ["short", "rule", "courts", "do", "careful", "myth"]
    assert first.spoken("short")[0].cites == (Cite(LARKSPUR_KEY, (Pin(904, 905),)),)
    assert second.spoken("short")[0].cites[0].pin == "902 n.1"


def test_a_digest_pins_to_its_own_decision_and_names_voices(small_library):
    (section,) = open_library(small_library).sources[LARKSPUR].sections
    by_role = {x.role: x for x in section.lines}
    assert by_role["holding"].cites == (Cite(LARKSPUR_KEY, (Pin(904, 904),)),)
    assert by_role["voice"].voice == "separate opinion"


def _body(line: str) -> str:
    head = GUIDANCE.split("short:")[0]
    return f"{head}{line}\n"


LINE = GUIDANCE.split("short:")[0].count("\n") + 1
BROKEN = [  # text, kind, part of the message
    ("no front matter\n", "guidance", "no front matter"),
    ("---\nid: [x\n---\n", "guidance", "front matter"),
    ("---\nid: x\n---\n", "guidance", "as_of"),
    ("---\njust words\n---\n", "guidance", "front matter"),
    (_body("a sentence without a role"), "guidance", f"made.md:{LINE}: not"),
    (_body("Short: A role in capitals. [491 U.S. 900, 904]"), "guidance", f"made.md:{LINE}: not"),
    (_body("hint: A role that is none. [491 U.S. 900, 904]"), "guidance", f"made.md:{LINE}: role “hint”"),
    (_body("holding: A digest's role in guidance. [491 U.S. 900, 904]"), "guidance", f"made.md:{LINE}: role “holding”"),
    (_body("rule: A rule without an authority."), "guidance", f"made.md:{LINE}: a rule line needs an authority"),
    (_body("rule: A rule with words in brackets. [the Larkspur case]"), "guidance", f"made.md:{LINE}: [the Larkspur case] is not a citation"),
    (_body("rule: Two, one of them bad. [491 U.S. 900, 904; Larkspur]"), "guidance", f"made.md:{LINE}: [Larkspur]"),
    ("---\nid: x\nas_of: 2026-01-01\n---\n\nrule: Before a heading. [491 U.S. 900, 904]\n", "guidance", "made.md:6: a line before the first heading"),
    (DIGEST.replace("citation: 491 U.S. 900", "citation: the rope case"), "digest", "'the rope case' is not one"),
    (DIGEST.replace("holding: The city", "rule: The city"), "digest", "role “rule”"),
    (STATUTE.replace("citation: 42 U.S.C. § 1983", "citation: some law"), "statute", "is not one"),
]


@pytest.mark.parametrize(("text", "kind", "message"), BROKEN)
def test_each_broken_file_is_told_in_one_line(text, kind, message):
    with pytest.raises(LibraryError) as error:
        read_source(text, kind, Path("made.md"))
    assert message in str(error.value)
    assert str(error.value).startswith("made.md")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("lost", ["name: City of Larkspur v. Dunmore\n", "court: scotus\n", "date: 1989-05-01\n", "citation: 491 U.S. 900\n"])
def test_a_digest_without_a_field_is_a_library_error(lost):
    with pytest.raises(LibraryError):
        read_source(DIGEST.replace(lost, ""), "digest", Path("made.md"))


def test_an_authority_that_is_not_held(tmp_path):
    folder = write_library(tmp_path, guidance=GUIDANCE.replace("491 U.S. 900, 903", "1 U.S. 2, 3"))
    with pytest.raises(LibraryError, match=r"cites 1 U\.S\. 2, which the library does not hold"):
        open_library(folder)


def test_one_id_twice(tmp_path):
    folder = write_library(tmp_path)
    (folder / "guidance" / "copy.md").write_text(GUIDANCE, encoding="utf-8")
    with pytest.raises(LibraryError, match="the id beach-training is also that of"):
        open_library(folder)


FAULTY = [
    (GUIDANCE.replace("ask: no training for guards, who pays\n", ""), "4 ask lines"),
    (GUIDANCE.replace("short: A city", "rule: A city"), "has no short answer"),
    (GUIDANCE.replace("short: A city answers", "short: " + "Very " * 50 + "well, a city answers"), "a line of"),
    (GUIDANCE.replace("904-05", "914"), "page 914 is outside"),
    (GUIDANCE.replace("ask: the thirteenth guard\n", "ask: no training for guards, who pays\n"), "stands in"),
    (GUIDANCE.replace("do: Ask", "do: A better lesson that would only have helped is not enough.\ndo: Ask"), "the same line twice"),
    (GUIDANCE.replace("closely related to the ultimate injury", "word " * 30), "a quotation of"),
]


@pytest.mark.parametrize(("guidance", "fault"), FAULTY)
def test_the_check_finds(tmp_path, guidance, fault):
    assert guidance != GUIDANCE
    assert any(fault in f for f in faults(open_library(write_library(tmp_path, guidance=guidance))))


def test_pages_inside_a_decision():
    assert pin_inside(case(), Pin(904, 905)) is True
    assert pin_inside(case(), Pin(899, 899)) is False
    assert pin_inside(case(), Pin(907, 908)) is False
    assert pin_inside(case(last_page=None), Pin(904, 904)) is None
    assert pin_inside(case(last_page=None), Pin(1200, 1200)) is False


# --- the real library ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library():
    return open_library()


def test_the_real_library_has_no_faults(library):
    assert faults(library) == []
    assert len(library.sections) > 400


def test_every_guidance_section_is_found_and_answers(library):
    for source in library.sources.values():
        for section in source.sections:
            assert source.kind == "digest" or section.spoken("short"), section.id
            assert source.kind != "guidance" or len(section.asks) >= 5, section.id


def test_every_line_of_law_names_an_authority_that_we_hold(library):
    for section in library.sections.values():
        for line in section.lines:
            assert line.cites or line.role not in LAW_ROLES, line.text
            assert all(library.authority(c.key) for c in line.cites), line.text


def test_every_pin_can_lie_inside_its_decision(library):
    known = 0
    for section in library.sections.values():
        for line in section.lines:
            for cite in line.cites:
                for pin in cite.pins:
                    inside = pin_inside(library.authorities[cite.key], pin)
                    assert inside is not False, f"{section.id}: {cite.key}, {pin}"
                    known += inside is True
    assert known > 2000


def test_every_digest_is_a_decision_with_its_court_and_year(library):
    digests = [s for s in library.sources.values() if s.kind == "digest"]
    assert len(digests) > 100
    assert all(s.authority and s.authority.year and s.authority.court for s in digests)
