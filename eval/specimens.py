"""True sentences with the place that they are cited to, and what an operator that makes one false is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Specimen:
    """A true sentence with the place that it is cited to."""

    text: str
    name: str
    volume: int
    reporter: str
    page: int
    year: int | None
    pin: int | None
    last_page: int | None = None
    kind: str = "claim"  # "claim" or "quotation"

    @property
    def citation(self) -> str:
        return f"{self.name}, {self.volume} {self.reporter} {self.page}" + (f", {self.pin}" if self.pin else "") + (f" ({self.year})" if self.year else "")


Change = Callable[[Specimen, Specimen, Random], Specimen | None]


@dataclass(frozen=True)
class Operator:
    """One way of making a specimen false; ``of`` says which kinds of specimen it is for."""

    name: str
    group: str
    title: str
    change: Change
    of: tuple[str, ...] = ("claim", "quotation")
