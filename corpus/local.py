"""A state's row in words: the library file that it would be if somebody had written it by hand.

How sure we are decides how a value is said: a sure one as a figure, a likely one as what is often said, an unknown one
as how to find out. Each section says its confidence and its date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from corpus.models import Cite
from corpus.states import BodyCamera, Certifier, Courts, Help, Limitation, Notice, Records, State, Value, counted, state_id

OWENS, FELDER, NO_NOTICE, HARDIN = "488 U.S. 235, 249-50", "487 U.S. 131, 136-37, 151", "487 U.S. 131, 138, 153", "490 U.S. 536, 539-40"
CONFIRM = "confirm it before you rely on it"
_SURE = {
    "sure": "We were sure of this on {day}, but lawmakers can change it, so confirm it with the clerk or a lawyer.",
    "likely": "We are not sure of this (written down on {day}): confirm it with a lawyer or at a law library before you rely on it.",
    "unknown": "We do not hold this for {state}, so ask a lawyer, a law library or the court's help desk.",
}


def read_state_cite(text: str) -> Cite | None:
    """A state's statute as our table names it, ``Cal. Gov't Code § 911.2(a)``: its key and its paragraph."""
    m = re.fullmatch(r"(.*\d[^()\s]*)((?:\([0-9A-Za-z]{1,4}\))*)", text.strip())
    return Cite(m[1], (), m[2]) if m else None


def text_of(row: State) -> str:
    """The row as a library file: front matter, and one section a value."""
    head = f'---\nid: {state_id(row.code)}\ntitle: "{row.name}: deadlines, records, courts and help"\nas_of: {min(v.as_of for _, v in row.values())}\n---\n'
    return head + "".join(f"\n{_section(kind, row, value)}" for kind, value in row.values())


def _section(kind: str, row: State, value: Value) -> str:
    heading, *lines = _WRITERS[kind](row, value)
    return "\n".join([f"## {heading}", f"local: {kind}", *lines, f"careful: {sureness(row, value)}", ""])


def sureness(row: State, value: Value) -> str:
    """How sure we are of a value, and since when, in one sentence."""
    return _SURE[value.confidence].format(day=spoken(value.as_of), state=row.spoken)


def spoken(day: date) -> str:
    """``March 3, 2025``."""
    return f"{day:%B} {day.day}, {day.year}"


def _cited(*sources: str) -> str:
    return f" [{'; '.join(s for s in sources if s)}]" if any(sources) else ""


def _note(value: Value) -> list[str]:
    return [f"rule: {value.note}{_cited(value.source)}"] if value.note and value.source else [f"do: {value.note}"] if value.note else []


def _limitation(row: State, v: Limitation) -> Iterator[str]:
    yield f"How long do I have to sue under § 1983 in {row.spoken}?"
    if v.confidence == "sure":
        yield f"short: In {row.spoken}, a § 1983 lawsuit must be filed within {v.told}.{_cited(v.source, OWENS)}"
    elif v.confidence == "likely":
        yield f"short: In {row.spoken}, the time to file a § 1983 lawsuit is often said to be {v.told}: {CONFIRM}.{_cited(v.source, OWENS)}"
    else:
        yield f"short: In {row.spoken}, the time to file a § 1983 lawsuit is the state's general limit for personal-injury suits.{_cited(OWENS)}"
    yield from _note(v)
    yield f"do: Ask the clerk, a law library or a lawyer in {row.spoken} for today's time limit for personal-injury suits, and whether anything pauses it."


def _notice(row: State, v: Notice) -> Iterator[str]:
    yield f"Do I need a notice of claim before state-law claims in {row.spoken}?"
    of = f"state-law claims against a city or county in {row.spoken}"
    if v.confidence == "unknown":
        yield f"short: Perhaps: many states want a short formal notice before state-law claims, and we do not know the rule in {row.spoken}.{_cited(FELDER)}"
    elif v.required is False:
        said = "need no notice of claim" if v.confidence == "sure" else f"are often said to need no notice of claim: {CONFIRM}"
        yield f"short: By our table, {of} {said}.{_cited(v.source)}"
    elif not v.number:
        yield f"short: For {of}, the law asks for a notice of claim first.{_cited(v.source)}"
    elif v.confidence == "sure":
        yield f"short: For {of}, a notice of claim is due within {v.told}.{_cited(v.source)}"
    else:
        yield f"short: For {of}, a notice of claim is often said to be due within {v.told}: {CONFIRM}.{_cited(v.source)}"
    yield from _note(v)
    yield f"rule: A § 1983 claim itself needs no such notice.{_cited(NO_NOTICE)}"
    if v.office:
        yield f"do: Address the notice to {v.office}, and keep proof of the day on which it arrived."
    yield "do: Ask that office for its form, and count from the day of the injury, not from the day on which you learned of the rule."


def _records(row: State, v: Records) -> Iterator[str]:
    yield f"Which law gives me police records in {row.spoken}?"
    foia = "5 U.S.C. § 552(f)(1)"
    if v.confidence == "unknown":
        yield f"short: The state's own public-records law, for the federal Freedom of Information Act does not reach cities or counties.{_cited(foia)}"
    else:
        named = "is" if v.confidence == "sure" else "is, as far as we know,"
        yield f"short: In {row.spoken}, the law on public records {named} the {v.name.removeprefix('the ')}.{_cited(v.source)}"
    if v.number and v.confidence == "sure":
        yield f"rule: That law gives an agency {counted(v.number, v.unit)} to answer a request.{_cited(v.source)}"
    elif v.number:
        yield f"rule: An agency's time to answer a request in {row.spoken} is often said to be {counted(v.number, v.unit)}: {CONFIRM}.{_cited(v.source)}"
    yield from _note(v)
    yield "do: Name the law in a dated letter, describe the records by day, place and report number, and keep a copy."


def _body_camera(row: State, v: BodyCamera) -> Iterator[str]:
    yield f"Is there a law on body-camera video in {row.spoken}?"
    video = "a statute of its own on body-camera video"
    if v.own_statute and v.confidence == "sure":
        yield f"short: Yes: {row.spoken} has {video}.{_cited(v.source)}"
    elif v.own_statute:
        yield f"short: As far as we know, {row.spoken} has {video}: {CONFIRM}.{_cited(v.source)}"
    elif v.own_statute is False:
        yield f"do: We know of no statute of its own on body-camera video in {row.spoken}, so ask for it under the law on public records."
    yield from _note(v)
    yield "do: Ask for the video itself, its audit log and the rule on how long it is kept, and send a letter today that asks for all of it to be kept."


def _certifier(row: State, v: Certifier) -> Iterator[str]:
    yield f"Who certifies police officers in {row.spoken}?"
    if v.name:
        said = "certifies" if v.confidence == "sure" else "is, as far as we know, what certifies"
        role, cited = ("short", _cited(v.source)) if re.search(r"\d", v.source) else ("do", "")
        lead = "" if role == "short" else "Know whom to ask: "
        yield f"{role}: {lead}In {row.spoken}, the {v.name.removeprefix('the ')} {said} police officers.{cited}"
    yield from _note(v)
    yield "do: Ask that body which training the officer had to finish, and whether the certificate was ever suspended or taken away."


def _courts(row: State, v: Courts) -> Iterator[str]:
    yield f"Which federal court covers {row.spoken}?"
    if len(v.districts) == 1:
        yield f"short: A federal case in {row.spoken} is filed in the {v.districts[0]}.{_cited(v.source)}"
    else:
        listed = f"{', '.join(v.districts[:-1])} and {v.districts[-1]}"
        yield f"short: A federal case in {row.spoken} is filed in one of {counted(len(v.districts), 'districts')}: {listed}.{_cited(v.source)}"
    yield from _note(v)
    yield "do: Look up on the court's own site which district and division your county lies in."


def _help(row: State, v: Help) -> Iterator[str]:
    yield f"Who can help me in {row.spoken}?"
    told = "" if v.confidence == "sure" else " (check the name first)"
    if v.defender:
        yield f"do: If you are charged with a crime and cannot pay a lawyer, ask for {v.defender}{told}."
    if v.bar:
        yield f"do: For the name of a civil rights lawyer in {row.spoken}, ask {v.bar}{told}."
    if v.legal_aid:
        yield f"do: For free legal help in {row.spoken}, start with {v.legal_aid}{told}."
    if v.disability:
        yield f"do: If a disability played a part, ask {v.disability}, which protects the rights of people with disabilities{told}."
    yield f"do: Ask the clerk of the federal court in {row.spoken} whether it has a help desk for people without a lawyer."


_WRITERS: dict[str, Callable[[State, Any], Iterator[str]]] = {
    "limitation": _limitation, "notice": _notice, "records": _records, "body_camera": _body_camera, "certifier": _certifier, "courts": _courts, "help": _help,
}  # fmt: skip
