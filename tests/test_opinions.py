"""Decision files into Sources: parts, pages, notes, captions, and files that are none."""

import pytest

from corpus.errors import OpinionError
from corpus.models import Pin
from corpus.opinions import read_opinion
from factories import DISSENT, LARKSPUR_KEY, MAJORITY, opinion_data, pageless_data, write_opinion


@pytest.fixture
def read(tmp_path):
    """Read a made-up decision with changes, its one part's text first among them."""

    def reader(text=None, **changes):
        if text is not None:
            changes["opinions"] = [{"type": "majority", "author": None, "description": "", "text": text}]
        return read_opinion(write_opinion(tmp_path, data=opinion_data(**changes)))

    return reader


def test_parts_are_the_voices_of_the_decision(read):
    source = read()
    assert [(p.kind, p.author) for p in source.parts] == [("majority", "Holloway"), ("dissent", "Pell")]
    assert source.text[source.parts[0].start :].startswith("JUSTICE HOLLOWAY delivered")
    assert source.text[source.parts[1].start : source.parts[1].end].endswith("I respectfully dissent.")
    assert source.authority.key == LARKSPUR_KEY
    assert (source.authority.court, source.authority.year, source.authority.last_page) == ("scotus", 1989, 907)


KINDS = [  # type, description, kind
    ("majority", "JUSTICE HOLLOWAY delivered the opinion of the Court.", "majority"),
    ("majority", "JUSTICE HOLLOWAY announced the judgment of the Court and delivered an opinion.", "plurality"),
    ("majority", "", "majority"),
    ("lead", "PER CURIAM.", "per curiam"),
    ("concurrence", "JUSTICE PELL, concurring in the judgment.", "concurrence"),
    ("dissent", "JUSTICE PELL, dissenting.", "dissent"),
    ("dissent", "JUSTICE PELL, concurring in part and dissenting in part.", "partial dissent"),
    ("concurrence", "JUSTICE PELL, concurring in part and dissenting in part.", "partial dissent"),
]


@pytest.mark.parametrize(("kind", "description", "expected"), KINDS)
def test_whose_words_they_are(read, kind, description, expected):
    source = read(opinions=[{"type": kind, "author": None, "description": description, "text": "The city chose."}])
    assert [p.kind for p in source.parts] == [expected]


PLACES = [  # words, pin
    ("hired twelve lifeguards", "902"),  # before the first mark: the page before it
    ("In July 1981", "903"),
    ("what a plaintiff must show about the lessons that were", "903-04"),
    ("closely related", "904"),
    ("The judgment of the Court", "905"),
    ("The thirteenth lifeguard", "902 n.1"),  # printed at the end, called on 902
    ("A lesson that nobody needs", "904 n.2"),
    ("careless summer", "906"),
    ("The rope was hanging", "907"),
]


@pytest.mark.parametrize(("words", "pin"), PLACES)
def test_the_page_of_words(read, words, pin):
    source = read()
    at = source.text.index(words)
    assert str(source.pin_at(at, at + len(words))) == pin


def test_marks_are_lifted_out_and_nothing_else_changes(read):
    source = read()
    assert "[*" not in source.text
    for raw in (MAJORITY, DISSENT):
        for sentence in ("It is so ordered.", "A rescue program is", "The rope was hanging on the wall for all to see."):
            assert (sentence in raw) <= (sentence in source.text)
    assert "about the lessons that were never given" in source.text


def test_front_matter_and_a_caption_are_not_law(read):
    caption = "CITY OF LARKSPUR v. DUNMORE\n\nNo. 88-1. Argued November 8, 1988\n\n[*902] "
    source = read(caption + MAJORITY)
    assert source.text.startswith("JUSTICE HOLLOWAY delivered")
    assert "Reporter says" not in source.text
    assert "Argued" not in source.text
    assert source.pin_at(0, 10) == Pin(902, 902)


def test_a_judge_who_signs_the_text_is_its_author(read):
    source = read("Counsel for the city, on brief.\n\nMarlowe, Circuit Judge. The city chose to look away.")
    assert (source.parts[0].author, source.text[:7]) == ("Marlowe", "Marlowe")


NOTES = [  # text, {number: page of its call}
    ("Words.[3] More words [*10] here.\n\n[3] The note.", {"3": 9}),
    ("One. [*10] Two. [Footnote 3] Three. [*11] Four.\n\n[Footnote 3] The note itself. [*12] It runs on.", {"3": 10}),
    ("One. [*10] Two. [*11] Three.\n\n[Footnote 7] No call of this note is left.", {"7": None}),
    ("[*10] One.[Footnote 1] Two.\n\n[Footnote 1] Another opinion's.\n\n[Footnote 1] Its own.", {"1": None}),  # which is called cannot be told
    ("[*10] One.[Footnote 2/7] Two.\n\n[Footnote 2/7] Note 7 of a second opinion.", {"7": 10}),
    ("[*10] One.[Footnote *] Two.\n\n[Footnote *] A starred note.", {"*": 10}),
]


@pytest.mark.parametrize(("text", "expected"), NOTES)
def test_a_note_is_tied_to_the_page_of_its_call(read, text, expected):
    source = read(text)
    assert {n.number: n.call_page for n in source.notes} == expected
    for note in source.notes:
        pin = source.pin_at(note.start, note.end)
        assert pin == (Pin(note.call_page, note.call_page, note.number) if note.call_page else None)


def test_a_note_ends_where_the_next_one_begins(read):
    source = read()
    first, second = source.notes
    assert source.text[first.start : first.end].endswith("never worked at the north beach.")
    assert source.text[second.start : second.end].endswith("admitted at trial.")


def test_without_page_marks_there_is_no_page(read):
    source = read(**pageless_data())
    assert source.pages == ()
    assert source.pin_at(0, 40) is None


BAD = [  # contents, part of the message
    (b"", "not JSON"),
    (b"{", "not JSON"),
    (b"\xff\xfe\x00rubbish", "not UTF-8"),
    (b"[]", "not a decision in our format"),
    (b"null", "not a decision in our format"),
    (b'"a text"', "not a decision in our format"),
    (b"{}", "not a decision in our format"),
    (b'{"case_name": "A v. B", "citations": [], "court": "scotus", "opinions": []}', "it holds no opinion"),
    (b'{"case_name": "A v. B", "citations": [], "court": "scotus", "opinions": [{"type": "majority", "text": "  "}]}', "it holds no opinion"),
    (b'{"case_name": "A v. B", "citations": [], "court": "scotus", "opinions": [{"text": "x"}]}', "type"),
    (b'{"case_name": "A v. B", "citations": [], "court": "scotus", "year": "soon", "opinions": [{"type": "majority", "text": "x"}]}', "soon"),
    (b'{"case_name": "A v. B", "citations": 7, "court": "scotus", "opinions": [{"type": "majority", "text": "x"}]}', "not a decision"),
]


@pytest.mark.parametrize(("contents", "message"), BAD)
def test_a_file_that_is_no_decision_is_named_in_one_line(tmp_path, contents, message):
    path = tmp_path / "bad.json"
    path.write_bytes(contents)
    with pytest.raises(OpinionError) as error:
        read_opinion(path)
    assert str(error.value).startswith("bad.json: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_or_a_lost_file_is_an_opinion_error(tmp_path):
    (tmp_path / "folder.json").mkdir()
    for name in ("folder.json", "lost.json"):
        with pytest.raises(OpinionError, match=name):
            read_opinion(tmp_path / name)


def test_canton_as_it_is_printed(index, needs_real_opinions):
    canton = index.opinion("city-of-canton-v-harris")
    assert {p.kind for p in canton.parts} >= {"majority", "partial dissent"}
    assert canton.authority.key == "489 U.S. 378"
    note = next(n for n in canton.notes if n.number == "10" and n.call_page)
    assert note.call_page == 390
    at = canton.text.index("deliberate indifference to the rights of persons with whom the police come into contact")
    assert str(canton.pin_at(at, at + 20)) == "388"
    assert "Syllabus" not in canton.text[:3000]
