"""How sure a figure is, and whether two runs differ by more than chance.

Every result is the same whenever the same values are given, in whatever order: the values are sorted, the draws seeded.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

SEED = 1983
RESAMPLES = 2_000
DRAWS = 10_000
LEVEL = (2.5, 97.5)
"""Percentiles of the resampled means between which the interval lies."""
EXACT = 13
"""Up to so many cases that differ, every one of the 2**13 = 8,192 ways to flip them is tried instead of drawing some."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The mean of ``n`` values with a 95% interval. Of no values all three are nan; of one they are that value."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of ``n`` differences with a 95% interval, and the two-sided p of the hypothesis that there is none."""

    mean: float
    low: float
    high: float
    p: float
    n: int


def interval(values: Sequence[float], groups: Sequence[str] | None = None) -> Interval:
    """The mean with its percentile bootstrap interval (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13).

    Where ``groups`` names the group of each value, whole groups are drawn (the cluster bootstrap): a question and its
    paraphrases are one. Where every value is the same the interval is a point, however few they are: look at ``n``.
    Raises ValueError for a value that is not finite or for groups of another length.
    """
    mean, units = _units(values, groups)
    low, high = _bounds(mean, units)
    return Interval(mean, low, high, len(values))


def paired(a: Sequence[float], b: Sequence[float], groups: Sequence[str] | None = None) -> Difference:
    """What ``b`` has more than ``a``, case by case: mean, bootstrap interval, and p of a randomisation test.

    The test flips the signs of the differences at random, those of a group together, and asks how often their mean comes
    out as far from 0 as it did (Smucker, Allan and Carterette, CIKM 2007). Of draws p is (hits + 1) / (draws + 1), so that
    it is never 0 (Davison and Hinkley 1997, § 4.2). Of no cases p is 1. Raises ValueError as ``interval`` does.
    """
    differences = [y - x for x, y in zip(a, b, strict=True)]
    mean, units = _units(differences, groups)
    low, high = _bounds(mean, units)
    return Difference(mean, low, high, _flip_test(differences, groups), len(differences))


def holm(ps: Sequence[float]) -> list[float]:
    """The ps adjusted for being many, in the order given (Holm, Scandinavian Journal of Statistics 6, 1979).

    The smallest of m is multiplied by m, the next by m − 1 and so on; none falls below the one before it or rises over 1.
    Raises ValueError for a number outside 0 to 1.
    """
    if not all(0 <= p <= 1 for p in ps):
        raise ValueError("every p must lie between 0 and 1")
    adjusted, floor = [0.0] * len(ps), 0.0
    for rank, i in enumerate(sorted(range(len(ps)), key=lambda i: ps[i])):
        floor = max(floor, min(1.0, (len(ps) - rank) * ps[i]))
        adjusted[i] = floor
    return adjusted


def _gathered(values: Sequence[float], groups: Sequence[str] | None) -> list[list[float]]:
    """The values by group; without groups each is its own."""
    if not all(math.isfinite(v) for v in values):
        raise ValueError("every value must be a finite number")
    found: dict[Any, list[float]] = {}
    for name, value in zip(range(len(values)) if groups is None else groups, values, strict=True):
        found.setdefault(name, []).append(value)
    return list(found.values())


def _units(values: Sequence[float], groups: Sequence[str] | None) -> tuple[float, Numbers]:
    """The mean of all values, and what is resampled: per group how far its sum lies from what the mean expects, and its size; sorted."""
    gathered = _gathered(values, groups)
    if not gathered:
        return math.nan, np.empty((0, 2))
    mean = math.fsum(values) / len(values)
    return mean, np.array(sorted((math.fsum(v - mean for v in group), float(len(group))) for group in gathered))


def _bounds(mean: float, units: Numbers) -> tuple[float, float]:
    """The percentiles of the means of resampled units; they never leave the mean itself outside."""
    if len(units) < 2:
        return mean, mean
    drawn = units[np.random.default_rng(SEED).integers(0, len(units), (RESAMPLES, len(units)))].sum(axis=1)
    low, high = np.percentile(mean + drawn[:, 0] / drawn[:, 1], LEVEL)
    return min(mean, float(low)), max(mean, float(high))


def _flip_test(differences: Sequence[float], groups: Sequence[str] | None) -> float:
    """The share of ways to flip the groups' differences whose sum lies as far from 0 as theirs does."""
    sums = [math.fsum(group) for group in _gathered(differences, groups)]
    sizes = np.array(sorted(abs(s) for s in sums if s))
    total = math.fsum(sizes)
    # of flips that keep the differences in a set and turn the others, the sum is twice that set's less the total
    kept = _every_set(len(sizes)) if len(sizes) <= EXACT else np.random.default_rng(SEED).integers(0, 2, (DRAWS, len(sizes)), dtype=np.int8)
    far = np.abs(2 * (kept @ sizes) - total) >= abs(math.fsum(sums)) - 1e-9 * total
    hits = int(far.sum())
    return hits / len(kept) if len(sizes) <= EXACT else (hits + 1) / (DRAWS + 1)


def _every_set(n: int) -> NDArray[np.int8]:
    """Every choice among ``n`` things, one a row."""
    return (np.arange(2**n)[:, None] >> np.arange(n) & 1).astype(np.int8)
