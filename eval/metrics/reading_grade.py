"""Reading grade: the school year (of the United States) whose pupils should understand the sentences shown.

Flesch–Kincaid grade = 0.39 · words / sentences + 11.8 · syllables / words − 15.59, over all sentences of an answer.
Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, Derivation of New Readability Formulas for Navy
Enlisted Personnel, Research Branch Report 8-75 (1975).

Syllables are counted by rule: groups of vowels, "violation" and "liable" with one more, less an e that is not heard; one
at least. The rule errs in single words ("area" has three) and not much over a text. Figures and signs ("§ 1983") are no
words here; citations do not stand in sentences. Lower is better for our readers. None where nothing is shown.
"""

from __future__ import annotations

import re

from eval.metrics.length import sentences_of
from eval.metrics.shown import claims
from eval.models import Bench, Case, Metric, Seen

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_VOWELS = re.compile(r"(?<=[bdrv])i(?=[ao])|(?<=l)i(?=a)|[aeiouy]+")
_SILENT = re.compile(
    r"(?<![aeiouy])(?:(?<!l)e|(?<![cgsxzh])es|(?<![dt])(?<![bcdfgkptz]l)ed)$|(?<=[aeiouy]l)e$|(?<=[aeiouy][bcdfghjkmnpqrstvwxz])e(?=(?:ly|less|ful|ness|ments?)$)"
)
"""A final e that is not heard (made, rule; but table), es (makes, but boxes), ed (trained, but wanted), and e before an ending (safely)."""


def score(case: Case, seen: Seen, bench: Bench) -> float | None:
    texts = [c["text"] for c in claims(seen)]
    words = [w for text in texts for w in _WORD.findall(text.lower())]
    if not words:
        return None
    return 0.39 * len(words) / sentences_of(texts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Syllables of a lower-case word, by rule."""
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word))))


METRIC = Metric("reading_grade", "Reading grade (Flesch–Kincaid)", "lower", score, "answers", "grade")
