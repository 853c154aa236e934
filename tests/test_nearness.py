"""Which spellings of a sentence are the sentence itself: one changed word is another sentence."""

import pytest

from corpus.nearness import same_words

LINE = "First, a city can't be liable under § 1983 where \"no right\" was violated by its officers' acts."
SAME = [
    LINE,
    "A city can't be liable under § 1983 where \"no right\" was violated by its officers' acts.",
    "First, a city cannot be liable under § 1983 where “no right” was violated by its officers’ acts",
    "Next, a city  can not be liable under §\u00a01983 where “no right” was violated by its officers' acts.",
]
OTHER = [
    ("can't", "can"), ("a city", "the city"), ("a city", "city"), ("where", "whether"), ("liable", "held liable"), ("1983", "1984"), ("no right", "a right"),
    ('"no right"', "no right"), ("officers'", "officer's"), ("was violated", "was not violated"), ("acts.", "acts?"), ("acts.", "acts, always."), ("§ ", ""),
    ("city", "c\u0456ty"), ("city", "ci\u200bty"), ("acts.", "acts.</p><script>alert(1)</script>"), ("acts.", "acts. Your case is won."), ("liable", "LIABLE"),
    ("violated", "**violated**"), ("violated by its", "by its violated"),
]  # fmt: skip


@pytest.mark.parametrize("text", SAME)
def test_marks_spaces_short_forms_and_a_first_word_are_forgiven(text):
    assert same_words(text, LINE)
    assert same_words(LINE, text)


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_nothing_else_is(old, new):
    assert old in LINE
    assert not same_words(LINE.replace(old, new), LINE)
    assert not same_words(LINE, LINE.replace(old, new))


@pytest.mark.parametrize("text", ["", " ", ".", "First, "])
def test_no_words_are_nobodys_words(text):
    assert not same_words(text, "")


def test_every_line_is_itself_and_no_line_with_a_word_less_is(index):
    lines = [x.text for s in index.library.sections.values() for x in s.lines][::7]
    for text in lines:
        words = text.split()
        assert same_words(text, text)
        for i in range(1, len(words)):
            assert not same_words(" ".join(words[:i] + words[i + 1 :]), text)
