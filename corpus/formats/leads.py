"""Opinions that are the Court's only in part, and appendices: one opinion cut into the stretches that bear another weight.

"Delivered the opinion of the Court, except as to Part II-B" and "with respect to Part II, and an opinion with respect to
Part III" name parts by their headings. They are told apart only where every part named stands in the text as a
heading, once; otherwise the whole stays a plurality's, and the description says why.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.formats.printed import Printed, RawNote, Span
from corpus.models import Part, PartKind

_LABEL = r"[IVX]+(?:\s?[-–—]\s?[A-H](?:\s?[-–—]\s?\d+)?)?(?![A-Za-z])"
_LIST = rf"Parts?\s+({_LABEL}(?:(?:\s*,?\s*and\s+|\s*,\s*|\s*&\s*){_LABEL})*)"
_EXCEPT = re.compile(rf"opinion of the Court,? except (?:as to|for|with respect to|in) {_LIST}", re.IGNORECASE)
_ONLY = re.compile(rf"opinion of the Court,? (?:with respect to|as to|in|for) {_LIST}", re.IGNORECASE)
_APPENDIX = re.compile(r"(?:\|[^|\n]{1,30}app\|\s*\n\n)?(?:APPENDIX(?=\s|$)|Appendix (?:to|[A-H1-9]\b))[^\n]{0,120}(?=\n|$)")
_UNSURE = "which parts are the Court's could not be told from the headings"

Path = tuple[str, ...]


def stretches(part: Part, printed: Printed, notes: tuple[RawNote, ...]) -> list[Part]:
    """The part as it is, or cut: the Court's and the plurality's stretches of a lead opinion, and an appendix.

    A note belongs to the stretch that calls it. Offsets are those of ``printed``.
    """
    part, voices = _lead(part, printed) if part.kind in ("majority", "plurality") else (part, [(0, part.kind, "")])
    voices = _with_appendix(voices, printed.text, notes)
    if len(voices) == 1:
        return [part]
    body = [(start, kind, said) for start, kind, said in voices]
    for note in notes:
        after = _voice_at(voices, note.end)
        body += [(note.start, *_voice_of(note, voices)), (note.end, *after)]
    return _merged(part, printed.text, sorted(body, key=lambda x: x[0]))


Voice = tuple[int, PartKind, str]  # where a voice begins, whose it is, what the description adds


def _lead(part: Part, printed: Printed) -> tuple[Part, list[Voice]]:
    """Where the Court's voice and the plurality's begin in a lead opinion; the part with its description, where it is unsure."""
    named = _EXCEPT.search(part.description) or _ONLY.search(part.description)
    if not named:
        return part, [(0, part.kind, "")]
    paths, places = [_path(x) for x in re.findall(_LABEL, named[1])], headed(printed)
    heads = [path for _, path in places]
    if not all(heads.count(path) == 1 for path in paths):
        unsure = replace(part, kind="plurality", description=f"{part.description} ({_UNSURE})")
        return unsure, [(0, "plurality", "")]
    excepted = named.re is _EXCEPT
    voices: list[Voice] = []
    for at, path in [(0, ()), *places]:
        listed = any(path[: len(p)] == p for p in paths)
        kind: PartKind = "majority" if listed != excepted else "plurality"
        if not voices or voices[-1][1] != kind:
            voices.append((at, kind, f"Part {'-'.join(path)}" if path else "the opening" if at == 0 else "the end"))
    return part, voices


def _path(label: str) -> Path:
    return tuple(re.split(r"\s?[-–—]\s?", label.upper()))


def headed(printed: Printed) -> list[tuple[int, Path]]:
    """Each numbered heading with its full number: ``("IV", "A", "2")``. A row of stars ends what stands before it."""
    places: list[tuple[int, Path]] = []
    path: Path = ()
    for start, end in printed.headings:
        words = printed.text[start:end]
        if words.startswith("*"):
            path = ()
        elif m := re.match(r"([IVX]+)\b[.\s]*(?:([A-H])\b)?|([A-H])\b|(\d{1,2})\b", words):
            path = (m[1], *([m[2]] if m[2] else [])) if m[1] else (*path[:1], m[3]) if m[3] else (*path[:2], m[4])
        places.append((start, path))
    return places


def _with_appendix(voices: list[Voice], text: str, notes: tuple[RawNote, ...]) -> list[Voice]:
    """An appendix runs from its heading to the notes or the end."""
    inside = [(n.start, n.end) for n in notes]
    heads = [m.start() for m in re.finditer(rf"(?<=\n\n){_APPENDIX.pattern}", text) if not any(a <= m.start() < b for a, b in inside)]
    if not heads:
        return voices
    return [*(v for v in voices if v[0] < heads[0]), (heads[0], "appendix", "appendix")]


def _voice_at(voices: list[Voice], at: int) -> tuple[PartKind, str]:
    _, kind, said = next(v for v in reversed(voices) if v[0] <= at)
    return kind, said


def _voice_of(note: RawNote, voices: list[Voice]) -> tuple[PartKind, str]:
    """That of its call; of a note without one, that of its surroundings, and never the Court's where a plurality speaks too."""
    if note.call is not None:
        return _voice_at(voices, note.call)
    first = next((v for v in voices if v[1] == "plurality"), voices[0])
    return _voice_at(voices, note.start) if note.printed is not None else (first[1], first[2])


def _merged(part: Part, text: str, begins: list[Voice]) -> list[Part]:
    """Parts without white space at their ends, neighbours of one kind made one."""
    runs: list[list[tuple[Span, PartKind, str]]] = []
    for (start, kind, said), end in zip(begins, [*(b[0] for b in begins[1:]), len(text)], strict=True):
        if not text[start:end].strip():
            continue
        run = ((start, end), kind, said)
        if runs and runs[-1][-1][1] == kind:
            runs[-1].append(run)
        else:
            runs.append([run])
    parts = []
    for run_ in runs:
        (start, _), kind, said = run_[0]
        end = run_[-1][0][1]
        start, end = start + len(text[start:end]) - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
        parts.append(replace(part, kind=kind, description=f"{part.description} ({said})" if said else part.description, start=start, end=end))
    return parts
