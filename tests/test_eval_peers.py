"""The plain chain: cut by length, with places that are those of the library's lines."""

import pytest

from chains.answer import Settings
from eval import plain
from eval.facts import constants, facts_of_run
from eval.models import Case
from eval.peers import RANKINGS, Peer
from eval.plain import PlainIndex, chunks_of
from eval.running import ask_all

CASE = Case(id="x1", question="How long do I have to sue?", kind="plain", topic="time-limits", expect="answered")


@pytest.fixture(scope="module")
def chunks(index):
    return chunks_of(index)


def test_every_place_of_a_chunk_holds_words_of_the_chunk(chunks, index):
    for chunk in chunks:
        for place in chunk.places:
            own = place.source_id.removeprefix(plain.OPINION)
            text = (index.library.sources[own] if own == place.source_id else index.opinion(own)).text
            assert text[place.start : place.end].strip() in chunk.text


def test_chunks_cover_every_line_and_carry_its_authorities(chunks, index):
    source = index.library.sources["time-limits"]
    places = sorted((p.start, p.end) for c in chunks for p in c.places if p.source_id == source.id)
    for section in source.sections:
        for line in (x for x in section.lines if x.start >= 0):
            covered = [c for c in chunks for p in c.places if p.source_id == source.id and p.start <= line.start and line.start < p.end]
            assert covered, line.text
            assert any({x.key for x in line.cites} <= {key for key, _ in c.authorities} for c in covered)
    assert places[0][0] == 0
    assert max(len(c.text) for c in chunks) <= plain.SIZE


def test_a_decision_is_cited_by_every_chunk_of_it(chunks, index):
    keys = {f"{plain.OPINION}{i}": key for key, i in index.library.opinions.items()}
    own = [c for c in chunks if c.places and c.places[0].source_id in keys]
    assert {c.places[0].source_id for c in own} == set(keys)
    assert all(c.authorities == ((keys[c.places[0].source_id], None),) for c in own)


@pytest.fixture(scope="module")
def peers(index, chunks, tmp_path_factory):
    limits = [c for c in chunks if any(p.source_id == "time-limits" for p in c.places)]
    few = limits + [c for c in chunks if c not in limits][:20]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plain, "chunks_of", lambda index: few)
        made = PlainIndex(index, tmp_path_factory.mktemp("peers") / "a")
    return [Peer(name, made, ranked, index) for name, ranked in RANKINGS.items()]


def test_a_peer_gives_its_four_chunks_whatever_was_asked(peers):
    for peer in peers:
        seen = peer.answer(CASE)
        assert len(seen.answer["claims"]) == plain.TOP
        assert seen.answer["status"] == "answered"
        assert seen.ranked_authorities
        assert seen.ranked[0].source_id == "time-limits"
        assert peer.answer(CASE).answer == seen.answer


def test_a_peer_runs_like_any_system(peers, index, tmp_path):
    cases = [CASE, CASE.model_copy(update={"id": "x2", "question": "", "history": ("What is a claim?",)})]
    facts = facts_of_run("peer", "few", cases, index, settings=Settings(index.folder), system=peers[0].name)
    seen = ask_all(peers[0], cases, tmp_path / "peer", facts)
    assert not any(s.fault for s in seen.values())


def test_facts_hold_every_threshold(index):
    facts = facts_of_run("r", "few", [CASE], index, settings=Settings(index.folder))
    assert facts["settings"]["thresholds.matched"] == Settings().thresholds.matched
    assert facts["constants"]["chains.check_claim.SUPPORT"] > 0
    assert facts["opinions"].startswith(f"{len(index.opinion_ids())}, ")
    assert facts["encoder"] == index.facts["encoder"]
    assert constants() == facts["constants"]


def test_a_moved_constant_is_another_fact(monkeypatch):
    before = constants()
    monkeypatch.setattr("chains.draft.MOST_LAW", 4)
    assert {k for k in before if before[k] != constants()[k]} == {"chains.draft.MOST_LAW"}
