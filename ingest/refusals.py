"""Whether a question asks for what is never given: one logistic regression over the kinds of such questions.

Explicit patterns (chains/understand.py) catch the plain wordings; this catches the others. The kinds and their examples
stand in ``refused.txt``, with lawful questions that share their words (``[ours]``); beside them it learns the library's
own ``ask`` lines and the foreign questions. The threshold
is set by cross-validation grouped by source: of the ways of asking a good question, one in a hundred may be taken for one of the kinds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.arrays import read_arrays
from ingest.encoder import Vectors

EXAMPLES = Path(__file__).parent / "refused.txt"
LOST, FOLDS = 0.01, 5
OURS, FOREIGN = "ours", "foreign"


def examples() -> list[tuple[str, str]]:
    """(kind, question) of ``refused.txt``: a line ``[kind]`` opens a kind, ``#`` a comment."""
    kind, found = "", []
    for line in (raw.strip() for raw in EXAMPLES.read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append((kind, line))
    return found


@dataclass(frozen=True)
class Refusals:
    """The trained kinds; ``threshold`` is the probability from which a question counts as one of them."""

    kinds: tuple[str, ...]
    weights: Vectors  # (dimensions, kinds)
    bias: Vectors
    threshold: float

    def kind(self, vectors: Vectors) -> str | None:
        """The kind that one of a question's sentences belongs to, or None."""
        chances = _refused_only(_chances(vectors @ self.weights + self.bias), self.kinds)
        row, column = np.unravel_index(int(chances.argmax()), chances.shape)
        return self.kinds[column] if chances[row, column] >= self.threshold else None

    def save(self, path: Path) -> None:
        np.savez(path, weights=self.weights, bias=self.bias, threshold=self.threshold, kinds=np.array(self.kinds))

    @staticmethod
    def load(path: Path) -> Refusals:
        """Raises IndexDamaged where the file is not readable."""
        kinds, weights, bias, threshold = read_arrays(path, "kinds", "weights", "bias", "threshold")
        return Refusals(tuple(str(k) for k in kinds), weights, bias, float(threshold))


def train(good: Vectors, groups: list[str], foreign: Vectors, refused: Vectors, kinds: list[str]) -> Refusals:
    """Fit the kinds; ``groups`` names the source of each good question."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    x = np.concatenate([good, foreign, refused])
    y = np.array([OURS] * len(good) + [FOREIGN] * len(foreign) + kinds)
    held = np.array([*groups, *(f"other {i % 20}" for i in range(len(foreign) + len(refused)))])

    def fit(rows: Vectors, labels: Vectors) -> LogisticRegression:
        return LogisticRegression(C=100.0, max_iter=4000).fit(rows, labels)

    taken = np.zeros(len(x))
    for fold, test in GroupKFold(min(FOLDS, len(set(held)))).split(x, y, held):
        if len(set(y[fold])) > 2:
            model = fit(x[fold], y[fold])
            taken[test] = _refused_only(model.predict_proba(x[test]), tuple(model.classes_)).max(axis=1)
    model = fit(x, y)
    threshold = max(0.5, float(np.quantile(taken[: len(good)], 1 - LOST)))
    return Refusals(tuple(str(k) for k in model.classes_), model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32), threshold)


def _chances(scores: Vectors) -> Vectors:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def _refused_only(chances: Vectors, kinds: tuple[str, ...]) -> Vectors:
    """The chances with those of an ordinary question left out."""
    return chances * np.array([k not in (OURS, FOREIGN) for k in kinds], dtype=np.float32)
