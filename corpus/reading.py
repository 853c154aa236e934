"""How hard a text is to read: the Flesch-Kincaid grade, a school year of the United States.

    0.39 · words / sentences + 11.8 · syllables / words - 15.59

(Kincaid, Fishburne, Rogers and Chissom, Research Branch Report 8-75, 1975.) What is counted:

- **Sentences** are units of thought, as Flesch counts them (A New Readability Yardstick, 1948): a line is one, an answer
  before a colon ("Usually not: …") is one, and so is what follows a semicolon. ``strict`` counts a line as one always.
- **Words of the law** that the glossary explains, and names of held cases, have two syllables at the most: a reader is
  told once what they mean, and no plainer word may stand in their place. A number has two; ``§ 1983`` is one word.
- **Syllables** are counted from the spelling, so that the figure is the same on every machine and offline. The usual
  library, textstat, loads a pronouncing dictionary from the net for English; against that dictionary 97 of 100 words of
  the guidance have the same count here, and all of them together differ by less than 1 in 1,000.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.glossary import pattern_of
from corpus.models import Term

TERM_AT_MOST = NUMBER = 2
_WORD = re.compile(r"§+ ?\d[\w()-]*|[A-Za-z]+(?:['’][A-Za-z]+)*|\d[\d,.]*")
_ANSWER = re.compile(r"(?:Yes|No|Not|Never|Possibly|Usually|Generally|Often|Sometimes|Partly|Only|It depends)\b[^:;]{0,40}:\s")
_UNLIKE = {2: "beyond business careless coerced fire fired genuine handled hire hired hour hours interest merely mayor prior purely quiet rarely "
              "safety settled several someone theories theory timeline treated union widespread",
           3: "anyone area carelessness employee employees employer employers everyone everything idea indifferent opinion qualified reopen repeated "
              "require required requires suicide video videos wrongdoer",
           4: "inadequate indifference"}  # fmt: skip
_KNOWN = {word: count for count, row in _UNLIKE.items() for word in row.split()}
_APART = re.compile(
    r"(?<![cstgx])i(?:a|o(?!us$))|(?<=[^cst])i(?:um|us|ent|enc|et)|ua(?=[tl])|uou|[aeiouy]ing|(?<=[^q])ui(?=t[iy])|eo(?=r|l)|(?<=[lrdv])i(?=ous)|ea(?=te)"
    r"|(?<=[^aeiou])ie(?=[rt]s?$)|sm$|[^gq]uen[ct]"
)
"""Two vowels that are spoken apart: me-di-a, gra-du-al, flu-id."""
_SILENT = re.compile(
    r"(?:[^aeiouylr]|[aeiouy][lr]|[sz])es$(?<![sxzcg]es)(?<![cs]hes)|[^aeiouy]e$(?<![^aeiouylrw]le)|[^aeiouytd]ed$"
    r"|(?<=[aeiouy][^aeiouywxr])e(?=(?:ment|ly|ful|less|ness|time|where|one|thing|body)s?(?:$|ly))"
)
"""An e that is written and not spoken: mak-es, forc-e, us-ed, saf-e-ly."""


def syllables(word: str) -> int:
    """Spoken syllables of an English word: its groups of vowels, less silent ones, plus those spoken apart."""
    plain = re.sub(r"['’](?:s|d|ll|re|ve|m|t)?$", "", word.lower())
    if plain in _KNOWN:
        return _KNOWN[plain]
    groups = len(re.findall(r"[aeiouy]+", plain)) + bool(re.search(r"[^aeiou]n['’]t$", word.lower()))
    return max(1, groups - len(_SILENT.findall(plain)) + len(_APART.findall(plain)))


@dataclass(frozen=True)
class Reading:
    """What counts as known to a reader: the glossary's terms, and words of case names in lower case."""

    glossary: tuple[Term, ...] = ()
    names: frozenset[str] = frozenset()

    def grade(self, lines: Sequence[str], *, strict: bool = False) -> float:
        """The reading grade of these lines; 0 where they hold no word."""
        spoken = [n for line in lines for n in self._spoken(line)]
        sentences = len(lines) if strict else sum(map(units, lines))
        return 0.39 * len(spoken) / sentences + 11.8 * sum(spoken) / len(spoken) - 15.59 if spoken else 0.0

    def _spoken(self, line: str) -> Iterator[int]:
        """The syllables of each word of a line."""
        terms = [m.span() for m in pattern_of(self.glossary)[0].finditer(line)]
        for m in _WORD.finditer(line):
            known = any(a <= m.start() < b for a, b in terms) or (m[0][0].isupper() and m[0].lower() in self.names)
            count = syllables(m[0]) if m[0][0].isalpha() else NUMBER
            yield min(count, TERM_AT_MOST) if known else count


def units(line: str) -> int:
    """The units of thought of a library line."""
    return 1 + line.count("; ") + bool(_ANSWER.match(line))
