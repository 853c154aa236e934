"""Whether two sentences could mean the same: word-level checks that see a flipped word, never that a sentence follows.

A conflict is a reason to withhold. No conflict is not support: see ``chains/verify.py`` for what else is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

_STEM = Stemmer.Stemmer("english")
_STOP = frozenset(
    ["a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "by", "with", "at", "from", "as", "that", "this", "these", "those", "it", "its", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "which", "who", "whom", "whose", "there", "their", "they", "them", "he", "she", "his", "her", "him", "we", "our", "you", "your", "i", "my", "me", "so", "than", "then", "such", "into", "upon", "under", "over", "about", "also", "will", "would", "shall", "when", "where", "while", "if", "because", "since", "any", "all", "both", "each", "other", "own", "same", "just", "only", "very", "court", "held", "holding", "said", "says"]
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One way in which a claim departs from its source, in words that staff can read."""

    kind: str
    reason: str


def words(text: str) -> list[str]:
    """Lower-case words and numbers of a text, apostrophes kept."""
    return re.findall(r"[a-z]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*", text.lower().replace("’", "'"))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    return str(_STEM.stemWord(word))


def content(text: str) -> list[str]:
    """Stems of the words that carry meaning."""
    return [stem(w) for w in words(text) if w not in _STOP and len(w) > 1]


def overlap(claim: str, source: str) -> float:
    """Share of the claim's content stems that the source has too, 0–1."""
    mine = set(content(claim))
    return len(mine & set(content(source))) / len(mine) if mine else 0.0


# --- polarity --------------------------------------------------------------------------------------------------------

_NEGATION = re.compile(
    r"\b(?:not|no|never|cannot|nor|neither|without|none|nothing|nobody|hardly|rarely|seldom|\w+n't|refus\w+|reject\w+|declin\w+|fail(?:s|ed)? to show|"
    r"insufficient|inadequate(?! training)|unable|lacks?|immune|barred?|bars|forbid\w*|prohibit\w*|preclud\w*|unnecessary|irrelevant|instead of|rather than|nowhere)\b"
)
_NOT_NEGATING = re.compile(r"not only|no less than|no more than|not just|no longer than|whether or not|without (?:a|any) doubt|not until|nothing more than")


def polarity(text: str) -> int:
    """Number of negating words."""
    return len(_NEGATION.findall(_NOT_NEGATING.sub(" ", text.lower().replace("’", "'"))))


_OPPOSITES: tuple[tuple[str, str], ...] = (
    (r"\bobjective(?:ly)?\b", r"\bsubjective(?:ly)?\b"),
    (r"\baffirm(?:s|ed|ing)?\b", r"\b(?:revers(?:e|es|ed|ing)|vacat(?:e|es|ed|ing))\b"),
    (r"\balways\b|\bautomatic(?:ally)?\b|\bin every case\b", r"\bsometimes\b|\bordinarily\b|\busually\b|\blimited circumstances\b|\bnarrow\b|\bonly where\b|\bonly when\b|\brare\b|\bunder certain circumstances\b"),
    (r"\bactual(?:ly)? (?:knew|notice|knowledge)\b", r"\bconstructive\b|\bshould have known\b"),
    (r"\brequire[sd]?\b|\bmust\b|\bneeds?\b|\bnecessary\b", r"\bneed not\b|\bnot (?:require|required|necessary|need)\b|\bdoes not have to\b|\boptional\b|\bunnecessary\b"),
    (r"\bbefore\b|\bprior\b|\bearlier\b", r"\bafter\b|\blater\b|\bsubsequent\b|\bafterwards?\b"),
    (r"\bmore\b|\bgreater\b|\bhigher\b", r"\bless\b|\bfewer\b|\blower\b"),
    (r"\bmay (?:be|sue|bring|recover|show)\b|\bcan (?:be|sue|bring|recover)\b|\bpermit(?:s|ted)?\b|\ballow(?:s|ed)?\b", r"\bmay not\b|\bcannot\b|\bcan never\b|\bforbid|\bprohibit"),
    (r"\bpattern\b", r"\bsingle (?:incident|violation|act)\b|\bone (?:incident|violation)\b"),
    (r"\bnarrow\b|\blimited\b|\brare\b", r"\bbroad(?:ly)?\b|\bunlimited\b|\bcommon\b|\bwide\b"),
    (r"\bguilty\b|\bliable\b", r"\bnot liable\b|\bimmune\b"),
)  # fmt: skip

_STANDARDS: dict[str, str] = {
    "deliberate indifference": r"deliberate(?:ly)? indifferen\w+",
    "gross negligence": r"gross(?:ly)? negligen\w+",
    "negligence": r"(?<!gross )(?<!grossly )\bnegligen\w+|careless\w*|reasonable care",
    "recklessness": r"\breckless\w*",
    "malice": r"\bmalic\w+|sadistic\w*",
    "intent": r"\bintent to\b|\bpurposeful\w*|\bspecific intent\b",
    "strict liability": r"strict(?:ly)? liab\w+|automatic(?:ally)? liab\w+|regardless of fault",
    "probable cause": r"probable cause",
    "reasonable suspicion": r"reasonable suspicion",
    "beyond a reasonable doubt": r"beyond (?:a )?reasonable doubt",
    "preponderance": r"preponderance",
    "clear and convincing": r"clear and convincing",
    "shocks the conscience": r"shock\w* the conscience",
}
_PARTIES: tuple[tuple[str, str, str], ...] = (
    (
        "city and officer",
        r"\b(?:city|cities|municipal\w*|county|counties|town|local government\w*)\b",
        r"\b(?:officers?|employees?|individuals?|deputy|deputies)\b",
    ),
    ("city and state", r"\b(?:city|cities|municipal\w*|county|counties|local government\w*)\b", r"\bstates?\b(?! law| court| tort| of mind)"),
    ("plaintiff and defendant", r"\b(?:plaintiffs?|claimants?|suing)\b", r"\bdefendants?\b"),
    ("majority and dissent", r"\bmajority\b|\bthe court\b", r"\bdissent\w*\b"),
)
_OVERBROAD = re.compile(
    r"\b(always|never|every|automatically|in all cases|under no circumstances|any|no matter|all|solely|exclusively|whenever|guarantees?|alone)\b"
)
_NUMBER_WORDS = {w: str(i) for i, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])}


def conflicts(claim: str, source: str) -> tuple[Conflict, ...]:
    """Every word-level way in which the claim departs from the source sentence."""
    a, b = claim.lower().replace("’", "'"), source.lower().replace("’", "'")
    return tuple(c for check in (_negation, _opposite, _standard, _party, _numbers, _overbroad) for c in check(a, b))


def _negation(a: str, b: str) -> Iterable[Conflict]:
    if polarity(a) % 2 != polarity(b) % 2:
        yield Conflict("negation", "one of the two sentences is negated and the other is not")


def _opposite(a: str, b: str) -> Iterable[Conflict]:
    for left, right in _OPPOSITES:
        for mine, theirs in ((left, right), (right, left)):
            x, y = re.search(mine, a), re.search(theirs, b)
            if x and y and not re.search(theirs, a) and not re.search(mine, b):
                yield Conflict("opposite", f"the claim says “{x[0]}” where the source says “{y[0]}”")


def _standard(a: str, b: str) -> Iterable[Conflict]:
    mine, theirs = ({k for k, p in _STANDARDS.items() if re.search(p, t)} for t in (a, b))
    if mine - theirs and theirs:
        yield Conflict("standard", f"the claim names {', '.join(sorted(mine - theirs))}; the source names {', '.join(sorted(theirs))}")


def _party(a: str, b: str) -> Iterable[Conflict]:
    for name, left, right in _PARTIES:
        for mine, theirs in ((left, right), (right, left)):
            if re.search(mine, a) and not re.search(theirs, a) and re.search(theirs, b) and not re.search(mine, b):
                yield Conflict("party", f"{name} are exchanged")


def numbers(text: str) -> set[str]:
    """Figures of a text, number words up to twelve included; years of citations are the caller's to leave out."""
    return {_NUMBER_WORDS.get(w, w) for w in words(text) if w[0].isdigit() or (w in _NUMBER_WORDS and w != "one")}


def _numbers(a: str, b: str) -> Iterable[Conflict]:
    mine, theirs = numbers(a), numbers(b)
    if mine - theirs and theirs:
        yield Conflict("number", f"the claim says {', '.join(sorted(mine - theirs))}; the source says {', '.join(sorted(theirs))}")


def _overbroad(a: str, b: str) -> Iterable[Conflict]:
    extra = {m[1] for m in _OVERBROAD.finditer(a)} - {m[1] for m in _OVERBROAD.finditer(b)}
    if extra & {"always", "never", "automatically", "in all cases", "under no circumstances", "no matter", "every", "solely", "whenever", "exclusively"}:
        yield Conflict("overbroad", f"the claim says “{sorted(extra)[0]}”, which the source does not")
