"""Which section a question belongs to: a linear discriminant on the encoder's vectors, kept as one matrix.

Nearness to one way of asking is noisy; the discriminant has seen all ways of asking a section, and all its lines, and
looks along the directions in which sections differ rather than those in which any two questions differ (Fisher 1936;
shrinkage after Ledoit and Wolf's idea, with a fixed amount). It has a closed form, so the same library gives the same
matrix.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.arrays import read_arrays
from ingest.encoder import Vectors

SHRINKAGE = 1.0
"""How much of a round spread is mixed into the spread measured within sections (1: as much as there is)."""


@dataclass(frozen=True)
class Discriminant:
    """Scores every section for a question at once: vector · weights + bias, in units of their common spread."""

    sections: tuple[str, ...]
    weights: Vectors  # (dimensions, sections)
    bias: Vectors  # (sections,)

    def scores(self, vector: Vectors) -> dict[str, float]:
        """Section id to score; only differences between sections mean something."""
        return dict(zip(self.sections, (vector @ self.weights + self.bias).tolist(), strict=True))

    def save(self, path: Path) -> None:
        np.savez(path, weights=self.weights, bias=self.bias, sections=json.dumps(self.sections))

    @staticmethod
    def load(path: Path) -> Discriminant:
        """Raises IndexDamaged where the file is not readable."""
        sections, weights, bias = read_arrays(path, "sections", "weights", "bias")
        return Discriminant(tuple(json.loads(str(sections))), weights, bias)


def fit(vectors: Vectors, sections: Sequence[str]) -> Discriminant:
    """The discriminant of texts whose sections are known; ``vectors`` has one row a text."""
    names = sorted(set(sections))
    column = {name: i for i, name in enumerate(names)}
    which = np.array([column[s] for s in sections])
    means = np.stack([vectors[which == i].mean(axis=0) for i in range(len(names))])
    spread = (vectors - means[which]).T @ (vectors - means[which]) / len(vectors)
    spread += (SHRINKAGE * np.trace(spread) / len(spread) + 1e-6) * np.eye(len(spread))
    weights = np.linalg.solve(spread, means.T)
    bias = -0.5 * (means * weights.T).sum(axis=1)
    unit = float((vectors @ weights + bias).std()) or 1.0
    return Discriminant(tuple(names), (weights / unit).astype(np.float32), (bias / unit).astype(np.float32))
