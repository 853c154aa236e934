"""What every check on meaning finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conflict:
    """One way in which a claim departs from its source, in words that staff can read."""

    kind: str
    reason: str
