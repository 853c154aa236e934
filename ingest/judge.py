"""The judge: an entailment model that an operator has set, asked whether a passage says what a claim says.

The only file that knows sentence-transformers' CrossEncoder; loaded when first asked, for that takes seconds. None is
set by default. Which of a model's outputs means entailment is read from its own config: models differ in their order.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import JudgeError

BATCH, LONGEST = 32, 512


@dataclass(frozen=True, slots=True)
class Judgment:
    """Probabilities that the passage says what the claim says, and that it says the opposite."""

    entailment: float
    contradiction: float | None  # None where the model knows only entailment and the rest


class Judge:
    """An NLI cross-encoder by its name or its folder."""

    def __init__(self, name: str) -> None:
        self.name = name

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judgment]:
        """One judgment for each (claim, passage). Raises JudgeError where the model cannot be used."""
        if not pairs:
            return []
        entails, contradicts = self._places
        given = [(passage, claim) for claim, passage in pairs]  # the order of premise and hypothesis that NLI models learn
        raw = np.asarray(self._model.predict(given, batch_size=BATCH, activation_fn=_as_they_are(), show_progress_bar=False), dtype=np.float64)
        odds = np.exp(raw - raw.max(axis=1, keepdims=True))
        shares = odds / odds.sum(axis=1, keepdims=True)
        return [Judgment(float(p[entails]), None if contradicts is None else float(p[contradicts])) for p in shares]

    @cached_property
    def fingerprint(self) -> str:
        """What judged: the name, and for a folder the head of a sum over its config and weights."""
        folder = Path(self.name)
        if not folder.is_dir():
            return self.name
        total = hashlib.sha256()
        for file in sorted(f for f in folder.iterdir() if f.name == "config.json" or f.suffix in (".safetensors", ".bin")):
            total.update(file.name.encode())
            with file.open("rb") as stream:
                total.update(hashlib.file_digest(stream, "sha256").digest())
        return f"{folder.name}@{total.hexdigest()[:12]}"

    @cached_property
    def _places(self) -> tuple[int, int | None]:
        """Which outputs mean entailment and contradiction."""
        return label_places(self.name, {int(i): str(label) for i, label in self._model.config.id2label.items()})

    @cached_property
    def _model(self) -> Any:
        if _looks_like_a_path(self.name) and not (Path(self.name) / "config.json").is_file():
            raise JudgeError(f"the judge “{self.name}” is no model: there is no config.json in that folder; set PINCITE_JUDGE to an NLI cross-encoder")
        os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        os.environ.setdefault("TQDM_DISABLE", "1")
        from sentence_transformers import CrossEncoder

        try:
            return CrossEncoder(self.name, device="cpu", max_length=LONGEST, trust_remote_code=False)
        except Exception as error:  # the hub, the disk and the config each raise their own types
            raise JudgeError(f"the judge “{self.name}” cannot be loaded ({' '.join(str(error).split())[:100]})") from error


def _looks_like_a_path(name: str) -> bool:
    return Path(name).is_dir() or name.startswith((".", "/", "~")) or name.count("/") > 1


def _as_they_are() -> Any:
    import torch

    return torch.nn.Identity()


def label_places(name: str, labels: dict[int, str]) -> tuple[int, int | None]:
    """(the output that means entailment, the one that means contradiction). Raises JudgeError where no single one means entailment."""
    plain = {i: label.lower().replace("-", "_").replace(" ", "_") for i, label in labels.items()}
    entails = [i for i, label in plain.items() if label.startswith(("entail", "supported")) or label == "yes"]
    contradicts = [i for i, label in plain.items() if label.startswith(("contradict", "refut"))]
    if len(entails) != 1 or len(plain) < 2:
        raise JudgeError(f"the judge “{name}” has no label that means entailment: its labels are {', '.join(labels[i] for i in sorted(labels))}")
    return entails[0], contradicts[0] if len(contradicts) == 1 else None


def open_judge(name: str | None) -> Judge | None:
    """The judge that a setting names; None where it names none."""
    return Judge(name.strip()) if name and name.strip() else None
