"""Tampering with true sentences: each operator makes a change that matters, and a verifier switched off shows."""

import pytest

import eval.tampering as tampering
from chains.given import Verdict
from corpus.models import Cite, Pin
from eval.tampering import METRICS, OPERATORS, UNHELD, try_verifiers

WORDS = {o.name: o.words for o in OPERATORS}
CITES = {o.name: o.cite for o in OPERATORS}
CHANGED = [
    ("negation", "A city is not liable for that.", "A city is liable for that."),
    ("negation", "A city is liable for that.", "A city is not liable for that."),
    ("negation", "The policy must cause it.", "The policy need not cause it."),
    ("negation", "Nothing here to turn.", None),
    ("number", "An answer is due in 21 days.", "An answer is due in 28 days."),
    ("number", "No figure here.", None),
    ("number", "The year 1983 stays.", None),
    ("standard", "It takes deliberate indifference.", "It takes negligence."),
    ("standard", "The test is objective.", "The test is subjective."),
    ("standard", "Nothing of fault.", None),
    ("overbroad", "Usually a pattern is needed.", "always a pattern is needed."),
    ("overbroad", "A judge may end it.", "A judge must end it."),
    ("page", "Only what it cites.", None),
]


@pytest.mark.parametrize(("operator", "text", "changed"), CHANGED)
def test_words_are_tampered_with(operator, text, changed):
    assert WORDS[operator](text) == changed


def test_a_page_is_moved_out_of_the_decision_and_an_authority_out_of_the_library(index):
    canton = Cite("489 U.S. 378", (Pin(390, 390),))
    moved = CITES["page"](index, canton)
    assert moved.pins[0].first > index.library.authority("489 U.S. 378").last_page
    assert CITES["page"](index, Cite("42 U.S.C. § 1983")) is None
    assert CITES["authority"](index, canton).key == UNHELD
    assert index.library.authority(UNHELD) is None


@pytest.fixture(scope="module")
def means(index):
    return _means(try_verifiers(index, every=150))


def _means(rows):
    found = {}
    for row in rows:
        for name, value in row.scores.items():
            found.setdefault(name, []).append(value)
    return {name: sum(values) / len(values) for name, values in found.items()}


def test_true_sentences_pass_and_tampered_ones_do_not(means):
    assert set(means) <= {m.name for m in METRICS}
    assert means["true_shown"] == 1
    for name, mean in means.items():
        if name.startswith("withheld_"):
            assert mean == 1, name


def test_the_gate_switched_off_shows(index, monkeypatch):
    monkeypatch.setattr("chains.verify.faults", lambda index, claim: [])
    off = _means(try_verifiers(index, every=150))
    assert {off[n] for n in off if n.startswith("withheld_")} == {0}


def test_a_verifier_that_breaks_is_never_right_and_stops_nothing(index, monkeypatch):
    monkeypatch.setattr(tampering, "check_claim", lambda *_: 1 / 0)
    broken = try_verifiers(index, every=300)
    assert {row.status for row in broken} == {"broken"}
    assert {v for n, v in _means(broken).items() if n.startswith(("unsupported_", "true_supported"))} == {0}


def test_the_verdict_switched_off_shows(index, monkeypatch):
    monkeypatch.setattr(tampering, "check_claim", lambda *_: Verdict("supported"))
    off = _means(try_verifiers(index, every=150))
    assert {off[n] for n in off if n.startswith("unsupported_")} == {0}
