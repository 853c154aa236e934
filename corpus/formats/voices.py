"""Whose voice an opinion is, from its opening words; where the voices of one running text begin; captions cut off."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from corpus.formats.endnotes import shared_out
from corpus.formats.printed import Printed, RawPart
from corpus.models import PartKind

_TITLE = r"(?:(?:MR|MRS|MS)\.? )?(?:THE )?(?:CHIEF )?J ?USTICE "
OPENS = re.compile(
    rf"(?:{_TITLE}[A-Z’'.]+.{{0,200}}?(?:delivered|announced|concurring|dissent|with whom|join|filed|took no part)"
    r"|PER CURIAM\.?|Per Curiam\.?|(?:[A-Z][A-Za-z'’-]+(?:, (?:Jr\.|[A-Z.]+))?), (?:Chief |Senior )*(?:Circuit |District )?Judge\.)",
    re.IGNORECASE,
)
JUDGE_OPENS = re.compile(r"\n\n([A-Z][A-Za-z'’-]+), (?:Chief |Senior )*(?:Circuit |District )?Judges?[.:]")
_SAYS = r"(?:concurring|dissenting)(?:,? (?:and|in|from|specially|part|the|judgments?|result|opinion|concurring|dissenting|with))*(?: except [^.\n]{3,200})?"
_JOINED = r"(?: ?,? ?(?:with )?whom .{2,240}? (?:joins?|concurs?)\b.{0,80}?)?"
_VOICE = re.compile(
    rf"(?:{_TITLE}(?P<justice>[A-Z][\w’'-]+)(?:"
    rf" (?:delivered|announced) [^\n]{{5,400}}"
    rf"|(?:,(?: and)? {_TITLE}[A-Z][\w’'-]+){{0,8}}{_JOINED} ?,? ?{_SAYS}\.(?=\s|\*|\[|$)"
    r"| (?:concurs|dissents)\b[^\n]{0,400}$)"
    rf"|(?P<lead>Opinion of the Court by|Separate opinion of) {_TITLE}(?P<writer>[A-Z][\w’'-]+)"
    rf"|(?P<judge>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?),? (?:Chief |Senior )*(?:Circuit|District) Judges?{_JOINED}(?:,? ?\(?{_SAYS}[^\n:.]{{0,60}}\)?)?[.:](?=\s|$)"
    r"|(?P<curiam>(?-i:PER CURIAM)(?=[\s.:*]|$)|per curiam[.:*]?\s*$))",
    re.IGNORECASE,
)
_JUDGE = r"(?:(?:Chief |Senior |Presiding )*(?:Circuit |District )?Judge|C\. ?J\.|J\.)"
MOST_VOICES = 60
"""Nine justices have written as many as eleven; a text of more is no decision."""
LONGEST_HEAD = 3_000
"""Characters before a first separate opinion that are no caption any more: the opinion of the court, which no line opens."""
SHORTEST_CURIAM = 600
"""Characters after which a second "PER CURIAM" opens another opinion; nearer, the first one stood in a caption."""
_RUNS_INTO = re.compile(r"(?:delivered|announced)", re.IGNORECASE)


def kind_of(described: str, said: str = "") -> PartKind:
    """Whose voice a part is by its opening words, and by the word that its format has for it.

    The opening words come first: they tell a plurality and a partial dissent, which the format's own word often does not.
    """
    low, said = described.lower(), said.lower()
    if "dissenting" in low and "in part" in low:
        return "partial dissent"
    if "addendum" in said or "appendix" in said:
        return "appendix"
    if "dissent" in said:
        return "partial dissent" if "concur" in said or "part" in said else "dissent"
    if "concur" in said:
        return "concurrence"
    if "announced the judgment" in low or "plurality" in said:
        return "plurality"
    return "per curiam" if re.match(r"\W*per curiam", low) else "majority"


def kind_of_opening(opening: str) -> PartKind:
    """The same for running text, where the opening words are all there is."""
    low = opening.lower()
    voice = "dissent" if re.search(r"dissent(?:ing|s)\b", low) else "concurrence" if re.search(r"concur(?:ring|s)\b", low) else ""
    return kind_of(opening, "" if _RUNS_INTO.search(opening) else voice)


def without_caption(printed: Printed) -> RawPart:
    """A part from its opening words on, with the page it opens on: a caption or counsel before them is not law."""
    raw = printed.text
    if m := JUDGE_OPENS.search(raw[:12_000]):
        cut = m.start() + 2
    else:
        openings = (p.start() for p in re.finditer(r"[^\n]+", raw[:6_000]) if OPENS.match(p[0]))
        cut = next(openings, 0)
    return RawPart(printed.from_line(cut, len(raw)), "majority", surname(m[1]) if m else None)


def split_voices(printed: Printed) -> tuple[list[RawPart], str]:
    """The opinions of a text that runs through them all, each from its opening line on, and what stands before the first.

    Where no line opens one, the whole is one opinion: ``without_caption`` says where it begins. Raises ValueError where they are too many.
    """
    notes = printed.notes or ()
    found = ((p.start(), m) for p in re.finditer(r"[^\n]+", printed.text) if (m := _VOICE.match(p[0][:1_000])))
    opens = [(at, m) for at, m in islice(found, MOST_VOICES + 1) if not any(n.start <= at < n.end for n in notes)]
    if len(opens) > MOST_VOICES:
        raise ValueError(f"it has more than {MOST_VOICES} opinions")
    opens = [(at, m) for at, m in opens if not (_RUNS_INTO.search(m[0]) and at > opens[0][0])]  # a second "delivered" only tells of the first
    if not opens:
        whole = without_caption(printed)
        return [whole], printed.text[: len(printed.text) - len(whole.printed.text)]
    doubled = {a[0] for a, b in pairwise(opens) if a[1]["curiam"] and b[1]["curiam"] and b[0] - a[0] < SHORTEST_CURIAM}
    opens = [o for o in opens if o[0] not in doubled]
    pieces = shared_out(printed, [at for at, _ in opens])
    parts, head = [_voice(piece, m) for piece, (_, m) in zip(pieces, opens, strict=True)], printed.text[: opens[0][0]]
    if len(head) > LONGEST_HEAD and parts[0].kind in ("concurrence", "dissent", "partial dissent"):
        unnamed = without_caption(printed.cut(0, len(head)))
        return [unnamed, *parts], head[: len(head) - len(unnamed.printed.text)]
    return parts, head


def _voice(printed: Printed, m: re.Match[str]) -> RawPart:
    opening = m[0].strip()
    author = "Per Curiam" if m["curiam"] else surname(m["justice"] or m["writer"] or m["judge"])
    kind = "concurrence" if (m["lead"] or "").lower().startswith("separate") else kind_of_opening(opening)
    return RawPart(printed, kind, author, opening)


def surname(written: str) -> str:
    """``O’CONNOR`` as ``O'Connor``, ``JusTICE Stevens`` as ``Stevens``."""
    last = written.replace("’", "'").split()[-1].strip(".,:")
    if m := re.match(r"(Mc|Mac|De|Le|La|Van)(?=[A-Z]{2})", last):
        return m[1] + last[m.end() :].capitalize()
    if not (last.isupper() or last.islower()):
        return last
    return "'".join(p.capitalize() for p in last.lower().split("'"))


def author_in(line: str) -> str:
    """Whose opinion a line opens or names: ``White`` of "JUSTICE WHITE delivered …" or "WHITE, J."; "" where it names nobody."""
    if re.match(r"\W*per curiam", line, re.IGNORECASE):
        return "Per Curiam"
    m = re.match(rf"\W*{_TITLE}([A-Z][\w’'-]+)", line, re.IGNORECASE)
    m = m or re.match(rf"\W*([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?), {_JUDGE}", line, re.IGNORECASE)
    return surname(m[1]) if m else ""
