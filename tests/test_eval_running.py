"""Asking every case: parallel, taken up again after a stop, and no failing case stops the rest."""

import json
import os
import signal
import subprocess
import sys
import textwrap

import pytest

from corpus.errors import InputError
from eval.models import Case, Seen, Span
from eval.running import ask_all
from eval.runs import as_row, seen_of

FACTS = {"name": "r", "suite": "s", "system": "echo", "cases": "6", "made": "2026-01-01T00:00:00+00:00"}
CASES = [Case(id=f"x{i}", question=f"question {i}", kind="plain", expect="invalid") for i in range(6)]


def answer(text):
    return {"status": "answered", "claims": [{"text": text, "citations": []}], "notices": [], "withheld": [], "passages": [], "trace": {"milliseconds": 3}}


class Echo:
    """Gives back the question; breaks on those named in ``fails``; counts what it was asked."""

    name = "echo"

    def __init__(self, fails=(), stop_after=None):
        self.asked, self.fails, self.stop_after = [], fails, stop_after

    def answer(self, case):
        if self.stop_after is not None and len(self.asked) >= self.stop_after:
            raise KeyboardInterrupt
        self.asked.append(case.id)
        if case.id in self.fails:
            raise ValueError("no such luck")
        return Seen(case.id, answer(case.question), (Span("a", 0, 3),), ("1 U.S. 1",), {"total": 1.5})


def files(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_what_was_seen_is_kept_by_id_and_comes_back_as_it_was(tmp_path):
    seen = ask_all(Echo(), CASES, tmp_path / "r", FACTS, workers=3)
    assert {i: s.answer["claims"][0]["text"] for i, s in seen.items()} == {c.id: c.question for c in CASES}
    rows = [json.loads(x) for x in (tmp_path / "r" / "seen.jsonl").read_text().splitlines()]
    assert [r["id"] for r in rows] == [c.id for c in CASES]
    assert seen_of(as_row(seen["x1"])) == seen["x1"]
    assert not (tmp_path / "r" / "part.jsonl").exists()


def test_timings_stand_apart_so_that_the_same_run_twice_is_the_same_files(tmp_path):
    for name in ("one", "two"):
        ask_all(Echo(), CASES, tmp_path / name, FACTS, workers=1 if name == "one" else 4)
    one, two = files(tmp_path / "one"), files(tmp_path / "two")
    assert one["seen.jsonl"] == two["seen.jsonl"]
    assert b"milliseconds" not in one["seen.jsonl"]
    assert b"1.5" in one["timings.jsonl"]


def test_one_failing_case_never_stops_the_rest(tmp_path):
    seen = ask_all(Echo(fails=("x2", "x4")), CASES, tmp_path / "r", FACTS)
    assert len(seen) == len(CASES)
    assert seen["x2"].fault == "ValueError: no such luck"
    assert seen["x2"].answer["status"] == "invalid"
    assert not seen["x3"].fault


def test_a_stopped_run_goes_on_and_asks_nothing_twice(tmp_path):
    folder = tmp_path / "r"
    with pytest.raises(KeyboardInterrupt):
        ask_all(Echo(stop_after=3), CASES, folder, FACTS, workers=1)
    assert not (folder / "seen.jsonl").exists()
    with (folder / "part.jsonl").open("a") as part:
        part.write('{"id": "x5", "answer": {"stat')  # broken off in the middle of a line
    later = Echo()
    seen = ask_all(later, CASES, folder, FACTS, workers=1)
    assert later.asked == ["x3", "x4", "x5"]
    assert len(seen) == 6
    ask_all(Echo(), CASES, tmp_path / "whole", FACTS)
    assert files(folder)["seen.jsonl"] == files(tmp_path / "whole")["seen.jsonl"]


def test_another_run_under_the_same_name_is_refused(tmp_path):
    folder = tmp_path / "r"
    with pytest.raises(KeyboardInterrupt):
        ask_all(Echo(stop_after=1), CASES, folder, FACTS, workers=1)
    with pytest.raises(InputError, match="begun with another suite"):
        ask_all(Echo(), CASES, folder, FACTS | {"suite": "other"})
    ask_all(Echo(), CASES, folder, FACTS)
    (folder / "figures.json").write_text("{}")
    with pytest.raises(InputError, match="is finished"):
        ask_all(Echo(), CASES, folder, FACTS)


def test_progress_counts_what_was_there_before(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        ask_all(Echo(stop_after=2), CASES, tmp_path / "r", FACTS, workers=1)
    told = []
    ask_all(Echo(), CASES, tmp_path / "r", FACTS, workers=1, progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 6) for n in (2, 3, 4, 5, 6)]


SLOW = """
    import sys, threading
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    from test_eval_running import CASES, FACTS, Echo
    from eval.running import ask_all

    class Slow(Echo):
        def answer(self, case):
            if case.id == "x4":
                print("waiting", flush=True)
                threading.Event().wait()
            return super().answer(case)

    ask_all(Slow(), CASES, Path({folder!r}), FACTS, workers=1)
"""


def test_kill_minus_nine_loses_nothing_that_was_answered(tmp_path, root):
    folder = tmp_path / "r"
    code = textwrap.dedent(SLOW.format(tests=str(root / "tests"), folder=str(folder)))
    with subprocess.Popen([sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "waiting\n"
        os.kill(process.pid, signal.SIGKILL)
    later = Echo()
    seen = ask_all(later, CASES, folder, FACTS, workers=1)
    assert later.asked == ["x4", "x5"]
    assert len(seen) == 6
