"""Drafts as text: what can be read, with its pages; and what cannot, said in one line."""

import io
import zipfile

import docx
import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from chains.drafts import LARGEST, LONGEST, MOST_PAGES, DraftText, read_bytes, read_draft
from corpus.errors import InputError

CITED = "City of Larkspur v. Dunmore, 491 U.S. 900, 904 (1989)."
NOTES = (
    '<?xml version="1.0"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:footnote w:id='1'><w:p><w:r><w:t>See Id. at 905.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


def word(*paragraphs, notes=""):
    """A Word file with these paragraphs, a table of two cells, and a part with footnotes."""
    document = docx.Document()
    for p in paragraphs:
        document.add_paragraph(p)
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "left", "right"
    if notes:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        document.part.relate_to(
            Part(PackURI("/word/footnotes.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml", notes.encode(), None),
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes",
        )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(*pages, password=None):
    """A PDF with these texts, one a page; an empty one is a page without text."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")}
    )
    for words in pages:
        page = writer.add_blank_page(600, 800)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET".encode("latin-1") if words else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def packed(name, size=10):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(name, b"0" * size)
    return out.getvalue()


@pytest.mark.parametrize("data", [CITED.encode(), b"\xef\xbb\xbf" + CITED.encode(), word(CITED), pdf(CITED)], ids=["text", "bom", "word", "pdf"])
def test_the_text_of_a_draft(data):
    assert CITED in read_bytes("draft", data).text


def test_a_word_files_tables_and_footnotes_are_read():
    draft = read_bytes("brief.docx", word(CITED, "", "More.", notes=NOTES))
    assert draft.text.split("\n\n") == [CITED, "More.", "left | right", "Note 1: See Id. at 905."]


def test_a_pdf_keeps_its_pages_and_names_one_that_is_a_picture():
    draft = read_bytes("brief.pdf", pdf("First page.", "", "Third page."))
    assert draft.place(draft.text.index("First")) == "page 1"
    assert draft.place(draft.text.index("Third")) == "page 3"
    assert draft.unread == ("page 2 holds no text that can be read (it may be a scan)",)


def test_a_text_has_lines():
    assert DraftText("one\ntwo\nthree").place(5) == "line 2"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "cannot be read as a PDF"),
        ("a.pdf", pdf("Secret.", password="x"), "locked with a password"),
        ("a.pdf", pdf(""), "its pages are pictures"),
        ("a.docx", b"PK\x03\x04....", "a packed file"),
        ("a.docx", packed("word/document.xml"), "cannot be read as a Word file"),
        ("a.docx", packed("word/document.xml", 200_000_001), "would unpack to"),
        ("a.zip", packed("readme.txt"), "a packed file"),
        ("a.doc", b"\xd0\xcf\x11\xe0....", "an old Word file"),
        ("a.rtf", b"{\\rtf1 hello}", "an RTF file"),
        ("a.png", b"\x89PNG....", "a picture"),
        ("a.txt", b"\x00\x01\x02", "not plain text"),
        ("a.txt", b"  \n ", "is empty"),
        ("a.txt", b"", "is empty"),
        ("a.txt", b"x" * (LONGEST + 1), "characters"),
        ("a.txt", b"x" * (LARGEST + 1), "bytes"),
    ],
)  # fmt: skip
def test_what_is_no_draft_is_said_in_a_line(tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=said) as error:
        read_draft(path)
    assert "\n" not in str(error.value)


def test_a_pdf_of_too_many_pages_is_refused():
    with pytest.raises(InputError, match=f"up to {MOST_PAGES}"):
        read_bytes("long.pdf", pdf(*[""] * (MOST_PAGES + 1)))


def test_what_is_not_there_or_a_folder_is_said_in_a_line(tmp_path):
    for path in (tmp_path / "missing.txt", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_draft(path)


def test_odd_bytes_in_a_text_are_read_past():
    assert read_bytes("latin.txt", "caf\xe9".encode("latin-1")).text.startswith("caf")
