"""Which sentences of a draft state law, with which citations, and what is told of them."""

import pytest
from hypothesis import example, given

from chains.audit import audit
from chains.audit_references import Spans, find_references
from chains.audit_statements import find_statements
from chains.drafts import read_draft
from test_fuzz import SHAPES, TEXTS, _work

CANTON, CONNICK, MONELL, BRYAN, HELLER = "489 U.S. 378", "563 U.S. 51", "436 U.S. 658", "520 U.S. 397", "475 U.S. 796"


def stated(index, text):
    references = find_references(index.library, text, Spans([]))
    return [(s.claim, [a.key for a in s.authorities]) for s in find_statements(index.library, text, references, Spans([]))]


FOUND = [  # draft, claims with the citations that belong to them
    ("A city must train its officers. City of Canton v. Harris, 489 U.S. 378, 388 (1989).", [("A city must train its officers.", [CANTON])]),
    ("A city must train its officers, see City of Canton v. Harris, 489 U.S. 378, 388 (1989).", [("A city must train its officers.", [CANTON])]),
    ("In City of Canton v. Harris, 489 U.S. 378 (1989), the Court held that a city must train.", [("The Court held that a city must train.", [CANTON])]),
    ("Canton held that a city must train its officers.", [("The Court held that a city must train its officers.", [CANTON])]),
    ("Connick v. Thompson, 563 U.S. 51 (2011), holds that a pattern is needed.", [("The Court holds that a pattern is needed.", [CONNICK])]),
    ("The Court in Connick held that a pattern is needed.", [("The Court held that a pattern is needed.", [CONNICK])]),
    ("The Connick Court held that a pattern is needed.", [("The Court held that a pattern is needed.", [CONNICK])]),
    ("Bryan County requires more than a careless hire.", [("The Court requires more than a careless hire.", [BRYAN])]),
    ("Under Monell, a city answers for its own policy.", [("A city answers for its own policy.", [MONELL])]),
    ("As Heller explains, a city owes nothing without a violation.", [("The Court explains that a city owes nothing without a violation.", [HELLER])]),
    ("1. Cities are persons. Monell, 436 U.S. at 690.\n\n2. States are not. Id. at 691.", [("Cities are persons.", [MONELL]), ("States are not.", [MONELL])]),
    ("1. Cities are persons under § 1983. Monell, 436 U.S. at 690. A city is liable for its policy. Id. at 694.",
     [("Cities are persons under § 1983.", [MONELL]), ("A city is liable for its policy.", [MONELL])]),
    ("A city is liable for its policy. See Monell, 436 U.S. at 694; accord Canton, 489 U.S. at 388.", [("A city is liable for its policy.", [MONELL, CANTON])]),
    ("A city is liable for its policy. Monell, 436 U.S. at 694. But see Canton, 489 U.S. at 388.", [("A city is liable for its policy.", [MONELL])]),
    ("A city is liable for a policy. Monell, 436 U.S. at 694.\n\nSee Canton, 489 U.S. at 388.", [("A city is liable for a policy.", [MONELL])]),
    ("The pattern must be similar. Id. at 63 n.7. Connick closed no door. Connick, 563 U.S. at 64.", [("The Court closed no door.", [CONNICK])]),
    ("See Connick, 563 U.S. at 62 (holding that a pattern is needed).", [("The Court held that a pattern is needed.", [CONNICK])]),
    ("The evidence showed neglect of a clear duty. Connick, 563 U.S. at 79 (Ginsburg, J., dissenting).",
     [("The evidence showed neglect of a clear duty. (Ginsburg, J., dissenting)", [CONNICK])]),
    ("The Court ruled in Heller that I cannot sue the city alone. 475 U.S. at 799.", [("The Court ruled that I cannot sue the city alone.", [HELLER])]),
    ("It took rights under the Fourth Amendment. Monell v. New York City Dept. of Social Services, 436 U.S. 658 (1978).",
     [("It took rights under the Fourth Amendment.", [MONELL])]),
]  # fmt: skip
NONE = [
    "On May 3 Officer Doe stopped me. See City of Canton v. Harris, 489 U.S. 378 (1989).",
    "I was held for nine hours, and nobody wrote a report. Monell, 436 U.S. at 694.",
    "The City never trained Officer Rusk. Canton, 489 U.S. at 388.",
    "Here, Defendant knew of the danger. Canton, 489 U.S. at 390.",
    "Plaintiff has stated a claim. Monell, 436 U.S. at 690.",
    "This Court should deny the motion. Monell, 436 U.S. at 690.",
    "Under Canton, the City is liable, because it never trained Officer Doe.",
    "The guards waited for an hour. See Canton, 489 U.S. at 381.",
    "A city must train its officers. Smith v. Jones, 999 F.3d 1234, 1240 (9th Cir. 2021).",
    "A city must train its officers. Graham v. Connor, 489 U.S. 378 (1989).",
    "A city must train its officers.",
    "Is a city liable for its training? Canton, 489 U.S. at 388.",
    "Harris was born in Canton and told nobody.",
    "She was arrested in Canton and held there for a day.",
    "In Canton, the officers beat him and took the phone.",
    "He brings this action under 42 U.S.C. § 1983.",
    "See Monell, 436 U.S. at 690; Canton, 489 U.S. at 388.",
    "",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_statement_has_its_citations(index, text, expected):
    assert stated(index, text) == expected


@pytest.mark.parametrize("text", NONE)
def test_facts_arguments_and_citations_alone_are_no_statements(index, text):
    assert stated(index, text) == []


def test_a_sentence_that_is_only_a_quotation_is_left_to_the_check_of_quotations(index):
    found = audit(index, 'The Court held that "it may happen that in light of the duties assigned to specific officers" and so on. Canton, 489 U.S. at 390.')
    assert "statement" not in [f.kind for f in found]


TOLD = [  # draft, verdicts that may be told of its one statement
    ("A city is immune from punitive damages under § 1983. City of Newport v. Fact Concerts, Inc., 453 U.S. 247, 271 (1981).", "supported"),
    ("Canton held that negligence or gross negligence in training is not enough to make a city liable. 489 U.S. at 388.", "supported"),
    ("In Heller the Court affirmed the judgment against the city.", "contradicted"),  # reversed and remanded
    ("The Supreme Court reversed in Heck v. Humphrey, 512 U.S. 477 (1994).", "contradicted"),  # affirmed
    ("Canton held that gross negligence in training is enough to make a city liable. 489 U.S. at 388.", "contradicted"),
    ("The Connick Court threw out a verdict of $41 million against the office. 563 U.S. at 54.", "contradicted"),
    ("A city is not immune from punitive damages under § 1983. Newport, 453 U.S. at 271.", "contradicted"),
    ("Under Monell, cities are not persons that can be sued under § 1983. 436 U.S. at 690.", "contradicted"),
    ("The Court in Connick held that the evidence showed deep and long-lasting neglect of the duty to disclose. 563 U.S. at 79.", "contradicted misattributed"),
    ("Graham v. Connor, 490 U.S. 386 (1989), holds that a city is immune from punitive damages under § 1983.", "misattributed"),
    ("Canton teaches that a poet of the early spring must sing. 489 U.S. at 388.", "contradicted unsupported"),
]


@pytest.mark.parametrize(("text", "verdicts"), TOLD)
def test_what_is_told_of_a_statement(index, text, verdicts):
    (found,) = [f for f in audit(index, text) if f.kind == "statement"]
    assert found.verdict.verdict in verdicts.split()
    assert found.verdict.reasons
    assert found.as_json()["cited"]
    assert text.startswith(found.text)


def test_a_decision_in_a_reason_has_its_name(index):
    (found,) = [f for f in audit(index, TOLD[9][0]) if f.kind == "statement"]
    assert "City of Newport v. Fact Concerts, Inc. (453 U.S. 247)" in found.verdict.reasons[0]


def test_a_citation_broken_at_the_end_of_a_line_is_one(index, tmp_path):
    path = tmp_path / "draft.txt"
    path.write_bytes(
        b"A city answers for the harm that its own policy or its custom does. Monell,\r\n436 U.S. at 694. In the first case about training it was said, 489\r\n"
        b"U.S. 378, 388 (1989), that deliberate indifference is what a city must show.\r\n"
    )
    found = audit(index, read_draft(path).text)
    assert [(f.line, f.text) for f in found if f.kind == "citation"] == [(1, "Monell, 436 U.S. at 694"), (2, "489 U.S. 378, 388 (1989)")]
    assert [f.cited for f in found if f.kind == "statement"] == ["Monell, 436 U.S. at 694", "489 U.S. 378, 388 (1989)"]


def test_existing_rows_stand_as_they_did(index):
    rows = [f.as_json() for f in audit(index, TOLD[4][0])]
    assert [r["kind"] for r in rows] == ["statement", "citation"]
    assert all(list(r) == ["line", "kind", "text", "cited", "verdict", "reasons", "evidence"] for r in rows)


def test_no_text_breaks_the_search_for_statements(index):
    @given(TEXTS)
    @example("Id. at 390. Canton held (holding that x y z w). Monell’s rule, 436 U.S. at 690 (")
    def never_breaks(text):
        for s in find_statements(index.library, text, find_references(index.library, text, Spans([])), Spans([])):
            assert 0 <= s.start < s.end <= len(text)
            assert s.claim
            assert s.authorities

    never_breaks()


MANY = {
    "ids": "Id. at 390. ",
    "stated": "Canton held that a city must train. Id. at 390. ",
    "explained": "489 U.S. 378 (holding that a city must train). ",
    "in": "In Canton, ",
}


@pytest.mark.parametrize("shape", [*MANY, "law", "names", "cases", "points", "opened"])
def test_twice_the_text_is_about_twice_the_work(index, shape):
    def search(text):
        find_statements(index.library, text, find_references(index.library, text, Spans([])), Spans([]))

    words = (MANY | SHAPES)[shape]
    search(words * 4)  # what is made once
    half, whole = (_work(search, (words * 8000)[:n]) for n in (40_000, 80_000))
    assert whole <= 2.6 * half + 400
