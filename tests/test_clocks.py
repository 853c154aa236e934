"""Dates counted from a day: month ends, leap days, and nothing counted that is not sure."""

from datetime import date

import pytest

from corpus.clocks import sum_of
from corpus.states import Limitation, Notice

AS_OF = date(2026, 11, 25)


def limit(years, confidence="sure"):
    return Limitation(years=years, source="§ 1", confidence=confidence, as_of=AS_OF)


def notice(number, unit, confidence="sure"):
    return Notice(required=True, number=number, unit=unit, source="§ 1", confidence=confidence, as_of=AS_OF)


@pytest.mark.parametrize(
    ("value", "day", "last"),
    [
        (limit(2), date(2025, 3, 3), date(2027, 3, 3)),
        (limit(1), date(2024, 2, 29), date(2025, 2, 28)),
        (limit(4), date(2024, 2, 29), date(2028, 2, 29)),
        (limit(2), date(2023, 2, 28), date(2025, 2, 28)),
        (notice(6, "months"), date(2025, 8, 31), date(2026, 2, 28)),
        (notice(6, "months"), date(2023, 8, 31), date(2024, 2, 29)),
        (notice(1, "months"), date(2025, 1, 31), date(2025, 2, 28)),
        (notice(90, "days"), date(2025, 12, 31), date(2026, 3, 31)),
        (notice(180, "days"), date(2024, 1, 1), date(2024, 6, 29)),
        (notice(1, "years"), date(2024, 12, 31), date(2025, 12, 31)),
    ],
)
def test_the_last_day(value, day, last):
    assert sum_of(value, day).last_day == last


def test_the_sum_in_words():
    assert sum_of(limit(2), date(2025, 3, 3)).words() == "Two years after March 3, 2025 is March 3, 2027"
    assert sum_of(notice(180, "days"), date(2024, 1, 1)).words() == "180 days after January 1, 2024 is June 29, 2024"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (limit(2, "likely"), date(2025, 3, 3)),
        (notice(90, "days", "likely"), date(2025, 3, 3)),
        (Limitation(confidence="unknown", as_of=AS_OF), date(2025, 3, 3)),
        (Notice(required=False, source="§ 1", confidence="sure", as_of=AS_OF), date(2025, 3, 3)),
        (notice(3, "business days"), date(2025, 3, 3)),
        (limit(6), date(9999, 12, 31)),
    ],
)
def test_what_is_not_sure_or_cannot_be_counted_gives_no_date(value, day):
    assert sum_of(value, day) is None
