"""Finding: fusion that ignores the order of its lists, and sections found by the ways in which people ask."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.models import Premise, Reading
from chains.retrieve import fuse, retrieve
from corpus.errors import IndexDamaged
from ingest import bm25
from ingest.bm25 import WordIndex

ids = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
rankings = st.lists(st.tuples(ids, st.sampled_from([0.5, 1.0, 2.0])), max_size=5)


@given(rankings, st.randoms(use_true_random=False))
def test_fusion_ignores_the_order_of_the_lists(lists, random):
    shuffled = random.sample(lists, len(lists))
    assert fuse(lists) == pytest.approx(fuse(shuffled))


@given(rankings)
def test_fusion_keeps_everything_and_invents_nothing(lists):
    fused = fuse(lists)
    assert set(fused) == {i for ranking, _ in lists for i in ranking}
    assert all(score > 0 for score in fused.values())


@given(ids.filter(bool), st.sampled_from([0.5, 1.0]))
def test_fusing_one_list_keeps_its_order(ranking, weight):
    fused = fuse([(ranking, weight)])
    assert sorted(fused, key=lambda i: -fused[i]) == ranking


@given(rankings, ids)
def test_being_ranked_by_one_more_list_never_hurts(lists, ranking):
    before, after = fuse(lists), fuse([*lists, (ranking, 1.0)])
    assert all(after[i] > before.get(i, 0.0) for i in ranking)
    assert all(after[i] == before[i] for i in set(before) - set(ranking))


def test_fusion_by_hand():
    fused = fuse([(["a", "b"], 1.0), (["b"], 0.5)])
    assert fused == pytest.approx({"a": 1 / 60, "b": 1 / 61 + 0.5 / 60})


def found(index, *queries):
    return retrieve(index, Reading(queries[0], queries), Premise())


def test_each_way_of_asking_finds_its_section(index):
    """Every hundredth ask line of the library, asked as it stands."""
    asked = [(a, s.id) for s in index.library.sections.values() if index.library.sources[s.source_id].kind == "guidance" for a in s.asks][::100]
    assert len(asked) > 20
    for question, section_id in asked:
        assert section_id in [h.section.id for h in found(index, question).hits[:3]], question


def test_hits_are_ranked_and_can_be_explained(index):
    hits = found(index, "Can I sue the city because its officers were never trained?").hits
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert len({h.section.id for h in hits}) == len(hits)
    for h in hits:
        assert -1 <= h.asked <= h.cosine <= 1
        assert h.learned <= 0
        assert 0 <= h.words <= 1
    assert hits[0].matched


def test_a_long_story_is_found_by_its_one_telling_sentence(index):
    telling = "My brother died in the county jail because the guards had no medical training."
    chatter = ["The weather was fine that week.", "We had eaten at my aunt's house.", "The bus was late again."]
    story = " ".join([*chatter, telling, *chatter])
    alone, told = found(index, telling).hits[:3], found(index, story, *chatter, telling).hits[:3]
    assert {h.section.id for h in alone} & {h.section.id for h in told}


def test_a_digest_comes_first_when_its_case_is_named(index):
    key = index.library.sources["city-of-canton-v-harris"].authority.key
    asked = Reading("What did Canton decide?", ("What did Canton decide?",))
    hits = retrieve(index, asked, Premise(named=(key,))).hits
    assert "city-of-canton-v-harris#1" in [h.section.id for h in hits[:3]]


def test_a_misspelled_question_finds_what_it_means(index):
    right, wrong = found(index, "What is deliberate indifference?"), found(index, "what is delibrate indiffrence")
    assert wrong.hits[0].section.id in {h.section.id for h in right.hits[:3]}


def test_passages_of_decisions_are_evidence(index, needs_real_opinions):
    passages = found(index, "deliberate indifference to the rights of persons with whom the police come into contact").passages
    assert 0 < len(passages) <= 6
    assert {p.kind for p, _ in passages} == {"opinion"}
    assert any(p.source_id == "city-of-canton-v-harris" for p, _ in passages)


def test_the_same_question_finds_the_same(index):
    assert found(index, "What is deliberate indifference?") == found(index, "What is deliberate indifference?")


@pytest.fixture(scope="module")
def word_index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words") / "bm25"
    bm25.write(folder, ["rope", "truck", "both"], ["The rope was on the wall.", "A truck rolled over the curb.", "A rope hung from the truck."])
    return folder


WORDS = [("rope on a wall", "rope"), ("trucks rolling", "truck"), ("curbs", "truck"), ("rope truck", "both")]


@pytest.mark.parametrize(("query", "best"), WORDS)
def test_words_are_found_by_their_stems(word_index, query, best):
    assert WordIndex(word_index).top(query, 3)[0][0] == best


@pytest.mark.parametrize("query", ["", "the of and", "zebra", "§", "\0"])
def test_words_that_nothing_holds(word_index, query):
    assert WordIndex(word_index).top(query, 3) == []


def test_a_word_index_that_is_broken(word_index, tmp_path):
    (tmp_path / "ids.json").write_text(json.dumps(["a"]))
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(IndexDamaged, match="word index"):
            WordIndex(folder)
