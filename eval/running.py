"""Asking a system every case, and keeping score: parallel, resumable, and no failing case stops the rest.

What each case gave is appended to ``part.jsonl`` as soon as it is there; a run that was stopped, kill -9 included, goes
on from it under the same name.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from eval.facts import MATTER
from eval.models import Case, Seen, System
from eval.runs import as_row, read_seen, seen_of, write_json, write_jsonl, write_seen

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
"""Told how many cases are done, and of how many."""


def silent(done: int, total: int) -> None:
    """No progress told."""


def ask_all(system: System, cases: Sequence[Case], folder: Path, facts: Mapping[str, Any], *, workers: int = 2,
            progress: Progress = silent) -> dict[str, Seen]:  # fmt: skip
    """What the system gave for every case, by id; kept in ``folder``, where a stopped run is taken up again.

    Raises InputError where the folder holds another run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _begin(folder, facts, cases)
    if (folder / "seen.jsonl").exists():  # it was stopped while it kept score
        return read_seen(folder)
    known = _known(folder / "part.jsonl")
    todo = [c for c in cases if c.id not in known]
    progress(len(cases) - len(todo), len(cases))
    lock = threading.Lock()
    with (folder / "part.jsonl").open("a", encoding="utf-8") as part, ThreadPoolExecutor(workers) as pool:
        if todo:
            part.write("\n")  # ends a line that a kill broke off

        def one(case: Case) -> None:
            seen = _asked(system, case)
            with lock:
                known[case.id] = seen
                part.write(json.dumps(as_row(seen), ensure_ascii=False) + "\n")
                part.flush()
                progress(len(known), len(cases))

        list(pool.map(one, todo))
    write_seen(folder, known.values())
    (folder / "part.jsonl").unlink()
    return known


def _asked(system: System, case: Case) -> Seen:
    try:
        return system.answer(case)
    except Exception as error:  # a case that breaks the system is a finding of this run, not its end
        log.warning("case %s: %s", case.id, type(error).__name__)
        return Seen(case.id, {"status": "invalid", "claims": [], "notices": [], "withheld": [], "passages": []}, fault=f"{type(error).__name__}: {error}"[:300])


def _begin(folder: Path, facts: Mapping[str, Any], cases: Sequence[Case]) -> None:
    if (folder / "figures.json").exists():
        raise InputError(f"the run {folder.name} is finished; give --name another name")
    if (folder / "facts.json").exists():
        before = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
        if other := [k for k in (*MATTER, "index", "code", "settings", "constants") if before.get(k) != facts.get(k)]:
            raise InputError(f"the run {folder.name} was begun with another {' and '.join(other)}; give --name another name")
        return
    write_jsonl(folder / "cases.jsonl", [json.loads(c.model_dump_json()) for c in cases])
    write_json(folder / "facts.json", facts)


def _known(part: Path) -> dict[str, Seen]:
    """What a stopped run had; a line that was broken off is asked again."""
    found = {}
    for line in part.read_text(encoding="utf-8").split("\n") if part.exists() else ():
        try:
            seen = seen_of(json.loads(line))
        except (ValueError, KeyError):
            continue
        found[seen.id] = seen
    return found
