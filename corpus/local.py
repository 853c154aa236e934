"""A state's row in words: the library file that it would be if somebody had written it by hand.

How sure we are decides how a value is said: a sure one as a figure, a likely one as what is often said, an unknown one
as how to find out. Each section says its confidence and its date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from corpus.kinds import ABOUT, state_id
from corpus.states import BodyCamera, Certifier, Courts, Help, Limitation, Notice, Records, State, Value, counted

OWENS, FELDER, NO_NOTICE, HARDIN = "488 U.S. 235, 249-50", "487 U.S. 131, 136-37, 151", "487 U.S. 131, 138, 153", "490 U.S. 536, 539-40"
CONFIRM = "confirm it before you rely on it"
_SURE = {
    "sure": "We were sure of {what} in {state} on {day}, but lawmakers can change it, so confirm it with the clerk or a lawyer.",
    "likely": "We are not sure of {what} in {state} (written down on {day}), so confirm it with a lawyer or at a law library.",
    "unknown": "We do not know {what} in {state}, so ask a lawyer, a law library or the court's help desk.",
}
_WHAT = {"limitation": "the time limit", "notice": "the notice rule", "records": "the records law", "body_camera": "the body-camera law",
         "certifier": "who certifies officers", "courts": "the federal districts"}  # fmt: skip


def text_of(row: State) -> str:
    """The row as a library file: front matter, and one section a value."""
    head = f'---\nid: {state_id(row.code)}\ntitle: "{row.name}: deadlines, records, courts and help"\nas_of: {min(v.as_of for _, v in row.values())}\n---\n'
    return head + "".join(f"\n{_section(kind, row, value)}" for kind, value in row.values())


def _section(kind: str, row: State, value: Value) -> str:
    heading, *lines = _WRITERS[kind](row, value)
    note = [_said("rule", f"{ABOUT[kind]} in {row.spoken}: {value.note}", value.source)] if value.note else []
    return "\n".join([f"## {heading}", f"local: {kind}", lines[0], *note, *lines[1:], f"careful: {sureness(row, kind, value)}", ""])


def sureness(row: State, kind: str, value: Value) -> str:
    """How sure we are of a value, and since when, in one sentence."""
    if kind == "help":
        return f"Offices change their names: check each one in {row.spoken} before you rely on it (written down on {spoken(value.as_of)})."
    return _SURE[value.confidence].format(what=_WHAT[kind], day=spoken(value.as_of), state=row.spoken)


def spoken(day: date) -> str:
    """``March 3, 2025``."""
    return f"{day:%B} {day.day}, {day.year}"


def _said(role: str, sentence: str, *sources: str) -> str:
    """A line with the citations among its sources; law without any is no law, and is said as something to look up."""
    cited = "; ".join(s for s in sources if re.search(r"\d", s))
    return f"{role}: {sentence} [{cited}]" if cited else f"do: {sentence}"


def _limitation(row: State, v: Limitation) -> Iterator[str]:
    yield f"How long do I have to sue under § 1983 in {row.spoken}?"
    if v.confidence == "sure":
        yield _said("short", f"In {row.spoken}, a § 1983 lawsuit must be filed within {v.told}.", v.source, OWENS)
    elif v.confidence == "likely":
        yield _said("short", f"In {row.spoken}, the time to file a § 1983 lawsuit is often said to be {v.told}: {CONFIRM}.", v.source, OWENS)
    else:
        yield _said("short", f"In {row.spoken}, the time to file a § 1983 lawsuit is the state's general limit for personal-injury suits.", OWENS)
    yield f"do: Ask the clerk, a law library or a lawyer in {row.spoken} for today's time limit for personal-injury suits, and whether anything pauses it."


def _notice(row: State, v: Notice) -> Iterator[str]:
    yield f"Do I need a notice of claim before state-law claims in {row.spoken}?"
    of = f"state-law claims against a city or county in {row.spoken}"
    if v.confidence == "unknown":
        yield _said("short", f"Perhaps: many states want a short formal notice before state-law claims, and we do not know the rule in {row.spoken}.", FELDER)
    elif v.required is False:
        said = "need no notice of claim" if v.confidence == "sure" else f"are often said to need no notice of claim: {CONFIRM}"
        yield _said("short", f"By our table, {of} {said}.", v.source)
    elif not v.number:
        yield _said("short", f"For {of}, the law asks for a notice of claim first.", v.source)
    elif v.confidence == "sure":
        yield _said("short", f"For {of}, a notice of claim is due within {v.told}.", v.source)
    else:
        yield _said("short", f"For {of}, a notice of claim is often said to be due within {v.told}: {CONFIRM}.", v.source)
    yield _said("rule", "A § 1983 claim itself needs no such notice.", NO_NOTICE)
    if v.required is not False:
        yield f"do: Address the notice to {v.office or 'the office that the law names'}, ask there for its form, and keep proof of the day on which it arrived."


def _records(row: State, v: Records) -> Iterator[str]:
    yield f"Which law gives me police records in {row.spoken}?"
    foia = "5 U.S.C. § 552(f)(1)"
    if v.confidence == "unknown":
        yield _said("short", "The state's own public-records law, for the federal Freedom of Information Act does not reach cities or counties.", foia)
    else:
        named = "is" if v.confidence == "sure" else "is, as far as we know,"
        yield _said("short", f"In {row.spoken}, the law on public records {named} the {v.name.removeprefix('the ')}.", v.source)
    if v.number and v.confidence == "sure":
        yield _said("rule", f"In {row.spoken}, an agency has {counted(v.number, v.unit)} to answer a request for records.", v.source)
    elif v.number:
        yield _said("rule", f"An agency's time to answer a request in {row.spoken} is often said to be {counted(v.number, v.unit)}: {CONFIRM}.", v.source)
    yield "do: Name the law in a dated letter, describe the records by day, place and report number, and keep a copy."


def _body_camera(row: State, v: BodyCamera) -> Iterator[str]:
    yield f"Is there a law on body-camera video in {row.spoken}?"
    video = "a statute of its own on body-camera video"
    if v.own_statute and v.confidence == "sure":
        yield _said("short", f"Yes: {row.spoken} has {video}.", v.source)
    elif v.own_statute:
        yield _said("short", f"As far as we know, {row.spoken} has {video}: {CONFIRM}.", v.source)
    elif v.own_statute is False:
        yield f"do: We know of no statute on body-camera video in {row.spoken}, so ask for the video under the law on public records."
    yield "do: Ask for the video, its audit log and the rule on how long video is kept, and send a letter today that asks for all of it to be kept."


def _certifier(row: State, v: Certifier) -> Iterator[str]:
    yield f"Who certifies police officers in {row.spoken}?"
    if v.name:
        said = "certifies" if v.confidence == "sure" else "is, as far as we know, what certifies"
        yield _said("short", f"In {row.spoken}, the {v.name.removeprefix('the ')} {said} police officers.", v.source)
    yield "do: Ask whoever certifies officers which training the officer had to finish, and whether the certificate was ever taken away."


def _courts(row: State, v: Courts) -> Iterator[str]:
    yield f"Which federal court covers {row.spoken}?"
    if len(v.districts) == 1:
        yield _said("short", f"A federal case in {row.spoken} is filed in the {v.districts[0]}.", v.source)
    else:
        listed = f"{', '.join(v.districts[:-1])} and {v.districts[-1]}"
        yield _said("short", f"A federal case in {row.spoken} is filed in one of {counted(len(v.districts), 'districts')}: {listed}.", v.source)
    yield "do: Look up on the court's own site which district and division your county lies in."


def _help(row: State, v: Help) -> Iterator[str]:
    yield f"Who can help me in {row.spoken}?"
    told = "" if v.confidence == "sure" else " (check the name first)"
    named = ((v.defender, "If you are charged with a crime and cannot pay a lawyer"), (v.bar, "For the name of a civil rights lawyer"),
             (v.legal_aid, "For free legal help"), (v.disability, "If a disability played a part"))  # fmt: skip
    for name, why in named:
        if name:
            yield f"do: {why} in {row.spoken}: {name}{told}."
    yield f"do: Ask the clerk of the federal court in {row.spoken} whether it has a help desk for people without a lawyer."


_WRITERS: dict[str, Callable[[State, Any], Iterator[str]]] = {
    "limitation": _limitation, "notice": _notice, "records": _records, "body_camera": _body_camera, "certifier": _certifier, "courts": _courts, "help": _help,
}  # fmt: skip
