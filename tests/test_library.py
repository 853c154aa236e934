"""The library's format, file by file, and the real library against its own rules."""

from pathlib import Path

import pytest

from corpus.check import LEANING, faults
from corpus.errors import InputError, LibraryError
from corpus.headers import header_faults
from corpus.library import HERE, open_library, pin_inside
from corpus.lines import read_source
from corpus.models import LAW_ROLES, Cite, Pin
from corpus.quoted import decisions_at, quotation_faults
from factories import DIGEST, GUIDANCE, LARKSPUR, LARKSPUR_KEY, MANIFEST, STATUTE, case, opinion_data, write_library, write_opinion


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
    (GUIDANCE.replace("rule: The missing lesson", "short: The missing lesson"), "has 2 short answers"),
    (GUIDANCE.replace("do: Ask", "".join(f"do: Keep paper {i}.\n" for i in range(5)) + "do: Ask"), "has 10 lines"),
    (GUIDANCE.replace("[491 U.S. 900, 903]", "[491 U.S. 900]"), "stands without a page"),
    (GUIDANCE.replace("do: Ask for", "do: Ask, under 999 U.S. 12, for"), "999 U.S. 12 is named and not held"),
    (GUIDANCE.replace("In Larkspur,", "In Stone v. Elk,"), "Stone v. Elk is named and not held"),
    (GUIDANCE.replace("careful: A better lesson", "careful: This better lesson"), "leans on another"),
    (GUIDANCE.replace("careful: A better lesson", "careful: Their better lesson"), "leans on another"),
    (GUIDANCE.replace("short: A city answers when it", "short: Usually that is so when a city"), "leans on another"),
]
STANDING = ["It depends on the lesson.", "It is enough.", "Those who swim may sue.", "A city answers for that.", "Italy is far."]


@pytest.mark.parametrize("line", STANDING)
def test_a_line_that_stands_alone_is_no_fault(line):
    assert not LEANING.match(line)


@pytest.mark.parametrize(("guidance", "fault"), FAULTY)
def test_the_check_finds(tmp_path, guidance, fault):
    assert guidance != GUIDANCE
    assert any(fault in f for f in faults(open_library(write_library(tmp_path, guidance=guidance))))


HEADERS = [  # what is changed in the digest, the guidance or the manifest; the fault
    ({"digest": DIGEST.replace("topics: [training]", "topics: [zeppelins]")}, "the topic zeppelins is not in topics.txt"),
    ({"guidance": GUIDANCE.replace("circuits: []", "circuits: [ca99]")}, "ca99 is no federal circuit"),
    ({"digest": DIGEST.replace("checked: pages", "checked: yes")}, "it is one of pages, words, memory"),
    ({"digest": DIGEST.replace(f"opinion: {LARKSPUR}", "opinion: lost-v-gone")}, "its opinion lost-v-gone is not in manifest.toml"),
    ({"digest": DIGEST.replace("later: []", "later:\n  - {citation: 522 U.S. 1010, kind: limited, pages: 12, how: to ropes}")},
     "its later history speaks of page 12, which is outside it"),
    ({"manifest": MANIFEST.replace("1989", "1990")}, "it is of scotus 1990, and the library says scotus 1989"),
    ({"manifest": MANIFEST.replace("Dunmore", "Farrow")}, "it is called City of Larkspur v. Farrow"),
    ({"digest": DIGEST.replace("topics: [training]", "topics: []"), "guidance": GUIDANCE.replace("topics: [training]", "topics: []")},
     "no source has the topic training"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "fault"), HEADERS)
def test_the_check_reads_headers(tmp_path, change, fault):
    (tmp_path / "topics.txt").write_text("section-1983\ntraining\n", encoding="utf-8")
    good = write_library(tmp_path)
    assert list(header_faults(open_library(good), good)) == []
    bad = write_library(tmp_path, **change)
    found = list(header_faults(open_library(bad), bad))
    assert any(fault in f for f in found), found
    assert faults(open_library(bad), folder=bad)[-len(found) :] == found


def larkspur(folder, **changes):
    """The made-up decision, as a library in ``folder`` finds it there."""
    write_opinion(folder / "opinions", LARKSPUR, opinion_data(**changes))
    return open_library(folder), folder / "opinions"


QUOTED = [  # what is changed in the guidance, the fault
    (GUIDANCE.replace("closely related to the", "loosely related to the"), "“loosely related to the ultimate injury” stands in no"),
    (GUIDANCE.replace('injury" before a city pays. [491 U.S. 900, 904]', 'injury" before a city pays. [491 U.S. 900, 907]'),
     "stands at 491 U.S. 900, 904, and the line gives 491 U.S. 900, 907"),
    (GUIDANCE.replace("had never been shown", '"was always shown every trick"'), "“was always shown every trick” stands in no decision"),
]  # fmt: skip


@pytest.mark.parametrize(("guidance", "fault"), QUOTED)
def test_quotations_are_compared_with_the_decisions_at_hand(tmp_path, guidance, fault):
    library, folder = larkspur(write_library(tmp_path / "good"))
    assert list(quotation_faults(library, decisions_at(folder, library))) == []
    assert guidance != GUIDANCE
    library, folder = larkspur(write_library(tmp_path / "bad", guidance=guidance))
    found = faults(library, decisions=decisions_at(folder, library))
    assert any(fault in f for f in found), found
    assert not any(fault in f for f in faults(library)), "without decisions, nothing is known"


def test_words_of_a_reader_are_no_quotation_of_a_court(tmp_path):
    asked = GUIDANCE.replace("do: Ask for the list", 'rule: A city that "pays for every swimmer" is unknown. [491 U.S. 900, 904]\ndo: Ask for the list')
    library, folder = larkspur(write_library(tmp_path / "unasked", guidance=asked))
    assert any("pays for every swimmer" in f for f in quotation_faults(library, decisions_at(folder, library)))
    asked = asked.replace("ask: failure to train lifeguards", "ask: who pays for every swimmer, failure to train lifeguards")
    library, folder = larkspur(write_library(tmp_path / "asked", guidance=asked))
    assert list(quotation_faults(library, decisions_at(folder, library))) == []


DECISIONS = [({"year": 1990}, "it is of scotus 1990"), ({"court": "ca1"}, "it is of ca1 1989"), ({"citations": ["492 U.S. 1"]}, "it is cited as 492 U.S. 1")]


@pytest.mark.parametrize(("changes", "fault"), DECISIONS)
def test_a_decision_that_disagrees_with_its_digest(tmp_path, changes, fault):
    library, folder = larkspur(write_library(tmp_path), **changes)
    assert any(fault in f for f in faults(library, decisions=decisions_at(folder, library)))


def test_a_folder_of_opinions_that_is_not_there(small_library):
    with pytest.raises(InputError, match="is not there"):
        decisions_at(small_library / "lost", open_library(small_library))


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
    assert faults(library, folder=HERE) == []
    assert len(library.sections) > 400


def test_what_the_real_library_quotes_stands_in_the_decisions_at_hand(library):
    beside = HERE.parent.parent / "shared" / "opinions"
    if not beside.is_dir():
        pytest.skip("../shared/opinions is not there: no real decision to check against")
    decisions = decisions_at(beside, library)
    assert len(decisions) > 100
    assert faults(library, decisions=decisions) == []


def test_every_guidance_section_is_found_and_answers(library):
    for source in library.sources.values():
        for section in source.sections:
            assert source.kind in ("digest", "state") or section.spoken("short"), section.id
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
