"""What each voice of the ranking is worth: the same suite with voices left out, a prior put in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chains.answer import Settings
from chains.retrieve import Ranking
from eval.evaluate import begin_anew, evaluate
from eval.running import Progress
from eval.runs import Figure, Run, tables_folder
from eval.system import Pincite
from ingest.index import Index

SHIPPED = Ranking()
VARIANTS: dict[str, Ranking] = {
    "as shipped": SHIPPED,
    "dense only: the nearest unit": Ranking(nearest=1.5, asked=0, learned=0, words=0),
    "dense only: nearest and three nearest": replace(SHIPPED, learned=0, words=0),
    "BM25 only": Ranking(nearest=0, asked=0, learned=0, words=1.5),
    "dense and BM25": replace(SHIPPED, learned=0),
    "discriminant only": Ranking(nearest=0, asked=0, learned=1, words=0),
    "without BM25": replace(SHIPPED, words=0),
    "with an authority prior of 0.05": replace(SHIPPED, authority=0.05),
    "with an authority prior of 0.15": replace(SHIPPED, authority=0.15),
    "without the digests' discount": replace(SHIPPED, digest_discount=0),
}
"""The weights keep about the same sum, for thresholds on the score were set for it."""


def ablate(suite: str, index: Index, *, workers: int, progress: Progress) -> Mapping[str, Mapping[str, Figure]]:
    """The figures of every variant, by its name; each is a run of its own."""
    return {label: _run(label, ranking, suite, index, workers, progress).figures for label, ranking in VARIANTS.items()}


def _run(label: str, ranking: Ranking, suite: str, index: Index, workers: int, progress: Progress) -> Run:
    settings = Settings(index.folder, ranking=ranking)
    folder = begin_anew(tables_folder() / f"ablate-{label.replace(' ', '-').replace(':', '')}")
    return evaluate(folder, suite, index, settings=settings, system=Pincite(index, settings), workers=workers, progress=progress)
