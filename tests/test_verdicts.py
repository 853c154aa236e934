import pytest

from chains.check import check_claim, check_quotation
from chains.given import look_up
from chains.myths import myth_in

LARKSPUR = "City of Larkspur v. Dunmore, 491 U.S. 900 (1989)"
OKEMOS = "Town of Okemos v. Farrow, 522 U.S. 1010 (1998)"
CANTON = "City of Canton v. Harris, 489 U.S. 378 (1989)"
TRUE = "The drowning must be traced to the lesson that was left out, and not to the bad luck of a single guard."

QUOTATIONS = [  # quote, citation, pin, verdict
    (TRUE, LARKSPUR, "904", "exact"),
    (TRUE, LARKSPUR, "at 904", "exact"),
    (TRUE, LARKSPUR, "903-04", "exact"),
    (TRUE, LARKSPUR, None, "exact"),
    (TRUE, None, None, "exact"),
    (TRUE, "Larkspur v. Dunmore", "904", "exact"),
    (TRUE, "City of Larkspur v. Dunmore, 491 U.S. 900, 904 (1989)", None, "exact"),
    (TRUE, "Larkspur, 491 U.S., at 904", None, "exact"),
    ("[t]he drowning must be traced to the lesson . . . and not to the bad luck of a single guard", LARKSPUR, "904", "exact"),
    ("The drowning *must* be traced to the lesson", LARKSPUR, "904", "exact"),
    ("A rescue program is “closely related to the ultimate injury” only when", LARKSPUR, "904", "exact"),
    ("what a plaintiff must show about the lessons that were never given", LARKSPUR, "903", "exact"),
    ("what a plaintiff must show about the lessons that were never given", LARKSPUR, "904", "exact"),
    ("The thirteenth lifeguard had been trained in a neighboring town", LARKSPUR, "902 n.1", "exact"),
    ("The thirteenth lifeguard had been trained in a neighboring town", LARKSPUR, "902", "exact"),
    ("The rope was hanging on the wall for all to see.", LARKSPUR, "907", "exact"),
    ("lifeguard", LARKSPUR, None, "exact"),
    ("A town that reads its ledger and does nothing has made its choice.", OKEMOS, "1012", "exact"),
    (TRUE, LARKSPUR, "906", "exact_wrong_page"),
    ("The thirteenth lifeguard had been trained in a neighboring town", LARKSPUR, "902 n.2", "exact_wrong_page"),
    ("In July 1981 the lifeguard on the north beach watched a swimmer sink.", LARKSPUR, "902 n.1", "exact_wrong_page"),
    (TRUE.replace("must", "may"), LARKSPUR, "904", "altered"),
    (TRUE.replace("and not to", "and to"), LARKSPUR, "904", "altered"),
    (TRUE.replace("and not to", "and . . . to"), LARKSPUR, "904", "altered"),
    (TRUE.replace("single", "single careless"), LARKSPUR, "906", "altered"),
    (TRUE.replace("must be", "must [not] be"), LARKSPUR, None, "altered"),
    ("In July 1982 the lifeguard on the north beach watched a swimmer sink.", None, None, "altered"),
    ("The lesson was cheap, the danger was plain", LARKSPUR, "904", "misattributed"),
    (TRUE, "City of Larkspur v. Dunmore, 522 U.S. 1010 (1998)", None, "misattributed"),
    (TRUE, "City of Larkspur v. Dunmore, 491 U.S. 850 (1989)", None, "misattributed"),
    ("A beach without a flag is a promise without a keeper.", LARKSPUR, "904", "not_found"),
    ("A beach without a flag is a promise without a keeper.", None, None, "not_found"),
    ("The Reporter says that beaches matter.", LARKSPUR, None, "not_found"),
    ("", LARKSPUR, None, "not_found"),
    ("...", None, None, "not_found"),
    (TRUE, "Smith v. Jones, 999 F.3d 1234 (9th Cir. 2021)", None, "not_in_library"),
    (TRUE, "somebody's blog", None, "not_in_library"),
    ("words that our digest does not have at all", "Graham v. Connor, 490 U.S. 386 (1989)", None, "not_in_library"),
    (TRUE, "City of Larkspur v. Dunmore, 812 U.S. 900 (1989)", None, "impossible_citation"),
    (TRUE, "City of Larkspur v. Dunmore, 491 U.S. 900 (1993)", None, "impossible_citation"),
    (TRUE, LARKSPUR, "899", "impossible_citation"),
    (TRUE, LARKSPUR, "950", "impossible_citation"),
    (TRUE, "City of Larkspur v. Dunmore, 491 U.S. 903 (1989)", None, "impossible_citation"),
    (TRUE.replace("must", "may"), LARKSPUR, "950", "impossible_citation"),
]


@pytest.mark.parametrize(("quote", "citation", "pin", "verdict"), QUOTATIONS)
def test_the_verdict_on_a_quotation(index, quote, citation, pin, verdict):
    found = check_quotation(index, quote, citation, pin)
    assert found.verdict == verdict
    assert found.reasons
    assert all(found.reasons)


def test_evidence_is_the_text_that_stands_there(index):
    found = check_quotation(index, TRUE.replace("must", "may"), LARKSPUR)
    assert found.evidence[0]["text"].rstrip(".") == TRUE.rstrip(".")
    assert found.evidence[0]["pin"] == "904"
    assert "“may” is written where the source has “must”" in found.reasons


def test_a_dissent_is_named(index):
    found = check_quotation(index, "The rope was hanging on the wall for all to see.", LARKSPUR)
    assert any("Pell" in r and "dissent" in r for r in found.reasons)


def test_where_misattributed_words_stand_is_said(index):
    found = check_quotation(index, "The lesson was cheap, the danger was plain", LARKSPUR)
    assert "Town of Okemos v. Farrow" in " ".join(found.reasons)


def test_a_page_that_cannot_be_checked_is_said(index):
    assert any("page not checked" in r for r in check_quotation(index, "keeps one fire truck and two drivers", OKEMOS, "1012").reasons)
    assert any("could not be read" in r for r in check_quotation(index, TRUE, LARKSPUR, "the middle").reasons)


CLAIMS = [  # claim, citation, pin, verdict
    ("A city is liable for weak police training only when it shows deliberate indifference to people's rights.", CANTON, "388", "supported"),
    ("Cities and other local governments are persons that can be sued under § 1983.", None, None, "supported"),
    ("A city is immune from punitive damages under § 1983.", "City of Newport v. Fact Concerts, 453 U.S. 247 (1981)", "271", "supported"),
    ("The Court held that a city is immune from punitive damages under § 1983.", None, None, "supported"),
    ("Four justices said that state law, not federal law or a jury, identifies the officials who make policy for a city.", None, None, "supported"),
    ("A city is liable for weak police training when it shows gross negligence toward people's rights.", CANTON, "388", "contradicted"),
    ("A city is not immune from punitive damages under § 1983.", None, None, "contradicted"),
    ("An officer is immune from punitive damages under § 1983.", None, None, "contradicted"),
    ("Cities are not persons that can be sued under § 1983.", None, None, "contradicted"),
    ("A jury awarded Thompson $41 million.", "Connick v. Thompson, 563 U.S. 51 (2011)", "54", "contradicted"),
    ("In Canton the Supreme Court affirmed the verdict against the city.", CANTON, None, "contradicted"),
    ("A city is immune from punitive damages under § 1983.", CANTON, "388", "misattributed"),
    ("The best pizza is baked on the north side of town.", None, None, "unsupported"),
    ("Harris later wrote a book about her arrest.", CANTON, None, "unsupported"),
    ("", None, None, "unsupported"),
    (TRUE, LARKSPUR, "904", "supported"),
    (TRUE, LARKSPUR, "903-04", "supported"),
    (TRUE, LARKSPUR, None, "supported"),
    (TRUE, LARKSPUR, "906", "misattributed"),
    (
        "An official is liable for jail conditions if the official should have known of a serious risk to inmates and disregarded it.",
        None,
        None,
        "contradicted",
    ),
    ("In Delacroix v. City of Fresno, the Supreme Court required cities to keep training records.", None, None, "not_in_library"),
    ("The rule of Harmon v. Village of Oak Bluff is that a city must train its officers.", None, None, "not_in_library"),
    ("As Justice Thomas wrote for the Court in Canton, a city is liable only for deliberate indifference.", None, None, "contradicted"),
    ("City of Canton v. Harris, decided in 1994, is about police training.", None, None, "contradicted"),
    ("A city must train its officers.", "Walker v. City of New York, 974 F.2d 293 (2d Cir. 1992)", None, "not_in_library"),
    ("A city must train its officers.", "812 U.S. 55", None, "impossible_citation"),
    ("A city must train its officers. City of Canton v. Harris, 489 U.S. 378, 588 (1989).", None, None, "impossible_citation"),
    ("A city must train its officers.", CANTON, "588", "impossible_citation"),
]


@pytest.mark.parametrize(("claim", "citation", "pin", "verdict"), CLAIMS)
def test_the_verdict_on_a_claim(index, claim, citation, pin, verdict):
    found = check_claim(index, claim, citation, pin)
    assert found.verdict == verdict
    assert found.reasons


def test_what_a_dissent_says_does_not_pass_as_the_courts(index):
    said = "The verdict is upheld because the evidence showed deep and long-lasting neglect of the duty to disclose."
    assert check_claim(index, said, "Connick v. Thompson, 563 U.S. 51 (2011)").verdict != "supported"


@pytest.mark.slow
def test_a_library_line_supports_itself(index):
    lines = [(x, c) for s in index.library.sources.values() for sec in s.sections for x in sec.lines for c in x.cites if x.role == "holding" and not x.voice]
    for line, cite in lines[::25]:
        assert check_claim(index, line.text, cite.key).verdict == "supported", line.text


GIVEN = [  # citation, pin, keys, pins, verdict of the citation
    ("489 U.S. 378, 388", None, ["489 U.S. 378"], ["388"], None),
    ("489 U.S. 378", "p. 388", ["489 U.S. 378"], ["388"], None),
    ("109 S. Ct. 1197, 1205", None, ["489 U.S. 378"], [], None),
    ("489 U.S. 378, 388; 563 U.S. 51, 61", None, ["489 U.S. 378", "563 U.S. 51"], ["388", "61"], None),
    ("Monell", None, ["436 U.S. 658"], [], None),
    ("Canton, 489 U.S., at 450", None, ["489 U.S. 378"], [], "impossible_citation"),
    ("700 U.S. at 12", None, [], [], "impossible_citation"),
    ("Id. at 388", None, [], [], None),
    ("42 U.S.C. § 1983", None, ["42 U.S.C. § 1983"], [], None),
    (None, None, [], [], None),
    ("   ", None, [], [], None),
]


@pytest.mark.parametrize(("citation", "pin", "keys", "pins", "verdict"), GIVEN)
def test_what_a_writer_gives_is_looked_up(index, citation, pin, keys, pins, verdict):
    given = look_up(index.library, citation, pin)
    assert [a.key for a in given.authorities] == keys
    assert [str(p) for p in given.pins] == pins
    assert (given.stop.verdict if given.stop else None) == verdict


NAMED = [  # claim that opens with what a decision held, citation, verdict or None for any other
    ("In Monell v. Department of Social Services, the Court held that a city is liable for its own policy.", CANTON, "misattributed"),
    ("Monell held that a city is liable for its own policy.", CANTON, "misattributed"),
    ("Under Monell, a city is liable for its own policy.", CANTON, None),
    ("In City of Canton v. Harris, the Court held that a city is liable for its own policy.", CANTON, None),
]


@pytest.mark.parametrize(("claim", "citation", "verdict"), NAMED)
def test_a_claim_on_one_decision_is_not_supported_by_another(index, claim, citation, verdict):
    found = check_claim(index, claim, citation)
    said = any("the claim says what" in r for r in found.reasons)
    assert said == (verdict is not None)
    assert verdict is None or found.verdict == verdict


VOICED = "The Court held that Justice Breyer wrote in dissent that the Court should reexamine the rule against holding cities liable simply as employers."


def test_what_another_judge_or_a_side_says_is_not_what_the_court_held(index):
    assert check_claim(index, VOICED).verdict == "contradicted"
    side = next(x.text for s in index.library.sections.values() for x in s.lines if x.role == "against" and x.start >= 0 and len(x.text) > 60)
    assert check_claim(index, side).verdict == "supported"
    assert check_claim(index, f"The Court held that {side[0].lower()}{side[1:]}").verdict != "supported"


def test_what_a_sentence_as_near_agrees_with_is_not_contradicted(index):
    assert check_claim(index, "A city has no qualified immunity.", "445 U.S. 622").verdict == "supported"
    assert check_claim(index, "A city has qualified immunity.", "445 U.S. 622").verdict == "contradicted"


def test_the_page_that_bears_a_claim_is_told(index):
    found = check_claim(index, TRUE, LARKSPUR, "906")
    assert found.reasons[0] == "City of Larkspur v. Dunmore says this at 904, not at 906"
    assert found.evidence


def test_a_denial_repeats_no_false_statement(index):
    false = "The Fourth Amendment forbids unreasonable searches of a prison cell."
    assert myth_in(index, false, 0.0) == false
    assert myth_in(index, "The Fourth Amendment's ban on unreasonable searches does not apply in a prison cell.", 0.0) is None


def test_what_is_too_long_for_a_sentence_is_unsupported_and_says_so(index):
    found = check_claim(index, "A city answers for a failure to train. " * 200)
    assert found.verdict == "unsupported"
    assert "4000" in found.reasons[0]


def test_the_evidence_carries_its_support_score(index):
    found = check_claim(index, "A city has no qualified immunity from damages under § 1983.")
    assert 0.5 < found.evidence[0]["support"] <= 1
    assert found == check_claim(index, "A city has no qualified immunity from damages under § 1983.")
