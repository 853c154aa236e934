"""Who may import whom: only leftwards, one adapter file for each outside library, and nobody imports a door."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ["corpus", "ingest", "chains", "eval", "app"]
FILES = [ROOT / "app.py", *(p for layer in LAYERS[:-1] for p in sorted((ROOT / layer).rglob("*.py")))]
ADAPTERS = {  # outside library -> the only files that may know it
    "chromadb": {"ingest/store.py"},
    "langchain_chroma": {"ingest/store.py", "eval/plain.py"},
    "bm25s": {"ingest/bm25.py"},
    "onnxruntime": {"ingest/encoder.py"},
    "sentence_transformers": {"ingest/encoder.py", "ingest/judge.py"},
    "torch": {"ingest/encoder.py", "ingest/judge.py"},
    "openai": {"chains/model_call.py"},
    "httpx2": {"chains/capped.py"},
    "httpx": {"ingest/polite.py"},
    "tenacity": {"ingest/polite.py"},
    "langchain": {"chains/model_call.py"},
    "eyecite": {"corpus/citing.py", "corpus/mentions.py"},
    "courts_db": {"corpus/courts.py"},
    "dateutil": {"corpus/clocks.py"},
    "docx": {"chains/drafts.py", "chains/audit_report.py"},
    "pypdf": {"corpus/formats/pdf.py"},
    "lxml": {"corpus/formats/markup.py"},
    "ir_measures": {"eval/ranking.py"},
    "langchain_text_splitters": {"eval/plain.py"},
    "altair": {"eval/charts.py"},
    "vl_convert": {"eval/charts.py"},
    "sklearn": {"ingest/scope.py", "ingest/refusals.py", "eval/pairs.py"},
    "reporters_db": {"corpus/volumes.py"},
}
GONE = ("langchain_classic", "langchain_community")


def imported(path):
    """Every module that a file imports, inside functions too: ``corpus.models`` for ``from corpus.models import X``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}


def name_of(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_run_only_leftwards(path):
    mine = LAYERS.index(path.relative_to(ROOT).parts[0].removesuffix(".py"))
    for module in imported(path):
        top = module.split(".")[0]
        assert top not in LAYERS or LAYERS.index(top) <= mine, f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_each_outside_library_has_its_file(path):
    for module in imported(path):
        top = module.split(".")[0]
        assert top not in GONE, f"{name_of(path)} imports {module}"
        assert name_of(path) in ADAPTERS.get(top, {name_of(path)}), f"{name_of(path)} imports {module}"
        if top == "streamlit":
            assert path.name == "app.py" or path.stem.endswith("page"), f"{name_of(path)} imports streamlit"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_imports_a_door(path):
    for module in imported(path):
        if module.split(".")[0] in LAYERS:
            assert "__main__" not in module, f"{name_of(path)} imports {module}"
            assert not module.startswith("chains.door") or path.name == "__main__.py", f"{name_of(path)} imports {module}"
            assert not module.endswith("_page"), f"{name_of(path)} imports {module}"


def test_the_check_sees_an_import_inside_a_function(tmp_path):
    path = tmp_path / "x.py"
    path.write_text("def f():\n    from chains.__main__ import main\n    import torch.nn\n")
    assert {"chains.__main__", "torch.nn"} <= set(imported(path))


def test_the_app_is_short():
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 40


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_can_be_held_in_the_head(path):
    """The house rule (STYLE.md) is 250 lines; tables of words are let off thirty."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 280
