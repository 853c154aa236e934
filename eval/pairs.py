"""Does this passage say that? The support score, and a judge where one is set, beside labelled pairs of claim and passage.

The pairs (``pairs.jsonl``: ``id, split, part, author, premise, hypothesis, label, op``) are courts' sentences with claims
written about them; they are read where they lie and are no part of the project. The weights are fitted on ``train``
only; what is told of ``train`` comes from five folds in which all pairs of one passage stay together, and ``dev`` holds
passages that stand nowhere in ``train``.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chains.check_claim import by_words
from chains.judging import Asked
from chains.statements import lines_of
from chains.supporting import beside
from corpus.errors import InputError
from corpus.models import OF_THE_COURT
from corpus.support import FIGURES, POOLED, WEIGHTS, figures, support, weights_of
from eval.running import Progress
from ingest.index import Index

Floats = NDArray[np.float64]
NLI = Path(__file__).parent.parent.parent / "shared" / "nli"
REJECTED = 0.15
"""Share of true pairs that may be rejected where the share of caught ones is told."""
FOLDS, STRENGTH, ASKED = 5, 0.1, 64
STRENGTH_BARE, UNRELATED, REJECTED_BARE = 0.005, 0.6, 0.17
"""Of the bare claims: the inverse of the penalty, what an unrelated claim counts, and the share of true ones that may be told to be contradicted."""
CURVE = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)


@dataclass(frozen=True)
class Pair:
    """A claim about a passage, and whether the passage bears it: ``entailment``, ``contradiction`` or ``neutral``."""

    id: str
    split: str
    slug: str
    part: str
    author: str
    premise: str
    hypothesis: str
    label: str
    op: str

    @property
    def true(self) -> bool:
        return self.label == "entailment"

    @property
    def voice(self) -> str:
        if self.part in (*OF_THE_COURT, "combined", ""):
            return ""
        return "plurality" if self.part == "plurality" else f"{self.author or 'a judge'}'s {self.part}"


def read_pairs(folder: Path = NLI) -> list[Pair] | None:
    """The pairs of a folder; None where there is no such file. Raises InputError for one that cannot be read."""
    path = folder / "pairs.jsonl"
    if not path.exists():
        return None
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [Pair(**{k: str(row.get(k) or "") for k in Pair.__dataclass_fields__}) for row in rows]
    except (ValueError, AttributeError) as error:
        raise InputError(f"{path} does not hold one pair a line ({str(error)[:60]})") from error


@dataclass(frozen=True)
class Weighed:
    """The figures of all pairs, row by row as in ``FIGURES`` (bare claims: ``POOLED``), with what the fixed weights make of them."""

    pairs: list[Pair]
    rows: Floats
    fixed: Floats
    milliseconds: float  # median of one claim beside an encoded passage, its own encoding included; of a bare one the whole

    @property
    def train(self) -> NDArray[np.bool_]:
        return np.array([p.split != "dev" for p in self.pairs])


def weigh(index: Index, pairs: Sequence[Pair], progress: Progress = lambda done, total: None) -> Weighed:
    """Every pair's figures. Pairs of one passage are taken together, so that it is encoded once."""
    rarity = lines_of(index).rarity
    ordered = sorted(pairs, key=lambda p: (p.premise, p.id))
    rows, fixed, took = [], [], []
    passage = index.encoder.encode_words("")
    for done, p in enumerate(ordered):
        progress(done, len(ordered))
        if passage.text != p.premise:
            passage = index.encoder.encode_words(p.premise)
        began = time.perf_counter()
        claim = index.encoder.encode_words(p.hypothesis)
        found = figures(claim, passage, rarity, voice=p.voice, author=p.author)
        took.append(time.perf_counter() - began)
        rows.append([found[name] for name in FIGURES])
        fixed.append(support(found))
    progress(len(ordered), len(ordered))
    return Weighed(ordered, np.array(rows), np.array(fixed), float(np.median(took)) * 1000)


def weigh_bare(index: Index, pairs: Sequence[Pair], progress: Progress = lambda done, total: None) -> Weighed:
    """The same for claims put bare, their passage not given: beside the sentences that are found for them. Claims for which none is found are left out."""
    kept, rows, fixed, took = [], [], [], []
    for done, p in enumerate(pairs):
        progress(done, len(pairs))
        began = time.perf_counter()
        words = by_words(index, p.hypothesis)
        if words.near:
            found = beside(index, words.sentence, words.near, words.verdict.verdict)
            kept.append(p)
            rows.append([found[name] for name in POOLED])
            fixed.append(support(found, "found"))
        took.append(time.perf_counter() - began)
    progress(len(pairs), len(pairs))
    return Weighed(kept, np.array(rows), np.array(fixed), float(np.median(took)) * 1000)


def fit(rows: Floats, good: NDArray[np.bool_], strength: float = STRENGTH, counts: Floats | None = None) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression on standardised figures, given for the figures as they are."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=strength, max_iter=3000).fit((rows - mean) / scale, good, sample_weight=counts)
    weights = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - weights @ mean)


def folded(rows: Floats, good: NDArray[np.bool_], groups: Sequence[str], strength: float = STRENGTH, counts: Floats | None = None) -> Floats:
    """A score for each row by weights fitted without the rows of its group."""
    from sklearn.model_selection import GroupKFold

    scores = np.zeros(len(rows))
    for seen, held in GroupKFold(FOLDS).split(rows, groups=np.array(groups)):
        weights, bias = fit(rows[seen], good[seen], strength, None if counts is None else counts[seen])
        scores[held] = rows[held] @ weights + bias
    return scores


def told(scores: Floats, pairs: Sequence[Pair]) -> dict[str, Any]:
    """AUC, what is caught at 15% of true ones rejected (by operator too), and the whole curve."""
    from sklearn.metrics import roc_auc_score

    true = np.array([p.true for p in pairs])
    label, op = np.array([p.label for p in pairs]), np.array([p.op for p in pairs])
    turned = label == "contradiction"
    at = float(np.quantile(scores[true], REJECTED))
    ops = {str(o): round(float((scores[turned & (op == o)] < at).mean()), 3) for o in sorted(set(op[turned]))}
    unrelated = label == "neutral"
    cuts = [(r, float(np.quantile(scores[true], r))) for r in CURVE]
    curve = [{"true_rejected": r, "contradictions_caught": _under(scores[turned], c), "unrelated_caught": _under(scores[unrelated], c)} for r, c in cuts]
    pair_auc = round(float(roc_auc_score(true[true | turned], scores[true | turned])), 3)
    return {"pairs": len(pairs), "auc": round(float(roc_auc_score(true, scores)), 3), "auc_contradictions": pair_auc, "curve": curve, "caught_by_op": ops}


def _under(scores: Floats, cut: float) -> float:
    return round(float((scores < cut).mean()), 3) if len(scores) else 0.0


def alone(pairs: Sequence[Pair]) -> Floats:
    """What a claim gives away by itself among these pairs, its passage unread: length, person, negations, a judge named. Never weighed."""
    from corpus.meaning import polarity
    from corpus.wording import words

    you, judge = re.compile(r"\b(?:i|my|me|you|your)\b"), re.compile(r"dissent|concurr|justice ")
    said = [p.hypothesis.lower() for p in pairs]
    return np.array([[len(words(t)), bool(you.search(t)), polarity(t), bool(judge.search(t))] for t in said], dtype=float)


def measure(weighed: Weighed, bare: Weighed) -> dict[str, Any]:
    """Everything that is told of the pairs, and of their claims put bare, as plain JSON."""
    train, true = weighed.train, np.array([p.true for p in weighed.pairs])
    seen, held = ([p for p in weighed.pairs if (p.split == "dev") == dev] for dev in (False, True))
    by, cosine = [p.premise for p in seen], weighed.rows[:, FIGURES.index("cosine")]
    figures_of: dict[str, Any] = {"train, five folds": told(folded(weighed.rows[train], true[train], by), seen)}
    if held:
        figures_of["dev, the weights in use"] = told(weighed.fixed[~train], held)
    figures_of["train, cosine alone"] = told(cosine[train], seen)
    figures_of["train, the claim alone"] = told(folded(alone(seen), true[train], by), seen)
    figures_of["train, bare, five folds"] = told(_bare_folded(bare), [p for p, t in zip(bare.pairs, bare.train, strict=True) if t])
    if held:
        figures_of["dev, bare, the weights in use"] = told(bare.fixed[~bare.train], [p for p, t in zip(bare.pairs, bare.train, strict=True) if not t])
    return {"milliseconds": round(weighed.milliseconds, 2), "milliseconds_bare": round(bare.milliseconds, 2), "scores": figures_of}


def _bare_folded(bare: Weighed) -> Floats:
    """Scores of the bare claims of ``train``, each by weights that have not seen its passage."""
    by = [p.premise for p, t in zip(bare.pairs, bare.train, strict=True) if t]
    return folded(bare.rows[bare.train], _kept_apart(bare), by, STRENGTH_BARE, _counts(bare))


def _kept_apart(bare: Weighed) -> NDArray[np.bool_]:
    """What bare claims learn: which are contradicted. Of what is only not borne out there is no end, so it counts less."""
    return np.array([p.label != "contradiction" for p in bare.pairs])[bare.train]


def _counts(bare: Weighed) -> Floats:
    return np.array([UNRELATED if p.label == "neutral" else 1.0 for p in bare.pairs])[bare.train]


def keep(weighed: Weighed, bare: Weighed, path: Path = WEIGHTS) -> None:
    """Fit both sets of weights on all of ``train`` and write them, with the support that 17% of the true bare claims do not reach."""
    given = fit(weighed.rows[weighed.train], np.array([p.true for p in weighed.pairs])[weighed.train])
    found = fit(bare.rows[bare.train], _kept_apart(bare), STRENGTH_BARE, _counts(bare))
    true = np.array([p.true for p, t in zip(bare.pairs, bare.train, strict=True) if t])
    doubtful = 1 / (1 + np.exp(-np.quantile(_bare_folded(bare)[true], REJECTED_BARE)))
    head = (
        "# Weights of corpus/support.py: logistic regressions (L2, C = 0.1 and 0.005) on standardised figures, given for the figures as they are.\n"
        f"# Fitted by `python -m eval pairs --fit` on {int(weighed.train.sum())} labelled pairs (split train); the pairs are no part of the project.\n"
    )
    tables = _table("given", FIGURES, *given), _table("found", POOLED, *found) + f"doubtful = {doubtful:.4f}\n"
    path.write_text("\n".join((head, *tables)), encoding="utf-8")
    weights_of.cache_clear()


def _table(name: str, figures_: Sequence[str], weights: Floats, bias: float) -> str:
    lines = [f"{figure} = {w:.4f}" for figure, w in zip(figures_, weights, strict=True) if abs(w) >= 5e-5]
    return "\n".join((f"[{name}]", f"bias = {bias:.4f}", *lines)) + "\n"


def heard(judge: Asked, weighed: Weighed, progress: Progress = lambda done, total: None) -> dict[str, Any]:
    """A judge on the same pairs: its own curve, and how far it agrees with the score, each at 15% of true ones rejected."""
    odds: list[float] = []
    for i in range(0, len(weighed.pairs), ASKED):
        progress(i, len(weighed.pairs))
        odds += [j.entailment for j in judge.judge([(p.hypothesis, p.premise) for p in weighed.pairs[i : i + ASKED]])]
    progress(len(weighed.pairs), len(weighed.pairs))
    said, true = np.array(odds), np.array([p.true for p in weighed.pairs])
    sides = [scores >= float(np.quantile(scores[true], REJECTED)) for scores in (said, weighed.fixed)]
    both = sides[0] & sides[1]
    return {
        "fingerprint": judge.fingerprint, "scores": told(said, weighed.pairs), "agreement": round(float((sides[0] == sides[1]).mean()), 3),
        "both_for": round(float(both[true].mean()), 3), "both_for_false": round(float(both[~true].mean()), 3),
    }  # fmt: skip
