"""Small made-up texts in the project's real formats: a decision with pages, notes and a dissent, and a library about it.

Nothing here is law; the names, pages and words are invented for the tests.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from corpus.models import Authority, Cite, Line, Pin, Section, Source

LARKSPUR, LARKSPUR_KEY = "city-of-larkspur-v-dunmore", "491 U.S. 900"
OKEMOS, OKEMOS_KEY = "town-of-okemos-v-farrow", "522 U.S. 1010"

MAJORITY = """JUSTICE HOLLOWAY delivered the opinion of the Court.

The city of Larkspur hired twelve lifeguards in one summer and gave none of them a lesson in rescue. [Footnote 1] We hold that a town which skips such lessons on purpose answers for the drowning that follows.

[*903] I

In July 1981 the lifeguard on the north beach watched a swimmer sink. He had never been shown how to throw the rope. The swimmer's mother sued the city and two of its guards.

The trial court sent the claim to a jury, which found for the mother. The court of appeals agreed, and we granted review to say what a plaintiff must show about the lessons [*904] that were never given.

II

A rescue program is "closely related to the ultimate injury" only when the missing lesson would have changed what the guard did. [Footnote 2] The drowning must be traced to the lesson that was left out, and not to the bad luck of a single guard.

It is not enough that a better lesson would have helped. The city must have chosen, with open eyes, to leave the lesson out. [*905] The judgment of the Court of Appeals is affirmed.

It is so ordered.

[Footnote 1] The thirteenth lifeguard had been trained in a neighboring town and never worked at the north beach.

[Footnote 2] A lesson that nobody needs is not a lesson that a city must give, as the mother's own expert admitted at trial."""  # noqa: E501

DISSENT = """JUSTICE PELL, dissenting.

The Court turns every careless summer into a federal case. I would leave the beaches of Larkspur to the people who swim there.

[*907] The rope was hanging on the wall for all to see. Because the majority does not look at the wall, I respectfully dissent."""


def opinion_data(**changes: Any) -> dict[str, Any]:
    """A decision in the format of ``../shared/opinions``: pages 902–907, two notes, a dissent, a caption to be left out."""
    return {
        "case_name": "City of Larkspur v. Dunmore",
        "citations": [LARKSPUR_KEY],
        "court": "scotus",
        "date_filed": "1989-05-01",
        "year": 1989,
        "docket_number": "88-1",
        "author": "Holloway",
        "completeness": "full",
        "has_star_pages": True,
        "star_pages": {"reporter": "U.S.", "volume": 491, "first": 900, "last": 907, "missing": []},
        "front_matter": {"text": "Syllabus. The Reporter says that beaches matter."},
        "opinions": [
            {"type": "majority", "author": "Holloway", "description": "JUSTICE HOLLOWAY delivered the opinion of the Court.", "text": MAJORITY},
            {"type": "dissent", "author": "Pell", "description": "JUSTICE PELL, dissenting.", "text": DISSENT},
        ],
        "source": {"repository": "made for the tests"},
    } | changes


def pageless_data(**changes: Any) -> dict[str, Any]:
    """A slip opinion without page marks."""
    text = (
        "PER CURIAM.\n\nThe town of Okemos keeps one fire truck and two drivers. Neither driver was ever taught to back the truck out of the barn. "
        "A passer-by was struck when the truck rolled over the curb.\n\nThe lesson was cheap, the danger was plain, and three earlier accidents had been "
        "written down in the town's own ledger. A town that reads its ledger and does nothing has made its choice. The judgment is reversed."
    )
    return {
        "case_name": "Town of Okemos v. Farrow",
        "citations": [OKEMOS_KEY],
        "court": "scotus",
        "date_filed": "1998-02-02",
        "year": 1998,
        "docket_number": "97-2",
        "author": None,
        "has_star_pages": False,
        "star_pages": None,
        "opinions": [{"type": "majority", "author": None, "description": "PER CURIAM.", "text": text}],
    } | changes


def write_opinion(folder: Path, name: str = LARKSPUR, data: dict[str, Any] | None = None) -> Path:
    """One opinion file; without data, the made-up Larkspur decision."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(json.dumps(data or opinion_data()), encoding="utf-8")
    return path


GUIDANCE = """---
id: beach-training
title: "Training at the beach"
topics: [training]
circuits: []
as_of: 2026-11-24
---

## When does a city answer for guards that it never trained?
ask: can i sue the city because the lifeguard was never trained
ask: the guard at the beach had no lessons and my son drowned
ask: is the town responsible for untrained lifeguards
ask: no training for guards, who pays
ask: failure to train lifeguards city liability
short: A city answers when it chose with open eyes to leave the lesson out. [491 U.S. 900, 904-05]
rule: The missing lesson must be "closely related to the ultimate injury" before a city pays. [491 U.S. 900, 904]
courts: In Larkspur, a guard had never been shown how to throw the rope and a swimmer sank. [491 U.S. 900, 903]
do: Ask for the list of lessons that the city gave its guards.
careful: A better lesson that would only have helped is not enough.
myth: A city always pays when somebody drowns. [491 U.S. 900, 904]

## Does a footnote about other guards matter?
ask: what about the guard who was trained somewhere else
ask: trained in another town does it count
ask: neighboring town training
ask: the thirteenth guard
ask: guard trained elsewhere
short: The thirteenth guard had been trained in a neighboring town and never worked at the north beach. [491 U.S. 900, 902 n.1]
"""

DIGEST = f"""---
id: {LARKSPUR}
name: City of Larkspur v. Dunmore
citation: {LARKSPUR_KEY}
parallel: [109 S. Ct. 4321]
court: scotus
date: 1989-05-01
docket: 88-1
author: Holloway
disposition: affirmed
topics: [training]
opinion: {LARKSPUR}
later: []
checked: pages
as_of: 2026-11-24
---
stands-for: What must be shown about lessons that a city never gave?
ask: What did City of Larkspur v. Dunmore decide?
ask: larkspur lifeguard case holding
ask: the rope case
facts: A lifeguard who had never been shown how to throw the rope watched a swimmer sink. [903]
question: The Court asked what a plaintiff must show about lessons that were never given. [903-04]
holding: The city must have chosen, with open eyes, to leave the lesson out. [904]
voice: Justice Pell would have left the beaches to the people who swim there. [906]
"""

STATUTE = """---
id: 42-usc-1983
name: "42 U.S.C. § 1983"
citation: 42 U.S.C. § 1983
topics: [section-1983]
as_of: 2026-11-24
checked: memory
---

## Which law lets me sue?
ask: what law do i sue under
ask: section 1983
short: Section 1983 lets a person sue whoever takes away federal rights under color of state law. [42 U.S.C. § 1983]
"""

MANIFEST = f"""[[opinion]]
id = "{LARKSPUR}"
name = "City of Larkspur v. Dunmore"
citation = "{LARKSPUR_KEY}"
court = "scotus"
year = 1989
last_page = 907
"""


GLOSSARY = """---
id: words
as_of: 2026-11-24
---

lesson, lessons in rescue: What a guard is taught about pulling a swimmer out. [491 U.S. 900, 902]
color of law, color of state law: Power that a person has only because the state gave it. [42 U.S.C. § 1983]
rope: A line that a guard throws to a swimmer.
"""


def write_library(
    folder: Path, *, guidance: str = GUIDANCE, digest: str = DIGEST, statute: str = STATUTE, manifest: str = MANIFEST, glossary: str = ""
) -> Path:
    """A whole library of three sources, with a glossary where one is given; an empty text leaves its file out."""
    for place, name, text in (("guidance", "beach-training", guidance), ("cases", LARKSPUR, digest), ("statutes", "42-usc-1983", statute)):
        (folder / place).mkdir(parents=True, exist_ok=True)
        if text:
            (folder / place / f"{name}.md").write_text(text, encoding="utf-8")
    for name, text in (("manifest.toml", manifest), ("glossary.md", glossary)):
        if text:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


class BorrowedEncoder:
    """Stands in for the indexing encoder: the exported graph of the session's index, which needs no torch."""

    fingerprint = "borrowed"
    texts: ClassVar[dict[str, Any]] = {}  # what was encoded once is known to every build of the session

    def __init__(self, graph: Any, folder: Path, *, fails: BaseException | None = None) -> None:
        self.graph, self.folder, self.fails = graph, folder, fails

    def __call__(self, name: str) -> BorrowedEncoder:
        return self

    def encode(self, texts: Any) -> Any:
        if self.fails:
            raise self.fails
        new = [t for t in texts if t not in self.texts]
        for i in range(0, len(new), 32):
            self.texts.update(zip(new[i : i + 32], self.graph.encode(new[i : i + 32]), strict=True))
        return np.stack([self.texts[t] for t in texts])

    def export(self, folder: Path) -> None:
        for name in ("encoder.onnx", "tokenizer.json"):
            (folder / name).hardlink_to(self.folder / name)


def case(key: str = LARKSPUR_KEY, name: str = "City of Larkspur v. Dunmore", **more: Any) -> Authority:
    """A decision as an authority."""
    return Authority(key, name, "case", **({"court": "scotus", "year": 1989, "last_page": 907} | more))


def line(text: str, *pins: Pin, key: str = LARKSPUR_KEY, role: str = "rule", start: int = 0, voice: str = "") -> Line:
    """A library line that stands at ``start`` of its source."""
    return Line(role, text, (Cite(key, pins),), voice, start, start + len(text))


def one_line_source(text: str, *pins: Pin, key: str = LARKSPUR_KEY, voice: str = "") -> Source:
    """A guidance source of one section of one line."""
    section = Section("made#1", "made", "Is this made up?", (), (line(text, *pins, key=key, voice=voice),), 0, len(text))
    return Source("made", "guidance", "Made up", text, "2026-11-24", sections=(section,))
