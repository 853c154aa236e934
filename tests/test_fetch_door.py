"""``python -m ingest --fetch`` as an operator runs it."""

import json

import pytest

from corpus.library import open_library
from corpus.opinions import read_opinion
from factories import DIGEST, LARKSPUR, LARKSPUR_KEY, opinion_data, write_library, write_opinion
from ingest import fetch as fetching
from ingest.__main__ import main
from ingest.build import Report, _with_opinions
from public_server import HARBOR, HARBOR_KEY, MANIFEST, Hours, PublicServer, cap_case, cluster


@pytest.fixture
def server():
    with PublicServer() as made:
        yield made


@pytest.fixture
def home(tmp_path, server, monkeypatch):
    """A data folder, a library with one decision that is not at hand, and a build that only notes how it was called."""
    built = []

    def build(data, **more):
        built.append(more)
        return Report(unchanged=3, fingerprint="f", rebuilt=True)

    library = write_library(tmp_path / "library", guidance="", digest="", manifest=MANIFEST)
    real = fetching.fetch
    monkeypatch.setattr("ingest.__main__.fetch", lambda data, where, **more: real(data, where, library=library, clock=Hours().clock, **more))
    monkeypatch.setattr("ingest.__main__.build", build)
    monkeypatch.setattr("ingest.__main__.is_stale", lambda data: len(list((data / "opinions").glob("*.json"))) > 0)
    monkeypatch.setenv("PINCITE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PINCITE_CAP_URL", server.url)
    monkeypatch.setenv("PINCITE_COURTLISTENER_URL", f"{server.url}/v4/")
    monkeypatch.delenv("PINCITE_COURTLISTENER_TOKEN", raising=False)
    return built


def test_it_says_what_it_fetched_and_then_builds(home, server, capsys):
    server.hold(cap_case())
    assert main(["--fetch"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f"fetched: 1 ({HARBOR})"
    assert out[-1].startswith("index f is in use")
    assert home == [{"opinions": None, "rebuild": False, "progress": home[0]["progress"]}]


def test_the_report_as_json(home, server, capsys, monkeypatch):
    monkeypatch.setenv("PINCITE_COURTLISTENER_TOKEN", "made-up")
    server.hold(cap_case(decision_date="1950-01-01"))
    server.index(cluster())
    assert main(["--fetch", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["fetch"] == {
        "fetched": [{"id": HARBOR, "place": "CourtListener"}],
        "mismatched": [{"id": HARBOR, "place": "the Caselaw Access Project", "why": "has it as of 1950, not as of 1987"}],
        "missing": [],
        "notes": [],
    }
    assert report["unchanged"] == 3


def test_without_fetch_nobody_is_asked(home, server, capsys):
    assert main(["--json"]) == 0
    assert "fetch" not in json.loads(capsys.readouterr().out)
    assert server.asked == []


def test_if_stale_builds_only_where_something_came(home, server, capsys):
    assert main(["--fetch", "--if-stale"]) == 0
    assert capsys.readouterr().out.count("\n") == 2
    assert home == []
    assert main(["--fetch", "--if-stale", "--json"]) == 0
    assert [d["citation"] for d in json.loads(capsys.readouterr().out)["fetch"]["missing"]] == [HARBOR_KEY]
    server.hold(cap_case())
    assert main(["--fetch", "--if-stale"]) == 0
    assert len(home) == 1


@pytest.mark.parametrize("more", [["--opinions", "."], ["--rebuild"]])
def test_if_stale_gives_way_to_what_asks_for_a_build(home, server, more):
    assert main(["--fetch", "--if-stale", *more]) == 0
    assert len(home) == 1


def test_offline_it_says_so_in_a_few_lines_and_goes_on(home, capsys, monkeypatch):
    monkeypatch.setenv("PINCITE_CAP_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("PINCITE_COURTLISTENER_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("PINCITE_COURTLISTENER_TOKEN", "made-up")
    assert main(["--fetch"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[:3] == [
        "The Caselaw Access Project cannot be reached (4 tries): it was not asked for the 0 others",
        "CourtListener cannot be reached (4 tries): it was not asked for the 0 others",
        f"not fetched, because CourtListener cannot be reached (4 tries): 1 (Town of Quillport v. Vasterling, {HARBOR_KEY})",
    ]
    assert "made-up" not in out + err
    assert len(home) == 1


TROUBLES = [
    ("PINCITE_CAP_URL", "http://static.case.law", "decisions are not fetched from “http://static.case.law”"),
    ("PINCITE_CAP_URL", "nowhere", "decisions are not fetched from “nowhere”"),
    ("PINCITE_COURTLISTENER_URL", "http://[::1", "is not an address"),
    ("PINCITE_COURTLISTENER_TOKEN", "two words", "holds more than a token"),
]


@pytest.mark.parametrize(("name", "value", "says"), TROUBLES)
def test_a_setting_that_cannot_be_used_is_one_line(home, server, capsys, monkeypatch, name, value, says):
    monkeypatch.setenv(name, value)
    assert main(["--fetch"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("ingest: ")
    assert says in err
    assert err.count("\n") == 1
    assert (home, server.asked) == ([], [])


def test_a_folder_that_is_not_there_is_said_before_anybody_is_asked(home, server, capsys, tmp_path):
    assert main(["--fetch", "--opinions", str(tmp_path / "none")]) == 1
    assert "is not there" in capsys.readouterr().err
    assert server.asked == []


def test_a_data_folder_that_cannot_be_made(home, server, capsys, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("PINCITE_DATA", str(tmp_path / "file" / "data"))
    assert main(["--fetch"]) == 1
    err = capsys.readouterr().err
    assert "cannot be made" in err
    assert err.count("\n") == 1
    assert server.asked == []


def test_a_stop_keeps_what_was_fetched(home, server, capsys, monkeypatch):
    def stop(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.__main__.fetch", stop)
    assert main(["--fetch"]) == 1
    assert "what was fetched or encoded is kept" in capsys.readouterr().err


def test_a_digests_decision_that_came_later_is_tied_to_its_digest(tmp_path):
    """Under whatever name its file has, since its citation says which it is."""
    digest = DIGEST.replace(f"opinion: {LARKSPUR}\n", "")
    library = open_library(write_library(tmp_path / "library", digest=digest, manifest=MANIFEST))
    assert library.authorities[LARKSPUR_KEY].opinion_id is None
    for name in (LARKSPUR, "a-scan"):
        source = read_opinion(write_opinion(tmp_path / name, name, opinion_data()))
        with_it = _with_opinions(library, {name: source})
        assert with_it.authorities[LARKSPUR_KEY].opinion_id == name
        assert with_it.authorities[LARKSPUR_KEY].source_id == LARKSPUR
        assert with_it.opinions == {LARKSPUR_KEY: name}
