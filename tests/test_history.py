"""Later history: one schema for digests and manifest, and errors in one line that names the file."""

import pytest

from corpus.errors import LibraryError
from corpus.history import by, read_later
from corpus.library import open_library
from corpus.models import Later, Pin
from factories import DIGEST, LARKSPUR_KEY, MANIFEST, write_library

GOOD = {"citation": "512 U.S. 1", "pin": 7, "kind": "overruled in part", "pages": "903-04", "how": "gives up the rope rule"}
WRONG = [
    ("overruled", "larkspur.md: later is not a list of entries"),
    (["overruled"], "entry 1: needs a citation, a kind and how"),
    ([GOOD, {"citation": "512 U.S. 1"}], "entry 2: needs a citation, a kind and how; it has no kind and no how"),
    ([GOOD | {"citation": "the rope case"}], "entry 1: 'the rope case' is not a citation"),
    ([GOOD | {"citation": "512 U.S. 1, 7"}], "is not a citation"),
    ([GOOD | {"kind": "overuled"}], "kind 'overuled' is not one of affirmed"),
    ([GOOD | {"pin": "note"}], "pin 'note' is not a page"),
    ([GOOD | {"pages": "904-03"}], "pages '904-03' is not a page"),
    ([GOOD | {"court": "scotus"}], "“court” is not one of citation, how, kind, pages, pin"),
]


def test_an_entry_is_read():
    assert read_later([GOOD], "x.md") == (Later("overruled in part", "512 U.S. 1", "gives up the rope rule", "7", (Pin(903, 904),)),)
    assert read_later(None, "x.md") == read_later([], "x.md") == ()


@pytest.mark.parametrize(("rows", "fault"), WRONG)
def test_a_broken_entry_is_one_line_with_its_file(rows, fault):
    with pytest.raises(LibraryError) as error:
        read_later(rows, "larkspur.md")
    assert str(error.value).startswith("larkspur.md: ")
    assert fault in str(error.value)
    assert "\n" not in str(error.value)


def test_digest_and_manifest_are_joined_and_named(tmp_path):
    digest = DIGEST.replace("later: []", f"later:\n  - {{citation: {LARKSPUR_KEY}, kind: explained, how: repeats itself}}")
    manifest = MANIFEST + 'unpublished = true\nlater = [{citation = "512 U.S. 1", kind = "limited", how = "to ropes"}]\n'
    held = open_library(write_library(tmp_path, digest=digest, manifest=manifest)).authority(LARKSPUR_KEY)
    assert held.unpublished
    assert [(x.kind, by(x)) for x in held.later] == [("limited", "512 U.S. 1"), ("explained", f"City of Larkspur v. Dunmore, {LARKSPUR_KEY} (1989)")]


def test_a_broken_manifest_row_names_the_decision(tmp_path):
    manifest = MANIFEST + 'later = [{citation = "512 U.S. 1", kind = "buried", how = "to ropes"}]\n'
    with pytest.raises(LibraryError, match=r"manifest\.toml: city-of-larkspur-v-dunmore: later, entry 1: kind 'buried'"):
        open_library(write_library(tmp_path, manifest=manifest))
