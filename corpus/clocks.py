"""Dates as arithmetic from a day that the reader gives: nothing is stored, and nothing but a sure figure is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from corpus.local import spoken
from corpus.states import Limitation, Notice, counted


@dataclass(frozen=True)
class Sum:
    """``after`` a day comes another: 29 February 2024 and one year give 28 February 2025, the earlier of the two days it could be."""

    day: date
    number: int
    unit: str

    @property
    def last_day(self) -> date:
        """The same day of a later month or year, or that month's last; days are counted from the day after (Fed. R. Civ. P. 6(a)(1)(A))."""
        return self.day + relativedelta(**{self.unit: self.number})  # type: ignore[arg-type]

    def words(self) -> str:
        return f"{counted(self.number, self.unit).capitalize()} after {spoken(self.day)} is {spoken(self.last_day)}"


def sum_of(value: Limitation | Notice, day: date) -> Sum | None:
    """The sum for a sure value; None for any other, and for a day too far off to count from."""
    number, unit = (value.years, "years") if isinstance(value, Limitation) else (value.number, value.unit)
    if value.confidence != "sure" or not number or unit not in ("days", "months", "years") or not 1900 < day.year < 2200:
        return None
    return Sum(day, number, unit)
