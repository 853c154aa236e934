"""Whatever the text, the verifiers end, without an exception, and their work grows with its length and not with its square."""

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chains.check import check_claim, check_quotation
from corpus.alignment import lower_words
from corpus.citing import find_citations, find_names
from corpus.likeness import nearest
from corpus.meaning import additions, conflicts
from corpus.quoting import find_quote, quotations
from corpus.voices import voice_conflicts

PIECES = st.sampled_from(
    ["489 U.S. 378", "U.S. 12", "²³ U.S. ² ", "Id. at 390 n.10", "v.", "Smith v. Jones", "“", "”", '"', "'", "[", "]", " . . . ", "…", "not", "no", "unless", "must",
     "may", "only", "every", "42 U.S.C. § 1983(a)", "Rule 12(b)(6)", "(1989)", "at 390-", "\n\n", "\x00", "İ", "ß", "ﬁ", "٣", "the city", "never", "forty-", "§", "\u2028", "*", "**"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40).map(" ".join))
CHECKS = {
    "citations": lambda t: find_citations(t),
    "names": lambda t: find_names(t, ()),
    "quotations": lambda t: quotations(t),
    "conflicts": lambda t: conflicts(t, "A city is not liable unless it was deliberately indifferent in 2 of 3 cases."),
    "conflicts with itself": lambda t: conflicts(t, t[::-1]),
    "additions": lambda t: additions(t, "A city may be liable."),
    "voices": lambda t: list(voice_conflicts(t, "White's dissent", "White")),
    "words": lambda t: lower_words(t),
    "a quotation": lambda t: find_quote(t[:3000], t),
    "nearest": lambda t: nearest(t[:400], t),
}
SHAPES = {
    "words": "a ", "nots": "not ", "names": "City of ", "cases": "Smith v. ", "dotted": "A.B.", "citations": "489 U.S. 378, ", "marks": '"', "opened": "“a ", "single": "'aaaa ",
    "figures": "1 ", "digits": "1", "brackets": "[", "points": ". ", "letters": "x", "statutes": "42 U.S.C. § 1983(a)(b)", "rules": "Rule 12(b)", "pins": "390, ", "dashes": "9-", "stars": "*a",
    "law": "The city must not train “every officer” . . . unless Smith v. Jones, 489 U.S. 378, 390 (1989), says so. ",
}  # fmt: skip
LONG = 200_000


@pytest.mark.parametrize("name", CHECKS)
def test_no_text_breaks_a_check(name):
    @given(TEXTS)
    @example("")
    @example("U. S. at 12. Id. at ² n.³")
    def never_breaks(text):
        CHECKS[name](text)

    never_breaks()


def test_no_text_breaks_a_verdict(index):
    @given(TEXTS, st.one_of(st.none(), TEXTS))
    @example("A city answers for it.", "U.S. 12")
    @example("Smith, at 390", "Id.")
    def never_breaks(text, citation):
        assert check_claim(index, text, citation).reasons
        assert check_quotation(index, text, citation).verdict

    never_breaks()


def _work(check, text):
    """Calls made, those of C included: a measure of work that no machine changes."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        check(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", [n for n in CHECKS if n != "nearest"])
@pytest.mark.parametrize("shape", ["law", "names", "dotted", "opened", "figures", "points"])
def test_twice_the_text_is_about_twice_the_work(name, shape):
    CHECKS[name](SHAPES[shape] * 4)  # what is made once
    half, whole = (_work(CHECKS[name], (SHAPES[shape] * 4000)[:n]) for n in (8_000, 16_000))
    assert whole <= 2.6 * half + 400


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_long_texts_end(index, shape):
    text = (SHAPES[shape] * (LONG // len(SHAPES[shape]) + 1))[:LONG]
    for name, check in CHECKS.items():
        if name not in ("nearest", "citations"):
            check(text)
    assert check_claim(index, text).verdict == "unsupported"
    assert check_quotation(index, text).verdict in ("not_found", "altered")
