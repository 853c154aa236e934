"""One state's row as safe HTML: three clocks side by side, then records, video, courts and people. Pure functions.

A day that the reader gives is counted from and forgotten: it stands in no address, no log and no store.
"""

from __future__ import annotations

from datetime import date
from html import escape

from chains.models import library_url
from chains.render import safe
from corpus.clocks import sum_of
from corpus.courts import circuit_name
from corpus.states import Limitation, Notice, State, Value

GRIEVANCE = (
    "The jail or prison sets it",
    "Often only days. Ask for the inmate handbook today, file every step it names, and keep copies.",
    "42 U.S.C. § 1997e(a); Woodford v. Ngo, 548 U.S. 81, 90 (2006)",
)
MOVES = (
    ("When the clock starts", "a false arrest, made-up evidence and a conviction each start on a different day"),
    ("What can pause it", "some states pause it for children, or for people in prison"),
    ("If the day has passed", "it may still not be over"),
)
SIGNING = """<p class="pc-notice pc-urgent">Before you sign a release or take a plea: ask a lawyer first. An agreement to drop charges
if you do not sue can be valid (Town of Newton v. Rumery, 480 U.S. 386, 392, 398 (1987)), and a conviction can block your lawsuit
(Heck v. Humphrey, 512 U.S. 477, 486-87 (1994)).</p>"""
_KNOWN = {"sure": "We are sure of this, as of {}.", "likely": "We are not sure of this, as of {}.", "unknown": "We do not know this."}


def state_html(row: State | None, day: date | None = None, today: date | None = None) -> str:
    """Everything that we hold for a state; for a place without a row, how to find out."""
    clocks = clocks_html(row, day, today)
    return clocks if row is None else clocks + _rest(row)


def clocks_html(row: State | None, day: date | None = None, today: date | None = None) -> str:
    """The three clocks: grievance, notice of claim, lawsuit. With a day, the sum from that day where the figure is sure."""
    title, words, source = GRIEVANCE
    cards = _card("If you are or were locked up: the grievance", title, [words], f"{source}. Each jail and prison has rules of its own.")
    cards += _notice(row, day, today) + _lawsuit(row, day, today)
    return safe(f'<div class="pc-clocks">{cards}</div>{_moves()}')


def _card(head: str, figure: str, words: list[str], foot: str) -> str:
    body = "".join(f"<p>{escape(w)}</p>" for w in words if w)
    return f'<section class="pc-clock"><h3>{escape(head)}</h3><p class="pc-figure">{escape(figure)}</p>{body}<p class="pc-quiet">{escape(foot)}</p></section>'


def _notice(row: State | None, day: date | None, today: date | None) -> str:
    head, v = "For claims under state law: the notice of claim", row.notice if row else None
    if v is None or v.confidence == "unknown":
        return _card(head, "Ask today", [FIND_NOTICE, v.note if v else ""], _foot(v))
    if v.required is False:
        figure = "None that we know of" if v.confidence == "likely" else "None is asked for"
        return _card(head, figure, [v.note], _foot(v))
    figure = v.told if v.confidence == "sure" else f"Often said to be {v.told}" if v.number else "One is asked for"
    to = f"To {v.office}." if v.office else ""
    return _card(head, figure[:1].upper() + figure[1:], [_hedge(v), _summed(v, day, today), to, v.note], _foot(v))


FIND_NOTICE = (
    "Many states want a short formal notice before a state-law claim against a city or county, some within weeks. "
    "Ask the city clerk, a law library or a lawyer now."
)
FIND_LIMIT = (
    "It is the state's general time limit for personal-injury suits, often one to six years. Ask the clerk, a law library or a lawyer now, "
    "and treat the shortest limit that you hear of as the real one."
)


def _lawsuit(row: State | None, day: date | None, today: date | None) -> str:
    head, v = "For the § 1983 lawsuit: the time limit", row.limitation if row else None
    if v is None or v.confidence == "unknown":
        return _card(head, "Find out today", [FIND_LIMIT, v.note if v else ""], "Owens v. Okure, 488 U.S. 235, 249-50 (1989). " + _foot(v))
    figure = v.told if v.confidence == "sure" else f"often said to be {v.told}"
    applied = f"A federal court applied it in {v.decision}, which we name and do not hold." if v.decision else ""
    return _card(head, figure[:1].upper() + figure[1:], [_hedge(v), _summed(v, day, today), v.note], f"{_foot(v)} {applied}")


def _hedge(v: Value) -> str:
    return "Confirm this before you rely on it." if v.confidence == "likely" else ""


def _summed(v: Limitation | Notice, day: date | None, today: date | None) -> str:
    if day is None or not (made := sum_of(v, day)):
        return ""
    passed = today is not None and made.last_day < today
    after = " That day has passed: see “If the day has passed” below." if passed else ""
    return f"{made.words()}. Confirm it with the clerk or a lawyer, and do not wait for the last day.{after}"


def _foot(v: Value | None) -> str:
    if v is None:
        return "Our table has no row for this place."
    known = _KNOWN[v.confidence].format(f"{v.as_of:%B} {v.as_of.day}, {v.as_of.year}")
    return f"Source: {v.source}. {known}" if v.source else known


def _moves() -> str:
    items = "".join(f'<li><a href="{escape(library_url("time-limits"))}" target="_blank">{escape(head)}</a>: {escape(words)}.</li>' for head, words in MOVES)
    return f"<h3>What can move these days</h3><ul>{items}</ul>"


def _rest(row: State) -> str:
    """Records, video, certification, courts and people, each with its source and how sure we are."""
    parts = [
        _told("Public records", row, row.records, row.records.told, "Ask under this law for reports, policies and training files."),
        _told("Body-camera video", row, row.body_camera, row.body_camera.told, "Ask now that all video be kept: see “What to save tonight”."),
        _told(
            "Who certifies officers", row, row.certifier, row.certifier.told, "Ask which training was required, and whether a certificate was ever taken away."
        ),
        _told("Federal court", row, row.courts, _courts(row), "The clerk can say which district covers your county."),
    ]
    return safe(f'<article class="pc-sheet pc-help">{"".join(parts)}</article>')


def _courts(row: State) -> str:
    return f"{', '.join(row.courts.districts)}; appeals go to the {circuit_name(row.courts.circuit)}"


def _told(head: str, row: State, v: Value, words: str, how: str) -> str:
    said = words if v.confidence == "sure" else f"As far as we know: {words}" if words else f"We do not know this for {row.spoken}"
    lines = [f"{said[:1].upper()}{said[1:]}.", v.note, how]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f'<section><h2>{escape(head)}</h2>{told}<p class="pc-quiet">{escape(_foot(v))}</p></section>'
