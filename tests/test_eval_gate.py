"""The gate and the comparison: what they see between two runs. Runs are made up; their arithmetic is done by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import InputError
from eval.compare import METRICS, changes, flips, moved_settings, shared, unlike
from eval.gate import Rule, accept, judge, read_rules
from eval.metrics import by_name
from eval.runs import Figure, Run, Scored, read_run, write_json, write_scores

FACTS = {"name": "a", "suite": "fast", "system": "pincite", "model": "extractive", "encoder": "mini@1", "prompts": {},
         "opinions": "0, x", "cases": "4, x", "index": "i1", "code": "c1", "version": "0.1.0",
         "settings": {"ranking.words": 0.2}, "constants": {"chains.draft.MOST_LAW": 5}, "made": "2026-01-01"}  # fmt: skip
LIBRARY = frozenset({("canton", "aaaa", "489 U.S. 378, 390"), ("canton", "bbbb", "489 U.S. 378, 388"), ("owens", "cccc", "488 U.S. 235, 249-50")})
RULE = {"top3_authority": Rule(least=0.5, fall=0.1), "lost": Rule(most=0.5, fall=0.1)}


def row(i, top3=1.0, lost=0.0, status="answered", group=None, case="same"):
    return Scored(i, case, group or i, status, ("489 U.S. 378",), "A sentence.", {"top3_authority": top3, "lost": lost})


def run(rows=None, facts=None, library=LIBRARY, **figures):
    rows = rows or [row(f"x{i}") for i in range(4)]
    means = {"top3_authority": 0.9, "lost": 0.1} | figures
    made = {n: Figure(n, v, v, v, 4) for n, v in means.items()}
    return Run(Path("a"), FACTS | (facts or {}), {r.id: r for r in rows}, made, library)


def test_the_same_run_passes():
    assert judge(run(), run(), RULE) == []


FALLEN = [
    ({"top3_authority": 0.79}, "top3_authority is worse by 0.1100: 0.9000 → 0.7900; 0.1 is allowed"),
    ({"lost": 0.25}, "lost is worse by 0.1500: 0.1000 → 0.2500; 0.1 is allowed"),
]


@pytest.mark.parametrize(("figures", "words"), FALLEN)
def test_a_figure_that_fell_is_named_with_how_much(figures, words):
    assert judge(run(**figures), run(), RULE) == [words]


@pytest.mark.parametrize("figures", [{"top3_authority": 0.8}, {"lost": 0.2}, {"top3_authority": 1.0}, {"lost": 0.0}])
def test_what_is_allowed_and_what_is_better_passes(figures):
    assert judge(run(**figures), run(), RULE) == []


def test_bounds_are_asked_of_the_figure_itself():
    low = judge(run(top3_authority=0.45), run(top3_authority=0.5), RULE)
    assert low == ["top3_authority is 0.4500; at least 0.5 is asked"]
    high = judge(run(lost=0.55), run(lost=0.5), RULE)
    assert high == ["lost is 0.5500; at most 0.5 is asked"]


def test_a_figure_that_is_gone_is_named():
    gone = run()
    del gone.figures["lost"]
    assert judge(gone, run(), RULE) == ["lost: the run has no such figure"]


def test_a_dropped_source_is_named():
    assert judge(run(library=frozenset(x for x in LIBRARY if x[0] != "owens")), run(), RULE) == ["a source was dropped: owens"]


def test_a_pin_that_moved_under_the_same_words_is_named():
    moved = (LIBRARY - {("canton", "aaaa", "489 U.S. 378, 390")}) | {("canton", "aaaa", "489 U.S. 378, 391")}
    (found,) = judge(run(library=moved), run(), RULE)
    assert found == "a pin moved in canton: the same words rested on [489 U.S. 378, 390] and now rest on [489 U.S. 378, 391]"


def test_a_line_in_new_words_and_a_new_source_pass():
    edited = (LIBRARY - {("canton", "aaaa", "489 U.S. 378, 390")}) | {("canton", "dddd", "489 U.S. 378, 391"), ("new", "eeee", "1 U.S. 1, 2")}
    assert judge(run(library=frozenset(edited)), run(), RULE) == []


def test_a_setting_that_moved_is_named():
    (found,) = judge(run(facts={"constants": {"chains.draft.MOST_LAW": 4}}), run(), RULE)
    assert found == "a setting moved: chains.draft.MOST_LAW: 5 → 4"
    (found,) = judge(run(facts={"settings": {"ranking.words": 0.3}}), run(), RULE)
    assert found == "a setting moved: ranking.words: 0.2 → 0.3"
    (found,) = judge(run(facts={"settings": {}}), run(), RULE)
    assert found == "a setting moved: ranking.words: 0.2 → not there"


@pytest.mark.parametrize("what", ["suite", "encoder", "model", "opinions"])
def test_a_run_of_something_else_is_not_let_through(what):
    assert judge(run(facts={what: "other"}), run(), RULE)[0].startswith(f"the {what} is not that of the accepted run: ")


def test_the_lines_that_the_verifiers_are_tried_with_may_change():
    tried = Scored("v001-true", "same", "v001-true", "supported", (), "A line.", {"true_shown": 1.0})
    assert judge(run(), run([*(row(f"x{i}") for i in range(4)), tried]), RULE) == []


@pytest.mark.parametrize("facts", [{"suite": "dev"}, {"system": "BM25"}, {"opinions": "132, y"}])
def test_a_run_that_the_gate_could_not_ask_for_is_not_accepted(tmp_path, facts):
    with pytest.raises(InputError, match="cannot be the accepted one"):
        accept(run(facts=facts), tmp_path / "baseline")
    assert not (tmp_path / "baseline").exists()


def test_questions_that_were_not_asked_are_named():
    short = run([row("x0"), row("x1")])
    assert judge(short, run(), RULE) == ["2 questions of the accepted run were not asked: x2, x3"]


def test_the_rules_of_the_repository_name_metrics_and_cover_what_must_not_slip():
    rules = read_rules()
    for name in ("invented_citations", "forbidden_statements", "dissent_as_law"):
        assert rules[name].most == 0
    for name in ("quotation_fidelity", "pin_accuracy", "true_shown", "withheld_negation", "withheld_page", "withheld_authority"):
        assert rules[name].least == 1
    assert set(rules) <= {m.name for m in METRICS}


@pytest.mark.parametrize(
    ("text", "words"), [("[nonsense]\nleast = 1", "names nonsense, which is no metric"), ("[lost]\nmust = 1", "cannot be read"), ("[lost", "cannot be read")]
)
def test_broken_rules_are_refused(tmp_path, text, words):
    (tmp_path / "gate.toml").write_text(text)
    with pytest.raises(InputError, match=words):
        read_rules(tmp_path / "gate.toml")


def written(folder, made):
    folder.mkdir()
    write_json(folder / "facts.json", made.facts)
    write_scores(folder, made.rows.values(), made.figures, made.library)
    return folder


def test_an_accepted_run_is_read_as_it_was_and_keeps_no_answers(tmp_path):
    source = written(tmp_path / "run", run())
    (source / "seen.jsonl").write_text("{}\n")
    accept(replace(run(), folder=source), tmp_path / "baseline")
    kept = read_run(tmp_path / "baseline")
    assert (kept.facts, kept.rows, kept.figures, kept.library) == (FACTS, run().rows, run().figures, LIBRARY)
    assert not (tmp_path / "baseline" / "seen.jsonl").exists()
    assert judge(kept, run(), RULE) == []


def test_an_unfinished_and_a_broken_run_are_one_line(tmp_path):
    folder = written(tmp_path / "run", run())
    (folder / "figures.json").unlink()
    with pytest.raises(InputError, match=r"is not finished: figures\.json is missing"):
        read_run(folder)
    (folder / "figures.json").write_text("{")
    with pytest.raises(InputError, match="cannot be read"):
        read_run(folder)


# --- two runs side by side -------------------------------------------------------------------------------------------

BEFORE = [row("x0"), row("x1"), row("x2", top3=0.0), row("x3"), row("x3-1", group="x3"), row("x4", case="old")]
AFTER = [
    row("x0"),
    row("x1", top3=0.0, lost=1.0, status="no_support"),
    row("x2", top3=0.0),
    row("x3"),
    row("x3-1", top3=0.0, group="x3"),
    row("x4", case="new"),
    row("x5"),
]


def test_only_cases_in_the_same_words_are_shared():
    assert shared(run(BEFORE), run(AFTER)) == ["x0", "x1", "x2", "x3", "x3-1"]


def test_changes_are_over_the_questions_that_are_shared_each_once():
    """Of x0 to x3: 3 of 4 before, 2 of 4 after; none lost before, 1 of 4 after. The other wording of x3 does not count."""
    found = {c.metric.name: c for c in changes(run(BEFORE), run(AFTER))}
    assert (found["top3_authority"].before, found["top3_authority"].after, found["top3_authority"].difference) == (0.75, 0.5, -0.25)
    assert (found["lost"].before, found["lost"].after, found["lost"].n) == (0, 0.25, 4)
    assert found["lost"].verdict == "no clear difference"  # one case of four is chance


def test_a_clear_loss_is_called_worse_whichever_way_is_better():
    many = [row(f"y{i}") for i in range(40)]
    fallen = [row(f"y{i}", top3=0.0, lost=1.0) for i in range(20)] + many[20:]
    found = {c.metric.name: c.verdict for c in changes(run(many), run(fallen))}
    assert found == {"top3_authority": "worse", "lost": "worse"}
    back = {c.metric.name: c.verdict for c in changes(run(fallen), run(many))}
    assert back == {"top3_authority": "better", "lost": "better"}
    assert {c.verdict for c in changes(run(many), run(many))} == {"same"}


def test_flips_are_told_with_both_sides():
    found = {f.id: f for f in flips(run(BEFORE), run(AFTER))}
    assert set(found) == {"x1", "x3-1"}
    assert found["x1"].what == ("status answered → no_support", "top3_authority 1 → 0", "lost 0 → 1")
    assert (found["x1"].before.status, found["x1"].after.status) == ("answered", "no_support")


def test_unlike_runs_say_in_what():
    told = unlike(run(), run(facts={"encoder": "big@2", "settings": {"ranking.words": 0.3}}))
    assert told == ["encoder: mini@1 → big@2", "ranking.words: 0.2 → 0.3"]
    assert unlike(run(), run()) == []
    assert moved_settings(run(), run()) == []


def test_every_flip_metric_is_one():
    from eval.compare import FLIPS

    for name in FLIPS:
        assert by_name(name).name == name
