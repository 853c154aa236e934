"""The table of states: every row valid, every fault named, and each value said as sure as it is."""

import re
from datetime import date
from pathlib import Path

import pytest

from corpus.courts import STATES
from corpus.errors import LibraryError
from corpus.kinds import KINDS
from corpus.library import open_library
from corpus.lines import read_source
from corpus.local import sureness, text_of
from corpus.models import Cite
from corpus.states import NOT_STATES, State, counted, doubtful, open_states

TODAY = date(2026, 11, 25)
ROW = {
    "code": "OH",
    "limitation": {"years": 2, "source": "Ohio Rev. Code § 2305.10(A)", "confidence": "sure", "as_of": TODAY},
    "notice": {"confidence": "unknown", "as_of": TODAY},
    "records": {"name": "Public Records Act", "source": "Ohio Rev. Code § 149.43", "confidence": "sure", "as_of": TODAY},
    "body_camera": {"own_statute": False, "source": "none found", "confidence": "likely", "as_of": TODAY},
    "certifier": {"name": "Peace Officer Training Commission", "source": "Ohio Rev. Code § 109.71", "confidence": "sure", "as_of": TODAY},
    "courts": {"circuit": "ca6", "districts": ["Northern District of Ohio", "Southern District of Ohio"], "source": "28 U.S.C. § 115",
               "confidence": "sure", "as_of": TODAY},
    "help": {"defender": "the public defender", "source": "its name", "confidence": "sure", "as_of": TODAY},
}  # fmt: skip


def row(**changes):
    """A row of Ohio with values changed: ``row(limitation={"years": 1})``."""
    return State.model_validate(ROW | {k: {**ROW[k], **v} for k, v in changes.items()})


def source(state):
    return read_source(text_of(state), "state", Path("states.toml"))


def said(state, kind, role="short"):
    section = next(s for s in source(state).sections if kind in s.local)
    return " ".join(x.text for x in section.spoken(role))


def test_a_row_has_a_value_of_each_kind():
    assert tuple(k for k in State.model_fields if k != "code") == KINDS


def test_every_state_the_district_and_puerto_rico_have_a_whole_row():
    states = open_states()
    assert len(states) == 52
    assert set(states) == STATES.keys() - NOT_STATES
    library = open_library()
    for code in states:
        assert [library.local(code, kind) is not None for kind in KINDS] == [True] * len(KINDS), code


def test_no_value_holds_a_telephone_number_an_address_or_a_link():
    for state in open_states().values():
        words = " ".join([*(v.told + " " + v.note for _, v in state.values()), state.notice.office])
        assert not re.search(r"https?:|www\.|\.org|\.gov|\.com|\d{3}\)?[-. ]\d{3}[-. ]\d{4}|P\.?O\.? Box|@", words), state.code


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"limitation": {"confidence": "unknown"}}, "an unknown value holds nothing"),
        ({"limitation": {"source": ""}}, "needs what it says and its source"),
        ({"limitation": {"years": None}}, "needs what it says and its source"),
        ({"limitation": {"confidence": "certain"}}, "limitation.confidence"),
        ({"limitation": {"yeers": 2}}, "limitation.yeers"),
        ({"records": {"unit": "moons"}}, "records.unit"),
        ({"courts": {"circuit": "ca5"}}, "OH is not in ca5"),
        ({"courts": {"circuit": "ca99"}}, "OH is not in ca99"),
    ],
)
def test_a_row_that_breaks_the_schema_is_named_with_its_value(tmp_path, changes, fault):
    import json

    rows = {k: {**v, **changes.get(k, {})} for k, v in ROW.items() if k != "code"}
    text = "".join(
        f"[OH.{kind}]\n" + "".join(f"{k} = {v.isoformat() if isinstance(v, date) else json.dumps(v)}\n" for k, v in value.items() if v is not None)
        for kind, value in rows.items()
    )
    (tmp_path / "states.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError) as error:
        open_states(tmp_path / "states.toml")
    assert "states.toml: OH" in str(error.value)
    assert fault in str(error.value)


def test_a_table_that_is_not_one_or_lacks_a_state_is_one_line(tmp_path):
    (tmp_path / "states.toml").write_text("[OH\n", encoding="utf-8")
    with pytest.raises(LibraryError, match="cannot be read"):
        open_states(tmp_path / "states.toml")
    (tmp_path / "few.toml").write_text("", encoding="utf-8")
    with pytest.raises(LibraryError, match="no row for AK, AL"):
        open_states(tmp_path / "few.toml")


def test_a_sure_value_is_a_figure_with_its_statute_and_the_decision_behind_it():
    assert said(row(), "limitation") == "In Ohio, a § 1983 lawsuit must be filed within two years."
    cites = next(s for s in source(row()).sections if "limitation" in s.local).lines[0].cites
    assert cites[0] == Cite("Ohio Rev. Code § 2305.10", (), "(A)")
    assert cites[1].key == "488 U.S. 235"


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"limitation": {"confidence": "likely"}}, "limitation", "often said to be two years: confirm it"),
        ({"limitation": {"confidence": "unknown", "years": None, "source": ""}}, "limitation", "the state's general limit for personal-injury suits"),
        ({}, "notice", "we do not know the rule in Ohio"),
        ({"notice": {"required": True, "number": 180, "unit": "days", "source": "§ 1", "confidence": "sure"}}, "notice", "due within 180 days"),
        (
            {"notice": {"required": True, "number": 1, "unit": "years", "source": "§ 1", "confidence": "likely"}},
            "notice",
            "often said to be due within one year",
        ),
        ({"notice": {"required": False, "source": "§ 1", "confidence": "sure"}}, "notice", "need no notice of claim"),
        ({"records": {"confidence": "likely"}}, "records", "as far as we know"),
        ({"body_camera": {"own_statute": True, "source": "§ 1"}}, "body_camera", "As far as we know"),
        ({"certifier": {"confidence": "likely"}}, "certifier", "as far as we know"),
        ({}, "courts", "one of two districts"),
    ],
)
def test_the_words_are_as_sure_as_the_value(changes, kind, words):
    assert words in said(row(**changes), kind)


def test_an_unknown_value_shows_no_figure():
    state = row(limitation={"confidence": "unknown", "years": None, "source": ""})
    section = next(s for s in source(state).sections if "limitation" in s.local)
    assert not re.search(r"\b(one|two|three|four|five|six) years?\b", " ".join(x.text for x in section.lines))


SURENESS = [
    ("sure", "We were sure of the time limit in Ohio on November 25, 2026"),
    ("likely", "We are not sure of the time limit in Ohio"),
    ("unknown", "We do not know the time limit in Ohio"),
]


@pytest.mark.parametrize(("confidence", "words"), SURENESS)
def test_every_section_says_how_sure_it_is(confidence, words):
    changes = {"confidence": confidence} | ({"years": None, "source": ""} if confidence == "unknown" else {})
    state = row(limitation=changes)
    assert words in sureness(state, "limitation", state.limitation)
    assert words in said(state, "limitation", "careful")


def test_the_review_lists_what_is_not_sure_or_a_year_old():
    listed = doubtful({"OH": row()}, TODAY)
    assert [kind for _, kind, _ in listed] == ["notice", "body_camera"]
    assert len(doubtful({"OH": row()}, date(2027, 11, 26))) == len(KINDS)


@pytest.mark.parametrize(
    ("number", "unit", "words"), [(1, "years", "one year"), (6, "months", "six months"), (180, "days", "180 days"), (3, "business days", "three business days")]
)
def test_numbers_with_their_unit(number, unit, words):
    assert counted(number, unit) == words
