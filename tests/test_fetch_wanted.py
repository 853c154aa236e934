"""Which decisions are wanted, under which names, and from where."""

import pytest

from corpus.errors import InputError, LibraryError
from corpus.library import open_library
from factories import DIGEST, GUIDANCE, LARKSPUR, write_library
from ingest.fetch import Places, places
from ingest.wanted import Told, Wanted, unlike, wanted
from public_server import HARBOR, HARBOR_KEY, MANIFEST


def test_digests_without_a_file_are_wanted_too(tmp_path):
    digest = DIGEST.replace(f"opinion: {LARKSPUR}\n", "")
    library = open_library(write_library(tmp_path, guidance=GUIDANCE, digest=digest, manifest=MANIFEST))
    assert [(w.id, w.citation, w.court, w.year) for w in wanted(library, tmp_path / "none")] == [
        (LARKSPUR, "491 U.S. 900", "scotus", 1989),
        (HARBOR, HARBOR_KEY, "scotus", 1987),
    ]
    taken = open_library(write_library(tmp_path, guidance=GUIDANCE, digest=digest, manifest=MANIFEST.replace(HARBOR, LARKSPUR)))
    assert [w.id for w in wanted(taken, tmp_path / "none")] == ["491-us-900", LARKSPUR]


def test_what_the_real_library_wants_has_one_name_each():
    known = wanted(open_library())
    assert len({w.id for w in known}) == len({w.citation for w in known}) == len(known) > 160
    assert all(w.court and w.year for w in known)


@pytest.mark.parametrize("name", ["../up", "a/b", "A", "", "x.json", "a\\nb"])
def test_an_id_that_cannot_name_a_file_is_refused(tmp_path, name):
    library = open_library(write_library(tmp_path, guidance="", digest="", manifest=MANIFEST.replace(HARBOR, name)))
    if name:
        with pytest.raises(LibraryError, match="cannot name a file"):
            wanted(library, tmp_path)
    else:
        assert [w.id for w in wanted(library, tmp_path)] == ["481-us-1205"]


def test_the_places_come_from_the_environment():
    assert places({}) == Places("https://static.case.law", "https://www.courtlistener.com/api/rest/v4", None)
    set_here = places({"PINCITE_CAP_URL": "https://a.invalid", "PINCITE_COURTLISTENER_URL": "https://b.invalid", "PINCITE_COURTLISTENER_TOKEN": " x1 "})
    assert set_here == Places("https://a.invalid", "https://b.invalid", "x1")
    assert "x1" not in repr(set_here)
    with pytest.raises(InputError, match="holds more than a token"):
        places({"PINCITE_COURTLISTENER_TOKEN": "Token abc"})


NAMES = [
    ("Marks v. United States", "MARKS et al. v. UNITED STATES", True),
    ("Marks v. United States", "United States v. Smith", False),
    ("Marks v. United States", "United States v. New York", False),
    ("Marks v. United States", "", False),
    ("City of Houston v. Hill", "CITY OF HOUSTON, TEXAS v. HILL", True),
    ("City of Houston v. Hill", "City of Houston v. Moore", False),
    ("Bivens v. Six Unknown Named Agents", "Bivens v. Six Unknown Named Agents of Federal Bureau of Narcotics", True),
    ("Terry v. Ohio", "TERRY v. OHIO", True),
    ("Terry v. Ohio", "Younger v. Harris", False),
]


@pytest.mark.parametrize(("ours", "theirs", "same"), NAMES)
def test_names_of_one_decision(ours, theirs, same):
    told = Told(frozenset([HARBOR_KEY]), (theirs,), 1987, frozenset(["scotus"]))
    assert (unlike(Wanted("x", ours, HARBOR_KEY, "scotus", 1987), told) is None) is same
