"""The charts of a report, as SVG that stands in the page itself. The only file that knows Altair and vl-convert.

Text is drawn in the page's own colour, and labels stand above their bars, so that a chart can be read in the light and
the dark, on paper, and 340 pixels wide. Nothing is fetched: the drawing is done by the libraries at hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any, Literal

import altair as alt
import vl_convert

WIDTH = 326
"""Pixels of the plot; with its margins a chart is some 340 wide."""
ROW = 32
BLUE = "#3f7fcc"  # tells itself apart from white and from near black
INK = "currentColor"
LEAST = 0.1
"""Milliseconds below which a step is drawn as this: the axis is logarithmic."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A share with its 95% interval, and how many questions it is the mean of."""

    label: str
    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How long a step took, in milliseconds: the 5th, 25th, 50th, 75th and 95th percentile."""

    label: str
    least: float
    lower: float
    median: float
    upper: float
    most: float


def bars(title: str, rows: Sequence[Bar]) -> str:
    """One bar from 0 to 1 for each row, in the order given, with a line for its interval."""
    data = [asdict(r) | {"at": i, "value": f"{r.mean:.2f} · n {r.n}"} for i, r in enumerate(rows)]
    x = alt.X("mean:Q", scale=alt.Scale(domain=[0, 1]), axis=_axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f"))
    base = _base(data)
    bar = base.mark_bar(color=BLUE, height=8, yOffset=6).encode(x=x)
    line = base.mark_rule(color=INK, yOffset=6).encode(x=alt.X("low:Q"), x2="high:Q")
    return _svg(title, bar + line + _label(base, "label:N", "left") + _label(base, "value:N", "right"))


def spreads(title: str, rows: Sequence[Spread]) -> str:
    """For each step a thin line from the 5th to the 95th percentile, a bar for the middle half, and a stroke for the median."""
    data = [_drawn(r) | {"at": i, "label": r.label, "value": f"{r.median:,.1f} ms"} for i, r in enumerate(rows)]
    scale = alt.Scale(type="log", domain=[LEAST, max((d["most"] for d in data), default=1.0) * 1.1])
    base = _base(data)
    line = base.mark_rule(color=INK, yOffset=6).encode(x=alt.X("least:Q", scale=scale, axis=_axis(tickCount=4, format="~g")), x2="most:Q")
    bar = base.mark_bar(color=BLUE, height=8, yOffset=6).encode(x="lower:Q", x2="upper:Q")
    stroke = base.mark_tick(color=INK, thickness=2, height=14, yOffset=6).encode(x="median:Q")
    return _svg(title, line + bar + stroke + _label(base, "label:N", "left") + _label(base, "value:N", "right"))


def _drawn(row: Spread) -> dict[str, Any]:
    return {name: max(LEAST, getattr(row, name)) for name in ("least", "lower", "median", "upper", "most")}


def _base(data: list[dict[str, Any]]) -> alt.Chart:
    chart = alt.Chart(alt.InlineData(values=data), width=WIDTH, height=alt.Step(ROW))
    rows: alt.Chart = chart.encode(y=alt.Y("at:O", axis=None, scale=alt.Scale(padding=0)))
    return rows


def _label(base: alt.Chart, field: str, side: Literal["left", "right"]) -> alt.Chart:
    text = base.mark_text(color=INK, align=side, yOffset=-6, fontSize=12, limit=WIDTH * 0.72)
    label: alt.Chart = text.encode(x=alt.value(0 if side == "left" else WIDTH), text=field)
    return label


def _axis(**given: Any) -> alt.Axis:
    return alt.Axis(title=None, labelColor=INK, labelFontSize=11, tickColor=INK, domain=False, gridColor=INK, gridOpacity=0.15, **given)


def _svg(title: str, chart: alt.LayerChart) -> str:
    """The chart as one picture to a screen reader, which is told its title; the figures stand in a table beside it."""
    drawn = chart.configure(background="transparent", font="system-ui, sans-serif", padding=6).configure_view(stroke=None)
    svg = vl_convert.vegalite_to_svg(drawn.to_dict())
    return re.sub(r"^<svg [^>]*?(?=width=)", lambda _: f'<svg role="img" aria-label="{escape(title)}" ', svg)
