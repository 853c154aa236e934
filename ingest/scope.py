"""Whether a question is about our subject: a support vector machine on the encoder's vectors.

Positives are the library's own ``ask`` lines, negatives the near misses of ``out_of_scope.txt``. A curved boundary
(radial kernel) was measured against a straight one: with 3% of the ways of asking lost it recognises 75% of the foreign
questions instead of 64%, for both kinds come in clusters ("training" of dogs, of recruits, of models). The threshold is
set by cross-validation grouped by source, so that a topic is judged by a model that has not seen it: 6% of the ways of
asking may fall below it (many are scraps of three words; of whole questions it was 2%), and from there to where 12%
would, an answer carries a notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.arrays import read_arrays
from ingest.encoder import Vectors

NEGATIVES = Path(__file__).parent / "out_of_scope.txt"
LOST, DOUBTFUL = 0.06, 0.12
FOLDS = 5
COST, GAMMA = 10.0, 1.0
"""Penalty of a training error, and width of the kernel exp(-GAMMA · |a - b|²) on unit vectors."""


@dataclass(frozen=True)
class Scope:
    """The trained boundary; a question that scores below ``threshold`` is out of scope, below ``near`` doubtful."""

    support: Vectors  # (support vectors, dimensions)
    weights: Vectors  # (support vectors,)
    bias: float
    threshold: float
    near: float

    def score(self, vectors: Vectors) -> float:
        """The best score of a question's sentences: one sentence in our subject is enough."""
        kernel = np.exp(-GAMMA * (2.0 - 2.0 * vectors @ self.support.T))
        return float((kernel @ self.weights).max() + self.bias)

    def save(self, path: Path) -> None:
        np.savez(path, support=self.support, weights=self.weights, numbers=np.array([self.bias, self.threshold, self.near]))

    @staticmethod
    def load(path: Path) -> Scope:
        """Raises IndexDamaged where the file is not readable."""
        support, weights, numbers = read_arrays(path, "support", "weights", "numbers")
        bias, threshold, near = (float(x) for x in numbers)
        return Scope(support, weights, bias, threshold, near)


def negatives() -> list[str]:
    """The foreign questions, one a line; ``#`` opens a comment."""
    lines = NEGATIVES.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def train(good: Vectors, groups: list[str], bad: Vectors) -> Scope:
    """Fit the boundary; ``groups`` names the source of each good question."""
    from sklearn.model_selection import GroupKFold
    from sklearn.svm import SVC

    def fit(x: Vectors, y: Vectors) -> SVC:
        return SVC(C=COST, gamma=GAMMA, class_weight="balanced").fit(x, y)

    x = np.concatenate([good, bad])
    y = np.array([1] * len(good) + [0] * len(bad))
    held = np.array([*groups, *(f"bad {i // 8}" for i in range(len(bad)))])
    scores = np.zeros(len(x))
    for fold, test in GroupKFold(min(FOLDS, len(set(held)))).split(x, y, held):
        scores[test] = fit(x[fold], y[fold]).decision_function(x[test]) if len(set(y[fold])) == 2 else 0.0
    model, good_scores = fit(x, y), scores[: len(good)]
    lost, doubtful = (float(np.quantile(good_scores, share)) for share in (LOST, DOUBTFUL))
    return Scope(model.support_vectors_.astype(np.float32), model.dual_coef_[0].astype(np.float32), float(model.intercept_[0]), lost, doubtful)
