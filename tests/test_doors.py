"""The terminal doors as scripts use them: exact JSON keys, bad lines among good ones, one line for a failure."""

import json
import os
import subprocess
import sys

import pytest

from chains.door import main as chains
from corpus.__main__ import main as corpus
from factories import LARKSPUR_KEY, write_library, write_opinion
from ingest.__main__ import main as ingest
from model_server import ModelServer, faithful

ANSWER = {"id", "question", "understood_as", "answered", "status", "claims", "notices", "withheld", "passages", "trace"}
CLAIM = {"text", "role", "citations", "verdict"}
CITATION = {"authority", "citation", "pin", "quote", "passage_id", "start", "end", "weight", "why", "url", "page_checked"}
WITHHELD = {"text", "verdict", "reasons"}
VERDICT = {"id", "verdict", "reasons", "evidence"}
TRAINED = "Can I sue the city because its officers were never trained?"


def test_ask_json_has_exactly_the_keys_of_the_contract(door):
    code, out, err = door(chains, "ask", TRAINED, "--state", "TX", "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert set(answer) == ANSWER
    assert (answer["id"], answer["question"], answer["answered"], answer["status"]) == (None, TRAINED, True, "answered")
    assert answer["claims"]
    for claim in answer["claims"]:
        assert set(claim) == CLAIM
        for citation in claim["citations"]:
            assert set(citation) == CITATION
    assert all(set(w) == WITHHELD for w in answer["withheld"])
    ids = {p["id"] for p in answer["passages"]}
    assert {c["passage_id"] for claim in answer["claims"] for c in claim["citations"]} <= ids | {None}


def test_ask_on_a_terminal_numbers_its_sources(door):
    code, out, _ = door(chains, "ask", TRAINED)
    assert code == 0
    assert "Sources" in out
    assert "[1]" in out
    assert "Why" not in out


def test_ask_why_shows_how_it_was_chosen(door):
    code, out, _ = door(chains, "ask", TRAINED, "--why")
    assert code == 0
    assert "scope" in out
    assert "cosine" in out


def test_money_and_markup_are_plain_text(door):
    code, out, _ = door(chains, "ask", "Can I get $5 and $6 [bold]from[/bold] the city that never trained its <script>officers</script>?")
    assert code == 0
    assert "Traceback" not in out


LINES = [  # a line in, its status out
    ({"id": "a", "question": TRAINED, "history": [], "circuit": "ca5"}, "answered"),
    ({"id": "b", "question": "What about jails?", "history": [TRAINED], "circuit": None, "other": [1, {"unknown": "key"}]}, "answered"),
    ("not json at all", "invalid"),
    ('{"id": "d"}', "invalid"),
    ('{"id": "e", "question": 7}', "invalid"),
    ('["a", "list"]', "invalid"),
    ({"id": "f", "question": TRAINED, "circuit": "ca99"}, "invalid"),
    ({"id": "g", "question": TRAINED, "history": "not a list"}, "invalid"),
    ({"id": "h", "question": ""}, "invalid"),
    ({"id": "i", "question": "x" * 20_000}, "invalid"),
    ({"id": "j", "question": "How do I bake bread without yeast?"}, "out_of_scope"),
    ({"id": "k", "question": "What does 999 U.S. 123 say about training?"}, "false_premise"),
    ({"question": "What is deliberate indifference?"}, "answered"),
    ({"id": 14, "question": "What is deliberate indifference?"}, "answered"),
]


def test_a_batch_answers_every_line_in_order(door, tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x, _ in LINES) + "\n\n", encoding="utf-8")
    code, out, err = door(chains, "ask", "--batch", str(path), "--json")
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [r["status"] for r in rows] == [status for _, status in LINES]
    assert [r["id"] for r in rows] == ["a", "b", None, "d", "e", None, "f", "g", "h", "i", "j", "k", None, 14]
    assert all(set(r) == ANSWER for r in rows)
    assert all(r["answered"] is (r["status"] == "answered") for r in rows)
    assert all(r["notices"] for r in rows if r["status"] == "invalid")
    assert rows[1]["understood_as"]


def test_the_same_batch_gives_the_same_answers(door, tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(json.dumps(x) for x, _ in LINES if not isinstance(x, str)), encoding="utf-8")

    def answers():
        rows = [json.loads(line) for line in door(chains, "ask", "--batch", str(path), "--json")[1].splitlines()]
        for row in rows:
            row["trace"].pop("milliseconds", None)
        return rows

    assert answers() == answers()


def test_a_batch_with_odd_bytes(door, tmp_path):
    path = tmp_path / "odd.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"id": "a", "question": "What is deliberate indifference?"}\r\n\xff\xfe\x00\r\n{"id": "c", "question": "\\ud800 \\u0000 x"}\n'
    )
    code, out, _ = door(chains, "ask", "--batch", str(path), "--json")
    assert code == 0
    assert [json.loads(x)["status"] for x in out.splitlines()] == ["answered", "invalid", "invalid"]


def test_an_empty_batch(door, tmp_path):
    (tmp_path / "none.jsonl").write_text("\n\n")
    assert door(chains, "ask", "--batch", str(tmp_path / "none.jsonl"), "--json") == (0, "", "")


CHECKED = [  # a line in, its verdict out
    ({"id": 1, "quote": "He had never been shown how to throw the rope.", "citation": LARKSPUR_KEY, "pin": 903}, "exact"),
    ({"id": "q", "quote": "He had never been shown how to throw the rope.", "citation": LARKSPUR_KEY, "pin": "903"}, "exact"),
    ({"id": "p", "quote": "He had never been shown how to throw the rope.", "citation": LARKSPUR_KEY, "pin": "907"}, "exact_wrong_page"),
    ({"id": "c", "claim": "Weak police training makes a city liable only when it shows deliberate indifference to people's rights."}, "supported"),
    ({"id": "x", "claim": "Anything.", "citation": "999 U.S. 12 (1990)", "pin": None}, "impossible_citation"),
    ({"id": "both", "claim": "Anything.", "quote": "Anything."}, "invalid"),
    ({"id": "none"}, "invalid"),
    ("not json", "invalid"),
    ({"id": "n", "claim": "Anything.", "citation": "Stone v. Elk, 777 F.3d 101 (1st Cir. 2015)"}, "not_in_library"),
]


def test_a_batch_of_verdicts(door, tmp_path):
    path = tmp_path / "checks.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x, _ in CHECKED), encoding="utf-8")
    code, out, err = door(chains, "verify", "--batch", str(path), "--json")
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [r["verdict"] for r in rows] == [verdict for _, verdict in CHECKED]
    assert [r["id"] for r in rows] == [1, "q", "p", "c", "x", "both", "none", None, "n"]
    assert all(set(r) == VERDICT for r in rows)
    assert all(r["reasons"] for r in rows)


def test_an_audit(door, tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(f'The guard "had never been shown how to throw the rope." City of Larkspur v. Dunmore, {LARKSPUR_KEY}, 903 (1989).\nSee 999 U.S. 1.\n')
    code, out, err = door(chains, "audit", str(path), "--json")
    assert (code, err) == (0, "")
    rows = json.loads(out)
    assert [(r["line"], r["kind"], r["verdict"]) for r in rows] == [
        (1, "quotation", "exact"),
        (1, "citation", "supported"),
        (2, "citation", "impossible_citation"),
    ]
    code, out, _ = door(chains, "audit", str(path))
    assert code == 0
    assert "not a check of today's law" in " ".join(out.split())


def test_the_library_check(door):
    code, out, err = door(corpus, "check")
    assert (code, err) == (0, "")
    assert out.strip().endswith("0 faults")


def test_the_library_check_lists_the_weakest_ties(door, index, needs_real_opinions):
    code, out, _ = door(corpus, "check", "--ties", "3")
    assert code == 0
    assert "page" in out
    scores = [float(w) for w in out.split() if len(w) == 4 and w.startswith("0.")]
    assert len(scores) == 3
    assert scores == sorted(scores)
    assert scores[0] == pytest.approx(min(t.score for t in index.ties.values()), abs=0.006)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch, borrowed):
    """A data folder of its own with the small library, for doors that build."""
    monkeypatch.setenv("PINCITE_DATA", str(tmp_path / "data"))
    library = write_library(tmp_path / "library")
    from ingest import build

    monkeypatch.setattr("ingest.__main__.build", lambda data, **more: build.build(data, library=library, **more))
    monkeypatch.setattr("ingest.__main__.is_stale", lambda data: build.is_stale(data, library=library))
    return tmp_path


def test_ingest_says_what_it_did(elsewhere, capsys):
    write_opinion(elsewhere / "opinions")
    (elsewhere / "opinions" / "broken.json").write_text("{")
    assert ingest(["--opinions", str(elsewhere / "opinions"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert set(report) == {"added", "changed", "removed", "unchanged", "rejected", "encoded", "fingerprint", "rebuilt"}
    assert len(report["added"]) == 4
    assert report["rebuilt"]
    assert report["rejected"][0].startswith("broken.json")
    assert ingest([]) == 0
    assert "nothing to do" in capsys.readouterr().out
    assert ingest(["--if-stale"]) == 0
    assert capsys.readouterr().out == ""
    assert ingest(["--rebuild"]) == 0
    assert "0 texts were encoded" in capsys.readouterr().out


def test_ingest_stopped_by_hand(elsewhere, capsys, monkeypatch):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.__main__.build", stop)
    assert ingest([]) == 1
    assert "the last good index stays in use" in capsys.readouterr().err


FAILURES = [  # door, arguments, words of the one line
    (chains, ("ask", TRAINED, "--state", "Narnia"), "not a state that we know"),
    (chains, ("ask", TRAINED, "--circuit", "ca77"), "not a state or a federal circuit"),
    (chains, ("ask",), "give one question"),
    (chains, ("ask", "a", "--batch", "b"), "give one question"),
    (chains, ("ask", "--batch", "/no/such/file.jsonl", "--json"), "cannot be read"),
    (chains, ("verify", "--batch", "/no/such/file.jsonl", "--json"), "cannot be read"),
    (chains, ("audit", "/no/such/draft.txt"), "cannot be read"),
    (ingest, ("--opinions", "/no/such/folder"), "is not there"),
]


@pytest.mark.parametrize(("main", "argv", "words"), FAILURES)
def test_an_expected_failure_is_one_line(door, main, argv, words):
    code, out, err = door(main, *argv)
    assert (code, out) == (1, "")
    assert words in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


NO_INDEX = [(chains, ("ask", TRAINED)), (chains, ("ask", TRAINED, "--json")), (corpus, ("check", "--ties", "2"))]


@pytest.mark.parametrize(("main", "argv"), NO_INDEX)
def test_without_an_index_one_line_says_what_to_do(tmp_path, monkeypatch, capsys, main, argv):
    monkeypatch.setenv("PINCITE_DATA", str(tmp_path))
    assert main(list(argv)) == 1
    err = capsys.readouterr().err
    assert "run: make index" in err
    assert err.count("\n") == 1


def test_a_door_as_a_process_has_no_traceback_and_no_noise(data, tmp_path):
    def run(*argv):
        env = os.environ | {"PINCITE_DATA": str(data)}
        return subprocess.run([sys.executable, "-m", *argv], env=env, capture_output=True, text=True, timeout=300, check=False)

    good = run("chains", "ask", TRAINED, "--json")
    assert (good.returncode, good.stderr) == (0, "")
    assert json.loads(good.stdout)["status"] == "answered"
    bad = run("chains", "ask", TRAINED, "--state", "Narnia")
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr.startswith("chains: “Narnia”")
    assert bad.stderr.count("\n") == 1


@pytest.mark.parametrize("main", [chains, ingest, corpus])
def test_help(main, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    assert "usage: python -m" in capsys.readouterr().out


def test_ask_with_a_model_names_it_and_stays_one_contract(door, monkeypatch):
    with ModelServer(faithful) as server:
        monkeypatch.setenv("PINCITE_MODEL_URL", server.url)
        code, out, err = door(chains, "ask", TRAINED, "--drafter", "openai:made-up", "--json")
        assert (code, err) == (0, "")
        answer = json.loads(out)
        assert set(answer) == ANSWER
        assert answer["trace"]["model"] == "openai:made-up"
        assert set(answer["trace"]["asked"]) == {"model", "prompts", "where", "wrote", "tokens", "rephrased", "judge", "judged"}
        monkeypatch.setenv("PINCITE_MODEL", "openai:made-up")
        code, out, _ = door(chains, "ask", TRAINED)
        assert "The language model openai:made-up chose" in " ".join(out.split())
        assert len(server.asked) == 2
        code, out, _ = door(chains, "ask", TRAINED, "--drafter", "extractive", "--json")
        assert "asked" not in json.loads(out)["trace"]
        assert len(server.asked) == 2


def test_a_recipient_elsewhere_is_named_before_anything_is_sent(door, monkeypatch):
    with ModelServer(faithful) as server:
        monkeypatch.setenv("PINCITE_MODEL_URL", server.url)
        monkeypatch.setattr("chains.model_settings.is_loopback", lambda host: False)
        _, _, err = door(chains, "ask", TRAINED, "--drafter", "openai:made-up", "--json")
    assert err == "chains: questions are sent to 127.0.0.1, for openai:made-up\n"


@pytest.mark.parametrize("drafter", ["gpt", "openai:gpt-x", "nobody:x"])
def test_a_model_that_cannot_be_used_is_one_line(door, drafter):
    code, out, err = door(chains, "ask", TRAINED, "--drafter", drafter)
    assert (code, out) == (1, "")
    assert err.startswith("chains: ")
    assert err.count("\n") == 1
