import numpy as np
import pytest

from corpus.errors import IndexDamaged
from ingest.discriminant import Discriminant, fit


@pytest.fixture(scope="module")
def three():
    """Ninety texts of three sections, each around a corner of its own, beside a loud direction that tells nothing."""
    random = np.random.default_rng(3)
    corners = np.eye(4, dtype=np.float32)[:3]
    which = np.repeat([0, 1, 2], 30)
    vectors = corners[which] + random.normal(0, [0.1, 0.1, 0.1, 2.0], (90, 4))
    return vectors.astype(np.float32), [f"s#{i}" for i in which]


def test_each_text_scores_best_in_its_own_section(three):
    learned = fit(*three)
    best = [max(learned.scores(v).items(), key=lambda kv: kv[1])[0] for v in three[0]]
    assert np.mean([b == s for b, s in zip(best, three[1], strict=True)]) > 0.95


def test_fitting_twice_is_the_same_and_loading_is_what_was_saved(three, tmp_path):
    one, other = fit(*three), fit(*three)
    assert (one.weights == other.weights).all()
    one.save(tmp_path / "d.npz")
    loaded = Discriminant.load(tmp_path / "d.npz")
    assert loaded.sections == one.sections == ("s#0", "s#1", "s#2")
    assert loaded.scores(three[0][0]) == one.scores(three[0][0])


@pytest.mark.parametrize("contents", [None, b"", b"PK rubbish"])
def test_a_broken_file_is_a_damaged_index(tmp_path, contents):
    if contents is not None:
        (tmp_path / "d.npz").write_bytes(contents)
    with pytest.raises(IndexDamaged, match=r"d\.npz of the index cannot be read; run: make index"):
        Discriminant.load(tmp_path / "d.npz")
