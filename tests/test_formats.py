"""The same decision in every format is the same Source; and files that are none are said in one line, in bounded time."""

import gzip
import io
import itertools
import json
import zipfile

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import DecodedStreamObject, NameObject

import format_cases as made
from corpus.errors import OpinionError
from corpus.formats.identity import another_case
from corpus.formats.markup import read_markup
from corpus.formats.plain import print_plain
from corpus.formats.printed import Mark, Printed, at_words
from corpus.formats.reporters import longest_run, official_first, series_of
from corpus.formats.voices import split_voices
from corpus.models import Authority
from corpus.opinions import LARGEST, read_bytes
from test_drafts import packed, pdf


def encoded(data):
    return json.dumps(data).encode()


FILES = {
    "ours": ("x.json", lambda: encoded(made.ours())),
    "cap": ("x.json", lambda: encoded(made.cap())),
    "courtlistener": ("x.json", lambda: encoded(made.courtlistener())),
    "text in an envelope": ("x.json", lambda: encoded({"format": "text", "name": "x", "text": made.text()})),
    "text": ("x.txt", lambda: made.text().encode()),
    "a text with a mark before it": ("x.txt", lambda: b"\xef\xbb\xbf" + made.text().replace("\n", "\r\n").encode()),
    "cap's html alone": ("x.html", lambda: made.cap_html().encode()),
}


@pytest.fixture(params=FILES, scope="module")
def source(request):
    name, data = FILES[request.param]
    return read_bytes(name, data())


@pytest.fixture(scope="module")
def first():
    return read_bytes("x.json", encoded(made.ours()))


def test_the_formats_agree(source, first):
    assert source.text == first.text
    assert [(p.kind, p.author, p.start, p.end) for p in source.parts] == [(p.kind, p.author, p.start, p.end) for p in first.parts]
    assert (source.notes, source.pages, source.headings, source.blocks) == (first.notes, first.pages, first.headings, first.blocks)
    assert (source.authority.key, source.authority.court, source.authority.year, source.title) == (made.KEY, "scotus", 1989, made.NAME)


PLACES = [  # words, pin
    ("The city of Larkspur hired twelve", "902"),
    ("In July 1981", "903"),
    ("has made its choice", "903-04"),
    ("The judgment is affirmed", "905"),
    ("The thirteenth lifeguard", "902 n.1"),
    ("A lesson that nobody needs", "904 n.2"),
    ("JUSTICE O'TOOLE", "906"),
    ("The rope was hanging", "907"),
]


@pytest.mark.parametrize(("words", "pin"), PLACES)
def test_what_they_agree_in(first, words, pin):
    at = first.text.index(words)
    assert str(first.pin_at(at, at + len(words))) == pin


def test_blocks_headings_and_whom_they_quote(first):
    quoted = [(first.text[b.start : b.end][:12], first.text[b.start : b.end][-2:], b.quoted) for b in first.blocks]
    assert quoted == [('"A town that', '."', "460 U.S. 101"), ('"Every perso', '."', "42 U.S.C. § 1983")]
    assert [first.text[a:b] for a, b in first.headings] == ["I", "II"]


@pytest.mark.parametrize("name", ["cap", "courtlistener"])
def test_a_parallel_reporters_pages_are_kept_and_never_a_pin(name):
    source = read_bytes("x.json", FILES[name][1]())
    (reporter, pages), *others = source.parallel_pages
    assert (reporter, others) == ("S. Ct.", [])
    marks = [(source.text[at : at + 5], page) for at, page in pages]
    assert [m for m in marks if m[0] != "JUSTI"] == [("guard", 4324), ("The j", 4326)]  # the others are where a part begins
    assert not {page for _, page in pages} & {page for _, page in source.pages}
    assert source.authority.parallel == ("109 S. Ct. 4321",)


def test_what_stands_before_the_opinions_is_not_law(source):
    for words in ("Reporter says", "No. 88-1", "SUPREME COURT"):
        assert words not in source.text


def markup(body):
    return read_markup(f"<div>{body}</div>").printed


SIGNS = [  # markup, text, (offset of the page mark) of the final text
    ("<p>muni<span class='star-pagination'>*5</span>cipal</p>", "municipal", 4),
    ("<p>a <span class='star-pagination' number='5' pagescheme='1'>*5</span> b</p>", "a b", 2),
    ("<p>suit&shy;case<page-number label='5'>*5</page-number>s</p>", "suitcases", 8),
    ("<p>de&#64257;ne <a class='page-label' data-label='5'>*5</a>&nbsp;&sect;&nbsp;1983</p>", "define § 1983", 7),
    ("<p><span style='font-variant: small-caps'>Justice</span> W<span class='sc'>hite</span>\n <b>wrote</b>.<page-number label='5'>*5</page-number></p><p>So.</p>", "Justice White wrote.\n\nSo.", 22),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(("html", "text", "at"), SIGNS)
def test_offsets_are_those_of_the_final_text(html, text, at):
    printed = markup(html)
    assert printed.text == text
    assert [(m.at, m.page) for m in at_words(printed).marks] == [(at, 5)]


NOTES = [  # markup of a call and of a note, as the projects write them
    ("<a class='footnotemark' href='#n' id='r'>1</a>", "<aside data-label='1' class='footnote' id='n'><a href='#r'>1</a><p>Down.</p></aside>"),
    ("<sup><a href='#fn1'>[1]</a></sup>", "<div class='footnote' id='fn1' label='1'><a class='footnote' href='#r'>[1]</a> <p>Down.</p></div>"),
    ("<footnotemark>1</footnotemark>", "<footnote label='1'><p>Down.</p></footnote>"),
    ("<footnote_reference>[fn1]</footnote_reference>", "<footnote_body><footnote_number>1</footnote_number><p>Down.</p></footnote_body>"),
    ("<sup>1</sup>", "<div class='footnotes'><div class='footnote' label='1'><p>Down.</p></div></div>"),
]


@pytest.mark.parametrize(("call", "note"), NOTES)
def test_a_note_is_tied_to_its_call_however_it_is_written(call, note):
    printed = markup(f"<p>He fell.{call}</p>{note}")
    assert printed.text == "He fell. [Footnote 1]\n\n[Footnote 1] Down."
    assert [(n.number, printed.text[n.start : n.end], n.call) for n in printed.notes] == [("1", "[Footnote 1] Down.", 9)]


def test_a_combined_opinion_is_taken_apart():
    body = made.courtlistener_htmls()
    whole = made.courtlistener() | {"docket": None, "opinions": [{"type": "010combined", "html": "".join(body)}]}
    source = read_bytes("x.json", encoded(whole))
    assert [(p.kind, p.author) for p in source.parts] == [("majority", "Holloway"), ("dissent", "O'Toole")]


LEADS, DISSENTS = "JUSTICE PELL delivered the opinion of the Court.", "JUSTICE FIELD, dissenting."
BEHIND = [  # the notes' text, (its number, the opinion it belongs to, whether its call was found)
    ("[1] First.\n\n[2] Second.\n\n[1] Other.", [("1", 0, True), ("2", 0, True), ("1", 1, True)]),
    ("[1] First.\n\n[3] Lost.\n\n[1] Other.", [("1", 0, True), ("3", 0, False), ("1", 1, True)]),  # the dissent's [3] is not its call
    ("[1] Whose?\n\n[2] Second.", [("1", 0, False), ("2", 0, True)]),  # two calls, one note
    ("NOTES\n\n[1] First.\n\n[2] Second.\n\n[3] Third.", [("1", 0, False), ("2", 0, True), ("3", 1, True)]),
]


@pytest.mark.parametrize(("notes", "expected"), BEHIND)
def test_notes_behind_all_opinions_go_back_to_those_that_call_them(notes, expected):
    text = f"{LEADS}\n\nOne.[1] Two.[2] Three.\n\n{DISSENTS}\n\nFour.[1] Five.[3]\n\n{notes}"
    parts, _ = split_voices(Printed(text))
    assert [p.author for p in parts] == ["Pell", "Field"]
    found = [(n.number, i, n.call is not None) for i, p in enumerate(parts) for n in p.printed.notes or ()]
    assert found == expected
    for p in parts:
        assert "NOTES" not in p.printed.text
        for n in p.printed.notes or ():
            assert p.printed.text[n.start :].startswith(f"[{n.number}] ")
            assert n.call is None or p.printed.text[n.call :].startswith(f"[{n.number}]")


def test_a_judge_who_took_no_part_has_no_part():
    source = read_bytes("x.txt", f"{LEADS}\n\nOne.\n\nJUSTICE FIELD took no part in the decision of this case.".encode())
    assert [(p.kind, p.author) for p in source.parts] == [("majority", "Pell")]


def test_typewriting_is_read_as_a_text():
    html = f"<pre class='inline'>{made.text().replace('*904', '<span class=star-pagination>*904</span>')}</pre>"
    source = read_bytes("x.html", html.encode())
    assert [(p.kind, p.author) for p in source.parts] == [("majority", "Holloway"), ("dissent", "O'Toole")]


OPENINGS = [  # first line, kind, author
    ("PER CURIAM.", "per curiam", "Per Curiam"),
    ("Mr. Justice Field announced the judgment of the Court and delivered an opinion.", "plurality", "Field"),
    ("MR. CHIEF JUSTICE MARSH delivered the opinion of the Court.", "majority", "Marsh"),
    ("SELWYN, Circuit Judge.", "majority", "Selwyn"),
    ("MARLOWE, Circuit Judge, dissenting:", "dissent", "Marlowe"),
    ("JUSTICE PELL, with whom JUSTICE FIELD joins, concurring in part and dissenting in part.", "partial dissent", "Pell"),
    ("JUSTICE McCRAE, concurring in the judgment.", "concurrence", "McCrae"),
]


@pytest.mark.parametrize(("line", "kind", "author"), OPENINGS)
def test_the_voice_of_a_text_is_told_by_its_first_line(line, kind, author):
    source = read_bytes("x.txt", f"ABLE v. BAKER\n\nNo. 1\n\n{line}\n\nThe city chose to look away.".encode())
    assert [(p.kind, p.author) for p in source.parts] == [(kind, author)]
    assert source.text.startswith(line)


SLIP = """12 CONNOR v. THORNE
Opinion of the Court
The city never taught its guards to throw a rope, and nobody ques-
tioned that decision-making. A well-known rule.1
——————
1 The thirteenth guard was trained elsewhere.
"""


def test_a_slip_opinions_pages_lose_their_heads_and_feet():
    opening = "SUPREME COURT OF THE UNITED STATES\n\nCONNOR v. THORNE\n\nJUSTICE PELL delivered the opinion of the Court.\nIt begins and"
    pages = [opening, SLIP, "Cite as: 563 U. S. ____ (2011) 13\nOpinion of the Court\nIt ends here, with decision-making."]
    source = read_bytes("slip.txt", "\f".join(pages).encode())
    assert "Opinion of the Court\n" not in source.text
    assert "Cite as" not in source.text
    assert "12 CONNOR" not in source.text
    assert "questioned that decision-making" in source.text
    assert [(n.number, source.text[n.start : n.end]) for n in source.notes] == [("1", "[Footnote 1] The thirteenth guard was trained elsewhere.")]
    assert source.pages == ()
    assert source.pin_at(0, 10) is None


STARS = [  # text, pages found
    ("One *12 two [*13] three *14 four.", [12, 13, 14]),
    ("A note.* And **another**, 2 * 3 = 6.", []),
    ("In *1983 somebody wrote.", []),
    ("*90 of them, *12 of those, *7 more.", []),
]


@pytest.mark.parametrize(("text", "pages"), STARS)
def test_stars_are_pages_only_where_they_grow(text, pages):
    assert [m.page for m in print_plain(text).marks] == pages


def test_a_pdf_is_read_like_its_text():
    source = read_bytes("brief.pdf", pdf("JUSTICE PELL delivered the opinion of the Court. The city chose.", "It is so ordered."))
    assert [(p.kind, p.author) for p in source.parts] == [("majority", "Pell")]
    assert (source.title, source.authority.key) == ("brief", "")


def drawn(orders):
    """A PDF of one page with these drawing orders, packed."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(612, 792)
    stream = DecodedStreamObject()
    stream.set_data(orders)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


BOMB = gzip.compress(b"0" * 50_000_000)
REFUSED = [  # name, contents, part of the message
    ("a.txt", b"x" * (LARGEST + 1), "holds 8,000,001 bytes"),
    ("a.txt", b"\0" * 1000, "NULs"),
    ("a.html", b"<p>\0" * 1000, "NULs"),
    ("a.json", b"\0" * 1000, "NULs"),
    ("a.json", encoded(made.ours()).replace(b"ledger", b"led\\u0000ger"), "NULs"),
    ("a.json", encoded(made.ours()).replace(b"ledger", b"led\\ud800ger"), "surrogates not allowed"),
    ("a.html", "<p>café</p>".encode("latin-1"), "not UTF-8"),
    ("a.json", BOMB, "a packed file"),
    ("a.pdf", packed("word/document.xml", 10_000_000), "a packed file"),
    ("a.html", b"<div>" * 1_000_000, "characters"),
    ("a.html", b"<div>" * 500_000, "tags"),
    ("a.html", b"<div>" * 100_000, "nested too deep"),
    ("a.html", b"<p>" + b"<" * 2_000_000, "tags"),
    ("a.json", b"[" * 1_000_000, "nested without end"),
    ("a.json", b'{"year": ' + b"9" * 10_000 + b"}", "not JSON of a decision"),
    ("a.json", b'{"format": "cap", "html": 5}', "not a decision"),
    ("a.json", b'{"format": "text"}', "not a decision"),
    ("a.json", b'{"format": "courtlistener", "opinions": [3]}', "not a decision"),
    ("a.json", b'{"format": "courtlistener", "opinions": []}', "it holds no opinion"),
    ("a.txt", b"   \n ", "no text"),
    ("a.pdf", b"%PDF-1.7 ...", "cannot be read as a PDF"),
    ("a.pdf", pdf("Secret.", password="x"), "locked with a password"),
    ("a.pdf", pdf(""), "pictures"),
    ("a.pdf", drawn(b" " * 6_000_000), "unpacks without end"),
    ("a.txt", b"[Footnote 1] a\n\n" * 3_000, "notes"),
    ("a.txt", b"PER CURIAM.\n\nWords.\n\n" * 100, "opinions"),
]


@pytest.mark.parametrize(("name", "contents", "message"), REFUSED, ids=lambda x: x if isinstance(x, str) else "")
def test_what_is_no_decision_is_said_in_one_line(tmp_path, name, contents, message):
    from corpus.opinions import read_opinion

    (tmp_path / name).write_bytes(contents)
    with pytest.raises(OpinionError) as error:
        read_opinion(tmp_path / name)
    assert str(error.value).startswith(f"{name}: ")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_pdf_that_draws_without_end(monkeypatch):
    monkeypatch.setattr("corpus.formats.pdf.MOST_ORDERS", 12)
    with pytest.raises(OpinionError, match="draws without end"):
        read_bytes("a.pdf", pdf("One.", "Two.", "Three.", "Four."))


def test_a_word_file_is_a_packed_file():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("word/document.xml", "x")
    with pytest.raises(OpinionError, match="a packed file"):
        read_bytes("a.docx", out.getvalue())


tags = st.sampled_from(["p", "b", "div", "blockquote", "aside", "a", "h2", "br", "pre", "table", "article", "section", "footnote", "sup", "i", "script"])
attributes = st.sampled_from(["", " class='footnote' id='fn1'", " class='page-label' data-label='7'", " href='#fn1'", " class='star-pagination'", " label='1'"])
words = st.sampled_from(["1", "*7", "&amp;", "&#0;", "&sect", '"', "word ", "\n"])
pieces = st.one_of(st.tuples(tags, attributes).map(lambda t: f"<{t[0]}{t[1]}>"), tags.map(lambda t: f"</{t}>"), words)


@given(st.lists(pieces, max_size=60).map("".join))
def test_no_markup_breaks_the_reader(html):
    """Whatever the markup, there is a Source whose offsets lie in its text, or one line."""
    try:
        source = read_bytes("x.html", f"<div>{html}</div>".encode())
    except OpinionError:
        return
    spans = [*((n.start, n.end) for n in source.notes), *((b.start, b.end) for b in source.blocks), *source.headings, *((p.start, p.end) for p in source.parts)]
    assert all(0 <= a < b <= len(source.text) for a, b in spans)
    assert all(0 <= at < len(source.text) for at, _ in source.pages)


@given(st.lists(st.integers(1, 50), max_size=30))
def test_the_longest_run_of_pages_grows(pages):
    run = longest_run([Mark(i, page) for i, page in enumerate(pages)])
    assert all(a.page < b.page and a.at < b.at for a, b in itertools.pairwise(run))
    assert len(run) == max((_longest(pages[i:]) for i in range(len(pages))), default=0)


def _longest(pages):
    """The longest growing run that begins with the first page: by trying, for the test."""
    best = [1] * len(pages)
    for i in reversed(range(len(pages))):
        best[i] = 1 + max((best[j] for j in range(i + 1, len(pages)) if pages[j] > pages[i]), default=0)
    return best[0] if pages else 0


LISTED = ["489 U.S. 378", "109 S. Ct. 1197", "103 L. Ed. 2d 412"]
SERIES = [  # series and pages of the marks, reporter
    (1, [379, 380], "U.S."),
    (2, [1198, 1199], "S. Ct."),
    (3, [413], ""),  # could be the official reporter's as well: its number says which
    (0, [1198], "S. Ct."),
    (0, [420], ""),  # fits two
    (7, [9999], ""),
]


@pytest.mark.parametrize(("series", "pages", "reporter"), SERIES)
def test_which_reporters_pages_they_are(series, pages, reporter):
    named = series_of([Mark(i, p, series) for i, p in enumerate(pages)], LISTED)(series)
    assert named == (reporter or ("L. Ed. 2d" if series == 3 else ""))


def test_the_official_reporter_comes_first():
    assert official_first(["109 S. Ct. 1197", "489 U.S. 378"]) == ("489 U.S. 378", "109 S. Ct. 1197")


MEANT = Authority("491 U.S. 900", "City of Larkspur v. Dunmore", "case", "scotus", 1989)
CHANGED = [  # what another file says, whether it is another case
    ({}, False),
    ({"case_name": "LARKSPUR v. DUNMORE"}, False),
    ({"citations": ["109 S. Ct. 4321"]}, False),
    ({"citations": []}, False),
    ({"citations": ["491 U.S. 901"]}, True),
    ({"case_name": "Town of Okemos v. Farrow"}, True),
    ({"case_name": "Town of Okemos v. Farrow", "citations": []}, True),
    ({"citations": [], "year": 1979}, True),
]


@pytest.mark.parametrize(("changes", "wrong"), CHANGED)
def test_a_wrong_case_behind_the_right_name(changes, wrong):
    source = read_bytes("x.json", encoded(made.ours() | changes))
    assert (another_case(source, MEANT) is not None) == wrong
