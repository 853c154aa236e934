"""The pair measure and the mutation bench: operators make a change, measures are told by hand-made pairs, verbs run and skip."""

import json
import re
import tomllib
from random import Random

import numpy as np
import pytest

from corpus.errors import InputError
from corpus.support import FIGURES, POOLED
from eval.__main__ import main
from eval.mutate import OPERATORS, Tried, mutate, table
from eval.mutate_quotations import FORMS
from eval.pairs import Pair, Weighed, fit, folded, heard, keep, measure, read_pairs, told, weigh, weigh_bare
from eval.specimens import Specimen
from ingest.judge import Judgment

CANTON = Specimen("The city may be liable only if it is not careless in 12 of the cases.", "City of Canton v. Harris", 489, "U.S.", 378, 1989, 390, 400)
QUOTED = Specimen(
    'The officer must not ignore, as he knew, the “obvious” risk in 1987, and the city is liable before it was affirmed under a deliberate indifference test.',
    "City of Canton v. Harris", 489, "U.S.", 378, 1989, 390, 400, "quotation",
)  # fmt: skip
RICH = "Usually the objective test must be met before the city, in 12 cases of 1987, may be held liable for more than deliberate indifference, and it was affirmed."
OTHER = Specimen("Another.", "Owens v. Okure", 488, "U.S.", 235, 1989, 240, 251)


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda o: o.name)
def test_every_operator_changes_one_thing_and_the_same_thing_twice(operator):
    specimen = QUOTED if operator.of == ("quotation",) else Specimen(RICH, *list(vars(CANTON).values())[1:]) if operator.of == ("claim",) else CANTON
    changed = [operator.change(specimen, OTHER, Random(5)) for _ in range(2)]
    assert changed[0] == changed[1]
    assert changed[0] is not None
    assert (changed[0].text != specimen.text) == (operator.group != "citation")
    assert (changed[0].citation != specimen.citation) == (operator.group == "citation")


def test_an_operator_without_a_hold_makes_nothing():
    plain = Specimen("Nothing.", "A v. B", 1, "U.S.", 2, None, None)
    names = {o.name for o in OPERATORS if o.change(plain, plain, Random(1)) is None}
    assert names >= {"year", "pin_outside", "pin_elsewhere", "name", "negation", "standard", "number", "date", "one_word", "ellipsis_turns", "nested"}


@pytest.mark.parametrize(("name", "form"), FORMS, ids=[n for n, _ in FORMS])
def test_a_form_changes_signs_and_no_word(name, form):
    text = "The city's duty, as we said in the cases below, is “clear” -- and its officers knew, Smith v. Jones, 489 U. S. 378, 390 (1989), what it was at the time."
    changed = form(text)
    assert changed
    words, kept = (re.findall(r"\w+", t) for t in (text, changed))
    added = [w.lower() for w in kept if w not in words]
    assert set(added) <= {"he", "t", "citation", "omitted"}
    assert not {"not", "no", "never"} & (set(words) - set(kept))


def _pair(i, label, premise="p"):
    return Pair(
        f"P{i}",
        "dev" if i % 5 == 0 else "train",
        "",
        "majority",
        "White",
        f"{premise}{i % 10}",
        f"claim {i}",
        label,
        {"contradiction": "negation"}.get(label, label),
    )


def test_auc_and_share_caught_by_hand():
    pairs = [_pair(i, label) for i, label in enumerate(["entailment"] * 4 + ["contradiction"] * 2 + ["neutral"])]
    found = told(np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.75, 0.1]), pairs)
    assert found["auc"] == round(10 / 12, 3)  # of 4 × 3 pairs, 0.75 is above 0.7 and 0.6
    assert found["auc_contradictions"] == round(6 / 8, 3)
    at = next(c for c in found["curve"] if c["true_rejected"] == 0.15)
    assert at["contradictions_caught"] == 0.5  # the quantile lies at 0.645
    assert at["unrelated_caught"] == 1.0
    assert found["caught_by_op"] == {"negation": 0.5}


@pytest.fixture
def weighed():
    chance = np.random.default_rng(3)
    pairs = [_pair(i, ("entailment", "contradiction", "neutral")[i % 3]) for i in range(90)]
    rows = chance.normal(size=(90, len(FIGURES)))
    rows[:, 0] = [3.0 if p.true else -3.0 for p in pairs]
    return Weighed(pairs, rows, rows[:, 0], 5.0)


def _bare(weighed):
    """The same claims put bare: their figures are pooled ones."""
    return Weighed(weighed.pairs, np.hstack([weighed.rows, np.zeros((len(weighed.rows), len(POOLED) - len(FIGURES)))]), weighed.fixed, 5.0)


def test_weights_are_for_the_figures_as_they_are(weighed, tmp_path):
    true = np.array([p.true for p in weighed.pairs])
    weights, bias = fit(weighed.rows, true)
    assert (((weighed.rows @ weights + bias) > 0) == true).all()
    scores = folded(weighed.rows, true, [p.premise for p in weighed.pairs])
    assert told(scores, weighed.pairs)["auc"] > 0.95
    keep(weighed, _bare(weighed), tmp_path / "w.toml")
    tables = tomllib.loads((tmp_path / "w.toml").read_text(encoding="utf-8"))
    assert set(tables) == {"given", "found"}
    assert 0 < tables["found"]["doubtful"] < 1
    assert set(tables["found"]) - {"bias", "doubtful"} <= set(POOLED)


def test_what_is_told_of_pairs_and_of_a_judge(weighed):
    class Knowing:
        name = fingerprint = "knowing"

        def judge(self, pairs):
            true = {p.hypothesis: p.true for p in weighed.pairs}
            return [Judgment(0.9 if true[c] else 0.1, None) for c, _ in pairs]

    found = measure(weighed, _bare(weighed))
    assert set(found["scores"]) == {
        "train, five folds", "dev, the weights in use", "train, cosine alone", "train, the claim alone", "train, bare, five folds", "dev, bare, the weights in use",
    }  # fmt: skip
    said = heard(Knowing(), weighed)
    assert said["scores"]["auc"] == 1.0
    assert said["agreement"] == 1.0
    assert said["both_for"] == 1.0
    assert said["both_for_false"] == 0.0


def _write(folder, rows):
    (folder / "pairs.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")


ROWS = [
    {"id": f"P{i}", "split": ("train", "dev")[i % 3 == 0], "slug": "city-of-canton-v-harris", "part": part, "author": "White", "premise": f"A city is liable {i // 4} times for its policy.",
     "hypothesis": f"A city {'is' if i % 2 else 'is never'} liable {i // 4} times.", "label": ("contradiction", "entailment")[i % 2], "op": ("negation", "legal")[i % 2]}
    for i, part in enumerate(["majority", "dissent"] * 12)
]  # fmt: skip


def test_pairs_are_read_or_refused_or_not_there(tmp_path):
    assert read_pairs(tmp_path) is None
    _write(tmp_path, ROWS)
    held = read_pairs(tmp_path)
    assert len(held) == 24
    assert {p.voice for p in held} == {"", "White's dissent"}
    (tmp_path / "pairs.jsonl").write_text("[1]\n", encoding="utf-8")
    with pytest.raises(InputError, match="one pair a line"):
        read_pairs(tmp_path)


def test_figures_of_pairs_are_the_same_twice(index, tmp_path):
    _write(tmp_path, ROWS)
    held = read_pairs(tmp_path)
    one, two = weigh(index, held), weigh(index, held)
    assert (one.rows == two.rows).all()
    assert one.rows.shape == (24, len(FIGURES))
    one, two = weigh_bare(index, held[:4]), weigh_bare(index, held[:4])
    assert (one.rows == two.rows).all()
    assert one.rows.shape == (4, len(POOLED))


def test_the_verb_pairs(data, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PINCITE_DATA", str(data))
    monkeypatch.delenv("PINCITE_JUDGE", raising=False)
    assert main(["pairs", "--nli", str(tmp_path)]) == 0
    assert "1 measure skipped" in capsys.readouterr().out
    _write(tmp_path, ROWS)
    assert main(["pairs", "--nli", str(tmp_path), "--out", str(tmp_path / "out.json")]) == 0
    out = capsys.readouterr().out
    assert "five folds" in out
    assert "rejected" in out
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["scores"]["train, five folds"]["pairs"] == 16
    assert main(["pairs", "--nli", str(tmp_path), "--judge", str(tmp_path)]) == 1
    assert "is no model" in capsys.readouterr().err


def test_the_mutation_bench_is_deterministic_and_tells_true_from_false(index):
    one, two = (mutate(index, sample=2, only=("negation", "year", "one_word", "verbatim", "not_held", "dissent_line")) for _ in range(2))
    assert one == two
    rows = {(r["kind"], r["group"]): r for r in table(one)}
    assert all(r.get("caught", 1) == 1 for r in rows.values())
    assert all(r.get("rejected", 0) == 0 for r in rows.values())
    assert len(one) >= 12


def test_a_verifier_switched_off_shows(index, monkeypatch):
    monkeypatch.setattr("eval.mutate._verdict", lambda *_: "supported")
    off = table(mutate(index, sample=2, only=("negation", "year")))
    assert {r["caught"] for r in off} == {0}


def test_a_row_of_the_table_by_hand():
    tried = [Tried("g", "k", v, True, "t", "c") for v in ("supported", "unsupported", "contradicted", "supported")]
    assert table(tried) == [{"group": "g", "kind": "k", "true": True, "n": 4, "rejected": 0.5, "called_wrong": 0.25,
                             "verdicts": {"supported": 2, "unsupported": 1, "contradicted": 1}}]  # fmt: skip


def test_the_verb_mutate(data, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PINCITE_DATA", str(data))
    asked = ["mutate", "--nli", str(tmp_path), "--sample", "1", "--out", str(tmp_path / "out.json")]
    assert main([*asked, "--only", "year", "--only", "verbatim"]) == 0
    out = capsys.readouterr().out
    assert "1 measure skipped" in out
    assert "share caught" in out
    assert "share rejected" in out
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["rows"]) == 3
    assert main([*asked, "--only", "nonsense"]) == 1
    assert "no kind is called nonsense" in capsys.readouterr().err
    assert main(["mutate", "--sample", "0"]) == 1
