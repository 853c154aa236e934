"""What comes before the law in each state: how long, what to send first, which court, which records law, who helps.

``states.toml`` has one row for each state, the District of Columbia and Puerto Rico. Each value carries its source, the
day on which it was written down and how sure we are: a wrong deadline does more harm than a missing one.
``corpus/local.py`` puts a row into words; nothing else reads a number out of it but the arithmetic of ``corpus/clocks.py``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from corpus.courts import CIRCUITS, STATES
from corpus.errors import LibraryError
from corpus.kinds import KINDS, TABLE

NOT_STATES = frozenset({"GU", "MP", "VI"})
"""Places of ``courts.STATES`` that have a federal court and no row."""

Confidence = Literal["sure", "likely", "unknown"]
Unit = Literal["hours", "days", "business days", "months", "years"]
STALE = timedelta(days=365)


class Value(BaseModel):
    """One value of a row. ``sure`` is shown as a figure, ``likely`` as what is often said, ``unknown`` as how to find out."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    confidence: Confidence
    as_of: date
    source: str = ""  # the statute; for a name, whose name it is
    note: str = ""  # one sentence more that a reader must know

    @property
    def told(self) -> str:
        """What is held, in one phrase; empty where nothing is."""
        return ""

    @model_validator(mode="after")
    def _is_honest(self) -> Value:
        if self.confidence == "unknown" and (self.told or self.source):
            raise ValueError("an unknown value holds nothing")
        if self.confidence != "unknown" and not (self.told and self.source):
            raise ValueError(f"a {self.confidence} value needs what it says and its source")
        return self


class Limitation(Value):
    """How long one has to sue under § 1983: the state's limit for personal-injury suits (Owens v. Okure, 488 U.S. 235, 249-50)."""

    years: int | None = None
    decision: str = ""  # a federal decision that applies it; empty where none is certain

    @property
    def told(self) -> str:
        return counted(self.years, "years") if self.years else ""


class Notice(Value):
    """The notice of claim before claims under state law against a city or county; ``required``: whether there is one."""

    required: bool | None = None
    number: int | None = None
    unit: Unit | None = None
    office: str = ""

    @property
    def told(self) -> str:
        if self.required is False:
            return "none is asked for"
        return counted(self.number, self.unit) if self.number and self.unit else "asked for" if self.required else ""


class Records(Value):
    """The public-records law, and how long an agency has to answer where the law says so in figures."""

    name: str = ""
    number: int | None = None
    unit: Unit | None = None

    @property
    def told(self) -> str:
        answer = f", answer within {counted(self.number, self.unit)}" if self.number and self.unit else ""
        return f"{self.name}{answer}" if self.name else ""


class BodyCamera(Value):
    """Whether a statute of its own governs body-camera video."""

    own_statute: bool | None = None

    @property
    def told(self) -> str:
        return "" if self.own_statute is None else "a statute of its own" if self.own_statute else "no statute of its own"


class Certifier(Value):
    """Who certifies police officers and sets their minimum training."""

    name: str = ""

    @property
    def told(self) -> str:
        return self.name


class Courts(Value):
    """The federal circuit (courts-db id) and the names of the federal districts."""

    circuit: str = ""
    districts: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        return ", ".join(self.districts)


class Help(Value):
    """Who helps, by names that last: never a number, never an address."""

    defender: str = ""
    legal_aid: str = ""
    bar: str = ""
    disability: str = ""

    @property
    def told(self) -> str:
        return "; ".join(x for x in (self.defender, self.legal_aid, self.bar, self.disability) if x)


class State(BaseModel):
    """One row."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    code: str
    limitation: Limitation
    notice: Notice
    records: Records
    body_camera: BodyCamera
    certifier: Certifier
    courts: Courts
    help: Help

    @property
    def name(self) -> str:
        return STATES[self.code]

    @property
    def spoken(self) -> str:
        """The name as it stands in a sentence."""
        return f"the {self.name}" if self.code == "DC" else self.name

    def values(self) -> Iterator[tuple[str, Value]]:
        yield from ((kind, getattr(self, kind)) for kind in KINDS)

    @model_validator(mode="after")
    def _is_a_state(self) -> State:
        if self.code not in STATES or self.code in NOT_STATES:
            raise ValueError(f"{self.code} is not a state of this table")
        if self.code not in CIRCUITS.get(self.courts.circuit, "").split():
            raise ValueError(f"{self.code} is not in {self.courts.circuit}")
        return self


def counted(number: int | None, unit: str | None) -> str:
    """``two years``, ``180 days``: a number with its unit, small ones in words."""
    words = "zero one two three four five six seven eight nine ten".split()
    said = words[number] if number is not None and number < len(words) else str(number)
    return f"{said} {str(unit).removesuffix('s') if number == 1 else unit}"


@lru_cache(maxsize=4)
def open_states(table: Path = Path(__file__).parent / TABLE) -> dict[str, State]:
    """All rows by code. Raises LibraryError with the row and the value that is wrong, or where a state is missing."""
    try:
        rows = tomllib.loads(table.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LibraryError(f"{table.name} cannot be read: {error}") from error
    states = {code: _row(code, row, table) for code, row in rows.items()}
    if missing := STATES.keys() - NOT_STATES - states.keys():
        raise LibraryError(f"{table.name}: no row for {', '.join(sorted(missing))}")
    return states


def _row(code: str, row: dict[str, Any], table: Path) -> State:
    try:
        return State.model_validate({**row, "code": code})
    except (ValidationError, TypeError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": "is not a table"}
        raise LibraryError(f"{table.name}: {'.'.join((code, *(str(x) for x in first['loc'])))}: {first['msg']}") from error


def doubtful(states: dict[str, State], today: date) -> list[tuple[State, str, Value]]:
    """Every value that is not sure, and those older than a year: what a lawyer should look at."""
    return [(s, kind, v) for s in states.values() for kind, v in s.values() if v.confidence != "sure" or today - v.as_of > STALE]
