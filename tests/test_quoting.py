import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quoting import differing, find_quote, fold, nearest, quotations

LARKSPUR = (
    "We say now that the insufficiency of rescue training may be the ground for § 1983 liability only where the neglect to teach amounts to "
    "knowing disregard to the safety of swimmers with whom the guards have dealings. [Footnote 8] This rule is most consistent with our "
    "warning in Larkspur that a town can be liable — under “§ 1983” — only where its policies are the 'moving force [behind] the violation.' "
    "The city's choice, the Court wrote, was “knowing.”"
)

STANDS = [
    "the insufficiency of rescue training may be the ground for § 1983 liability",
    "[T]he insufficiency of rescue training may be the ground",
    "[t]his rule is most consistent with our warning",
    "the insufficiency of rescue training . . . amounts to knowing disregard",
    "the insufficiency of rescue training … amounts to knowing disregard",
    "the insufficiency of [such] training may be the ground",
    "with whom the guards have dealings. This rule is most consistent",
    "with whom the guards have dealings. [Footnote 8] This rule is",
    "can be liable -- under '§ 1983' -- only",
    'can be liable – under "§ 1983" – only',
    "the “moving force [behind] the violation.”",
    "The city’s choice",
    "was 'knowing'",
    "amounts   to\nknowing\u00a0disregard",
    "have dealings,",
]
DOES_NOT = [
    "the sufficiency of rescue training may be the ground",
    "amounts to gross negligence to the safety of swimmers",
    "amounts to disregard to the safety",
    "the safety of swimmer",
    "only where the neglect to teach does not amount to knowing disregard",
    "have dealings . . . the insufficiency of rescue training",
    "citys choice",
    "knowing disregard to the safety of all swimmers",
    "x",
    "",
    "[...]",
    ". . .",
]


@pytest.mark.parametrize("quote", STANDS)
def test_forgiven(quote):
    span = find_quote(quote, LARKSPUR)
    assert span
    assert 0 <= span[0] < span[1] <= len(LARKSPUR)


@pytest.mark.parametrize("quote", DOES_NOT)
def test_refused(quote):
    assert find_quote(quote, LARKSPUR) is None


def test_double_hyphens_are_a_dash():
    assert find_quote("can be liable -- under", "can be liable — under")
    assert find_quote("can be liable—under", "can be liable -- under")


def test_an_ellipsis_does_not_span_a_whole_opinion():
    far = "The city chose. " + "Other words stand here. " * 200 + "It must pay."
    assert find_quote("The city chose . . . It must pay", far) is None
    assert find_quote("The city chose . . . It must pay", "The city chose. Other words. It must pay.")


def test_the_span_is_the_quotation():
    text = "He said: the city chose to look away. Then he left."
    a, b = find_quote("the city chose to look away", text)
    assert text[a:b] == "the city chose to look away"


texts = st.text(st.sampled_from("abc .,;'\"“”‘’–—-[]…1\n \u00a0"), max_size=120) | st.text(max_size=120)


@given(texts)
def test_folding_twice_is_folding_once(text):
    once = fold(text).text
    assert fold(once).text == once


words = st.sampled_from(["the", "city", "chose", "§ 1983", "officers'", "“rights”", "well-known", "a", "—", "1989,", "can’t", "it:"])
prose = st.lists(words, min_size=4, max_size=24)


@given(prose, st.data())
def test_words_cut_from_a_text_are_found_in_it(spoken, data):
    a = data.draw(st.integers(0, len(spoken) - 3))
    b = data.draw(st.integers(a + 3, len(spoken)))
    text, quote = " ".join(spoken), " ".join(spoken[a:b])
    span = find_quote(quote, text)
    assert span is not None
    assert fold(quote).text.strip(" -,:") in fold(text[span[0] : span[1]]).text


@given(texts, texts)
def test_nothing_raises(quote, text):
    span = find_quote(quote, text)
    assert span is None or 0 <= span[0] < span[1] <= len(text)
    nearest(quote, text)
    quotations(text)


def test_a_hundred_thousand_characters_are_no_burden():
    long = ("The city of Larkspur trained nobody, and it knew. " * 2000)[:100_000] + "The last words stand here."
    assert find_quote("nobody, and it knew . . . stand here", long)
    assert find_quote("The last words stand here", long)
    assert find_quote("The city of Larkspur trained everybody", long) is None
    assert find_quote("The city [x] trained [y] nobody [z] else . . . ever", long) is None


def test_the_nearest_words_and_what_differs():
    near = nearest("the sufficiency of rescue training may be the ground", LARKSPUR)
    assert near.likeness > 0.8
    assert ("sufficiency", "insufficiency") in near.differs
    assert nearest("anything", "") is None
    assert differing("a b c", "a x c") == (("b", "x"),)


def test_quotation_marks():
    text = 'He wrote “one thing” and "another" and “x”.'
    assert [text[a:b] for a, b in quotations(text)] == ["one thing", "another"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Canton said 'a city has already confessed to it'?", ["a city has already confessed to it"]),
        ("their lawyer said 'we don't train them at all' and left", ["we don't train them at all"]),
        ("the officers' union and the city's lawyers' plan", []),
        ("it was the 'same old' thing", []),
    ],
)
def test_single_marks_quote_only_around_several_words(text, expected):
    assert [text[a:b] for a, b in quotations(text)] == expected


def test_a_bracketed_first_letter_is_no_difference():
    assert differing("[T]he city may", "the city must") == (("may", "must"),)
    assert differing("[t]he city must", "The city must") == ()
