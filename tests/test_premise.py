"""What a question takes for granted about a decision: what it does not bear is said, what it does bear is left alone."""

import pytest

from chains.models import Question
from chains.premise import examine
from chains.understand import understand

FALSE = [
    "Owen gave my city qualified immunity and that is DISGUSTING. How do I get round the Owen immunity?",
    "Given Fact Concerts' holding that punitive damages lie against municipalities, what ratio to compensatory damages applies?",
    "Since Canton held that negligence is enough, how do I show the city was careless?",
    "Under Heck v. Humphrey, I can sue for damages even though my conviction stands. What do I file?",
    "Why did Garner hold that police may shoot any fleeing felon?",
    "Graham v. Connor says that the officer's bad intentions decide whether force was excessive.",
    "DeShaney held that the state must protect everyone from private violence. How do I sue?",
    "Since cities are automatically liable for what their police do, how much can I ask for?",
    "because gross negligence is enough for failure to train do i need an expert",
    "Since Connick abolished single-incident liability, should I drop my claim about a single shooting?",
    "Bryan County says heightened negligence is enough against a county. What proof is that?",
    "Castle Rock v. Gonzales gave everyone a right to police enforcement of restraining orders, so how do I use it?",
]
TRUE = [
    "Canton held that a city can be liable for failing to train only if it was deliberately indifferent. How do I prove that?",
    "Since Monell said that a city is not liable just because it employs the officer, what do I need?",
    "Connick says a pattern of similar violations is ordinarily necessary. How many do I need?",
    "Garner says police can't shoot a fleeing suspect who isn't dangerous. The cop shot my brother in the back. Can I sue the city?",
    "Heller said that if the officer did nothing wrong the city can't be liable. What if the jury let the officer off on immunity?",
    "Heck v. Humphrey says my claim is barred while my conviction stands. What about an arrest claim?",
    "DeShaney says the state has no duty to protect people from private violence. Are there exceptions?",
    "Does Canton say that negligence is enough?",
    "The city says Connick means I need a pattern of violations. What can I answer?",
    "Because Monell does not allow respondeat superior, what do I have to prove?",
    "Since the city never trained its officers, what do I have to prove?",
    "Newport v. Fact Concerts bars punitive damages against a city. Can I ask for them from the officer?",
    'Our manual says "do not wait for a supervisor, just act." Is a written manual a policy under Monell?',
    "Did Connick decide that one violation is enough?",
    "Officer Garner said that he may shoot whoever he wants. Can I sue the city?",
]
CITED_WRONGLY = [
    ("graham v connor 471 us 1 reasonableness", "471 U.S. 1 is Tennessee v. Garner"),
    ("City of Canton v. Harris, 489 U.S. 378 (1994), what does it say?", "was decided in 1989"),
    ("what is on page 912 of Monell v. Department of Social Services, 436 U.S. 658, 912", "outside"),
    ("does 912 U.S. 330 help me", "cannot be a real citation"),
]


@pytest.fixture
def premise(index):
    return lambda text: examine(index, understand(Question(text)))


@pytest.mark.parametrize("text", FALSE)
def test_what_a_decision_does_not_say_is_a_false_premise(premise, text):
    found = premise(text)
    assert found.turn == "false_premise"
    assert found.notices[0].startswith("This is not the law: “") or " does not say this: “" in found.notices[0]
    assert found.sections


@pytest.mark.parametrize("text", TRUE)
def test_what_it_does_say_or_is_only_asked_is_left_alone(premise, text):
    assert premise(text).turn is None


@pytest.mark.parametrize(("text", "words"), CITED_WRONGLY)
def test_a_wrong_citation_is_set_right(premise, text, words):
    found = premise(text)
    assert found.turn == "false_premise"
    assert words in found.notices[0]


def test_a_case_that_we_do_not_hold_is_named_once(premise):
    found = premise("What did Smith v. Jonesville, 812 F.3d 100, hold about training?")
    assert found.turn == "not_in_library"
    assert found.notices[0].count("Jonesville") == 1


def test_where_the_writers_own_question_begins_the_clause_ends(premise):
    (notice,) = premise("Since Canton held that negligence is enough, how do I show the city was careless?").notices
    assert "negligence is enough”" in notice
    assert "careless" not in notice


DESCRIBED = [
    ("As Justice Thomas wrote in Canton, training can be policy. How do I use it?", "was not on the Court then"),
    ("Now that Monell was overruled in 2022, can I still sue the city?", "no decision that overruled Monell"),
    ("In the 1995 Monell case, how is a custom defined?", "was decided in 1978"),
    ("Canton is a Ninth Circuit case, so does it bind in Ohio?", "decided by the Supreme Court"),
    ("Since the $14 million award was upheld in Connick, what do I ask for?", "ended thus: reversed"),
]


@pytest.mark.parametrize(("text", "words"), DESCRIBED)
def test_what_is_told_wrongly_of_a_decision_is_a_false_premise(premise, text, words):
    found = premise(text)
    assert found.turn == "false_premise"
    assert words in found.notices[0]
    assert found.sections


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Was Monell overruled in 2022?", "no decision that overruled Monell"),
        ("I read that Monell was overruled. Is that true?", "no decision that overruled Monell"),
        ("Opposing counsel says that Canton is a Ninth Circuit case. What do I answer?", "decided by the Supreme Court"),
    ],
)
def test_what_is_only_asked_or_told_of_others_is_set_right_in_a_notice(premise, text, words):
    found = premise(text)
    assert found.turn is None
    assert words in found.notices[0]
