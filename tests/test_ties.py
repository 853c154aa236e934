"""From a library line to the court's own sentence: on its page, in the right voice, and only where it bears the line."""

import pytest

from corpus.library import Library
from corpus.models import Pin
from corpus.opinions import read_opinion
from factories import LARKSPUR, LARKSPUR_KEY, OKEMOS, OKEMOS_KEY, case, line, one_line_source, opinion_data, pageless_data, write_opinion
from ingest.passages import opinion_passages
from ingest.ties import WORTH_SHOWING, make_ties, tie_key

FACT = "The thirteenth lifeguard had been trained in a neighboring town and never worked at the north beach."
HELD = "The city must have chosen, with open eyes, to leave the lesson out."


@pytest.fixture(scope="module")
def tied(tmp_path_factory, index):
    """The tie of one line with these pins, as (the court's words, the tie), or None."""
    folder = tmp_path_factory.mktemp("ties")
    opinions = {
        LARKSPUR: read_opinion(write_opinion(folder, LARKSPUR, opinion_data())),
        OKEMOS: read_opinion(write_opinion(folder, OKEMOS, pageless_data())),
    }
    passages = {i: opinion_passages(s, lambda text: len(text.split())) for i, s in opinions.items()}
    by_id = {p.id: p for ps in passages.values() for p in ps}
    authorities = {
        LARKSPUR_KEY: case(opinion_id=LARKSPUR),
        OKEMOS_KEY: case(OKEMOS_KEY, "Town of Okemos v. Farrow", opinion_id=OKEMOS),
        "1 U.S. 1": case("1 U.S. 1", "Not v. Here"),
    }

    def make(text, *pins, key=LARKSPUR_KEY, voice=""):
        source = one_line_source(text, *pins, key=key, voice=voice)
        ties = make_ties(Library({source.id: source}, authorities), opinions, passages, index.encoder.encode)
        assert set(ties) <= {tie_key(source.id, source.sections[0].lines[0], source.sections[0].lines[0].cites[0])}
        return next(((by_id[t.passage_id].text[t.start : t.end], t) for t in ties.values()), None)

    return make


FOUND = [  # the line, pins, the court's words
    (HELD, (Pin(904, 904),), "The city must have chosen, with open eyes"),
    ("A city answers when it chose with open eyes to leave the lesson out.", (Pin(904, 905),), "The city must have chosen"),
    ("The missing lesson must be “closely related to the ultimate injury.”", (Pin(904, 904),), "A rescue program is"),
    ("The guard had never been shown how to throw the rope.", (Pin(903, 903),), "He had never been shown how to throw the rope."),
    (FACT, (Pin(902, 902, "1"),), "The thirteenth lifeguard"),
    (FACT, (Pin(902, 902, "1", True),), "The thirteenth lifeguard"),
]


@pytest.mark.parametrize(("text", "pins", "words"), FOUND)
def test_a_line_is_tied_to_the_words_on_its_page(tied, text, pins, words):
    quote, tie = tied(text, *pins)
    assert quote.startswith(words)
    assert tie.page_checked
    assert WORTH_SHOWING <= tie.score <= 1


NOT_FOUND = [
    (HELD, (Pin(903, 903),)),  # said on another page
    (FACT, (Pin(902, 902, "2"),)),  # another note
    (FACT, (Pin(904, 904),)),
    (HELD, ()),  # no pin, no tie
    ("A plaintiff has ninety days to appeal a ruling on fees.", (Pin(904, 904),)),  # nothing like it there
]


@pytest.mark.parametrize(("text", "pins"), NOT_FOUND)
def test_no_tie_rather_than_a_wrong_one(tied, text, pins):
    found = tied(text, *pins)
    assert found is None or not found[0].startswith(text[:20])


def test_law_is_never_tied_to_a_dissent(tied):
    pell = "The Court turns every careless summer into a federal case."
    assert tied(pell, Pin(906, 906)) is None
    assert tied(pell, Pin(906, 906), voice="separate opinion")[0] == pell


def test_without_pages_the_whole_decision_is_searched_and_the_page_not_called_checked(tied):
    quote, tie = tied("A town that reads its ledger and does nothing has made its choice.", Pin(3, 3), key=OKEMOS_KEY)
    assert quote == "A town that reads its ledger and does nothing has made its choice."
    assert not tie.page_checked


def test_a_decision_that_is_not_at_hand_has_no_tie(tied):
    assert tied(HELD, Pin(2, 2), key="1 U.S. 1") is None


def test_a_tie_is_named_by_source_place_and_authority():
    text = line("A line.", Pin(1, 1), start=7)
    assert tie_key("made", text, text.cites[0]) == f"made:7:{LARKSPUR_KEY}"


def test_the_ties_of_the_index(index):
    """Each stands in its passage, is a whole sentence, and belongs to a line that exists."""
    lines = {tie_key(s.source_id, x, c): (x, c) for s in index.library.sections.values() for x in s.lines if x.start >= 0 for c in x.cites}
    passages = index.store.get([t.passage_id for t in index.ties.values()])
    assert set(index.ties) <= set(lines)
    for key, tie in index.ties.items():
        x, c = lines[key]
        passage = passages[tie.passage_id]
        quote = passage.text[tie.start : tie.end]
        assert quote == quote.strip() != ""
        assert WORTH_SHOWING <= tie.score <= 1
        assert index.library.opinions[c.key] == passage.source_id
        assert x.voice == "separate opinion" or passage.part in ("majority", "per curiam", "plurality")


def test_cantons_holding_is_tied_to_its_page(index, needs_real_opinions):
    pinned = [k for k in index.ties if k.endswith(":489 U.S. 378")]
    assert len(pinned) > 30
    assert sum(index.ties[k].page_checked for k in pinned) == len(pinned)
