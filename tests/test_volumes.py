"""Volumes and years that cannot be, by reporter; and what must never be called impossible."""

import pytest

from corpus.volumes import ANCHORS, impossible_volume, series_years, year_of

CITED = [  # reporter, volume, page, year, impossible
    ("U.S.", 999, 12, None, True),
    ("U.S.", 489, 378, 1989, False),
    ("U.S.", 489, 378, 1960, True),
    ("U.S.", 489, 378, 2015, True),
    ("U.S.", 5, 137, 1803, False),
    ("U.S.", 5, 137, 1990, True),
    ("U.S.", 410, 1800, None, True),
    ("U.S.", 0, 12, None, True),
    ("U.S.", 410, 0, None, True),
    ("F.4th", 300, 12, None, True),
    ("F.4th", 103, 12, 2024, False),
    ("F.4th", 50, 12, 2012, True),
    ("F.2d", 999, 12, 1993, False),
    ("F.2d", 974, 293, 1992, False),
    ("F.2d", 974, 293, 2015, True),
    ("F.3d", 1000, 1, None, True),
    ("F.3d", 458, 50, 1995, True),
    ("F. Supp.", 998, 1, 1998, False),
    ("F. Supp. 2d", 5, 1, 1985, True),
    ("F. Supp. 3d", 680, 1, 2023, False),
    ("S. Ct.", 109, 1197, 1989, False),
    ("S. Ct.", 109, 1197, 2010, True),
    ("P.2d", 100, 1, 1940, False),
    ("P.2d", 100, 1, 1890, True),
    ("Cal. 4th", 3, 1, 1960, True),
    ("Mass.", 19, 165, 1824, False),
    ("F.R.D.", 56, 183, 1973, False),
    ("F.R.D.", 56, 183, None, False),
    ("No Such Rep.", 56, 183, 1650, False),
    ("WL", 2019, 183, 2019, False),
]


@pytest.mark.parametrize(("reporter", "volume", "page", "year", "expected"), CITED)
def test_what_cannot_be(reporter, volume, page, year, expected):
    found = impossible_volume(reporter, volume, page, year)
    assert bool(found) is expected, found


@pytest.mark.parametrize("reporter", ANCHORS)
def test_the_years_of_a_reporter_only_rise(reporter):
    volumes = range(1, max(v for v, _ in ANCHORS[reporter]) + 1)
    years = [year_of(ANCHORS[reporter], v) for v in volumes]
    assert years == sorted(years)


def test_the_years_of_series():
    assert series_years("F.2d") == (1924, 1993)
    assert series_years("F.4th") == (2021, None)
    assert series_years("No Such Rep.") == (None, None)
