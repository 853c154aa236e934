"""The questions of the evaluation: read from ``eval/cases/*.jsonl``, and refused where they could not be met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from corpus.errors import InputError
from corpus.library import Library
from corpus.models import Line, Section
from eval.models import Case, Gold, Span

FOLDER = Path(__file__).parent / "cases"
SUITES = {
    "fast": ("dev", "seen", "negatives", "paraphrases"),
    "dev": ("dev", "negatives"),
    "test": ("test",),
    "premises": ("premises",),
    "premises-held": ("premises-held",),
    "full": ("dev", "seen", "negatives", "paraphrases", "premises", "test", "premises-held"),
}
"""Which files a suite asks. ``seen`` holds questions on the test's topics that were in use before the split by topic."""


def read_cases(path: Path) -> list[Case]:
    """The cases of one file. Raises InputError naming file, line and field of the first that is not one."""
    cases = []
    for number, line in enumerate(_lines(path), 1):
        try:
            cases.append(Case.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(x) for x in first["loc"]) or "line"
            raise InputError(f"{path.name} line {number}: {where}: {first['msg']}") from error
    return cases


def _lines(path: Path) -> list[str]:
    try:
        return [x for x in path.read_text(encoding="utf-8-sig").split("\n") if x.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error.strerror if isinstance(error, OSError) else 'it is not UTF-8 text'})") from error


def suite(name: str, library: Library, folder: Path = FOLDER) -> list[Case]:
    """The cases of a suite (see ``SUITES``), or of the one file of that path; sorted by id.

    Raises InputError for an unknown suite, and for cases that are faulty (``faults``): the first five are named.
    """
    if name not in SUITES and not Path(name).is_file():
        raise InputError(f"no suite “{name}”; there are {', '.join(SUITES)}, or give the path of a file of cases")
    paths = [folder / f"{part}.jsonl" for part in SUITES[name]] if name in SUITES else [Path(name)]
    cases = [case for path in paths for case in read_cases(path)]
    if not cases:
        raise InputError(f"{name} holds no cases")
    if found := faults(cases, library):
        more = f" (and {len(found) - 5} more)" if len(found) > 5 else ""
        raise InputError("the cases cannot all be met: " + "; ".join(found[:5]) + more)
    return sorted(cases, key=lambda c: c.id)


def faults(cases: Sequence[Case], library: Library) -> list[str]:
    """Duplicates, unknown authorities, and expectations that no answer of this library could meet, one line each."""
    ids = {c.id for c in cases}
    found = [f"{what} is there twice" for what in _twice(c.id for c in cases)]
    found += [f"“{what[:60]}” is asked twice" for what in _twice(f"{' '.join(c.question.lower().split())}{c.history}" for c in cases if c.question.strip())]
    spoken = " ".join(folded(s.text) for s in library.sources.values())
    for case in cases:
        found += [f"{case.id}: {fault}" for fault in (*_unmeetable(case, library, spoken), *_unlike(case, ids))]
    return found


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if count > 1]


def _unmeetable(case: Case, library: Library, spoken: str) -> list[str]:
    found = [f"the topic {case.topic} is not in the library"] if case.topic and case.topic not in library.sources else []
    found += [f"{key} is not in the library" for key in case.authorities if library.authority(key) is None]
    found += [f"no line says “{facts[0]}” in any accepted wording" for facts in (*case.vital, *case.okay) if not any(folded(w) in spoken for w in facts)]
    found += [f"“{gold.words}” stands in no line of {gold.section}" for gold in case.spans if gold_line(gold, library) is None]
    return found


def _unlike(case: Case, ids: set[str]) -> list[str]:
    """What a case lacks that its kind needs."""
    found = []
    if case.expect == "answered" and case.kind != "premise" and not (case.authorities and case.vital and case.topic):
        found.append("an answer is expected without topic, authority or vital fact")
    if case.kind == "followup" and not case.history:
        found.append("a follow-up without the question before it")
    if case.kind == "circuit" and not case.circuit:
        found.append("a question for a circuit without its circuit")
    if case.same_as is not None and case.same_as not in ids:
        found.append(f"it asks {case.same_as} in other words, which is not there")
    return found


def gold_spans(case: Case, library: Library) -> tuple[Span, ...]:
    """Where the lines that answer a case stand."""
    found = [(library.sections[g.section], line) for g in case.spans if (line := gold_line(g, library))]
    return tuple(Span(section.source_id, line.start, line.end) for section, line in found)


def gold_line(gold: Gold, library: Library) -> Line | None:
    """The line in which the words of a gold span stand."""
    section: Section | None = library.sections.get(gold.section)
    words = folded(gold.words)
    return next((x for x in section.lines if x.start >= 0 and words in folded(x.text)), None) if section else None


def folded(text: str) -> str:
    """Lower case with plain quotes and single spaces, so that a wording is found however it is typed."""
    return " ".join(text.lower().replace("’", "'").replace("“", '"').replace("”", '"').split())
