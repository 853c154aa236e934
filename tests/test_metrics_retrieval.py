"""The measures of what is retrieved, each by hand, and against ir-measures' own aggregate."""

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import ranking
from eval.metrics import ALL, by_name, ndcg, recall, reciprocal_rank
from eval.metrics.reached import in_common, merged
from eval.models import Span
from metric_cases import BRANT, LARKSPUR, OKEMOS, STATUTE, bench, broken, case, seen

RETRIEVAL = [m for m in ALL if m.group == "retrieval"]


def sources(name, expected, found):
    return by_name(name).score(case(authorities=expected), seen(ranked_authorities=tuple(found)), bench())


def passages(name, gold, units):
    spans = [Span(*s) if len(s) == 3 else Span("a", *s) for s in units]
    return by_name(name).score(case(), seen(ranked=tuple(spans)), bench(gold=[Span("a", *g) for g in gold]))


THREE = [LARKSPUR, BRANT, STATUTE]  # grades 3, 2, 1
BY_SOURCE = [
    # two of three expected found; the first at place 1
    # DCG = 1/log2(2) + 2/log2(3) = 1 + 1.2619 = 2.2619; best = 3/1 + 2/1.5850 + 1/2 = 4.7619; 2.2619 / 4.7619 = 0.4750
    (THREE, [STATUTE, BRANT, OKEMOS], 2 / 3, 1.0, 0.474995),
    # best order
    (THREE, THREE, 1.0, 1.0, 1.0),
    # the one expected stands third: 1/3; DCG = 1/log2(4) = 0.5, best = 1
    ([LARKSPUR], [OKEMOS, BRANT, LARKSPUR], 1.0, 1 / 3, 0.5),
    # sixth: beyond the five of recall; 1/6; DCG = 1/log2(7) = 0.3562
    ([LARKSPUR], ["1 U.S. 1", "1 U.S. 2", "1 U.S. 3", "1 U.S. 4", "1 U.S. 5", LARKSPUR], 0.0, 1 / 6, 0.356207),
    # named twice it counts once and takes one place: BRANT is second
    ([BRANT], [OKEMOS, OKEMOS, BRANT], 1.0, 1 / 2, 1 / 1.5849625),
    # a parallel citation is the same authority
    ([LARKSPUR], ["109 S. Ct. 4321"], 1.0, 1.0, 1.0),
    ([LARKSPUR], [OKEMOS], 0.0, 0.0, 0.0),
    ([LARKSPUR], [], 0.0, 0.0, 0.0),
]


@pytest.mark.parametrize(("expected", "found", "at5", "rr", "gain"), BY_SOURCE)
def test_sources_by_hand(expected, found, at5, rr, gain):
    assert [sources(n, expected, found) for n in ("recall_sources", "rank_sources", "ndcg_sources")] == pytest.approx([at5, rr, gain], abs=1e-6)


TWO = [(0, 10), (50, 60)]
BY_PASSAGE = [
    # both gold lines in one unit: one relevant unit, nothing more is wanted
    (TWO, [(0, 100)], 1.0, 1.0, 1.0),
    # one reached at place 1, the other never: DCG = 1, best = 1 + 1/log2(3) = 1.6309
    (TWO, [(5, 20)], 0.5, 1.0, 1 / 1.6309298),
    # places 2 and 3: DCG = 1/1.5850 + 1/2 = 1.1309; best = 1.6309
    (TWO, [(20, 50), (40, 51), (9, 20)], 1.0, 0.5, 1.1309298 / 1.6309298),
    # the same line again (an overlapping chunk) gains nothing: places 1 and 3; DCG = 1 + 1/2
    (TWO, [(0, 10), (5, 40), (55, 70)], 1.0, 1.0, 1.5 / 1.6309298),
    # the same unit twice takes one place: places 1 and 2
    (TWO, [(0, 10), (0, 10), (50, 60)], 1.0, 1.0, 1.0),
    # the same line is gold twice: it is one
    ([(0, 10), (0, 10)], [(0, 10)], 1.0, 1.0, 1.0),
    # touching without a shared character, and another source, are no hits
    (TWO, [(10, 50), ("b", 0, 100)], 0.0, 0.0, 0.0),
    # sixth unit: recall at five misses it; DCG = 1/log2(7), best = 1
    ([(0, 10)], [(100, 101), (101, 102), (102, 103), (103, 104), (104, 105), (0, 10)], 0.0, 1 / 6, 0.356207),
    (TWO, [], 0.0, 0.0, 0.0),
]


@pytest.mark.parametrize(("gold", "units", "at5", "rr", "gain"), BY_PASSAGE)
def test_passages_by_hand(gold, units, at5, rr, gain):
    assert [passages(n, gold, units) for n in ("recall_passages", "rank_passages", "ndcg_passages")] == pytest.approx([at5, rr, gain], abs=1e-6)


def test_the_fifth_unit_may_bring_the_sixth_gold_line():
    """Recall cuts off units, not the lines that they reach: five units, the first with three lines, reach all seven."""
    gold = [(i * 10, i * 10 + 5) for i in range(7)]
    assert passages("recall_passages", gold, [(0, 25), (30, 35), (40, 45), (50, 55), (60, 65)]) == 1.0


BY_CHARACTER = [
    # 10 of 20 retrieved are gold; 10 of 20 gold are retrieved
    ([(0, 20)], [(10, 30)], 10 / 20, 10 / 20),
    # overlapping units: characters 0–30 once; gold 20, all retrieved
    ([(0, 20)], [(0, 20), (10, 30)], 20 / 30, 1.0),
    # overlapping gold lines 0–10 and 5–15 are 15 characters; unit 0–30
    ([(0, 10), (5, 15)], [(0, 30)], 15 / 30, 1.0),
    # the sixth unit does not count
    ([(0, 10)], [(100, 110)] * 5 + [(0, 10)], 0.0, 0.0),
    # another source's characters are other characters: 10 of 10 + 40
    ([(0, 10)], [("b", 0, 40), (0, 10)], 10 / 50, 1.0),
    ([(0, 10)], [], 0.0, 0.0),
]


@pytest.mark.parametrize(("gold", "units", "precision", "recalled"), BY_CHARACTER)
def test_characters_by_hand(gold, units, precision, recalled):
    assert passages("character_precision", gold, units) == pytest.approx(precision)
    assert passages("character_recall", gold, units) == pytest.approx(recalled)


def test_what_must_not_be_answered_or_has_no_gold_is_left_out():
    found = seen(ranked=(Span("a", 0, 10),), ranked_authorities=(LARKSPUR,))
    refused = case(expect="refused")
    assert [m.score(refused, found, bench(refused, gold=[Span("a", 0, 10)])) for m in RETRIEVAL] == [None] * len(RETRIEVAL)
    bare = {m.name: m.score(case(authorities=[]), found, bench()) for m in RETRIEVAL}
    assert set(bare.values()) == {None}


def test_a_crash_on_a_good_question_is_nothing_found():
    assert {m.name: m.score(case(), broken(), bench(gold=[Span("a", 0, 10)])) for m in RETRIEVAL} == {m.name: 0.0 for m in RETRIEVAL}


ids = st.lists(st.sampled_from("abcdefghijklmnop"), max_size=14)
questions = st.lists(st.tuples(ids, st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4), min_size=1)), min_size=1, max_size=6)


@given(questions)
def test_the_mean_over_questions_is_the_aggregate_of_ir_measures(asked):
    """Asked all at once, with scores that fall by rank, ir-measures gives the means of what is measured one by one."""
    qrels = [ir_measures.Qrel(str(n), name, grade) for n, (_, grades) in enumerate(asked) for name, grade in grades.items()]
    run = [ir_measures.ScoredDoc(str(n), name, 99.0 - i) for n, (ranked, _) in enumerate(asked) for i, name in enumerate(dict.fromkeys(ranked))]
    theirs = ir_measures.calc_aggregate([ir_measures.R @ 5, ir_measures.RR, ir_measures.nDCG @ 10], qrels, run)
    ours = {
        ir_measures.R @ 5: [ranking.recall(r, g, 5) for r, g in asked],
        ir_measures.RR: [ranking.reciprocal_rank(r, g) for r, g in asked],
        ir_measures.nDCG @ 10: [ranking.ndcg(r, g, 10) for r, g in asked],
    }
    for measure, values in ours.items():
        assert sum(values) / len(values) == pytest.approx(theirs[measure], abs=1e-6)


held = st.sampled_from([LARKSPUR, OKEMOS, BRANT, STATUTE, "1 U.S. 1", "1 U.S. 2"])
spans = st.builds(lambda s, a, n: Span(s, a, a + n), st.sampled_from("ab"), st.integers(0, 60), st.integers(1, 30))


@given(st.lists(held, unique=True, min_size=1), st.lists(held), st.lists(spans, min_size=1, max_size=5), st.lists(spans, max_size=14))
def test_every_measure_is_a_share_and_recall_does_not_fall_with_k(expected, found, gold, units):
    asked, got = case(authorities=expected), seen(ranked=tuple(units), ranked_authorities=tuple(found))
    over = bench(asked, gold=gold)
    for metric in RETRIEVAL:
        assert 0 <= metric.score(asked, got, over) <= 1 + 1e-9
    for measure in (recall.of_sources, recall.of_passages):
        by_k = [measure(asked, got, over, k) for k in range(1, 15)]
        assert by_k == sorted(by_k)


@given(st.lists(spans, min_size=1, max_size=5), st.lists(spans, max_size=9), spans)
def test_one_unit_more_at_the_end_never_makes_the_passages_worse(gold, units, more):
    before, after = (seen(ranked=tuple(x)) for x in (units, [*units, more]))
    for measure in (reciprocal_rank.of_passages, ndcg.of_passages, recall.of_passages):
        assert measure(case(), after, bench(gold=gold)) >= measure(case(), before, bench(gold=gold)) - 1e-9


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_characters_are_counted_as_sets_of_characters(a, b):
    mine, theirs = ({(s.source_id, i) for s in some for i in range(s.start, s.end)} for some in (a, b))
    assert in_common(a, b) == len(mine & theirs)
    assert sum(s.end - s.start for s in merged(a)) == len(mine)
