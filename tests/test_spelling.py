import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import IndexDamaged
from corpus.wording import words
from ingest.spelling import Spelling, write

OURS = ["The city never trained its officers about deliberate indifference.", "A complaint against the municipality.", "A grievance, and qualified officers."]
ASKED = ["can i sue", "sue them", "sue the sherrif", "how do i sue"]


@pytest.fixture(scope="module")
def spelling(tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "words.json"
    write(path, OURS, ASKED)
    return Spelling(path)


REPAIRED = [  # written, searched
    ("delibrate indiference", "deliberate indifference"),
    ("the oficers were traned", "the officers were trained"),
    ("municpality complant", "municipality complaint"),
    ("Deliberate indifference?", "Deliberate indifference?"),  # nothing to repair: as it stands
    ("kwalifide oficers", "qualified officers"),  # as they sound
    ("a greevanse", "a grievance"),
    ("cty", "cty"),  # too short to judge
    ("zebra crossing", "zebra crossing"),  # nothing alike
    ("1983 489", "1983 489"),
    ("", ""),
]


@pytest.mark.parametrize(("written", "searched"), REPAIRED)
def test_slips_are_repaired_for_searching(spelling, written, searched):
    assert spelling.repair(written) == searched


def test_a_slip_of_one_asker_is_not_learnt(tmp_path):
    write(tmp_path / "w.json", OURS, ASKED)
    known = json.loads((tmp_path / "w.json").read_text(encoding="utf-8"))
    assert "sue" in known
    assert "sherrif" not in known


@given(st.text(max_size=60) | st.lists(st.sampled_from([*words(" ".join(OURS)), "oficer", "x"]), max_size=8).map(" ".join))
def test_repairing_twice_is_repairing_once(spelling, text):
    once = spelling.repair(text)
    assert spelling.repair(once) == once
    assert once == text or len(once.split()) == len(words(text))


@pytest.mark.parametrize("contents", [None, "", "{", "[1, 2"])
def test_a_broken_list_is_a_damaged_index(tmp_path, contents):
    if contents is not None:
        (tmp_path / "words.json").write_text(contents)
    with pytest.raises(IndexDamaged, match=r"words\.json of the index cannot be read; run: make index"):
        Spelling(tmp_path / "words.json")
