from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.meaning import NEAR_COPY, conflicts, content, may_be_copies, numbers, overlap, polarity

SAME = [
    ("A city answers for a failure to train.", "A city answers for its failure to train."),
    ("The training must be deliberately indifferent.", "The training must show deliberate indifference."),
    ("It is not enough that the officer was careless.", "It is not enough that one officer was careless."),
    ("Not only the officer but the city may be sued.", "The officer and the city may be sued."),
    ("The suit came 22 months later.", "The suit came 22 months later."),
    ("Deadly force is a seizure.", "There can be no question that deadly force is a seizure."),
]
KINDS = [  # claim, source, kind of conflict
    ("A city is liable for its employees' acts alone.", "A city is not liable for its employees' acts alone.", "negation"),
    ("Training can't be the basis of liability.", "Training can be the basis of liability.", "negation"),
    ("The Court refused to impose liability.", "The Court imposed liability.", "negation"),
    ("The plaintiff must show gross negligence.", "The plaintiff must show deliberate indifference.", "standard"),
    ("Negligence suffices.", "Recklessness suffices.", "standard"),
    ("Probable cause is needed.", "Reasonable suspicion is needed.", "standard"),
    ("The test is subjective.", "The test is objective.", "opposite"),
    ("The judgment was affirmed.", "The judgment was reversed.", "opposite"),
    ("Complaints after the arrest count.", "Complaints before the arrest count.", "opposite"),
    ("The officer is a person under § 1983.", "The city is a person under § 1983.", "party"),
    ("A state can be sued.", "A city can be sued.", "party"),
    ("The defendant bears the burden.", "The plaintiff bears the burden.", "party"),
    ("You have three years.", "You have two years.", "number"),
    ("The jury awarded $15 million.", "The jury awarded $14 million.", "number"),
    ("A missed defense is lost under Rule 13.", "A missed defense is lost under Rule 12.", "number"),
    ("Your own claim belongs under § 1985.", "Your own claim belongs under § 1983.", "number"),
    ("A pattern is always needed.", "A pattern is needed.", "overbroad"),
    ("Every missed class makes the city liable.", "A missed class can make the city liable.", "overbroad"),
]


@pytest.mark.parametrize(("claim", "source"), SAME)
def test_no_conflict_where_the_words_agree(claim, source):
    assert conflicts(claim, source) == ()


@pytest.mark.parametrize(("claim", "source", "kind"), KINDS)
def test_flipped_words_are_seen(claim, source, kind):
    assert kind in {c.kind for c in conflicts(claim, source)}
    assert all(c.reason for c in conflicts(claim, source))


def test_a_library_line_never_conflicts_with_itself(index):
    for section in list(index.library.sections.values())[::10]:
        for line in section.lines:
            assert conflicts(line.text, line.text) == ()


def test_parts():
    assert polarity("not only that") == 0
    assert polarity("He didn’t and couldn't") == 2
    assert numbers("two of 14 officers, one dog") == {"2", "14"}
    assert overlap("trained officers", "The officers were training") == 1.0
    assert overlap("", "anything") == 0.0
    assert content("The city's training") == content("city's train")


@given(st.lists(st.sampled_from("abcdef"), max_size=12), st.lists(st.sampled_from("abcdef"), max_size=12))
def test_copies_are_never_passed_over(mine, theirs):
    if SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= NEAR_COPY:
        assert may_be_copies(mine, theirs)
