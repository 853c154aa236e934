"""Whose words a claim gives to whom; words matched by their vectors; the support score and its figures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.alignment import NAMES, Encoded, align, lower_words
from corpus.meaning import conflicts, numbers
from corpus.quoting import find_quote, quotations
from corpus.support import FIGURES, POOLED, WEIGHTS, figures, support
from corpus.voices import LED, voice_conflicts

VOICES = [  # claim, voice, author, kinds
    ("The Court held that a pattern is needed.", "White's dissent", "White", {"court"}),
    ("The Court in Canton adopted a test.", "White's dissent", "White", {"court"}),
    ("A pattern is needed.", "White's dissent", "White", {"unnamed"}),
    ("Justice White, dissenting, would need a pattern.", "White's dissent", "White", set()),
    ("Justice Scalia, dissenting, would need a pattern.", "White's dissent", "White", {"judge"}),
    ("The Court held that Justice White would need a pattern.", "White's dissent", "White", {"court"}),
    ("The dissent would need a pattern.", "", "", {"dissent"}),
    ("The Court held that a pattern is needed.", "", "", set()),
    ("The Court held that a pattern is needed.", "plurality", "", set()),
]
KINDS = [  # claim, source, a kind of conflict, or None for none at all
    ("He acted in bad faith.", "He acted in good faith.", "opposite"),
    ("The claim was reinstated.", "The claim was dismissed.", "opposite"),
    ("The inquiry is easy.", "The inquiry is difficult.", "opposite"),
    ("One act is enough.", "One act is not enough to show a policy.", "quantity"),
    ("The detention of three to three hours was reasonable.", "The detention of two to three hours was reasonable.", "number"),
    ("If the city broke no rule, the officer cannot be sued for that.", "If the officer broke no rule, the city cannot be sued for that.", "party"),
    ("A decision is due within 48 hours.", "A decision is due within forty-eight hours.", None),
]


@pytest.mark.parametrize(("claim", "voice", "author", "kinds"), VOICES)
def test_whose_words_they_are(claim, voice, author, kinds):
    assert {c.kind for c in voice_conflicts(claim, voice, author)} == kinds


def test_what_opens_by_saying_what_the_court_held():
    assert LED.match("In Monell v. Department, the Court held that it is so.")
    assert LED.match("The Court ruled that it is so.")
    assert not LED.match("The city says that the Court held it.")


@pytest.mark.parametrize(("claim", "source", "kind"), KINDS)
def test_general_opposites_and_exchanges(claim, source, kind):
    found = {c.kind for c in conflicts(claim, source)}
    assert kind in found if kind else not found


def test_numbers_in_words():
    assert numbers("forty-eight of ninety two, a dozen and thirty") == {"48", "92", "12", "30"}


def test_brackets_of_the_sources_own_and_of_strength():
    source = 'He said that "[o]n the same side" it may be required.'
    assert find_quote('that "[o]n the same side" it may', source)
    assert find_quote("it [must] be required", source) is None
    assert quotations('“one” and “two\n\nthree” and "four"') == [(1, 4), (28, 32)]


def _encoded(text, table):
    spans = lower_words(text)
    words = tuple(text[a:b].lower() for a, b in spans)
    vectors = np.array([table.setdefault(w, np.eye(64, dtype=np.float32)[len(table) % 64]) for w in words]) if words else np.zeros((0, 64), dtype=np.float32)
    whole = vectors.sum(axis=0) / max(1e-9, float(np.linalg.norm(vectors.sum(axis=0)))) if words else np.zeros(64, dtype=np.float32)
    return Encoded(text, tuple(spans), words, vectors, np.asarray(whole, dtype=np.float32))


def _beside(claim, passage, **more):
    table = {}
    return figures(_encoded(claim, table), _encoded(passage, table), lambda w: 1.0, **more)


def test_words_are_matched_and_turns_are_seen():
    table = {}
    claim, same, turned = (_encoded(t, table) for t in ("The city pays damages.", "The city pays damages.", "The city never pays damages."))
    assert align(claim, same)["words_near"] == pytest.approx(1.0)
    assert align(claim, same)["turned"] == 0
    assert align(claim, turned)["turned"] > 0.5
    assert align(claim, _encoded("Wholly other words here", table))["words_unmatched"] == 1.0
    assert align(claim, _encoded("It was of the", table))["turned"] == 0  # no word there tells anything


def test_every_figure_has_a_name_and_nothing_else_is_weighed():
    found = _beside("The city pays.", "The city pays. It must pay when its officers do wrong on its orders, and never else.")
    assert set(found) == set(FIGURES)
    assert set(NAMES) <= set(FIGURES)
    names = {line.split(" = ")[0] for line in WEIGHTS.read_text(encoding="utf-8").splitlines() if " = " in line and not line.startswith("#")}
    assert names - {"bias", "doubtful"} <= set(POOLED)


@given(st.text(max_size=80), st.text(max_size=200))
def test_the_score_is_a_share_whatever_the_texts(claim, passage):
    assert 0 <= support(_beside(claim, passage)) <= 1


def test_the_encoder_gives_each_word_a_vector_and_the_same_whole(index):
    text = "A city isn't liable under § 1983, unless it was deliberately indifferent."
    found = index.encoder.encode_words(text)
    assert [text[a:b].lower() for a, b in found.spans] == list(found.words)
    assert found.vectors.shape[0] == len(found.words)
    assert float(found.whole @ index.encoder.encode([text])[0]) == pytest.approx(1.0, abs=1e-4)
    assert index.encoder.encode_words("").words == ()


def test_a_turned_claim_is_supported_less(index):
    source = "A pattern of similar violations is ordinarily necessary to show deliberate indifference."
    passage = index.encoder.encode_words(source)
    true, turned, voiced = (
        support(figures(index.encoder.encode_words(c), passage, lambda w: 1.0, voice=v))
        for c, v in [
            ("Deliberate indifference ordinarily needs a pattern of similar violations.", ""),
            ("Deliberate indifference never needs a pattern of similar violations.", ""),
            ("The Court held that deliberate indifference ordinarily needs a pattern of similar violations.", "White's dissent"),
        ]
    )
    assert true > 0.5 > turned
    assert voiced < true
