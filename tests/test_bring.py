"""Bringing in: every format, one file a decision, and never another case than the name says."""

import json

import pytest

import format_cases as made
from corpus.errors import InputError
from corpus.models import Authority
from corpus.opinions import read_opinion
from factories import opinion_data, write_opinion
from ingest.bring import bring_in
from test_drafts import packed, pdf

ID = "city-of-larkspur-v-dunmore"
NAMED = {ID: Authority(made.KEY, made.NAME, "case", "scotus", 1989, opinion_id=ID)}


@pytest.fixture
def bring(tmp_path):
    """Write files into a folder, bring it in; what is kept by name, and what was left out."""
    folder, kept = tmp_path / "from", tmp_path / "data" / "opinions"

    def run(files, named=NAMED):
        for name, contents in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents if isinstance(contents, bytes) else contents.encode() if isinstance(contents, str) else json.dumps(contents).encode())
        rejected = []
        bring_in(folder, kept, rejected, named)
        return {p.stem: read_opinion(p) for p in sorted(kept.iterdir())}, rejected

    run.kept = kept
    return run


CASE = made.cap()["case"]
EACH = {  # what a user has, and the name under which it is kept
    "ours": ({f"{ID}.json": made.ours()}, ID),
    "an envelope": ({"anything.json": made.courtlistener()}, ID),
    "cap beside": ({"0900-01.json": CASE, "0900-01.html": made.cap_html()}, ID),
    "cap in folders": ({"cases/0900-01.json": CASE, "html/0900-01.html": made.cap_html()}, ID),
    "cap's html": ({f"{ID}.html": made.cap_html()}, ID),
    "courtlistener's html": ({f"{ID}.htm": "".join(made.courtlistener_htmls())}, ID),
    "text": ({f"{ID}.txt": made.text()}, ID),
    "text by its citation": ({"scan0001.txt": made.text()}, ID),
}


@pytest.mark.parametrize("name", EACH)
def test_each_format_is_kept_as_one_file(bring, name):
    files, stem = EACH[name]
    kept, rejected = bring(files)
    assert (list(kept), rejected) == ([stem], [])
    source = kept[stem]
    assert source.authority.key == made.KEY
    assert (source.authority.court, source.authority.year) == ("scotus", 1989)
    assert [(p.kind, p.author) for p in source.parts] == [("majority", "Holloway"), ("dissent", "O'Toole")]
    at = source.text.index("In July 1981")
    assert str(source.pin_at(at, at + 5)) == "903"


def test_our_own_file_is_copied_byte_for_byte(bring):
    written = json.dumps(made.ours(), indent=3).encode()
    bring({f"{ID}.json": written})
    assert (bring.kept / f"{ID}.json").read_bytes() == written


def test_a_cap_case_that_the_manifest_does_not_name_is_kept_by_its_citation(bring):
    kept, rejected = bring({"0900-01.json": CASE, "0900-01.html": made.cap_html()}, named={})
    assert (list(kept), rejected) == (["491-us-900"], [])


def test_a_pdf_is_kept_as_its_text(bring):
    words = ("CITY OF LARKSPUR v. DUNMORE", "JUSTICE HOLLOWAY delivered the opinion of the Court. The city chose.")
    kept, rejected = bring({f"{ID}.pdf": pdf(*words)})
    assert rejected == []
    assert kept[ID].authority.key == made.KEY
    assert kept[ID].pin_at(0, 5) is None


OKEMOS = opinion_data(case_name="Town of Okemos v. Farrow", citations=["522 U.S. 1010"], year=1998)
WRONG = "Town of Okemos v. Farrow, 522 U.S. 1010"
LEFT_OUT = {  # files, what is said of the one that is left out
    "another case in our format": (
        {f"{ID}.json": OKEMOS},
        f"{ID}.json: holds Town of Okemos v. Farrow, 522 U.S. 1010 (1998), not {made.NAME}, {made.KEY}; left out",
    ),
    "another case as a text": (
        {f"{ID}.txt": "TOWN OF OKEMOS v. FARROW\n\n522 U.S. 1010\n\nPER CURIAM.\n\nNo."},
        "holds Town of Okemos v. Farrow, 522 U.S. 1010, not",
    ),
    "another case without a caption": ({f"{ID}.txt": "PER CURIAM.\n\nThe town of Okemos keeps one fire truck."}, "names no party of"),
    "another case as a cap case": ({f"{ID}.json": CASE | {"citations": [{"type": "official", "cite": "522 U.S. 1010"}]}}, "522 U.S. 1010 (1989), not"),
    "another html": (
        {"0900-01.json": CASE, "0900-01.html": made.cap_html().replace('data-firstpage="900"', 'data-firstpage="950"')},
        "its HTML 0900-01.html is another decision",
    ),
    "a zip bomb": ({"a.json": packed("x", 5_000_000)}, "a.json: is a packed file"),
    "a gzip file": ({"a.json.gz": b"\x1f\x8b"}, "a.json.gz: is a packed file"),
    "a word file": ({"a.docx": packed("word/document.xml")}, "a.docx: is a packed file"),
    "NULs": ({"a.txt": b"\0" * 100}, "a.txt: holds NULs"),
    "malformed html": ({"a.html": b"<div>" * 200_000}, "a.html: is HTML nested too deep"),
    "another format of the same stem": ({"x.json": OKEMOS, "x.txt": made.text()}, None),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_left_out_is_said_in_one_line_and_the_rest_goes_on(bring, name):
    files, said = LEFT_OUT[name]
    kept, rejected = bring({**files, "zz-stone-v-elk.json": opinion_data(case_name="Stone v. Elk", citations=["77 F.3d 100"], court="ca1")})
    assert "zz-stone-v-elk" in kept
    if said:
        assert list(kept) == ["zz-stone-v-elk"] or name == "another html"  # which is the right case by itself
        assert any(said in line for line in rejected)
        assert not any("\n" in line for line in rejected)


def test_two_files_of_one_decision_do_not_fight_silently(bring):
    kept, rejected = bring({f"{ID}.json": made.ours(), f"{ID}.txt": made.text(), "other.txt": made.text()})
    assert list(kept) == [ID]
    assert kept[ID].facts["origin"] == "a file on this machine"  # ours, not the text
    assert [line.split(":")[0] for line in rejected] == [f"{ID}.txt", "other.txt"]
    assert all(f"{ID}.json of the same folder" in line for line in rejected)


def test_another_decision_is_not_overwritten(bring, tmp_path):
    bring({"x.json": OKEMOS}, named={})
    kept, rejected = bring({"x.json": made.ours()}, named={})
    assert kept["x"].authority.key == "522 U.S. 1010"
    assert "Town of Okemos v. Farrow, 522 U.S. 1010, is kept under that name" in rejected[0]


def test_no_folder(tmp_path):
    with pytest.raises(InputError, match="is not there"):
        bring_in(tmp_path / "nowhere", tmp_path / "kept", [], {})


def test_a_kept_file_that_became_another_case_is_left_out_of_the_index(tmp_path):
    from corpus.library import Library
    from ingest.build import Report, _Plan, _readable

    path = write_opinion(tmp_path, ID, OKEMOS)
    report = Report()
    read = _readable(_Plan(tmp_path, Library({}, {made.KEY: NAMED[ID]}), {ID: path}, {}, ""), report)
    assert (read, len(report.rejected)) == ({}, 1)
    assert f"not {made.NAME}" in report.rejected[0]
