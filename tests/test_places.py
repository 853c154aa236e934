"""The state that a question names, told apart from a party's, a person's and a city's name."""

import pytest

from chains.places import placeless, state_named

NAMED = [
    ("cops beat me in texas", "TX"),
    ("I live in Dayton, Ohio and they broke my arm", "OH"),
    ("Kansas City, Missouri", "MO"),
    ("how long in NY", "NY"),
    ("who do i send the notice to in ny", "NY"),
    ("they beat me in LA", None),
    ("Baton Rouge, LA", "LA"),
    ("what is in it", None),
    ("Portland, OR. what now", "OR"),
    ("west virginia deadline", "WV"),
    ("I'm in Washington", "WA"),
    ("washington state trooper", "WA"),
    ("a deadline in Washington, D.C.?", "DC"),
    ("new york city cops", "NY"),
    ("oklahoma city", "OK"),
    ("my cousin in Georgia", "GA"),
    ("puerto rico police", "PR"),
    ("in kansas city they never trained them", None),
    ("Connecticut v. Thompson", None),
    ("Will v. Michigan Dept. of State Police", None),
    ("Virginia v. Moore", None),
    ("my friend georgia saw it", None),
    ("Ohio and Texas", None),
    ("come in or tell me", None),
    ("ok so what did they do to ME, HI there", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "state"), NAMED)
def test_the_state_named(text, state):
    assert state_named(text) == state


def test_a_query_goes_on_without_the_place():
    assert placeless("I live in Dayton, Ohio. How long do I have to sue the city?") == "How long do I have to sue the city?"
