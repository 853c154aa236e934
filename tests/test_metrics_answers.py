"""The measures of what is answered, each by hand on small made-up answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.answer import Settings
from corpus.errors import InputError
from eval.metrics import ALL, by_name
from eval.metrics.milliseconds import STEPS
from eval.metrics.reading_grade import syllables
from eval.models import Bench, Case
from eval.questions import gold_spans
from eval.system import Pincite
from metric_cases import BRANT, LARKSPUR, OKEMOS, OPINION, STATUTE, bench, broken, case, cite, claim, passage, quoting, score, seen

GUIDE = cite(None)
LAW = passage(OPINION, "o1")


def test_names_are_unlike_and_found():
    assert len({m.name for m in ALL}) == len(ALL) == len({m.title for m in ALL})
    assert all(by_name(m.name) is m for m in ALL)
    with pytest.raises(InputError, match="no metric “luck”"):
        by_name("luck")


# --- authorities cited -----------------------------------------------------------------------------------------------

CITED = [  # claims' citations, first, among three; expected are Larkspur and Brant
    ([[LARKSPUR]], 1, 1),
    ([[None, LARKSPUR]], 1, 1),  # guidance is no authority
    ([[OKEMOS], [BRANT]], 0, 1),
    ([[OKEMOS, OKEMOS], [OKEMOS, STATUTE], [BRANT]], 0, 1),  # third of the distinct ones
    ([[OKEMOS, STATUTE, "1 U.S. 1"], [BRANT]], 0, 0),  # fourth
    ([["109 S. Ct. 4321"]], 1, 1),  # Larkspur by its parallel citation
    ([[None]], 0, 0),
    ([], 0, 0),
]


@pytest.mark.parametrize(("cited", "first", "three"), CITED)
def test_expected_authorities_cited(cited, first, three):
    answer = seen(*(claim("A sentence.", *map(cite, keys)) for keys in cited))
    assert (score("first_authority", answer), score("top3_authority", answer)) == (first, three)


def test_authorities_are_not_asked_of_a_question_that_must_not_be_answered():
    assert score("first_authority", seen(claim("x", cite())), case(expect="refused")) is None
    assert score("top3_authority", seen(claim("x", cite())), case(authorities=[])) is None


# --- facts, and what must not be said --------------------------------------------------------------------------------

FACTS = case(vital=[["never shown", "not shown"], ["rope"]], okay=[["swimmer sank"], ["north  beach"]])
STATED = [
    # vital: 1 of 2 ("rope"); all: 1 of 4
    (["He had no ROPE."], 1 / 2, 1 / 4),
    # either wording of a fact counts it once: 2 of 2, and 2 of 4
    (["Never shown, and not shown, the rope."], 1.0, 2 / 4),
    # the second wording of the first fact: 1 of 2, and 1 of 4
    (["He was not shown it."], 1 / 2, 1 / 4),
    # over several sentences; spaces and case are folded: 1 of 2, and 3 of 4
    (["At the North Beach a rope lay.", "A swimmer  sank."], 1 / 2, 3 / 4),
    # a wording does not run from one sentence into the next
    (["He was never", "shown it."], 0.0, 0.0),
    ([], 0.0, 0.0),
]


@pytest.mark.parametrize(("sentences", "vital", "all_"), STATED)
def test_facts_stated(sentences, vital, all_):
    answer = seen(*map(claim, sentences), notices=["never shown the rope at the north beach"])  # a notice states nothing
    assert score("nugget_recall_vital", answer, FACTS) == vital
    assert score("nugget_recall_all", answer, FACTS) == all_


def test_facts_are_not_asked_where_none_is_expected():
    assert score("nugget_recall_vital", seen(), case(vital=[])) is None
    assert score("nugget_recall_all", seen(), case(vital=[], okay=[["rope"]])) == 0


NEVER = case(forbidden=["the city’s always liable", "you will win"], question="My cousin says you will win")
SAID = [
    (["The city's ALWAYS  liable."], [], 1),  # quotation marks, case and spaces are folded
    (["You will win."], [], 1),  # a sentence may not say back what the question says
    ([], ["You wrote that you will win."], 0),  # a notice may
    ([], ["The city's always liable."], 1),
    (["The city is liable at times."], [], 0),
    ([], [], 0),
]


@pytest.mark.parametrize(("sentences", "notices", "expected"), SAID)
def test_forbidden_statements(sentences, notices, expected):
    assert score("forbidden_statements", seen(*map(claim, sentences), notices=notices), NEVER) == expected
    assert score("forbidden_statements", seen(*map(claim, sentences), notices=notices), case()) is None


# --- replies ---------------------------------------------------------------------------------------------------------

REPLIES = [  # (expected, given, lost, precision, recall, right)
    ("answered", "answered", 0, None, None, None),
    ("answered", "no_support", 1, 0, None, None),
    ("answered", "fault", 1, 0, None, None),
    ("refused", "refused", None, 1, 1, 1),
    ("refused", "out_of_scope", None, 1, 1, 0),
    ("refused", "answered", None, None, 0, 0),
    ("refused", "fault", None, None, 0, 0),
    ("invalid", "invalid", None, 1, 1, 1),
    ("invalid", "fault", None, None, 0, 0),  # a crash is no reply, though it is kept as invalid
]


@pytest.mark.parametrize(("expected", "given_", "lost", "precision", "recall", "right"), REPLIES)
def test_replies(expected, given_, lost, precision, recall, right):
    answer = broken() if given_ == "fault" else seen(status=given_)
    names = ("lost", "abstention_precision", "abstention_recall", "right_reply")
    assert tuple(score(n, answer, case(expect=expected)) for n in names) == (lost, precision, recall, right)


def test_the_means_are_precision_and_recall_of_abstaining():
    """Of three not answered two must not be: 2/3. Of three that must not be answered two were not: 2/3."""
    rows = [("answered", "answered"), ("answered", "no_support"), ("refused", "no_support"), ("refused", "answered"), ("invalid", "invalid")]
    for name in ("abstention_precision", "abstention_recall"):
        values = [score(name, seen(status=got), case(expect=expected)) for expected, got in rows]
        assert sum(v for v in values if v is not None) / sum(v is not None for v in values) == 2 / 3


FALSE = case(expect="false_premise", forbidden=["larkspur abolished"])


@pytest.mark.parametrize(("status", "text", "expected"), [
    ("false_premise", "Larkspur says otherwise.", 1), ("false_premise", "Larkspur abolished it.", 0), ("answered", "Larkspur says otherwise.", 0),
])  # fmt: skip
def test_false_premises(status, text, expected):
    assert score("false_premise", seen(claim(text), status=status), FALSE) == expected
    assert score("false_premise", seen(claim(text), status=status), case()) is None


# --- the same question in other words --------------------------------------------------------------------------------

GROUP = [case(), *(case(id=f"x1-{i}", same_as="x1", question=f"Wording {i}") for i in range(1, 5)), case(id="x2", question="Another?")]


def test_steadiness():
    """Larkspur first; of its four other wordings one was not asked, two lead there, one to Okemos: 2 of 3. The odd one: 0 of 3."""
    asked = {i: seen(claim("x", cite(key)), id=i) for i, key in (("x1", LARKSPUR), ("x1-1", LARKSPUR), ("x1-2", OKEMOS), ("x1-3", "109 S. Ct. 4321"))}
    over = bench(*GROUP, others=asked.values())
    by_case = {c.id: by_name("steadiness").score(c, asked.get(c.id) or seen(id=c.id), over) for c in GROUP}
    assert by_case == {"x1": 2 / 3, "x1-1": 2 / 3, "x1-2": 0, "x1-3": 2 / 3, "x1-4": 0, "x2": None}


def test_reworded():
    """Of four other wordings one was not asked; Larkspur is wanted: one cites it first, one cites another decision only, one third: 2 of 3."""
    third = (cite(OKEMOS), cite(STATUTE), cite(LARKSPUR))
    asked = {"x1": seen(id="x1"), "x1-1": seen(claim("x", cite(LARKSPUR)), id="x1-1"), "x1-2": seen(claim("x", cite(OKEMOS)), id="x1-2"),
             "x1-3": seen(claim("x", *third), id="x1-3")}  # fmt: skip
    over = bench(*GROUP, others=asked.values())
    by_case = {c.id: by_name("reworded").score(c, asked.get(c.id) or seen(id=c.id), over) for c in GROUP}
    assert by_case == {"x1": 2 / 3, "x1-1": None, "x1-2": None, "x1-3": None, "x1-4": None, "x2": None}


def test_two_answers_without_an_authority_are_not_steady():
    asked = [seen(id="x1"), seen(claim("x", GUIDE), id="x1-1")]
    assert score("steadiness", asked[0], GROUP[0], bench(*GROUP, others=asked)) == 0
    negative = [c.model_copy(update={"expect": "refused"}) for c in GROUP]
    assert score("steadiness", asked[0], negative[0], bench(*negative, others=asked)) is None


# --- form and cost ---------------------------------------------------------------------------------------------------

SYLLABLES = {
    "a": 1, "rule": 1, "rules": 1, "city": 2, "table": 2, "made": 1, "boxes": 2, "trained": 1, "settled": 2, "called": 1, "police": 2, "officer": 3,
    "deliberately": 5, "indifference": 4, "violation": 4, "liable": 3, "liability": 5, "statement": 2, "element": 3, "agree": 2, "court's": 1, "rely": 2,
    "wanted": 2,
}  # fmt: skip


@pytest.mark.parametrize("word", SYLLABLES)
def test_syllables(word):
    assert syllables(word) == SYLLABLES[word]


GRADES = [
    # 6 words, 1 sentence, cit-y: 7 syllables: 0.39 · 6 + 11.8 · 7/6 − 15.59 = 2.34 + 13.7667 − 15.59 = 0.5167
    (["The city must train its guards."], 1, 0.516667),
    # 5 words in 2 sentences, 1 + 3 + 1 + 4 + 4 = 13 syllables: 0.39 · 2.5 + 11.8 · 2.6 − 15.59 = 0.975 + 30.68 − 15.59
    (["The officer is deliberate.", "Indifference."], 2, 16.065),
    # the same in one text of two sentences
    (["The officer is deliberate. Indifference."], 2, 16.065),
    # figures are no words: guard, knew, it
    (["A guard knew it in 1983."], 1, 0.39 * 5 + 11.8 * 5 / 5 - 15.59),
]


@pytest.mark.parametrize(("texts", "sentences", "grade"), GRADES)
def test_reading_grade_and_length(texts, sentences, grade):
    answer = seen(*map(claim, texts))
    assert score("length", answer) == sentences
    assert score("reading_grade", answer) == pytest.approx(grade, abs=1e-6)


def test_nothing_shown_has_no_form():
    assert [score(n, seen()) for n in ("length", "reading_grade", "short_first")] == [None] * 3
    assert score("reading_grade", seen(claim("§ 1983"))) is None


@pytest.mark.parametrize(("roles", "expected"), [(["short", "rule"], 1), (["holding"], 1), (["rule", "short"], 0), (["do"], 0)])
def test_short_answer_first(roles, expected):
    assert score("short_first", seen(*(claim("x", role=r) for r in roles))) == expected
    assert score("short_first", seen(*(claim("x", role=r) for r in roles)), case(expect="no_support")) is None


def test_cost():
    answer = seen(milliseconds={"total": 12.5, "found": 7.0}, tokens={"in": 900, "out": 120})
    assert (score("milliseconds", answer), score("milliseconds_found", answer), score("milliseconds_draft", answer)) == (12.5, 7.0, None)
    assert (score("tokens", answer), score("tokens", seen())) == (1020, None)


# --- what holds for all ----------------------------------------------------------------------------------------------


def test_a_crash_on_a_good_question_scores_nothing_where_higher_is_better():
    """Save where the case itself asks nothing: no gold line, no other wording, no fact. Where lower is better only the loss counts."""
    scored = {m.name: score(m.name, broken()) for m in ALL}
    nothing = {n for n, v in scored.items() if v is None}
    of_case = {"recall_passages", "rank_passages", "ndcg_passages", "character_precision", "character_recall", "steadiness", "reworded", "abstention_recall",
               "right_reply", "false_premise"}  # fmt: skip
    assert {n: v for n, v in scored.items() if v} == {"lost": 1.0}
    assert {m.name for m in ALL if m.better == "higher"} & nothing == of_case
    assert {m.name for m in ALL if m.better == "lower"} - nothing == {"lost"}


words = st.lists(st.sampled_from("guard rope never city lesson “must have chosen to leave” § 1983 v. 491 U.S. 900 Marlow v. Tern".split(" ")), max_size=9)
texts = words.map(" ".join)
quotes = st.one_of(st.just(cite), st.just(lambda k: cite(k, quote="guard rope")), st.just(lambda k: quoting(LAW, "rope", k, pin="903")))
citations = st.builds(lambda make, key: make(key), quotes, st.sampled_from([LARKSPUR, OKEMOS, BRANT, STATUTE, "601 U.S. 33", None]))
claims = st.builds(lambda t, c, r: claim(t, *c, role=r), texts, st.lists(citations, max_size=3), st.sampled_from(["short", "rule", "voice", "do"]))
statuses = st.sampled_from(["answered", "no_support", "refused", "false_premise", "invalid"])


@given(st.lists(claims, max_size=4), statuses, statuses, st.lists(texts, max_size=2), st.sampled_from([None, "ca5", "ca6"]))
def test_shares_are_shares_and_the_same_twice(shown, given_, expect, notices, circuit):
    asked = case(expect=expect, circuit=circuit, forbidden=["never city"], okay=[["lesson"]])
    answer = seen(*shown, status=given_, notices=notices, passages=[LAW])
    for metric in ALL:
        value = metric.score(asked, answer, bench(asked))
        assert value == metric.score(asked, answer, bench(asked))
        if not metric.unit and value is not None:
            assert 0 <= value <= 1, metric.name


def test_a_real_answer_of_the_real_chain(index):
    """Every measure on one answer over the real library; the steps timed are those that the chain names."""
    asked = Case(id="d1", question="Can I sue the city because its officers were never trained?", kind="plain", topic="suing-the-city-for-bad-training",
                 expect="answered", authorities=("489 U.S. 378",), vital=(("limited cases",),),
                 spans=({"section": "suing-the-city-for-bad-training#1", "words": "but only in limited cases"},))  # fmt: skip
    answer = Pincite(index, Settings(index.folder)).answer(asked)
    over = Bench(index, {asked.id: asked}, {asked.id: answer}, {asked.id: gold_spans(asked, index.library)})
    values = {m.name: m.score(asked, answer, over) for m in ALL}
    perfect = ("first_authority", "top3_authority", "nugget_recall_vital", "quotation_fidelity", "pin_accuracy", "binding_first", "short_first",
               "citation_recall", "recall_sources", "recall_passages", "character_recall")  # fmt: skip
    assert {n: values[n] for n in perfect} == dict.fromkeys(perfect, 1.0)
    assert [values[n] for n in ("invented_citations", "dissent_as_law", "lost")] == [0, 0, 0]
    assert values["length"] == len(answer.answer["claims"])
    assert set(STEPS) | {"total"} == set(answer.milliseconds)
