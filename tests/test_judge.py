"""The judge: its labels read from its own config, its word heard in a verdict, and one line where it is none."""

import json

import pytest

from chains.check import check_claim
from chains.door import main
from chains.judging import judge_set
from corpus.errors import JudgeError
from ingest.judge import Judge, Judgment, label_places, open_judge

LABELS = [  # labels by output, (entailment, contradiction)
    (("contradiction", "entailment", "neutral"), (1, 0)),
    (("entailment", "neutral", "contradiction"), (0, 2)),
    (("ENTAILMENT", "not_entailment"), (0, None)),
    (("not-entailment", "entailment"), (1, None)),
    (("refuted", "not enough info", "supported"), (2, 0)),
]
NO_LABELS = [("LABEL_0", "LABEL_1"), ("entailment",), ("entailment", "entailed"), ("not_entailment", "other")]
TRUE = "A city answers for a failure to train."


@pytest.mark.parametrize(("labels", "places"), LABELS)
def test_the_order_of_labels_is_the_models_own(labels, places):
    assert label_places("m", dict(enumerate(labels))) == places


@pytest.mark.parametrize("labels", NO_LABELS)
def test_a_model_without_a_label_for_entailment_is_refused(labels):
    with pytest.raises(JudgeError, match="no label that means entailment"):
        label_places("m", dict(enumerate(labels)))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """Saves a two-layer cross-encoder with random weights whose last layer is fixed, so that one output always wins."""

    def save(labels, winner):
        import torch
        from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

        folder = tmp_path_factory.mktemp("judge")
        (folder / "vocab.txt").write_text(
            "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz", "city", "train", "the", "."]), encoding="utf-8"
        )
        torch.manual_seed(7)
        names = dict(enumerate(labels))
        config = BertConfig(vocab_size=35, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32, max_position_embeddings=512,
                            num_labels=len(labels), id2label=names, label2id={v: k for k, v in names.items()})  # fmt: skip
        model = BertForSequenceClassification(config)
        with torch.no_grad():
            model.classifier.weight.mul_(0.01)
            model.classifier.bias.copy_(torch.tensor([5.0 if i == winner else 0.0 for i in range(len(labels))]))
        model.save_pretrained(folder)
        BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
        return str(folder)

    return save


WINNERS = [(labels, places[0], True) for labels, places in LABELS[:4]]
WINNERS += [(LABELS[0][0], 0, False), (LABELS[1][0], 2, False), (LABELS[2][0], 1, False)]


@pytest.mark.parametrize(("labels", "winner", "high"), WINNERS)
def test_a_saved_model_is_read_by_its_labels(tiny, labels, winner, high):
    judge = Judge(tiny(labels, winner))
    found = judge.judge([(TRUE, TRUE), ("A city never answers.", TRUE)])
    assert len(found) == 2
    assert all((j.entailment > 0.9) == high and (j.entailment < 0.1) == (not high) for j in found)
    assert all((j.contradiction is None) == (len(labels) == 2) for j in found)
    assert judge.judge([]) == []
    assert "@" in judge.fingerprint
    assert judge.fingerprint == Judge(judge.name).fingerprint


def test_what_is_no_model_is_said_in_one_line(tmp_path, tiny):
    for name in (str(tmp_path), str(tmp_path / "not there")):
        with pytest.raises(JudgeError, match="no model"):
            Judge(name).judge([("a", "b")])
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(JudgeError, match="cannot be loaded") as caught:
        Judge(str(tmp_path)).judge([("a", "b")])
    assert "\n" not in str(caught.value)
    with pytest.raises(JudgeError, match="entailment"):
        Judge(tiny(("LABEL_0", "LABEL_1"), 0)).judge([("a", "b")])


class Scripted:
    """A judge that gives one answer to everything and keeps what it was asked."""

    name = "scripted"

    def __init__(self, entailment, contradiction=0.0):
        self.said, self.asked = Judgment(entailment, contradiction), []

    def judge(self, pairs):
        self.asked += pairs
        return [self.said for _ in pairs]


FREE = "Juries may award money for pain and for lost wages caused by the violation."
NEGATED = "A city is immune from liability for a failure to train its police officers."


def test_a_free_paraphrase_passes_only_on_the_judges_word(index):
    assert check_claim(index, FREE).verdict == "unsupported"
    agreed = check_claim(index, FREE, judge=Scripted(0.97))
    assert agreed.verdict == "supported"
    assert "0.97" in agreed.reasons[0]
    assert agreed.evidence
    doubted = check_claim(index, FREE, judge=Scripted(0.6))
    assert doubted.verdict == "unsupported"
    assert any("0.60" in r for r in doubted.reasons)


def test_a_judge_never_outvotes_a_conflict_of_words(index):
    assert check_claim(index, NEGATED, judge=Scripted(1.0)).verdict == check_claim(index, NEGATED).verdict == "contradicted"


def test_what_the_checks_support_and_the_judge_contradicts_is_unsupported(index):
    line = next(x.text for s in index.library.sections.values() for x in s.lines if x.role == "short" and x.start >= 0)
    assert check_claim(index, line).verdict == "supported"
    assert check_claim(index, line, judge=Scripted(0.02, 0.9)).verdict == "unsupported"
    assert check_claim(index, line, judge=Scripted(0.02, None)).verdict == "unsupported"
    agreed = check_claim(index, line, judge=Scripted(0.95, 0.01))
    assert agreed.verdict == "supported"
    assert any("0.95" in r for r in agreed.reasons)


def test_a_judge_hears_nothing_of_what_is_not_held(index):
    judge = Scripted(1.0)
    assert check_claim(index, FREE, "Walker v. City of New York, 974 F.2d 293 (2d Cir. 1992)", judge=judge).verdict == "not_in_library"
    assert judge.asked == []


def test_no_judge_by_default_and_the_door_reads_the_setting(index, monkeypatch, tmp_path, data, capsys, tiny):
    monkeypatch.delenv("PINCITE_JUDGE", raising=False)
    assert judge_set() is None
    assert open_judge("  ") is None
    batch = tmp_path / "batch.jsonl"
    batch.write_text(json.dumps({"id": 1, "claim": FREE}) + "\n", encoding="utf-8")
    monkeypatch.setenv("PINCITE_DATA", str(data))
    monkeypatch.setenv("PINCITE_JUDGE", tiny(("entailment", "neutral", "contradiction"), 0))
    assert main(["verify", "--batch", str(batch), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "supported"
    monkeypatch.setenv("PINCITE_JUDGE", str(tmp_path))
    assert main(["verify", "--batch", str(batch), "--json"]) == 1
    assert "is no model" in capsys.readouterr().err
