"""Verdicts on what somebody else wrote, on the made-up Larkspur decision and on Canton when it is there."""

import pytest

from chains.audit import audit
from chains.check import check_claim, check_quotation
from factories import LARKSPUR_KEY

LARKSPUR_CITE = f"City of Larkspur v. Dunmore, {LARKSPUR_KEY} (1989)"
QUOTES = [  # the quotation, citation, pin, verdict
    ("He had never been shown how to throw the rope.", LARKSPUR_CITE, "903", "exact"),
    ("He had never been shown how to throw the rope", LARKSPUR_KEY, None, "exact"),
    ("closely related to the ultimate injury", LARKSPUR_KEY, "904", "exact"),
    ("[t]he city must have chosen, with open eyes", LARKSPUR_KEY, "904", "exact"),
    ("The rope was hanging on the wall for all to see.", LARKSPUR_KEY, "907", "exact"),
    ("He had never been shown how to throw the rope.", LARKSPUR_KEY, "906", "exact_wrong_page"),
    ("He had always been shown how to throw the rope.", LARKSPUR_KEY, "903", "altered"),
    ("A rescue program is closely related to the eventual injury only when the missing lesson would have changed", LARKSPUR_KEY, None, "altered"),
    ("Nobody in this town may ever again swim after the bell has rung.", LARKSPUR_KEY, None, "not_found"),
    ("The lesson was cheap, the danger was plain", LARKSPUR_KEY, None, "misattributed"),
    ("He had never been shown how to throw the rope.", "Stone v. Elk, 777 F.3d 101 (1st Cir. 2015)", None, "not_in_library"),
    ("Nobody in this town may ever again swim after the bell has rung.", "Stone v. Elk, 777 F.3d 101 (1st Cir. 2015)", None, "not_in_library"),
    ("He had never been shown how to throw the rope.", "999 U.S. 12 (1990)", None, "impossible_citation"),
    ("He had never been shown how to throw the rope.", f"City of Larkspur v. Dunmore, {LARKSPUR_KEY}, 999 (1989)", None, "impossible_citation"),
    ("He had never been shown how to throw the rope.", None, None, "exact"),
    ("Nobody in this town may ever again swim after the bell has rung.", None, None, "not_found"),
    ("", LARKSPUR_KEY, None, "not_found"),
]


@pytest.mark.parametrize(("quote", "citation", "pin", "expected"), QUOTES)
def test_quotations(index, quote, citation, pin, expected):
    found = check_quotation(index, quote, citation, pin)
    assert found.verdict == expected, found.reasons
    assert found.reasons
    if expected in ("exact", "exact_wrong_page", "altered"):
        assert found.evidence[0]["source"]
        assert found.evidence[0]["text"]


CANTON_HELD = "may serve as the basis for § 1983 liability only where the failure to train amounts to"
CANTON_QUOTES = [
    (f"{CANTON_HELD} deliberate indifference", "489 U.S. 378", "388", "exact"),
    (f"{CANTON_HELD} deliberate indifference", "489 U.S. 378", "390", "exact_wrong_page"),
    (f"{CANTON_HELD} gross negligence", "489 U.S. 378", "388", "altered"),
    (f"{CANTON_HELD} deliberate indifference", "Connick v. Thompson, 563 U.S. 51 (2011)", None, "misattributed"),
]


@pytest.mark.parametrize(("quote", "citation", "pin", "expected"), CANTON_QUOTES)
def test_quotations_from_canton(index, needs_real_opinions, quote, citation, pin, expected):
    found = check_quotation(index, quote, citation, pin)
    assert found.verdict == expected, found.reasons


CLAIMS = [  # the claim, citation, verdict
    ("Weak police training makes a city liable only when it shows deliberate indifference to people's rights.", None, "supported"),
    ("Weak police training makes a city liable only when it shows gross negligence toward people's rights.", "489 U.S. 378", "contradicted"),
    ("Weak police training never makes a city liable when it shows deliberate indifference to people's rights.", "489 U.S. 378", "contradicted"),
    ("The moon is made of green cheese and dances over the river.", None, "unsupported"),
    ("Weak police training makes a city liable.", "Stone v. Elk, 777 F.3d 101 (1st Cir. 2015)", "not_in_library"),
    ("Weak police training makes a city liable.", "999 U.S. 123", "impossible_citation"),
    ("Weak police training makes a city liable.", "City of Canton v. Harris, 489 U.S. 378 (1995)", "impossible_citation"),
    ("Weak police training makes a city liable.", "City of Canton v. Harris, 489 U.S. 378, 512 (1989)", "impossible_citation"),
    ("Weak police training makes a city liable.", "Connick v. Thompson, 489 U.S. 378 (1989)", "misattributed"),
    ("Weak police training makes a city liable, 999 U.S. 123 (1990).", None, "impossible_citation"),
]


@pytest.mark.parametrize(("claim", "citation", "expected"), CLAIMS)
def test_claims(index, claim, citation, expected):
    found = check_claim(index, claim, citation)
    assert found.verdict == expected, found.reasons
    assert found.reasons


def test_a_claim_in_the_courts_words(index, needs_real_opinions):
    said = "The inadequacy of police training may serve as the basis for § 1983 liability only where the failure to train amounts to"
    whose = "to the rights of persons with whom the police come into contact."
    assert check_claim(index, f"{said} deliberate indifference {whose}", "489 U.S. 378").verdict == "supported"
    assert check_claim(index, f"{said} gross negligence {whose}", "489 U.S. 378").verdict == "contradicted"


def test_a_pin_outside_the_decision(index):
    assert check_claim(index, "Weak police training makes a city liable.", "489 U.S. 378", "512").verdict == "impossible_citation"


@pytest.mark.parametrize("text", ["", " ", "😀", "\x00", "§", "a" * 20_000, "v.", "“”"])
def test_nothing_raises(index, text):
    check_claim(index, text)
    check_claim(index, "A city can be liable.", text, text)
    check_quotation(index, text)
    check_quotation(index, "He had never been shown", text, text)


DRAFT = f"""A city must choose to leave the lesson out. City of Larkspur v. Dunmore, {LARKSPUR_KEY}, 904 (1989).
It "had never been shown how to throw the rope." City of Larkspur v. Dunmore, {LARKSPUR_KEY}, 903 (1989).

See also Connick v. Thompson, 489 U.S. 378 (1989); Canton v. Harris, 489 U.S. 378, 512 (1989).
Nothing at 999 U.S. 1 (1990). In Stone v. Elk, 777 F.3d 101 (1st Cir. 2015), the court said "it is always so and never otherwise."
"""


def test_an_audit_finds_everything_in_order(index):
    found = audit(index, DRAFT)
    assert [f.line for f in found] == sorted(f.line for f in found)
    verdicts = [(f.line, f.verdict.verdict) for f in found if f.kind == "citation"]
    assert verdicts == [(1, "supported"), (2, "supported"), (4, "misattributed"), (4, "impossible_citation"), (5, "impossible_citation"), (5, "not_in_library")]
    quoted = [(f.line, f.verdict.verdict) for f in found if f.kind == "quotation"]
    assert quoted[0] == (2, "exact")
    assert len(quoted) == 2
    assert all(f.verdict.reasons for f in found)


def test_an_audit_of_nothing(index):
    assert audit(index, "") == []
    assert audit(index, "No law here at all.\n") == []
