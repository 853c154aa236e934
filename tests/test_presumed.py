"""What a question takes for granted, beside what it asks, tests, supposes or tells of others."""

import pytest

from chains.presumed import presumed, taken_for_granted

STATED = [  # question, statements, whether the writer builds on them
    ("Since cities answer for all their officers, what do I ask for?", ["cities answer for all their officers"], True),
    ("Now that the Court ended immunity for officers how do I sue him?", ["the Court ended immunity for officers"], True),
    ("The county must train every deputy, so which records do I need?", ["The county must train every deputy"], True),
    ("Negligence is enough for a city. How do I show it?", ["Negligence is enough for a city"], False),
    ("Please confirm that the Court set a minimum of hours.", ["the Court set a minimum of hours"], True),
    ("Why did the Court let cities keep their immunity?", ["the Court let cities keep their immunity"], True),
    ("Under this rule, I can sue without any proof. What do I file?", ["Under this rule, I can sue without any proof"], False),
]
NOT_STATED = [
    "Did the Court end immunity for cities?",
    "Is it true that the rule was overruled?",
    "The city says that I need ten earlier victims. What can I answer?",
    "My cousin swears that negligence is enough. Is he right?",
    "I read that cities are always liable. Is that true?",
    "According to the city's motion, gross negligence is never enough, is it?",
    "Suppose a city trained nobody at all, who would be liable?",
    "What if the officer was never trained?",
    "How many hours of training are required?",
]


@pytest.mark.parametrize(("text", "said", "relied"), STATED)
def test_what_is_stated_is_found_up_to_the_question(text, said, relied):
    found = list(presumed(text))
    assert [(text[x.start : x.end], x.relied) for x in found] == [(words, relied) for words in said]


@pytest.mark.parametrize("text", NOT_STATED)
def test_what_is_asked_tested_supposed_or_told_of_others_is_not_stated(text):
    assert list(presumed(text)) == []


def test_a_county_in_the_name_of_a_case_tells_nothing_itself():
    text = "Bryan County says carelessness is enough. What proof do I need?"
    assert list(presumed(text)) == []
    (said,) = presumed(text, [(0, len("Bryan County"))])
    assert text[said.start : said.end] == "Bryan County says carelessness is enough"


@pytest.mark.parametrize(
    ("words", "relied", "ours"),
    [
        ("cities are liable for their officers", True, True),
        ("I can collect punitive damages from a city", True, True),
        ("cities are liable for their officers", False, False),
        ("the officer hit me and the city knew", True, False),
        ("my officer was never trained", True, False),
        ("bread needs an hour to rise", True, False),
    ],
)
def test_a_statement_of_law_is_told_from_a_story(words, relied, ours):
    text = f"{'Since ' if relied else ''}{words}{', what do I do?' if relied else '.'}"
    (said,) = presumed(text)
    assert said.of_law(text[said.start : said.end]) == ours


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Since Monell was overruled, what is left?", True),
        ("Could you explain the 1995 Monell case?", True),
        ("Was Monell overruled?", False),
        ("I wonder whether Monell was overruled.", False),
        ("Monell was overruled. Is that true?", False),
        ("The other lawyer says Monell was overruled.", False),
        ("Why was Monell overruled?", True),
    ],
)
def test_whether_what_is_said_around_a_name_is_the_writers_own_ground(text, taken):
    at = text.index("Monell")
    assert taken_for_granted(text, at, at + 6) == taken


def test_no_text_breaks_it():
    for text in ("", "?", "since", "Since ", "because because because", "a" * 5000, ", so, so, so"):
        assert all(0 <= x.start <= x.end <= len(text) for x in presumed(text))
