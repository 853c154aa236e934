"""A model's own words: never shown without a judge, shown beside the library's line where the checks and the judge agree."""

import json
import logging
from dataclasses import replace

import pytest
from langchain_core.runnables import RunnableLambda

from chains.answer import Settings, open_chain
from chains.door import main
from chains.judging import Remembered, judge_set, opened_judge
from chains.model_judge import ModelJudge
from chains.model_settings import Model, model_from, told
from chains.models import Draft, DraftClaim, Question
from chains.rephrasing import may_stand_for
from chains.verify import verify
from corpus.errors import InputError, JudgeError, ModelTrouble
from ingest.judge import Judgment
from model_server import ModelServer, by_tool, claim, given, in_text

TRAINED = "Can I sue the city because its officers were never trained?"


class Says:
    """A judge that gives every pair the same, and remembers what it was asked."""

    name, fingerprint = "test", "test@1"

    def __init__(self, entailment=1.0, contradiction=0.0):
        self.given, self.asked = Judgment(entailment, contradiction), []

    def judge(self, pairs):
        self.asked += pairs
        return [self.given] * len(pairs)


class Broken(Says):
    def judge(self, pairs):
        raise ModelTrouble("did not answer in time")


class NoModel(Says):
    def judge(self, pairs):
        raise JudgeError("the judge “x” cannot be loaded")


@pytest.fixture(scope="module")
def own(index):
    """A line of the library that quotes and names nobody."""
    return next(x for s in index.library.sections.values() for x in s.lines if x.text.startswith("A city is") or x.text.startswith("A city answers"))


def reworded(text):
    """The same sentence with its end moved to the front: other words to the eye, the same to the checks of words."""
    return f"In short, {text[0].lower()}{text[1:]}"


@pytest.mark.parametrize(
    ("judge", "passes"), [(None, False), (Says(), True), (Says(0.89), False), (Says(0.95, 0.6), False), (Broken(), False), (NoModel(), False)]
)
def test_other_words_need_a_judge_that_agrees(index, own, judge, passes):
    assert may_stand_for(judge, index.library, reworded(own.text), own.text) is passes


NOT_ASKED = [
    "{own} “Deliberate indifference” decides.",
    "In Owen v. City of Independence the Court held that {own}",
    "{own} See 445 U.S. 622.",
    "It is not true that {own}",
    "{own} At least 14 complaints are needed.",
    "{own} " + "Truly so. " * 30,
]


@pytest.mark.parametrize("form", NOT_ASKED)
def test_the_judge_is_not_even_asked_about_what_a_check_speaks_against(index, own, form):
    judge = Says()
    assert not may_stand_for(judge, index.library, form.format(own=own.text), own.text)
    assert not judge.asked


def test_a_judge_that_fails_is_logged_and_the_words_stay_the_sources(index, own, caplog):
    with caplog.at_level(logging.WARNING):
        assert not may_stand_for(Broken(), index.library, reworded(own.text), own.text)
    assert "judge test: did not answer in time; the source's own words are shown" in caplog.text
    assert own.text not in caplog.text


def test_the_gate_asks_for_itself(index, own):
    section = next(s for s in index.library.sections.values() if own in s.lines)
    proposed = Draft("answered", (DraftClaim(reworded(own.text), own.role, section, own),))
    assert not verify(index, proposed, None)[0]
    assert not verify(index, proposed, None, Says(0.2))[0]
    shown, withheld, passages = verify(index, proposed, None, Says())
    assert [c.text for c in shown] == [reworded(own.text)]
    assert not withheld
    quoted = next(c for c in shown[0].citations if c.citation is None)
    assert quoted.quote == own.text  # the library's own words stand beside the model's
    assert next(p for p in passages if p.id == quoted.passage_id).text[quoted.start : quoted.end] == own.text


def test_one_pair_is_asked_about_once():
    judge = Says()
    remembered = Remembered(judge)
    assert remembered.judge([("a", "b"), ("a", "b"), ("c", "d")]) == [judge.given] * 3
    assert remembered.judge([("a", "b")]) == [judge.given]
    assert judge.asked == [("a", "b"), ("c", "d")]


def own_words(body):
    """Three lines, each in words of the model's own."""
    lines = [(i, t) for i, t in given(body).items() if i.startswith("L")][:3]
    return by_tool({"claims": [claim(reworded(t), i, t, "short" if n == 0 else "rule") for n, (i, t) in enumerate(lines)]})


def verdict(word):
    return lambda body: by_tool({"verdict": word}) if body["tools"][0]["function"]["name"] == "Opinion" else own_words(body)


def asked_of(index, *script, judge="model"):
    with ModelServer(*script) as server:
        opened_judge.cache_clear()
        model = Model("openai:made-up", server.url, 20.0, judge)
        return open_chain(Settings(index.folder, model=model), index).invoke(Question(TRAINED)), server


def test_the_chat_model_as_judge_lets_its_own_words_pass(index):
    answer, server = asked_of(index, verdict("says"))
    assert answer.status == "answered"
    shown = [c for c in answer.claims if c.text.startswith("In short, ")]
    assert shown
    asked = answer.trace["asked"]
    assert asked["rephrased"] == len(shown)
    assert asked["judge"].startswith("openai:made-up@")
    assert len(asked["judged"]) >= len(shown)
    assert all(odds == 1.0 and 0 <= support <= 1 for odds, support in asked["judged"])
    assert f"put {len(shown)} of them in its own words" in told(answer.trace)
    calls = [b for b in server.asked if b["tools"][0]["function"]["name"] == "Opinion"]
    assert all(TRAINED not in m["content"] for b in calls for m in b["messages"])  # it sees the claim and the passage, and no question
    assert len({b["messages"][1]["content"] for b in calls}) == len(calls)


@pytest.mark.parametrize("word", ["denies", "neither"])
def test_where_the_judge_does_not_agree_the_words_are_the_librarys(index, word):
    answer, _ = asked_of(index, verdict(word))
    lines = {x.text for s in index.library.sections.values() for x in s.lines}
    assert answer.claims
    assert all(c.text in lines for c in answer.claims)
    assert answer.trace["asked"]["rephrased"] == 0


BAD = [lambda body: (500, {"error": {"message": "no"}}, {}), lambda body: in_text("I think so"), lambda body: by_tool({"verdict": "perhaps"})]


@pytest.mark.parametrize("bad", BAD)
def test_a_judge_in_trouble_costs_only_the_models_words(index, bad):
    script = lambda body: bad(body) if "SENTENCE" in body["messages"][1]["content"] else own_words(body)  # noqa: E731
    answer, _ = asked_of(index, script)
    lines = {x.text for s in index.library.sections.values() for x in s.lines}
    assert answer.status == "answered"
    assert all(c.text in lines for c in answer.claims)


def test_no_judge_no_words_of_the_model(index):
    answer, server = asked_of(index, own_words, judge="")
    assert not [c for c in answer.claims if c.text.startswith("In short, ")]
    assert answer.trace["asked"]["judge"] == ""
    assert len(server.asked) == 1


def test_the_setting(monkeypatch):
    monkeypatch.setenv("PINCITE_JUDGE", "model")
    monkeypatch.delenv("PINCITE_MODEL", raising=False)
    with pytest.raises(InputError, match="PINCITE_JUDGE is “model” but PINCITE_MODEL is not set"):
        judge_set()
    monkeypatch.setenv("PINCITE_MODEL", "openai:made-up")
    monkeypatch.setenv("PINCITE_MODEL_URL", "http://127.0.0.1:9/v1")
    assert judge_set().name == "openai:made-up"
    assert model_from({"PINCITE_MODEL": "openai:made-up", "PINCITE_JUDGE": " model "}).judge == "model"


def test_the_models_judge_says_in_one_line_that_it_is_not_there():
    with pytest.raises(ModelTrouble, match="could not be reached"):
        ModelJudge(Model("openai:made-up", "http://127.0.0.1:9/v1", 20.0)).judge([("a", "b")])


def test_verify_goes_on_without_a_judge_in_trouble_and_says_so(index, tmp_path, monkeypatch, capsys):
    path = tmp_path / "claims.jsonl"
    path.write_text('{"id": "1", "claim": "A city may be sued for what its training leaves out."}\n{"id": "2", "claim": "x y"}\n', encoding="utf-8")
    monkeypatch.setenv("PINCITE_DATA", str(index.folder.parent.parent))
    monkeypatch.setenv("PINCITE_JUDGE", "model")
    assert main(["verify", "--batch", str(path), "--json"]) == 1
    assert "PINCITE_JUDGE is “model” but PINCITE_MODEL is not set" in capsys.readouterr().err
    monkeypatch.setenv("PINCITE_MODEL", "openai:made-up")
    monkeypatch.setenv("PINCITE_MODEL_URL", "http://127.0.0.1:9/v1")
    opened_judge.cache_clear()
    assert main(["verify", "--batch", str(path), "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [r["id"] for r in rows] == ["1", "2"]
    assert "the judge openai:made-up could not be reached" in rows[0]["reasons"]


def test_a_drafter_cannot_bring_words_past_the_gate(index, own):
    section = next(s for s in index.library.sections.values() if own in s.lines)
    lie = DraftClaim("Every city pays for every wrong of its officers.", own.role, section, own)
    chain = open_chain(Settings(index.folder, RunnableLambda(lambda state: Draft("answered", (lie, replace(lie, text=own.text))))), index)
    answer = chain.invoke(Question(TRAINED))
    assert [c.text for c in answer.claims] == [own.text]
