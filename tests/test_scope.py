"""The boundary of our subject: how it is trained, kept, and what the real one says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.models import Premise, Reading
from chains.retrieve import retrieve
from ingest.scope import DOUBTFUL, LOST, Scope, negatives, train


@pytest.fixture(scope="module")
def clouds():
    """Two clouds of directions: the subject around (1, 0, 0), everything else around (0, 1, 0)."""
    random = np.random.default_rng(7)
    good, bad = (random.normal(centre, 0.4, (200, 3)).astype(np.float32) for centre in ((1, 0, 0), (0, 1, 0)))
    return good / np.linalg.norm(good, axis=1, keepdims=True), [f"topic {i % 10}" for i in range(200)], bad / np.linalg.norm(bad, axis=1, keepdims=True)


def test_training_keeps_the_good_and_sends_the_others_away(clouds):
    scope = train(*clouds)
    good, _, bad = clouds
    kept = np.array([scope.score(v[None]) >= scope.threshold for v in good])
    sent = np.array([scope.score(v[None]) < scope.threshold for v in bad])
    assert kept.mean() > 0.95
    assert sent.mean() > 0.8
    assert scope.threshold < scope.near


def test_training_twice_gives_the_same(clouds):
    one, other = train(*clouds), train(*clouds)
    assert (one.weights == other.weights).all()
    assert (one.bias, one.threshold, one.near) == (other.bias, other.threshold, other.near)


def test_what_is_saved_is_what_is_loaded(clouds, tmp_path):
    scope = train(*clouds)
    scope.save(tmp_path / "scope.npz")
    loaded = Scope.load(tmp_path / "scope.npz")
    assert (loaded.weights == scope.weights).all()
    assert (loaded.support == scope.support).all()
    assert (loaded.bias, loaded.threshold, loaded.near) == pytest.approx((scope.bias, scope.threshold, scope.near))


rows = st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=8).map(lambda r: np.array(r, np.float32))


@given(rows, rows)
def test_one_sentence_in_our_subject_is_enough(clouds, mine, more):
    scope = train(*(part[::20] for part in clouds))
    assert scope.score(np.concatenate([mine, more])) == pytest.approx(max(scope.score(mine), scope.score(more)), abs=1e-4)


def test_there_are_enough_near_misses():
    foreign = negatives()
    assert len(foreign) >= 300
    assert len({q.lower() for q in foreign}) == len(foreign)
    assert 0 < LOST < DOUBTFUL < 0.2


def test_no_near_miss_is_also_a_question_of_the_library(index):
    asks = {a.lower() for s in index.library.sections.values() for a in s.asks}
    assert asks.isdisjoint(q.lower() for q in negatives())


OURS = [
    "Can I sue the city because its officers were never trained?",
    "What is deliberate indifference?",
    "How many prior incidents do I need to show a pattern?",
    "My brother died in the county jail because the guards had no medical training. What can we do?",
    "they tased my son who has autism, nobody at the department ever taught them, can the town be held responsible",
]
FOREIGN = [
    "How do I bake bread without yeast?",
    "My surgeon left a sponge inside me, can I sue the hospital for malpractice?",
    "How do I get custody of my daughter after the divorce?",
    "My landlord will not give back my deposit.",
    "What is the best recipe for apple pie?",
]


def score(index, question):
    return retrieve(index, Reading(question, (question,)), Premise()).scope


@pytest.mark.parametrize("question", OURS)
def test_the_real_boundary_keeps(index, question):
    assert score(index, question) >= index.scope.threshold


@pytest.mark.parametrize("question", FOREIGN)
def test_the_real_boundary_sends_away(index, question):
    assert score(index, question) < index.scope.threshold
