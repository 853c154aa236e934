import courts_db
import pytest

from corpus.courts import CIRCUITS, DISTRICT_STATES, HIGHEST, STATES, Place, circuit_name, circuit_of, court_name, place_of, state_of_court
from corpus.errors import InputError

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


DISTRICTS = [
    ("ohsd", "ca6", "OH", "ohsd"), ("S.D. Ohio", "ca6", "OH", "ohsd"), ("southern district of ohio", "ca6", "OH", "ohsd"), ("mad", "ca1", "MA", "mad"),
    ("D. Maine", "ca1", "ME", "med"), ("nmid", "ca9", "MP", "nmid"), ("District of Columbia", "cadc", "DC", None), ("Iowa", "ca8", "IA", None),
]  # fmt: skip


@pytest.mark.parametrize(("said", "circuit", "state", "district"), DISTRICTS)
def test_a_district_has_its_state_and_circuit(said, circuit, state, district):
    assert place_of(said) == Place(circuit, state, district)


def test_the_tables_are_those_of_courts_db():
    known = {c["id"]: c for c in courts_db.courts}
    spelt = {"Washington D.C.": "District of Columbia", "Virgin Islands": "U.S. Virgin Islands"}
    assert len(DISTRICT_STATES) == 94
    for court, state in [*DISTRICT_STATES.items(), *((own, state) for state, own in HIGHEST.items())]:
        where = known[court]["location"]
        assert STATES[state] in (where, spelt.get(where), known[court]["name"].removeprefix("District Court, ")), court
    assert sorted(HIGHEST) == sorted(STATES)
    assert all(known[c]["system"] == "federal" for c in [*CIRCUITS, *DISTRICT_STATES])


@pytest.mark.parametrize(("court", "state"), [("ohio", "OH"), ("ohioctapp", "OH"), *((c, None) for c in ("ca6", "ohsd", "scotus", "uscfc", "?"))])
def test_a_states_court_is_known(court, state):
    assert state_of_court(court) == state


def test_court_names():
    assert court_name("scotus") == "Supreme Court of the United States"
    assert court_name("nysd") == "United States District Court for the Southern District of New York"
    assert court_name("dcd") == "United States District Court for the District of Columbia"
    assert court_name("ca6") == "United States Court of Appeals for the Sixth Circuit"
    assert court_name("ohio") == "Ohio Supreme Court"
    assert court_name("no such court") == "no such court"
