"""What a run remembers of its making, so that unlike runs are not compared unawares."""

from __future__ import annotations

import hashlib
import importlib
import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import chains
from chains.answer import Settings
from eval.models import Case
from eval.system import as_facts
from ingest.index import Index

ROOT = Path(__file__).parent.parent
ON_THE_WAY = ("corpus", "ingest", "chains")
"""The packages that make an answer."""
MATTER = ("suite", "system", "model", "encoder", "prompts", "opinions", "cases")
"""Facts in which two runs should be alike for a difference between them to be due to the texts or the code."""


def facts_of_run(name: str, suite: str, cases: Sequence[Case], index: Index, *, settings: Settings, system: str = "pincite") -> dict[str, Any]:
    """The facts of a run that is about to be made, as plain JSON."""
    opinions = {k: v for k, v in index.facts["sources"].items() if k.startswith("opinion:")}
    return {
        "name": name, "suite": suite, "system": system, "model": settings.model.name if settings.model else "extractive",
        "encoder": index.facts["encoder"], "prompts": _prompts() if settings.model else {},
        "index": index.facts["fingerprint"], "opinions": f"{len(opinions)}, {_hash(str(sorted(opinions.items())))}",
        "cases": f"{len(cases)}, {_hash(''.join(c.model_dump_json() for c in cases))}", "version": version("pincite"), "code": _code(),
        "commit": _commit(), "settings": as_facts(settings), "constants": constants(), "made": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip


def constants() -> dict[str, float | list[float]]:
    """Every named number of the modules that make an answer: a threshold that moved is seen even where no figure moves."""
    return {f"{name}.{key}": value for name in _modules() for key, value in _numbers(importlib.import_module(name))}


def _modules() -> list[str]:
    """All modules that make an answer; doors and pages only show it."""
    found = (f"{package}.{path.stem}" for package in ON_THE_WAY for path in sorted((ROOT / package).glob("*.py")))
    return [name for name in found if not name.endswith(("page", "door", "terminal", "__main__", "__init__"))]


def _numbers(module: ModuleType) -> list[tuple[str, float | list[float]]]:
    found: list[tuple[str, float | list[float]]] = []
    for key, value in sorted(vars(module).items()):
        if not re.fullmatch(r"_?[A-Z][A-Z0-9_]*", key):
            continue
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append((key, value))
        elif isinstance(value, tuple) and value and all(isinstance(x, int | float) for x in value):
            found.append((key, list(value)))
    return found


def _prompts() -> dict[str, str]:
    """Fingerprints of the prompt files of the model drafter."""
    folder = Path(chains.__file__).parent / "prompts"
    return {p.name: _hash(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*"))}


def _code() -> str:
    """A fingerprint of the code that makes an answer."""
    files = sorted(p for package in ON_THE_WAY for p in (ROOT / package).glob("*.py"))
    return _hash("".join(p.read_text(encoding="utf-8") for p in files))


def _commit() -> str | None:
    """The commit of the checkout, with “+” where files were changed since; None outside a checkout."""
    try:
        head = _git("rev-parse", "--short=10", "HEAD")
        return head + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
