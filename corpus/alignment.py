"""Which words of a sentence answer which of another: by the encoder's vector of each word in its place.

Two sentences that say the same in other words have, for nearly every word of the one, a word near to it in the other;
where the two nearest differ in being negated, the sentences probably differ too. Greedy matching of contextual vectors
is that of BERTScore (Zhang et al., ICLR 2020); what is counted here beside it is ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.senses import ACTORS_BY_KIND, CLAUSE_ENDS, NEGATORS
from corpus.wording import STOP

Floats = NDArray[np.float32]
WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*|[,;:.()]")
_TURNS = re.compile(
    rf"{NEGATORS}|lack\w*|denying|denial|fail(?:s|ed)?|absen(?:t|ce)|instead|rather|unless|until|avoid\w*|against|wrong|incorrect|too|few|little|free|beyond|outside"
    r"|(?:un(?:able|likely|reasonabl|lawful|constitutional|necessar|related|clear|settled|available|aware)|insufficien|inadequa|irrelevan|invalid|improper)\w*"
)
"""Words that turn those after them; wider than a negation, for here a turn only counts with many others."""
_QUANTITY = re.compile(
    r"any|every|all|always|never|only|just|whatever|even|must|may|can|could|might|automatically|alone|solely|anyone|anything|everyone|whenever|regardless"
)
_ACTOR = re.compile("|".join(ACTORS_BY_KIND.values()))
REACH, MATCHED, TOLD = 6, 0.45, 0.35
"""Words that one turns; similarity from which two words count as matched; and from which a match weighs at all."""


@dataclass(frozen=True, eq=False)
class Encoded:
    """A text with the unit vector of each of its words in place, and of the whole."""

    text: str
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    vectors: Floats  # (words, dimensions)
    whole: Floats  # (dimensions,)

    @cached_property
    def told(self) -> list[int]:
        """Which words carry meaning."""
        return [i for i, w in enumerate(self.words) if w not in STOP and w[0].isalnum() and not _TURNS.fullmatch(w)]

    @cached_property
    def turned(self) -> list[bool]:
        """Which words stand within the reach of one that turns them."""
        return _turned(self.words)

    def part(self, start: int, end: int) -> Floats:
        """The unit mean of the words between two offsets; the whole where there are none."""
        inside = [i for i, (a, b) in enumerate(self.spans) if a >= start and b <= end]
        mean = self.vectors[inside].mean(axis=0) if inside else self.whole
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


def lower_words(text: str) -> list[tuple[int, int]]:
    """Spans of the words and the marks of a text that end a clause."""
    return [m.span() for m in WORD.finditer(text.lower() if len(text.lower()) == len(text) else text)]


def _turned(words: tuple[str, ...]) -> list[bool]:
    found, left = [], 0
    for w in words:
        left = 0 if w in CLAUSE_ENDS or w in ",;:.()" else left
        found.append(left > 0)
        left -= left > 0 and w not in STOP
        left = REACH if _TURNS.fullmatch(w) else left
    return found


def align(claim: Encoded, source: Encoded) -> dict[str, float]:
    """Figures of how the words of a claim are matched in its source. Empty texts give the figures of no match."""
    if not claim.words or not source.words:
        return dict.fromkeys(NAMES, 0.0)
    every = claim.vectors @ source.vectors.T
    tell = bool(claim.told and source.told)
    mine, theirs = (x.told if tell else list(range(len(x.words))) for x in (claim, source))
    best = every[np.ix_(mine, theirs)]
    at, near = np.take(theirs, best.argmax(axis=1)), best.max(axis=1)
    low = np.sort(near)
    figures = {
        "words_near": float(near.mean()), "words_unmatched": float((near < MATCHED).mean()), "words_alike": float((near > 0.7).mean()),
        "words_worst": float(low[:4].mean()), "words_quarter": float(np.quantile(near, 0.25)), "all_near": float(every.max(axis=1).mean()),
        "source_near": float(every.max(axis=0).mean()), "source_quarter": float(np.quantile(every.max(axis=0), 0.25)),
    }  # fmt: skip
    return {
        **figures,
        **_turns(claim, source, mine, (at, near)),
        **_order(at, near, len(source.words)),
        **_special(claim, source, every),
    }


def _turns(claim: Encoded, source: Encoded, told: list[int], match: tuple[Any, Any]) -> dict[str, float]:
    """How much of the matched words is turned in one of the two only; of all, and of the four best matches."""
    mine, theirs = claim.turned, source.turned
    weighed = sorted(((max(0.0, float(n) - TOLD), mine[i] != theirs[j]) for i, j, n in zip(told, *match, strict=True)), reverse=True)
    total = sum(w for w, _ in weighed)
    return {
        "turned": sum(w for w, unlike in weighed if unlike) / total if total else 0.0,
        "turned_best": sum(unlike for _, unlike in weighed[:4]) / max(1, len(weighed[:4])),
        "turned_share": abs(sum(mine) / len(mine) - sum(theirs) / len(theirs)),
    }


def _order(at: Any, near: Any, length: int) -> dict[str, float]:
    """Whether matched words stand in the other order, and over how much of the source they are spread."""
    places = [int(j) for j, n in zip(at, near, strict=True) if n > MATCHED]
    pairs = [(a, b) for i, a in enumerate(places) for b in places[i + 1 :] if a != b]
    inverted = sum(a > b for a, b in pairs) / len(pairs) if pairs else 0.5
    return {"inverted": inverted, "spread": (max(places) - min(places)) / length if places else 1.0}


def _special(claim: Encoded, source: Encoded, every: Any) -> dict[str, float]:
    """How well the words that turn, that say how much, and that name who acts are matched; 0.7 where there are none."""

    def least(words: tuple[str, ...], near: Any, pattern: re.Pattern[str]) -> float:
        return min((float(n) for w, n in zip(words, near, strict=True) if pattern.fullmatch(w)), default=0.7)

    mine, theirs = every.max(axis=1), every.max(axis=0)
    most = max((float(n) for w, n in zip(source.words, theirs, strict=True) if _TURNS.fullmatch(w)), default=0.7)
    return {
        "turn_matched": least(claim.words, mine, _TURNS), "turn_left": least(source.words, theirs, _TURNS), "turn_kept": most,
        "quantity_matched": least(claim.words, mine, _QUANTITY), "actor_matched": least(claim.words, mine, _ACTOR),
    }  # fmt: skip


NAMES = (
    "words_near", "words_unmatched", "words_alike", "words_worst", "words_quarter", "all_near", "source_near", "source_quarter",
    "turned", "turned_best", "turned_share", "inverted", "spread", "turn_matched", "turn_left", "turn_kept", "quantity_matched", "actor_matched",
)  # fmt: skip
