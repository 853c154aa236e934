import pytest

from corpus.courts import CIRCUITS, STATES, circuit_name, circuit_of, court_name, weigh
from corpus.errors import InputError
from corpus.models import Authority

PLACES = [("TX", "ca5"), ("tx", "ca5"), ("Texas", "ca5"), (" ohio ", "ca6"), ("ca5", "ca5"), ("5", "ca5"), ("Fifth", "ca5"), ("Fifth Circuit", "ca5"),
          ("DC", "cadc"), ("District of Columbia", "cadc"), ("PR", "ca1"), ("Guam", "ca9"), ("11", "ca11"), ("1", "ca1"), (None, None), ("", None)]  # fmt: skip


@pytest.mark.parametrize(("place", "circuit"), PLACES)
def test_a_place_has_its_circuit(place, circuit):
    assert circuit_of(place) == circuit


def test_every_state_has_one_circuit():
    assert sorted(s for states in CIRCUITS.values() for s in states.split()) == sorted(STATES)
    assert all(circuit_of(name) == circuit_of(code) for code, name in STATES.items())
    assert circuit_name("cadc") == "D.C. Circuit"


@pytest.mark.parametrize("place", ["Narnia", "ca12", "99", "T X", "x" * 500])
def test_an_unknown_place_is_one_line(place):
    with pytest.raises(InputError) as error:
        circuit_of(place)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 200


CASE = Authority("238 F.3d 567", "Young v. City of Mount Rainier", "case", "ca4", 2001)
SCOTUS = Authority("489 U.S. 378", "City of Canton v. Harris", "case", "scotus", 1989)
WEIGHTS = [
    (SCOTUS, None, "", "binding", "Supreme Court"),
    (SCOTUS, "ca5", "separate opinion", "persuasive", "separate opinion"),
    (SCOTUS, "ca5", "plurality", "persuasive", "Marks"),
    (CASE, "ca4", "", "binding", "Fourth Circuit"),
    (CASE, "ca5", "", "persuasive", "Fifth Circuit"),
    (CASE, None, "", "persuasive", "Fourth Circuit"),
    (Authority("1 F. Supp. 2d 3", "A v. B", "case", "nysd", 1998), "ca2", "", "persuasive", "decided by"),
    (Authority("42 U.S.C. § 1983", "Section 1983", "statute"), None, "", "binding", "statute"),
    (Authority("Fed. R. Civ. P. 34", "Rule 34", "rule"), "ca1", "", "binding", "rule"),
    (None, "ca1", "", "guidance", "not law"),
]


@pytest.mark.parametrize(("authority", "circuit", "voice", "weight", "reason"), WEIGHTS)
def test_weight_comes_with_its_reason(authority, circuit, voice, weight, reason):
    weighed = weigh(authority, circuit, voice)
    assert weighed.weight == weight
    assert reason in weighed.why


def test_court_names():
    assert court_name("scotus") == "Supreme Court of the United States"
    assert "New York" in court_name("nysd")
    assert court_name("no such court") == "no such court"
