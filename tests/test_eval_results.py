"""The results page, and what it is made of."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

from chains.answer import Settings
from eval.evaluate import evaluate
from eval.questions import FOLDER, read_cases
from eval.results import accepted, failing, rows, standing
from eval.runs import read_run
from test_eval_gate import row, run

MEAN = "<b>x</b><script>alert(1)</script> can i sue the city because its officers were never trained?"


@pytest.fixture(scope="module")
def made(data, index, tmp_path_factory):
    """Two runs of a few questions in the test's data folder; one question holds HTML."""
    cases = [*read_cases(FOLDER / "dev.jsonl")[:5], *read_cases(FOLDER / "negatives.jsonl")[:2]]
    cases.append(cases[0].model_copy(update={"id": "d999", "question": MEAN}))
    path = tmp_path_factory.mktemp("suite") / "few.jsonl"
    path.write_text("".join(c.model_dump_json() + "\n" for c in cases), encoding="utf-8")
    shutil.rmtree(data / "runs", ignore_errors=True)
    evaluate(data / "runs" / "one", str(path), index)
    evaluate(data / "runs" / "two", str(path), index, settings=Settings(index.folder))
    yield data / "runs"
    shutil.rmtree(data / "runs")


@pytest.fixture
def page(data, root, monkeypatch):
    monkeypatch.setenv("PINCITE_DATA", str(data))
    return AppTest.from_file(str(root / "eval" / "results_page.py"), default_timeout=120)


def shown(page):
    assert not page.exception
    return " ".join(h.body for h in page.get("html"))


def test_no_run_is_said_calmly(page, data):
    shutil.rmtree(data / "runs", ignore_errors=True)
    assert "No run is kept on this machine yet" in shown(page.run())


def test_a_run_is_shown_with_its_figures_and_a_case(page, made):
    said = shown(page.run())
    assert [s.label for s in page.selectbox] == ["Run", "Case"]
    assert page.selectbox[0].options == ["two", "one"]
    assert "Expected authority among the first three" in said
    assert "The gate does not judge this run" in said


def test_a_question_that_holds_html_is_text(page, made):
    page.run()
    page.pills[0].set_value("All").run()
    page.selectbox[1].set_value("d999").run()
    said = shown(page)
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert(1)" in said


def test_cases_are_found_by_their_words(page, made):
    page.run()
    page.pills[0].set_value("All")
    page.text_input[0].set_value("never trained?").run()
    assert page.selectbox[1].options == [f"d999: {MEAN[:90]}"]
    page.text_input[0].set_value("no such words").run()
    assert "0 cases" in shown(page)


def test_a_run_of_the_address_is_opened_and_an_unknown_one_is_one_calm_line(page, made):
    page.query_params["run"] = "one"
    page.run()
    assert page.selectbox[0].value == "one"
    page.query_params["run"] = "three"
    assert "There is no run “three” on this machine." in shown(page.run())


def test_a_broken_run_is_one_calm_line(page, made):
    broken = made / "broken"
    shutil.copytree(made / "one", broken)
    (broken / "scores.jsonl").write_text("{")
    page.query_params["run"] = "broken"
    assert "the run broken cannot be read" in shown(page.run())
    shutil.rmtree(broken)


def test_the_list_is_newest_first(made, monkeypatch):
    monkeypatch.setenv("PINCITE_DATA", str(made.parent))
    assert [r.name for r in rows()] == ["two", "one"]
    assert rows()[0].system == "pincite"


def test_the_gate_speaks_only_of_what_is_alike(made):
    other = read_run(made / "one")
    assert accepted(other) is None
    assert standing(other, None)[1] == []
    assert standing(run(), run())[0].startswith("The gate stops this run")  # made-up runs lack most figures
    assert "quotation_fidelity: the run has no such figure" in standing(run(), run())[1]


def test_why_a_case_is_worth_a_look(made):
    kept = read_run(made / "one")
    good, foreign = kept.cases["d999"], next(c for c in kept.cases.values() if c.expect == "out_of_scope")
    kept.rows["d999"] = row("d999", top3=0.0, lost=1.0)
    kept.rows[foreign.id].scores["right_reply"] = 0.0
    assert failing(kept, good) == ["not answered", "no expected authority in the first three"]
    assert failing(kept, foreign) == ["another reply than the expected one (out_of_scope)"]
    kept.rows["d999"].scores.update(lost=0.0, top3_authority=1.0, nugget_recall_vital=0.5, forbidden_statements=1.0)
    assert failing(kept, good) == ["says what must not be said", "a vital fact is missing"]
