"""Operators on a citation: another volume, page, name, year or decision. They know nothing of any verifier."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from eval.specimens import Operator, Specimen


def _volume(s: Specimen, other: Specimen, chance: Random) -> Specimen:
    return replace(s, volume=max(1, s.volume + chance.choice((-7, -3, 2, 5, 11))))


def _reporter(s: Specimen, other: Specimen, chance: Random) -> Specimen:
    return replace(s, reporter=chance.choice([r for r in ("U.S.", "F.2d", "F.3d", "F. Supp. 2d") if r != s.reporter]))


def _page(s: Specimen, other: Specimen, chance: Random) -> Specimen:
    return replace(s, page=s.page + chance.choice((1, 2, 3, 40)))


def _name(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    return replace(s, name=other.name) if other.name != s.name else None


def _year(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    return replace(s, year=s.year + chance.choice((-6, -2, -1, 1, 3))) if s.year else None


def _pin_outside(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    return replace(s, pin=s.last_page + chance.choice((2, 15, 200))) if s.last_page and s.pin else None


def _pin_elsewhere(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    if not s.pin or not s.last_page:
        return None
    pages = [p for p in range(s.page, s.last_page + 1) if abs(p - s.pin) > 2]
    return replace(s, pin=chance.choice(pages)) if pages else None


def _unheld(s: Specimen, other: Specimen, chance: Random) -> Specimen:
    plaintiff, city = (
        chance.choice(("Abernathy", "Quintero", "Lindqvist", "Oyelaran")),
        chance.choice(("City of Fairhollow", "Town of Marsh End", "Pell County")),
    )
    return Specimen(s.text, f"{plaintiff} v. {city}", chance.randint(120, 900), "F.3d", chance.randint(2, 1300), None, None, kind=s.kind)


def _no_such_volume(s: Specimen, other: Specimen, chance: Random) -> Specimen:
    return replace(s, volume=chance.randint(640, 999), reporter="U.S.", year=s.year)


def _other_case(s: Specimen, other: Specimen, chance: Random) -> Specimen | None:
    return replace(other, text=s.text, pin=None, kind=s.kind) if other.name != s.name else None


CITATIONS = (
    Operator("volume", "citation", "another volume", _volume),
    Operator("reporter", "citation", "another reporter", _reporter),
    Operator("page", "citation", "another first page", _page),
    Operator("name", "citation", "another decision's name", _name),
    Operator("year", "citation", "another year", _year),
    Operator("pin_outside", "citation", "a page outside the decision", _pin_outside),
    Operator("pin_elsewhere", "citation", "a page where the words do not stand", _pin_elsewhere, ("quotation",)),
    Operator("not_held", "citation", "a decision that is not held", _unheld),
    Operator("no_such_volume", "citation", "a volume that does not exist", _no_such_volume),
    Operator("other_case", "citation", "another decision cited", _other_case),
)
