"""``python -m eval`` as a person meets it."""

import json
import shutil

import pytest

from chains.answer import Settings
from corpus.errors import InputError
from eval import plain
from eval.__main__ import main
from eval.questions import FOLDER, read_cases
from eval.system import with_set
from model_server import ModelServer, faithful


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """A suite of a dozen questions of all sorts."""
    cases = read_cases(FOLDER / "dev.jsonl")[:8] + read_cases(FOLDER / "negatives.jsonl")[:4]
    path = tmp_path_factory.mktemp("suite") / "few.jsonl"
    path.write_text("".join(c.model_dump_json() + "\n" for c in cases), encoding="utf-8")
    return path


@pytest.fixture
def runs(data):
    """The runs' folder of the test's data folder, emptied before (a suite may have been stopped) and afterwards."""
    shutil.rmtree(data / "runs", ignore_errors=True)
    yield data / "runs"
    shutil.rmtree(data / "runs", ignore_errors=True)


def files(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name not in ("timings.jsonl", "costs.json", "facts.json", "report.html")}


def test_a_run_a_second_run_a_comparison_and_a_report(door, runs, few):
    code, out, err = door(main, "run", "--suite", str(few), "--name", "one")
    assert (code, err) == (0, "")
    assert "Expected authority among the first three" in out
    assert "python -m eval report one" in out
    assert door(main, "run", "--suite", str(few), "--name", "two", "--workers", "4")[0] == 0
    assert files(runs / "one") == files(runs / "two")
    code, out, _ = door(main, "compare", "one", "two")
    assert code == 0
    assert "no case flipped" in out
    assert "worse" not in out
    code, out, _ = door(main, "report", "one")
    assert code == 0
    assert "<!doctype html>" in (runs / "one" / "report.html").read_text(encoding="utf-8")
    assert "http://" not in (runs / "one" / "report.html").read_text(encoding="utf-8").replace("http://www.w3.org/", "")
    facts = json.loads((runs / "one" / "facts.json").read_text())
    assert facts["settings"]["ranking.words"] == Settings().ranking.words
    assert facts["constants"]["chains.draft.MOST_LAW"] == 5


def test_a_run_with_a_model_says_so_and_a_run_without_never_asks_one(door, runs, few, monkeypatch):
    with ModelServer(faithful) as server:
        monkeypatch.setenv("PINCITE_MODEL", "openai:made-up")
        monkeypatch.setenv("PINCITE_MODEL_URL", server.url)
        assert door(main, "run", "--suite", str(few), "--name", "without")[0] == 0
        assert not server.asked
        assert door(main, "run", "--suite", str(few), "--name", "with", "--drafter", "openai:made-up")[0] == 0
        assert server.asked
    facts = {name: json.loads((runs / name / "facts.json").read_text()) for name in ("with", "without")}
    assert (facts["without"]["model"], facts["without"]["prompts"]) == ("extractive", {})
    assert facts["with"]["model"] == "openai:made-up"
    assert set(facts["with"]["prompts"]) == {"rules.txt", "ask.txt", "again.txt", "repair.txt", "judge.txt", "pair.txt", "judge_repair.txt"}
    assert "tokens" in json.loads((runs / "with" / "costs.json").read_text())


def test_another_weight_is_seen_in_the_comparison(door, runs, few):
    door(main, "run", "--suite", str(few), "--name", "one")
    code, out, _ = door(main, "run", "--suite", str(few), "--name", "deaf", "--set", "thresholds.matched=2", "--set", "thresholds.weakly=2")
    assert code == 0
    code, out, _ = door(main, "compare", "one", "deaf")
    assert "thresholds.matched: 0.46 → 2.0" in out
    assert "came out otherwise" in out
    assert "answered → " in out


WRONG = [
    (("run", "--suite", "nightly"), "no suite “nightly”"),
    (("run", "--drafter", "gpt"), "“gpt” is no model"),
    (("run", "--set", "ranking.speed=1"), "no setting “ranking.speed”; there are ranking.nearest"),
    (("run", "--set", "ranking.words=loud"), "“loud” is not a number"),
    (("run", "--name", "../up"), "letters, digits, dots and hyphens"),
    (("run", "--name", ".."), "letters, digits, dots and hyphens"),
    (("run", "--workers", "0"), "--workers must be 1 or more"),
    (("bench", "--times", "-1"), "--times must be 1 or more"),
    (("run", "--suite", "/tmp"), "no suite “/tmp”"),
    (("compare", "nothing", "baseline"), "there is no run “nothing”"),
    (("report", "nothing"), "there is no run “nothing”"),
    (("report", "baseline"), "keeps no answers to report on"),
    (("gate", "nothing"), "there is no run “nothing”"),
]


@pytest.mark.parametrize(("argv", "words"), WRONG, ids=lambda x: " ".join(x) if isinstance(x, tuple) else "")
def test_an_expected_failure_is_one_line(door, argv, words):
    code, out, err = door(main, *argv)
    assert (code, out) == (1, "")
    assert err.startswith("eval: ")
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("held", [b"\xff\xfe\x00", b"", b"{}\n"])
def test_a_file_that_holds_no_cases_is_one_line(door, tmp_path, held):
    (tmp_path / "cases.jsonl").write_bytes(held)
    code, _, err = door(main, "run", "--suite", str(tmp_path / "cases.jsonl"), "--name", "none")
    assert code == 1
    assert err.startswith("eval: ")
    assert err.count("\n") == 1


def test_a_run_whose_facts_are_broken_is_left_out(door, runs, few):
    door(main, "run", "--suite", str(few), "--name", "one")
    (runs / "one" / "facts.json").write_text("{")
    code, _, err = door(main, "compare", "two", "one")
    assert (code, err) == (1, "eval: there is no run “two”; there are none\n")


def test_a_report_that_cannot_be_written_is_one_line(door, runs, few, tmp_path):
    door(main, "run", "--suite", str(few), "--name", "one")
    code, _, err = door(main, "report", "one", "--out", str(tmp_path))
    assert code == 1
    assert "cannot be written" in err


def test_a_finished_run_is_not_asked_again(door, runs, few):
    door(main, "run", "--suite", str(few), "--name", "one")
    code, _, err = door(main, "run", "--suite", str(few), "--name", "one")
    assert code == 1
    assert "the run one is finished" in err


def test_a_stop_is_one_line_and_the_run_goes_on(door, runs, few, monkeypatch):
    from eval.system import Pincite

    answer, asked = Pincite.answer, []

    def stopped(self, case):
        if len(asked) == 5:
            raise KeyboardInterrupt
        asked.append(case.id)
        return answer(self, case)

    monkeypatch.setattr(Pincite, "answer", stopped)
    code, _, err = door(main, "run", "--suite", str(few), "--name", "one", "--workers", "1")
    assert code == 1
    assert "goes on under the same --name" in err
    monkeypatch.setattr(Pincite, "answer", lambda self, case: asked.append(case.id) or answer(self, case))
    assert door(main, "run", "--suite", str(few), "--name", "one", "--workers", "1")[0] == 0
    assert len(asked) == 12
    assert len(set(asked)) == 12


def test_the_gate_names_what_is_not_that_of_the_accepted_run(door, runs, few):
    door(main, "run", "--suite", str(few), "--name", "one")
    code, out, _ = door(main, "gate", "one")
    assert code == 1
    assert "the suite is not that of the accepted run" in out
    assert "gate: failed" in out
    code, out, err = door(main, "gate", "one", "--accept")
    assert (code, out) == (1, "")
    assert "cannot be the accepted one" in err


def test_settings_are_set_by_key():
    changed = with_set(Settings(), ["ranking.words=0.3", "thresholds.weak=0.5"])
    assert (changed.ranking.words, changed.thresholds.weak) == (0.3, 0.5)
    assert changed.ranking.nearest == Settings().ranking.nearest
    with pytest.raises(InputError):
        with_set(Settings(), ["data=/tmp"])


def test_peers_and_ablation_are_tables(door, runs, few, data, monkeypatch):
    chunks = plain.chunks_of
    monkeypatch.setattr(plain, "chunks_of", lambda index: chunks(index)[:30])
    code, out, err = door(main, "peers", "--suite", str(few))
    assert (code, err) == (0, "")
    for row in ("pincite", "plain LangChain chain", "BM25", "reciprocal rank"):
        assert row in out
    code, out, _ = door(main, "ablate", "--suite", str(few))
    shutil.rmtree(data / "peers")
    shutil.rmtree(data / "tables")
    assert code == 0
    assert "BM25 only" in out
    assert "authority prior" in out
