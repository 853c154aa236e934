"""The Justices of the Supreme Court since 1937, by surname and years of service (the Court's own list of its members).

Two of one surname have two spans. Used to know a Justice in a text, and to say that one was not yet, or no longer, on the
Court when a decision was made.
"""

from __future__ import annotations

import re

SERVED: dict[str, tuple[tuple[int, int], ...]] = {
    "Hughes": ((1910, 1916), (1930, 1941)), "McReynolds": ((1914, 1941),), "Brandeis": ((1916, 1939),), "Butler": ((1923, 1939),),
    "Stone": ((1925, 1946),), "Cardozo": ((1932, 1938),), "Black": ((1937, 1971),), "Reed": ((1938, 1957),), "Frankfurter": ((1939, 1962),),
    "Douglas": ((1939, 1975),), "Murphy": ((1940, 1949),), "Byrnes": ((1941, 1942),), "Jackson": ((1941, 1954), (2022, 9999)),
    "Rutledge": ((1943, 1949),), "Burton": ((1945, 1958),), "Vinson": ((1946, 1953),), "Clark": ((1949, 1967),), "Minton": ((1949, 1956),),
    "Warren": ((1953, 1969),), "Harlan": ((1955, 1971),), "Brennan": ((1956, 1990),), "Whittaker": ((1957, 1962),), "Stewart": ((1958, 1981),),
    "White": ((1962, 1993),), "Goldberg": ((1962, 1965),), "Fortas": ((1965, 1969),), "Marshall": ((1967, 1991),), "Burger": ((1969, 1986),),
    "Blackmun": ((1970, 1994),), "Powell": ((1972, 1987),), "Rehnquist": ((1972, 2005),), "Stevens": ((1975, 2010),), "O'Connor": ((1981, 2006),),
    "Scalia": ((1986, 2016),), "Kennedy": ((1988, 2018),), "Souter": ((1990, 2009),), "Thomas": ((1991, 9999),), "Ginsburg": ((1993, 2020),),
    "Breyer": ((1994, 2022),), "Roberts": ((1930, 1945), (2005, 9999)), "Alito": ((2006, 9999),), "Sotomayor": ((2009, 9999),),
    "Kagan": ((2010, 9999),), "Gorsuch": ((2017, 9999),), "Kavanaugh": ((2018, 9999),), "Barrett": ((2020, 9999),),
}  # fmt: skip

SURNAME = "|".join(name.replace("'", "['’]?") for name in SERVED)
"""A pattern of all of them; to be searched without regard to case."""
_BY_LETTERS = {re.sub(r"\W", "", name).lower(): name for name in SERVED}


def surname(written: str) -> str:
    """The surname as it is spelled here: ``o’connor`` is O'Connor. Raises KeyError for one that ``SURNAME`` does not match."""
    return _BY_LETTERS[re.sub(r"\W", "", written).lower()]


def sat(name: str, year: int) -> bool:
    """Whether a Justice of this surname was on the Court in that year."""
    return any(first <= year <= last for first, last in SERVED[name])
