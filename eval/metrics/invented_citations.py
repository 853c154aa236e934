"""Invented citations: how many authorities an answer names that the library does not hold.

Counted, each as often as it stands: the ``citation`` of a sentence's citations; and reporter, statute and rule citations
and case names (``corpus.citing``) in the text of sentences and notices. A notice may name back what the question or its
history names, held or not: that is how it says that we do not hold it. A bare "Rule 9" or "§ 1985" in running text is a
manner of speaking of a law that is there and is not counted. The mean is a number of citations an answer, and should be 0.
"Not held" is not "does not exist"; but nothing not held can be shown to be true, and this library cites only itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.citing import find_citations, find_names
from eval.metrics.shown import citations, claims
from eval.models import Bench, Case, Metric, Seen
from eval.questions import folded

BESIDE = 3
"""Characters between a case name and its citation, at most."""


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    if seen.fault:
        return None
    asked = "\n".join((case.question, *case.history))
    known = {*_unheld(asked, bench)}
    cited = [c["citation"] for c in citations(seen) if c["citation"] and not bench.authority(c["citation"])]
    said = [name for claim in claims(seen) for name in _unheld(claim["text"], bench)]
    told = [name for notice in seen.answer["notices"] for name in _unheld(notice, bench) if name not in known and name not in folded(asked)]
    return float(len(cited) + len(said) + len(told))


def _unheld(text: str, bench: Bench) -> Iterator[str]:
    """What a text names and the library does not hold: keys of citations, and folded names; a name before such a citation is one with it."""
    library = bench.index.library
    cited = [f for f in find_citations(text) if f.key and not _bare(text[f.start : f.end])]
    unheld = [f for f in cited if not library.authority(f.key) and not (f.kind == "short" and library.containing(f.key, f.name))]
    yield from (f.key for f in unheld)
    for f in find_names(text, library.authorities.values()):
        if not f.key and not library.named(f.name) and not any(0 <= c.start - f.end <= BESIDE for c in unheld):
            yield folded(f.name)


def _bare(words: str) -> bool:
    """Whether a statute or rule is named by its number alone."""
    return words[:1] == "§" or words[:4].lower() in ("rule", "sect", "sec.")


METRIC = Metric("invented_citations", "Authorities named that the library does not hold, an answer", "lower", score, "answers", "citations")
