"""The prompt files: loaded once, their variables checked, and material fenced so that nothing in it can close the fence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from corpus.errors import InputError

FOLDER = Path(__file__).parent / "prompts"
VARIABLES: dict[str, frozenset[str]] = {
    "rules": frozenset({"fence", "fewest", "most"}),
    "ask": frozenset({"fence", "passages", "history", "question"}),
    "again": frozenset({"fence", "failures"}),
    "repair": frozenset({"fault"}),
    "judge": frozenset({"fence"}),
    "pair": frozenset({"fence", "passage", "claim"}),
    "judge_repair": frozenset({"fault"}),
}
"""Every prompt and the variables that it must use, no more and no less."""


@dataclass(frozen=True)
class Prompts:
    """The prompts by name, in f-string format, and the head of the hash of all of them."""

    texts: Mapping[str, str]
    fingerprint: str

    def fill(self, prompt: str, **values: str) -> str:
        return self.texts[prompt].format(**values)


def load_prompts(folder: Path = FOLDER) -> Prompts:
    """All prompts of a folder. Raises InputError for a missing file, or one whose variables are not those of ``VARIABLES``."""
    texts = {name: _read(folder / f"{name}.txt", variables) for name, variables in VARIABLES.items()}
    whole = "\0".join(f"{name}\0{text}" for name, text in sorted(texts.items()))
    return Prompts(texts, hashlib.sha256(whole.encode()).hexdigest()[:12])


def _read(path: Path, variables: frozenset[str]) -> str:
    try:
        text = path.read_text(encoding="utf-8").strip()
        used = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except (OSError, ValueError) as error:
        raise InputError(f"the prompt {path.name} cannot be read ({error})") from error
    if wrong := sorted(used ^ variables):
        raise InputError(f"the prompt {path.name} must use {{{'}, {'.join(sorted(variables))}}}; wrong or missing: {', '.join(wrong)}")
    return text


def fence_for(*contents: str) -> str:
    """A marker that stands nowhere in what it fences: made from its hash, so that the same material always gives the same marker."""
    whole, turn = "\0".join(contents), 0
    while (fence := f"MATERIAL-{hashlib.sha256(f'{turn}{whole}'.encode()).hexdigest()[:20]}") in whole:
        turn += 1
    return fence
