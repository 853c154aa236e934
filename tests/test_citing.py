import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.citing import Found, find_citations, find_names, impossible, names_agree, read_cite, read_pin, read_pins
from corpus.library import open_library
from corpus.models import Cite, Pin

FOUND = [  # text, [(key, pins)]
    ("City of Canton v. Harris, 489 U.S. 378, 388 (1989)", [("489 U.S. 378", "388")]),
    ("489 U. S. 378, 388-389 (1989)", [("489 U.S. 378", "388-89")]),
    ("Canton, 489 U.S. 378, 390 n.10 (1989)", [("489 U.S. 378", "390 n.10")]),
    ("Canton, 489 U.S. 378, 390, n. 10", [("489 U.S. 378", "390 n.10")]),
    ("Canton, 489 U.S. 378, 388–89", [("489 U.S. 378", "388-89")]),
    ("Smith v. Wade, 461 U.S. 30, 486-87 & n.6", [("461 U.S. 30", "486-87 & n.6")]),
    ("Canton, 489 U.S. 378, 390-91, 393", [("489 U.S. 378", "390-91, 393")]),
    ("Connick v. Thompson, 563 U.S. 51, 62 (2011); Canton, 489 U.S. 378 (1989)", [("563 U.S. 51", "62"), ("489 U.S. 378", "")]),
    ("See Canton, 489 U.S. at 390.", [("489 U.S. 390", "390")]),
    ("Connick, 563 U.S. at 63 n.7", [("563 U.S. 63", "63 n.7")]),
    ("Young v. City of Mount Rainier, 238 F.3d 567, 579 (4th Cir. 2001)", [("238 F.3d 567", "579")]),
    ("131 S. Ct. 1350", [("131 S. Ct. 1350", "")]),
    ("fees under 42 U.S.C. § 1988(b)", [("42 U.S.C. § 1988", "")]),
    ("42 USC 1983", [("42 U.S.C. § 1983", "")]),
    ("42 U.S.C. Section 1983", [("42 U.S.C. § 1983", "")]),
    ("a § 1983 suit", [("42 U.S.C. § 1983", "")]),
    ("Section 1983 says", [("42 U.S.C. § 1983", "")]),
    ("28 U.S.C. § 1658(a)", [("28 U.S.C. § 1658", "")]),
    ("Fed. R. Civ. P. 34(a)(1)", [("Fed. R. Civ. P. 34", "")]),
    ("Federal Rule of Civil Procedure 56(d)", [("Fed. R. Civ. P. 56", "")]),
    ("FRCP 12(b)(6)", [("Fed. R. Civ. P. 12", "")]),
    ("Fed. R. Evid. 404(b)", [("Fed. R. Evid. 404", "")]),
    ("FRE 801", [("Fed. R. Evid. 801", "")]),
    ("under Rule 11", [("Fed. R. Civ. P. 11", "")]),
    ("I was hurt on 4 July and have 3 witnesses", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_citations_are_found(text, expected):
    found = find_citations(text)
    assert [(f.key, ", ".join(map(str, f.pins))) for f in found] == expected
    assert all(0 <= f.start < f.end <= len(text) for f in found)


def test_what_the_writer_put_beside_a_citation():
    text = "See Connick v. Thompson, 563 U.S. 51, 62 (2011)."
    (found,) = find_citations(text)
    assert (found.name, found.year, found.kind) == ("Connick v. Thompson", 2011, "case")
    assert text[found.start : found.end] == "563 U.S. 51, 62 (2011)"
    assert find_citations("Connick v. Thompson, 563 U.S. 51, 62 (2011); City of Canton v. Harris, 489 U.S. 378 (1989)")[0].year == 2011
    assert find_citations("42 U.S.C. § 1988(b)")[0].paragraph == "(b)"
    assert find_citations("Fed. R. Civ. P. 34(a)(1)")[0].paragraph == "(a)(1)"
    assert find_citations("Canton, 489 U.S. at 390")[0].kind == "short"


PINS = [
    ("388", Pin(388, 388)),
    ("388-389", Pin(388, 389)),
    ("388–89", Pin(388, 389)),
    ("388—89", Pin(388, 389)),
    ("390 n.10", Pin(390, 390, "10")),
    ("390 n. 10", Pin(390, 390, "10")),
    ("390, n. 10", Pin(390, 390, "10")),
    ("486-87 & n.6", Pin(486, 487, "6", True)),
    ("658 nn.54-55", Pin(658, 658, "54-55")),
    ("1099-100", Pin(1099, 1100)),
    ("389-88", None),
    ("page 4", None),
    ("", None),
    ("n.10", None),
    ("390 n.", None),
]


@pytest.mark.parametrize(("text", "expected"), PINS)
def test_pins_are_read(text, expected):
    assert read_pin(text) == expected


def test_pin_lists():
    assert read_pins("390-91, 393") == (Pin(390, 391), Pin(393, 393))
    assert read_pins("390, n. 10, 392") == (Pin(390, 390, "10"), Pin(392, 392))
    assert read_pins("388 and 390") == (Pin(388, 388), Pin(390, 390))
    assert read_pins("388, somewhere") == ()


PRINTED = [(Pin(388, 389), "388-89"), (Pin(9, 12), "9-12"), (Pin(100, 104), "100-04"), (Pin(199, 201), "199-201"), (Pin(1099, 1100), "1099-100"),
           (Pin(390, 390, "10"), "390 n.10"), (Pin(658, 658, "54-55"), "658 nn.54-55")]  # fmt: skip


@pytest.mark.parametrize(("pin", "printed"), PRINTED)
def test_pins_are_printed_as_lawyers_do(pin, printed):
    assert str(pin) == printed


pages = st.integers(1, 9_999)
notes = st.none() | st.integers(1, 200).map(str) | st.tuples(st.integers(1, 99), st.integers(1, 9)).map(lambda n: f"{n[0]}-{n[0] + n[1]}")


@given(pages, st.integers(0, 300), notes, st.booleans())
@example(99, 1, None, False)
@example(995, 10, None, False)
@example(1099, 1, "6", True)
def test_a_printed_pin_reads_back_as_itself(first, more, note, beside):
    pin = Pin(first, first + more, note, beside and note is not None)
    assert read_pin(str(pin)) == pin


legal = st.sampled_from(
    ["489 U.S. 378", " v. ", "City of ", "§ 1983", "Fed. R. Civ. P. 34(a)", ", 390 n.10", "(1989)", "Id. at ", "¶", "²", "٣ U.S. ٤", "\0", "–", "\n"]
)


@given(st.lists(legal | st.text(max_size=12), max_size=12).map("".join))
@example("٣٤ U.S. ٣")
@example("³ U.S. ²")
@example("Smith, 1 U.S. at ")
@example("1 U.S. _")
def test_finding_citations_never_raises(text):
    for f in find_citations(text):
        assert 0 <= f.start < f.end <= len(text)
        impossible(f)
    find_names(text, ())


CITES = [
    ("489 U.S. 378, 390 n.10", Cite("489 U.S. 378", (Pin(390, 390, "10"),))),
    ("489 U.S. 378", Cite("489 U.S. 378")),
    ("42 U.S.C. § 1988(b)", Cite("42 U.S.C. § 1988", (), "(b)")),
    ("Fed. R. Civ. P. 34(b)(2)(E)(i)", Cite("Fed. R. Civ. P. 34", (), "(b)(2)(E)(i)")),
    ("489 U.S. 378 at large", None),
    ("489 U.S. 378, somewhere", None),
    ("Canton", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), CITES)
def test_the_librarys_brackets(text, expected):
    assert read_cite(text) == expected


IMPOSSIBLE = [
    ("999 U.S. 123", True),
    ("489 U.S. 3780", True),
    ("489 U.S. 378 (1899)", True),
    ("489 U.S. 378 (1989)", False),
    ("563 U.S. 51 (2011)", False),
    ("410 U.S. 113 (1973)", False),
    ("1999 F.3d 4", True),
    ("42 U.S.C. § 1983", False),
]


@pytest.mark.parametrize(("text", "expected"), IMPOSSIBLE)
def test_citations_that_cannot_exist(text, expected):
    (found,) = find_citations(text)
    assert bool(impossible(found)) is expected


def test_volumes_and_pages_begin_at_one():
    assert impossible(Found(0, 9, "0 U.S. 12", "case"))
    assert impossible(Found(0, 9, "12 U.S. 0", "case"))
    assert not impossible(Found(0, 9, "12 U.S. 1", "case"))


AGREE = [
    ("Canton", "City of Canton v. Harris", True),
    ("Canton v. Harris", "City of Canton v. Harris", True),
    ("City of Canton, Ohio v. Harris", "City of Canton v. Harris", True),
    ("Monell v. New York City Dept. of Social Services", "Monell v. Department of Social Services", True),
    ("Connick v. Thompson", "City of Canton v. Harris", False),
    ("Monell", "Connick v. Thompson", False),
    ("Connick v. Harris", "City of Canton v. Harris", False),
    ("Connick v. Department of Social Services", "Monell v. Department of Social Services", False),
    ("Monell", "Monell v. Department of Social Services", True),
]


@pytest.mark.parametrize(("written", "true", "expected"), AGREE)
def test_names(written, true, expected):
    assert names_agree(written, true) is expected


def test_names_are_found_in_questions():
    library = open_library()
    held = library.authorities.values()
    assert [f.key for f in find_names("What does Monell say?", held)] == ["436 U.S. 658"]
    (found,) = find_names("What did Connick v. Thompson hold?", held)
    assert [a.key for a in library.named(found.name)] == ["563 U.S. 51"]
    assert library.named("Henderson v. Gladstone") == []
    assert library.containing("489 U.S. 390").key == "489 U.S. 378"
    assert library.containing("489 U.S. 377") is None
    assert library.authority("131 S. Ct. 1350").key == "563 U.S. 51"


@pytest.mark.parametrize(
    ("text", "key", "shown"),
    [
        ("graham v connor 471 us 1 reasonableness", "471 U.S. 1", "471 us 1"),
        ("canton v harris 489 U.S 378", "489 U.S. 378", "489 U.S 378"),
        ("Monell 436 u.s. 658 (1978)", "436 U.S. 658", "436 u.s. 658 (1978)"),
        ("smith v. jones, 812 f.3d 100", "812 F.3d 100", "812 f.3d 100"),
    ],
)
def test_citations_typed_in_haste_are_found_where_they_stand(text, key, shown):
    (found,) = find_citations(text)
    assert (found.key, text[found.start : found.end]) == (key, shown)


@pytest.mark.parametrize("text", ["they gave 10 of us 5 tickets", "all 3 of us got 2 each", "it took us 20 minutes"])
def test_the_word_us_is_no_reporter(text):
    assert find_citations(text) == []
