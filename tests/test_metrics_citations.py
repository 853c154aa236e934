"""The measures of what an answer cites and quotes, each by hand on small made-up answers."""

from dataclasses import replace

import pytest

from chains.answer import Settings
from corpus.models import Source
from eval.metrics.bears import bears
from eval.models import Bench, Case
from eval.system import Pincite
from metric_cases import BRANT, GUIDANCE, LARKSPUR, LINE, OKEMOS, OPINION, PAGE_903, STATUTE, case, cite, claim, passage, quoting, score, seen

GUIDE = cite(None)
OWN, LAW = passage(GUIDANCE, "g1"), passage(OPINION, "o1")


# --- citations in ALCE's sense ---------------------------------------------------------------------------------------

SINGLE = [
    ("The lesson was left out", ["“The lesson  was left out,” it said."], True),  # word for word, marks and spaces folded
    ("A guard threw no rope", ["The guards had a rope."], True),  # guard, rope of guard, threw, rope: 2 of 3
    ("A guard threw no rope to swimmers", ["The guards had a rope."], True),  # 2 of 4
    ("A guard threw no rope to swimmers today", ["The guards had a rope."], False),  # 2 of 5
    ("A guard threw no rope to swimmers today", ["The guards had a rope.", "Swimmers sank."], True),  # together 3 of 5
    ("The court held that", ["The court said so."], False),  # nothing that carries meaning, and not word for word
    ("A guard threw no rope", [], False),
]


@pytest.mark.parametrize(("sentence", "texts", "expected"), SINGLE)
def test_when_texts_bear_a_sentence(sentence, texts, expected):
    assert bears(texts, sentence) is expected


def worded(*texts, key=LARKSPUR):
    """Citations that quote these words, with no passage."""
    return [cite(key, quote=text) for text in texts]


TRIED = "A guard threw no rope to swimmers today"  # five telling words: guard, threw, rope, swimmer, today
ALCE = [
    # (citations, recall, precision)
    # the first bears it (4 of 5), the second (beach) does not, and is not needed: 1 of 2 precise
    (worded("guard threw rope today", "the beach"), 1.0, 1 / 2),
    # neither alone (2 of 5 each) but both together (4 of 5): both are needed
    (worded("guard threw", "rope today"), 1.0, 1.0),
    # either alone bears it: neither is irrelevant
    (worded("guard threw rope", "rope swimmers today"), 1.0, 1.0),
    # together 2 of 5: not borne, so neither is precise
    (worded("guard", "threw"), 0.0, 0.0),
    # three: first and second are needed together (2 + 2 of 5), the third adds nothing: 2 of 3
    (worded("guard threw", "rope today", "the beach"), 1.0, 2 / 3),
    # no words at hand: not judged
    ([cite()], None, None),
    # of two citations the one with words is judged
    ([cite(), *worded("guard threw rope")], 1.0, 1.0),
    # a sentence without any citation is not borne, and there is no citation to judge
    ([], 0.0, None),
]


@pytest.mark.parametrize(("citations", "recalled", "precise"), ALCE)
def test_citation_recall_and_precision(citations, recalled, precise):
    answer = seen(claim(TRIED, *citations))
    assert score("citation_recall", answer) == recalled
    assert score("citation_precision", answer) == pytest.approx(precise)


def test_the_share_is_over_sentences_for_recall_and_over_citations_for_precision():
    one = claim(TRIED, *worded("guard threw rope today", "the beach"))  # borne; 1 of 2 precise
    two = claim(TRIED, *worded("the beach"))  # not borne; 0 of 1
    assert score("citation_recall", seen(one, two)) == 1 / 2
    assert score("citation_precision", seen(one, two)) == 1 / 3


def test_our_guidance_bears_its_own_line_and_is_set_aside_for_the_law():
    """The line stands in the guidance. Of its telling words (city, liable, chose, leave, train, out) the first decision has none, the second four."""
    far = claim(LINE, cite(quote="The rope hung there."), quoting(OWN, LINE, None))
    answer = seen(far, passages=[OWN])
    assert score("citation_recall", answer) == 1
    assert score("citation_recall_law", answer) == 0
    assert score("citation_precision", answer) == 1 / 2  # the decision alone does not bear it, and is not needed
    assert score("citation_precision_law", answer) == 0
    near = seen(claim(LINE, cite(quote="A city chose to leave it out"), quoting(OWN, LINE, None)), passages=[OWN])
    names = ("citation_recall_law", "citation_precision", "citation_precision_law")
    assert [score(n, near) for n in names] == [1, 1, 1]
    assert score("citation_recall_law", seen(claim(LINE, quoting(OWN, LINE, None)), passages=[OWN])) is None


def test_the_text_of_a_citation_is_the_passage_that_it_opens():
    """“rope” is quoted; guard, shown, throw and rope stand in the passage."""
    answer = seen(claim("A guard was never shown how to throw it.", quoting(LAW, "rope")), passages=[LAW])
    assert score("citation_recall", answer) == 1
    assert score("citation_recall", seen(claim("A guard was never shown how to throw it.", cite(quote="rope")))) == 0


# --- quotations ------------------------------------------------------------------------------------------------------

LATER = passage(OPINION, "o2", start=len(PAGE_903))
OTHER = passage(Source("okemos-opinion", "opinion", "Okemos", PAGE_903, "2026-01-01"), "o3")
QUOTES = [  # (citation, passages, what it scores)
    (quoting(LAW, "shown how to throw"), [LAW], 1.0),
    (quoting(LATER, "chosen to leave the lesson out"), [LATER], 1.0),  # the passage begins inside the decision
    (quoting(LAW, "shown how to throw") | {"start": 0}, [LAW], 0.0),  # not at start:end
    (quoting(LAW, "shown how to throw") | {"quote": "shown how to  throw"}, [LAW], 0.0),  # not character for character
    (quoting(LAW, "shown how to throw"), [], 0.0),  # the passage is not given
    (quoting(LAW, "shown how to throw", OKEMOS), [LAW], 0.0),  # of another decision than the one cited
    (quoting(OTHER, "shown how to throw"), [OTHER], 0.0),
    (quoting(LAW, "shown how"), [LAW | {"start": 1}], 0.0),  # the decision has other words at that place
    (quoting(OWN, LINE, None), [OWN], 1.0),  # guidance
    (quoting(OWN, LINE, None), [OWN | {"text": OWN["text"].replace("city", "town")}], 0.0),
    (cite(quote="never been shown how to throw"), [], 1.0),  # no passage: looked up in the decision
    (cite(quote="never been told how to throw"), [], 0.0),
    (cite(OKEMOS, quote="never been shown how to throw"), [], None),  # not at hand
    (cite(), [], None),
]


@pytest.mark.parametrize(("citation", "passages", "expected"), QUOTES)
def test_quotes_of_citations(citation, passages, expected):
    answer = seen(claim("The guard had no lesson.", citation), passages=passages)
    assert score("quotation_fidelity", answer) == expected


IN_TEXT = [
    ("The city “must have chosen to leave the lesson out.”", [LARKSPUR], 1.0),
    ("The city “must have chosen to leave the class out.”", [LARKSPUR], 0.0),
    ('The city "must have chosen to . . . out."', [LARKSPUR, None], 1.0),  # an ellipsis is forgiven; guidance is no authority
    ("The city “must have chosen” it.", [LARKSPUR], None),  # three words are a term
    ("The city “must have chosen to leave the class out.”", [LARKSPUR, OKEMOS], None),  # it may stand in the one not at hand
    ("The city “must have chosen to leave the lesson out.”", [OKEMOS, LARKSPUR], 1.0),
    ("The city “must have chosen to leave the lesson out.”", [OKEMOS], None),
    ("“It is not enough that” and “it is never enough that” differ.", [LARKSPUR], 1 / 2),  # the first stands there, the second does not
]


@pytest.mark.parametrize(("text", "keys", "expected"), IN_TEXT)
def test_quotations_inside_a_sentence(text, keys, expected):
    assert score("quotation_fidelity", seen(claim(text, *map(cite, keys)))) == expected


def test_both_kinds_of_quotation_count_alike():
    """In the text one of one, in the citations one of two: 2 of 3."""
    bad = quoting(LAW, "shown how") | {"start": 0}
    answer = seen(claim("It “must have chosen to leave the lesson out.”", quoting(LAW, "shown how to throw"), bad), passages=[LAW])
    assert score("quotation_fidelity", answer) == 2 / 3


# --- pages -----------------------------------------------------------------------------------------------------------

PINS = [
    (cite(pin="903"), 1),
    (cite(pin="903-04, 907"), 1),
    (cite(pin="899"), 0),  # before the decision begins
    (cite(pin="908"), 0),  # its last page is 907
    (cite(pin="903, 999"), 0),  # every page must lie inside
    (cite(pin="somewhere"), 0),
    (cite(OKEMOS, pin="1100"), 1),  # last page not known: 90 pages on can be right
    (cite(OKEMOS, pin="1200"), 0),  # 190 cannot
    (cite("109 S. Ct. 4321", pin="4330"), None),  # another reporter's pages
    (cite(STATUTE, pin="12"), None),
    (cite("999 U.S. 1", pin="3"), None),  # not held: that is said by another measure
    (cite(), None),
    (quoting(LAW, "never been shown", pin="903"), 1),
    (quoting(LAW, "never been shown", pin="904"), 0),  # inside, but the words stand on 903
    (quoting(LAW, "chosen to leave", pin="902-05"), 1),
    (quoting(LAW, "throw the rope. It is not", pin="904"), 1),  # the words run from 903 to 904
    (quoting(LAW, "chosen to leave", pin="906, 904 n.2"), 1),
    (quoting(OWN, LINE, pin="903"), 1),  # our own line has no page: only the decision's bounds are looked at
]


@pytest.mark.parametrize(("citation", "expected"), PINS)
def test_pins(citation, expected):
    assert score("pin_accuracy", seen(claim("x", citation), passages=[LAW, OWN])) == expected


def test_the_share_of_pins_is_over_citations():
    assert score("pin_accuracy", seen(claim("x", cite(pin="903"), cite(pin="1")), claim("y", cite(pin="905"), cite()))) == 2 / 3


# --- authorities that are not held -----------------------------------------------------------------------------------

ASKED = case(question="What does Marlow v. Tern, 999 U.S. 10, say?", history=["And Pell v. Quay?"])
INVENTED = [  # (texts, citations, notices, question, how many)
    ([], [LARKSPUR, "109 S. Ct. 4321", STATUTE, None], [], None, 0),
    ([], ["601 U.S. 33", LARKSPUR, "601 U.S. 33"], [], None, 2),  # each as often as it stands
    (["See City of Larkspur v. Dunmore, 491 U.S. 900, 904 (1989)."], [], [], None, 0),
    (["See Marlow v. Tern, 601 U.S. 33 (1999)."], [], [], None, 1),  # name and citation are one
    (["In Marlow v. Tern the court agreed."], [], [], None, 1),
    (["In Marlow v. Tern, 491 U.S. 900, the court agreed."], [], [], None, 1),  # a name that is not that of a held citation
    (["See 42 U.S.C. § 9999 and Fed. R. Civ. P. 99."], [], [], None, 2),
    (["Under § 1983 and Rule 9 you plead facts."], [], [], None, 0),  # ways of speaking
    (["Larkspur, 491 U.S., at 904."], [], [], None, 0),  # a short form whose page lies in a held decision
    (["Marlow, 491 U.S., at 904."], [], [], None, 1),  # but not under another name
    ([], [], ["Marlow v. Tern, 601 U.S. 33, is good law."], None, 1),
    ([], [], ["Marlow v. Tern, 999 U.S. 10, is not in this library, nor is Pell v. Quay."], ASKED, 0),
    (["Marlow v. Tern, 999 U.S. 10, says so."], [], [], ASKED, 1),  # a sentence of law may not take it up
    ([], [], ["Marlow v. Tern is like Orne v. Sable."], ASKED, 1),
    ([], [], [], None, 0),
]


@pytest.mark.parametrize(("texts", "cited", "notices", "asked", "expected"), INVENTED)
def test_invented_citations(texts, cited, notices, asked, expected):
    answer = seen(*(claim(t) for t in texts), claim("x", *map(cite, cited)), notices=notices)
    assert score("invented_citations", answer, asked) == expected


# --- weight and voice ------------------------------------------------------------------------------------------------


def weighed(key, weight, why=""):
    return cite(key, weight=weight, why=why)


B, P, G = weighed(LARKSPUR, "binding"), weighed(BRANT, "persuasive"), GUIDE
PLURALITY = weighed(LARKSPUR, "persuasive", "persuasive: a plurality; …")
WEIGHTS = [  # (citations of each claim, circuit, share)
    ([[B, P, G]], None, 1),
    ([[P, B, G]], None, 0),
    ([[B, G, P]], None, 0),
    ([[B, G], [P, B]], None, 1 / 2),
    ([[G], []], None, 1),  # a sentence without citations has no order
    ([[weighed(BRANT, "binding"), G]], "ca5", 0),  # called binding where it only persuades; and nothing binds first: 0 of 2
    ([[weighed(BRANT, "binding"), G]], "ca6", 1),  # the Sixth Circuit's own
    ([[P, G], [B, G]], "ca5", 2 / 3),  # both in order, but the first sentence has no binding authority first
    ([[B, P, G], [P, G]], "ca5", 1),  # 3 of 3
    ([[G], [B]], "ca5", 2 / 3),
    ([[G, B]], "ca5", 1 / 2),  # out of order, but the first authority binds
    ([[PLURALITY, G], [B, PLURALITY]], None, 1),  # a plurality persuades
    ([[PLURALITY, B]], None, 0),
    ([[weighed("601 U.S. 33", "binding")]], None, 0),  # not held: it cannot bind
]


@pytest.mark.parametrize(("cited", "circuit", "expected"), WEIGHTS)
def test_binding_first(cited, circuit, expected):
    assert score("binding_first", seen(*(claim("x", *c) for c in cited)), case(circuit=circuit)) == expected


def test_binding_first_asks_nothing_of_the_first_sentence_where_nothing_expected_binds():
    """Brant is the Sixth Circuit's and binds nobody in the Fifth."""
    asked = case(circuit="ca5", authorities=[BRANT])
    assert score("binding_first", seen(claim("x", P, G)), asked) == 1
    assert score("binding_first", seen(), asked) is None


DISSENT = passage(OPINION, "d1", part="dissent")
CONCURRING = weighed(LARKSPUR, "persuasive", "persuasive at most: a separate opinion, not the Court's")
VOICES = [
    ([("rule", [quoting(LAW, "rope")])], 0),
    ([("rule", [quoting(DISSENT, "rope")])], 1),
    ([("rule", [CONCURRING]), ("short", [B])], 1 / 2),
    ([("rule", [B, CONCURRING])], 1),  # one is enough
    ([("court", [quoting(DISSENT, "rope")])], 1),  # a decision's own sentence
    ([("voice", [CONCURRING])], None),  # said as what it is: no sentence of law
    ([("do", [CONCURRING]), ("rule", [G])], 0),
    ([], None),
]


@pytest.mark.parametrize(("spoken", "expected"), VOICES)
def test_dissent_as_law(spoken, expected):
    answer = seen(*(claim("A rope is owed.", *cited, role=role) for role, cited in spoken), passages=[DISSENT, LAW | {"part": "majority"}])
    assert score("dissent_as_law", answer) == expected


@pytest.mark.parametrize("text", ["In dissent it was said.", "Three justices thought so.", "Justice Pell, concurring, agreed."])
def test_a_sentence_that_names_the_voice_takes_it_for_what_it_is(text):
    assert score("dissent_as_law", seen(claim(text, CONCURRING))) == 0


# --- a real answer ---


def test_one_wrong_pin_in_a_real_answer_is_seen(index, needs_real_opinions):
    """A page inside the decision on which the quoted words do not stand; without the passage only the decision's bounds are looked at."""
    asked = Case(id="d1", question="Can I sue the city because its officers were never trained?", kind="plain", expect="answered")
    answer = Pincite(index, Settings(index.folder)).answer(asked)
    over = Bench(index, {asked.id: asked}, {}, {})
    cited = next(c for row in answer.answer["claims"] for c in row["citations"] if c["citation"] == "489 U.S. 378" and c["quote"])
    assert score("pin_accuracy", answer, asked, over) == 1
    cited["pin"] = "379"
    assert score("pin_accuracy", answer, asked, over) < 1
    assert score("pin_accuracy", replace(answer, answer=answer.answer | {"passages": []}), asked, over) == 1
