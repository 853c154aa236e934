"""Whether a question is about our subject: a logistic regression on the encoder's vectors, kept as one vector, and nearness.

Positives are the library's own ``ask`` lines, negatives the near misses of ``out_of_scope.txt``. The regression knows
the field and nearness to the nearest thing we are asked knows the odd question ("can't pay the filing fee") that is
ours though its words are everybody's. The threshold is set by cross-validation grouped by source, so that a topic is
judged by a model that has not seen it: 3% of the good questions may fall below it, and from there to where 10% would,
an answer carries a notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np

from ingest.encoder import Vectors

NEGATIVES = Path(__file__).parent / "out_of_scope.txt"
LOST, DOUBTFUL = 0.03, 0.10
FOLDS = 5
NEARNESS = 8.0
"""Weight of a cosine beside the regression's log-odds."""


@dataclass(frozen=True)
class Scope:
    """The trained boundary: score = vector · weights + bias + NEARNESS · cosine; below ``threshold`` a question is out of scope."""

    weights: Vectors
    bias: float
    threshold: float
    near: float

    def score(self, vectors: Vectors, nearest: Sequence[float]) -> float:
        """The best score of a question's sentences, each with its nearest unit's cosine: one sentence in our subject is enough."""
        return float((vectors @ self.weights + NEARNESS * np.array(nearest)).max() + self.bias)

    def save(self, path: Path) -> None:
        np.savez(path, weights=self.weights, numbers=np.array([self.bias, self.threshold, self.near]))

    @staticmethod
    def load(path: Path) -> Scope:
        with np.load(BytesIO(path.read_bytes())) as data:
            bias, threshold, near = (float(x) for x in data["numbers"])
            return Scope(data["weights"], bias, threshold, near)


def negatives() -> list[str]:
    """The foreign questions, one a line; ``#`` opens a comment."""
    lines = NEGATIVES.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def train(good: Vectors, groups: list[str], bad: Vectors) -> Scope:
    """Fit the boundary; ``groups`` names the source of each good question."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    def fit(x: Vectors, y: Vectors) -> LogisticRegression:
        return LogisticRegression(C=10.0, class_weight="balanced", max_iter=2000).fit(x, y)

    x = np.concatenate([good, bad])
    y = np.array([1] * len(good) + [0] * len(bad))
    held = np.array([*groups, *(f"bad {i % 20}" for i in range(len(bad)))])
    scores = np.zeros(len(x))
    for fold, test in GroupKFold(min(FOLDS, len(set(held)))).split(x, y, held):
        scores[test] = fit(x[fold], y[fold]).decision_function(x[test]) if len(set(y[fold])) == 2 else 0.0
    model = fit(x, y)
    alike = good @ good.T
    np.fill_diagonal(alike, -1.0)
    good_scores = scores[: len(good)] + NEARNESS * alike.max(axis=1)
    return Scope(
        model.coef_[0].astype(np.float32), float(model.intercept_[0]), float(np.quantile(good_scores, LOST)), float(np.quantile(good_scores, DOUBTFUL))
    )
