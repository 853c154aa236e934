"""The one real index of a test run, and doors that use it.

It is built from the project's own library with made-up decisions, and four real ones where ``../shared/opinions`` is
there. It stays in ``.pincite/test``, so that only the first run encodes; a later one finds it as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

os.environ["ANONYMIZED_TELEMETRY"] = "False"
os.environ.pop("LANGSMITH_TRACING", None)
os.environ.pop("PINCITE_MODEL", None)
os.environ.pop("PINCITE_MODEL_URL", None)
os.environ.pop("PINCITE_MODEL_TIMEOUT", None)
os.environ.pop("OPENAI_API_KEY", None)
os.environ.pop("OPENAI_API_BASE", None)
os.environ.pop("OPENAI_BASE_URL", None)

import filelock
import pytest
from hypothesis import HealthCheck, settings

from chains.answer import Settings, open_chain
from chains.models import Answer, Question
from factories import LARKSPUR, OKEMOS, BorrowedEncoder, opinion_data, pageless_data, write_library, write_opinion
from ingest import refusals, scope
from ingest.build import VECTORS, build
from ingest.index import Index, open_index

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "opinions"
REAL_OPINIONS = ("city-of-canton-v-harris", "connick-v-thompson", "city-of-los-angeles-v-heller", "owens-v-okure")
TEST_DATA = ROOT / ".pincite" / "test"

settings.register_profile("offline", deadline=None, derandomize=True, database=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("offline")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an index of the real library."""
    fresh = tmp_path_factory.mktemp("opinions")
    write_opinion(fresh, LARKSPUR, opinion_data())
    write_opinion(fresh, OKEMOS, pageless_data())
    for name in REAL_OPINIONS:
        if (SHARED / f"{name}.json").exists():
            (fresh / f"{name}.json").write_bytes((SHARED / f"{name}.json").read_bytes())
    TEST_DATA.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(TEST_DATA / "tests.lock", timeout=600):
        for old in (TEST_DATA / "opinions").glob("*.json"):
            if not (fresh / old.name).exists():
                old.unlink()
        build(TEST_DATA, opinions=fresh, vectors=ROOT / ".pincite" / VECTORS)
    return TEST_DATA


@pytest.fixture(scope="session")
def index(data: Path) -> Index:
    return open_index(data)


@pytest.fixture(scope="session")
def chain(index: Index):
    return open_chain(Settings(index.folder), index)


@pytest.fixture(scope="session")
def ask(chain):
    """Ask the one chain: ``ask("Can I sue?", history=[…], circuit="ca5")``."""

    def asked(text: str, history: tuple[str, ...] = (), circuit: str | None = None, state: str | None = None) -> Answer:
        return chain.invoke(Question(text, tuple(history), circuit, "t", state))

    return asked


@pytest.fixture(scope="module")
def borrowed(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BorrowedEncoder]:
    """Builds of this module encode with the session's graph instead of loading torch, and know few foreign questions.

    Set ``fails`` to break them.
    """
    encoder = BorrowedEncoder(index.encoder, index.folder)
    few = tmp_path_factory.mktemp("questions")
    (few / "out_of_scope.txt").write_text("\n".join(scope.negatives()[::25]), encoding="utf-8")
    (few / "refused.txt").write_text("".join(f"[{kind}]\n{question}\n" for kind, question in refusals.examples()[::6]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ingest.build.IndexingEncoder", encoder)
        patched.setattr("ingest.scope.NEGATIVES", few / "out_of_scope.txt")
        patched.setattr("ingest.refusals.EXAMPLES", few / "refused.txt")
        yield encoder


@pytest.fixture
def small_library(tmp_path: Path) -> Path:
    return write_library(tmp_path / "library")


@pytest.fixture
def needs_real_opinions(index: Index) -> None:
    if not set(REAL_OPINIONS) <= set(index.opinion_ids()):
        pytest.skip("../shared/opinions is not there: no real decision to check against")


@pytest.fixture
def door(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run a terminal door in this process: ``code, out, err = door(main, "ask", "…")``."""
    monkeypatch.setenv("PINCITE_DATA", str(data))

    def run(main, *argv: str) -> tuple[int, str, str]:
        code = main(list(argv))
        out, err = capsys.readouterr()
        return code, out, err

    return run
