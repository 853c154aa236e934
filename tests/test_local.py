"""What a reader's state adds to an answer: its own deadline, notice, records law, courts and helpers, as sure as they are."""

import pytest

from chains.local import ASK_STATE, NO_ROW
from corpus.courts import STATES
from corpus.kinds import KINDS
from corpus.lines import FIRST
from corpus.states import open_states

HOW_LONG = "How long do I have to sue the city?"


def local_claims(answer):
    return [c for c in answer.claims if any(x.url.startswith("/library?source=state-") for x in c.citations)]


def test_each_section_that_is_local_names_values_of_the_table(index):
    tagged = [s for s in index.library.sections.values() if s.local]
    assert {k.removesuffix(FIRST) for s in tagged for k in s.local} == set(KINDS)


def test_the_states_own_sections_are_not_found_by_a_question(index):
    assert not [s for s in index.library.sections if s.startswith("state-")]
    assert not [i for i in index.section_words.top("time limit § 1983 lawsuit California", 20) if i[0].startswith("state-")]


def test_a_deadline_leads_and_names_its_statute_and_how_sure_we_are(ask):
    answer = ask(HOW_LONG, state="CA")
    first = answer.claims[0]
    assert first.role == "short"
    assert first.text == "In California, a § 1983 lawsuit must be filed within two years."
    assert first.citations[0].citation == "Cal. Civ. Proc. Code § 335.1"
    assert first.citations[0].weight == "binding"
    assert "California" in first.citations[0].why
    assert any("We were sure of the time limit in California" in c.text for c in answer.claims)
    assert [c.role for c in answer.claims].count("short") == 1
    assert not answer.withheld


def test_a_value_that_is_not_sure_is_said_so(ask):
    states = open_states()
    likely = next(s for s in states.values() if s.limitation.confidence == "likely")
    assert "often said to be" in ask(HOW_LONG, state=likely.code).claims[0].text


@pytest.mark.parametrize("code", sorted(open_states()))
def test_in_every_state_the_time_limit_is_answered_and_nothing_is_withheld(ask, code):
    answer = ask(HOW_LONG, state=code)
    assert answer.answered
    assert STATES[code] in answer.claims[0].text
    assert not answer.withheld


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Do I need a notice of claim for state-law claims against the city?", "notice of claim"),
        ("Can I get public records from the police before I sue?", "public records"),
        ("Where can I find a lawyer or other help with a case against the city?", "State Bar"),
        ("Do I file in state court or in federal court?", "Central District of California"),
        ("Do state training standards decide whether the training was good enough?", "Peace Officer Standards"),
    ],
)
def test_what_is_asked_of_a_place_is_answered_from_the_readers_row(ask, question, words):
    answer = ask(question, state="CA")
    assert any(words in c.text for c in local_claims(answer)), [c.text for c in answer.claims]


def test_a_state_named_in_the_question_counts_before_the_one_chosen_and_gives_the_circuit(ask):
    answer = ask("How long do I have to sue the city? I live in Dayton, Ohio.", state="CA")
    assert answer.claims[0].text.startswith("In Ohio")
    named = ask("I was hurt by police in Ohio. How long do I have to sue the city?")
    assert named.claims[0].text.startswith("In Ohio")


def test_a_follow_up_keeps_the_state_that_was_named_before(ask):
    answer = ask("How long do I have to sue?", history=("I live in Ohio. Can I sue the city because its officers were never trained?",))
    assert any("In Ohio" in c.text for c in answer.claims)


def test_without_a_state_the_answer_says_how_the_length_is_found_and_asks_for_it(ask):
    answer = ask(HOW_LONG)
    assert ASK_STATE in answer.notices
    assert "personal-injury" in answer.claims[0].text
    assert not local_claims(answer)
    assert ASK_STATE not in ask("What is deliberate indifference?").notices


def test_a_place_without_a_row_is_told_so(ask):
    answer = ask(HOW_LONG, state="GU")
    assert NO_ROW.format("Guam") in answer.notices
    assert answer.answered


def test_a_question_with_a_date_in_it_gets_the_states_own_clock(ask):
    answer = ask("Two years ago an officer tased me over and over while I was handcuffed. Was the city's training to blame?", state="CA")
    assert any(c.text.startswith("In California, a § 1983 lawsuit") for c in answer.claims)


def test_a_question_about_time_has_the_states_limit_second_at_the_latest(ask):
    for question in ("how long do i have to sue in florida", "How long do I have to sue over a false arrest in Florida?", "deadline to sue police in florida"):
        assert any("In Florida, the time to file" in c.text for c in ask(question).claims[:2]), question


def test_a_state_named_in_the_question_weighs_by_its_own_circuit(ask):
    answer = ask("I was hurt by police in Texas. How long do I have to sue the city?", state="CA")
    assert answer.claims[0].text.startswith("In Texas")
    assert "you are in the Ninth" not in " ".join(x.why for c in answer.claims for x in c.citations)
