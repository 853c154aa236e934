"""The real decisions of ``../shared/opinions``: pages, pins, voices. Short phrases only; skipped, and counted, where they are not there."""

import itertools
from functools import cache

import pytest

from conftest import SHARED
from corpus.opinions import read_opinion
from ingest.passages import opinion_passages

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/opinions is not there: no real decision to check against")
FILES = sorted(SHARED.glob("*.json"))
CANTON, MONELL, TUTTLE, PEMBAUR = "city-of-canton-v-harris", "monell-v-dept-of-social-services", "oklahoma-city-v-tuttle", "pembaur-v-city-of-cincinnati"
BRYAN, PRAPROTNIK = "board-of-commrs-of-bryan-county-v-brown", "city-of-st-louis-v-praprotnik"
WILL, CREIGHTON = "will-v-michigan-dept-of-state-police", "anderson-v-creighton-483-us-635"


@cache
def read(stem):
    return read_opinion(SHARED / f"{stem}.json")


PINS = [  # decision, its words, the page on which a reader of the file finds them
    (CANTON, "deliberate indifference to the rights of persons with whom", "388"),
    (CANTON, 'reflects a "deliberate" or "conscious" choice by a municipality', "389"),
    (CANTON, "so obvious, and the inadequacy so likely to result", "390"),
    (CANTON, "closely related to the ultimate injury", "391"),
    (CANTON, "de facto respondeat superior liability", "392"),
    (CANTON, "city policymakers know to a moral certainty that their police officers", "390 n.10"),
    (CANTON, "does not turn upon the degree of fault", "388 n.8"),
    (CANTON, "city did train its officers", "390 n.11"),
    (MONELL, "a municipality cannot be held liable solely because it employs a tortfeasor", "691"),
    (MONELL, "lawmakers or by those whose edicts or acts", "694"),
    (MONELL, "moving force of the constitutional violation", "694"),
    (MONELL, "There is certainly no constitutional impediment to municipal liability", "690 n.54"),
    (MONELL, "Since official capacity suits generally represent only another way", "690 n.55"),
    (BRYAN, "through its deliberate conduct, the municipality was the", "404"),
    (BRYAN, "stringent standard of fault", "410"),
    (TUTTLE, "Proof of a single incident of unconstitutional activity is not sufficient", "823-24"),
    (TUTTLE, "We express no opinion on whether a policy that itself", "824 n.7"),
    (TUTTLE, "Rotramel was a low-level police officer.", "830 n.5"),
    (PEMBAUR, "acts which the municipality has officially sanctioned or ordered", "480"),
    (PEMBAUR, "deliberate choice to follow a course of action", "483"),
    (PEMBAUR, "the County Sheriff may have discretion to hire and fire employees", "483 n.12"),
    (PRAPROTNIK, "approve a subordinate's decision and the basis for it", "127"),
    (PRAPROTNIK, "The plurality's suggestion that in Owen and Fact Concerts", "138 n.3"),
    ("city-of-los-angeles-v-heller", "If a person has suffered no constitutional injury at the hands", "799"),
    ("graham-v-connor", "perspective of a reasonable officer on the scene", "396"),
    ("graham-v-connor", "triggering the Fourth Amendment's protections occurs only when government actors", "395 n.10"),
    ("harlow-v-fitzgerald-457-us-800", "clearly established statutory or constitutional rights", "818"),
    ("heck-v-humphrey", "would necessarily imply the invalidity of his conviction", "487"),
    ("farmer-v-brennan", "the official must both be aware of facts", "837"),
    ("estelle-v-gamble-429-us-97", "deliberate indifference to serious medical needs of prisoners", "104"),
    ("owen-v-city-of-independence", "may not assert the good faith of its officers", "638"),
    ("deshaney-v-winnebago-county", "a limitation on the State's power to act", "195"),
    ("owens-v-okure", "general or residual statute for personal injury actions", "250"),
    ("owens-v-okure", "fully consistent with Wilson's rejection of a state residual", "250 n.12"),
    (CREIGHTON, "reasonable official would understand that what he is doing violates", "640"),
    (CREIGHTON, "Noting that no discovery has yet taken place", "646 n.6"),
    (CREIGHTON, "the physical entry of the home is the chief evil", "668 n.24"),
    ("smith-v-wade-461-us-30", "[N]o evidence that Congress intended to abrogate", "67 n.6"),
    ("brady-v-maryland", "suppression by the prosecution of evidence favorable", "87"),
    (WILL, "neither a State nor its officials acting in their official capacities", "71"),
    (WILL, "when sued for injunctive relief, would be a person", "71 n.10"),
]


@pytest.mark.parametrize(("stem", "words", "pin"), PINS)
def test_the_pin_of_a_known_quotation(stem, words, pin):
    assert len(words.split()) <= 12
    source = read(stem)
    at = source.text.find(words)
    assert at >= 0
    assert str(source.pin_at(at, at + len(words))) == pin


MISSING = {"hudson-v-palmer-468-us-517": [(545, 547)]}
"""Marks that the file lacks inside a part (its README says so)."""


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_pages_only_grow_and_every_word_is_in_one_part(path):
    source = read(path.stem)
    for opinion in _opinions(source):
        pages = [page for at, page in source.pages if opinion[0] <= at < opinion[1]]
        steps = [(a, b) for a, b in itertools.pairwise(pages) if b != a + 1]
        assert steps == MISSING.get(path.stem, []) if any(x in steps for x in MISSING.get(path.stem, [])) else steps == []
    kept = "".join(source.text[p.start : p.end] for p in source.parts)
    assert "".join(kept.split()) == "".join(source.text.split())
    for note in source.notes:
        assert any(p.start <= note.start < note.end <= p.end for p in source.parts)


def _opinions(source):
    """Spans of the opinions: parts of one judge that follow each other are one, cut where another voice is heard in it."""
    spans = []
    for p in source.parts:
        same = spans and spans[-1][2] == (p.author, p.description.split(" (")[0])
        spans = [*spans[:-1], (spans[-1][0], p.end, spans[-1][2])] if same else [*spans, (p.start, p.end, (p.author, p.description.split(" (")[0]))]
    return spans


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_passages_and_what_stands_between_them_are_the_part(path):
    source = read(path.stem)
    passages = opinion_passages(source, lambda text: len(text) // 4)
    for part in source.parts:
        mine = [p for p in passages if part.start <= p.start < part.end]
        joined, at = "", part.start
        for p in mine:
            joined += source.text[at : p.start] + p.text
            at = p.end
        assert joined + source.text[at : part.end] == source.text[part.start : part.end]
        assert all(p.part == part.kind and p.end <= part.end for p in mine)


M, C, D, X, P, A, PC = "majority", "concurrence", "dissent", "partial dissent", "plurality", "appendix", "per curiam"
VOICES = [  # decision, its parts with their authors as its opening lines have them
    (CANTON, [(M, "White"), (C, "Brennan"), (X, "O'Connor")]),
    (MONELL, [(M, "Brennan"), (A, "Brennan"), (M, "Brennan"), (C, "Powell"), (C, "Stevens"), (D, "Rehnquist")]),
    (BRYAN, [(M, "O'Connor"), (D, "Souter"), (D, "Breyer")]),
    (TUTTLE, [(P, "Rehnquist"), (M, "Rehnquist"), (P, "Rehnquist"), (M, "Rehnquist"), (P, "Rehnquist"), (C, "Brennan"), (D, "Stevens")]),
    (PEMBAUR, [(M, "Brennan"), (P, "Brennan"), (M, "Brennan"), (P, "Brennan"), (C, "White"), (C, "Stevens"), (C, "O'Connor"), (D, "Powell")]),
    (PRAPROTNIK, [(P, "O'Connor"), (C, "Brennan"), (D, "Stevens")]),
    ("jett-v-dallas-isd", [(P, "O'Connor"), (M, "O'Connor"), (P, "O'Connor"), (M, "O'Connor"), (C, "Scalia"), (D, "Brennan"), (D, "Stevens")]),
    ("hudson-v-michigan-547-us-586", [(M, "Scalia"), (P, "Scalia"), (M, "Scalia"), (C, "Kennedy"), (D, "Breyer"), (A, "Breyer")]),
    ("monterey-v-del-monte-dunes-at-monterey-ltd-526-us-687", [(M, "Kennedy"), (P, "Kennedy"), (M, "Kennedy"), (C, "Scalia"), (X, "Souter")]),
    ("city-of-los-angeles-v-heller", [(PC, "Per Curiam"), (D, "Marshall"), (D, "Stevens")]),
    ("city-of-springfield-v-kibbe", [(PC, "Per Curiam"), (D, "O'Connor")]),
    ("erickson-v-pardus", [(PC, "Per Curiam"), (D, "Thomas")]),
    ("tolan-v-cotton", [(PC, "Per Curiam"), (C, "Alito")]),
    ("city-of-kenosha-v-bruno-412-us-507", [(M, "Rehnquist"), (C, "Brennan"), (X, "Douglas"), (A, "Douglas")]),
    ("adickes-v-s-h-kress-co-398-us-144", [(M, "Harlan"), (C, "Black"), (X, "Douglas"), (X, "Brennan")]),
    ("briscoe-v-lahue-460-us-325", [(M, "Stevens"), (D, "Brennan"), (D, "Marshall"), (D, "Blackmun")]),
    ("farmer-v-brennan", [(M, "Souter"), (C, "Blackmun"), (C, "Stevens"), (C, "Thomas")]),
    ("county-of-sacramento-v-lewis", [(M, "Souter"), (C, "Rehnquist"), (C, "Kennedy"), (C, "Breyer"), (C, "Stevens"), (C, "Scalia")]),
    ("parratt-v-taylor-451-us-527", [(M, "Rehnquist"), (C, "Stewart"), (C, "White"), (C, "Blackmun"), (C, "Powell"), (X, "Marshall")]),
    ("nieves-v-bartlett-no-17-1174", [(M, "Roberts"), (X, "Ginsburg"), (X, "Gorsuch"), (C, "Thomas"), (D, "Sotomayor")]),
    ("smith-v-wade-461-us-30", [(M, "Brennan"), (D, "Rehnquist"), (D, "O'Connor")]),
    ("connick-v-thompson", [(M, "Thomas"), (C, "Scalia"), (D, "Ginsburg")]),
]


@pytest.mark.parametrize(("stem", "voices"), VOICES, ids=lambda v: v if isinstance(v, str) else "")
def test_whose_words_they_are(stem, voices):
    assert [(p.kind, p.author) for p in read(stem).parts] == voices


HEARD = [  # decision, words, whose they are in an opinion that is the Court's only in part
    (TUTTLE, "Proof of a single incident of unconstitutional activity", "plurality"),
    (TUTTLE, "We express no opinion on whether a policy that itself", "plurality"),  # a note called in Part III
    (PEMBAUR, "acts which the municipality has officially sanctioned or ordered", "majority"),
    (PEMBAUR, "deliberate choice to follow a course of action", "plurality"),  # Part II-B
    (PEMBAUR, "the County Sheriff may have discretion to hire and fire employees", "plurality"),
    (PEMBAUR, "Municipal liability attaches only where the decisionmaker possesses final authority", "plurality"),
    ("jett-v-dallas-isd", "final policymaking authority", "majority"),  # Part IV
]


@pytest.mark.parametrize(("stem", "words", "kind"), HEARD)
def test_which_words_of_a_lead_opinion_are_the_courts(stem, words, kind):
    source = read(stem)
    at = source.text.index(words)
    assert next(p.kind for p in source.parts if p.start <= at < p.end) == kind


BRIEF = [  # a part too short for a mark of its own stands somewhere between its neighbours
    (CANTON, "makes clear that the Court of Appeals is free to remand", "393"),
    (PEMBAUR, "JUSTICE O'CONNOR, concurring in part and concurring in the judgment.", "491-92"),
    ("daniels-v-williams", "JUSTICE MARSHALL concurs in the result.", "336"),
]


@pytest.mark.parametrize(("stem", "words", "pin"), BRIEF)
def test_a_part_without_a_mark_runs_over_the_pages_on_which_it_can_stand(stem, words, pin):
    source = read(stem)
    at = source.text.index(words)
    assert str(source.pin_at(at, at + len(words))) == pin


QUOTED = [  # decision, how a block quotation begins, whom it quotes
    ("city-of-los-angeles-v-heller", '"The officers administered a series', "759 F.2d 1371"),
    ("owens-v-okure", '"The jurisdiction in civil and criminal', "42 U.S.C. § 1988"),
    ("wilson-v-garcia", '"a uniquely federal remedy', "407 U.S. 225"),
    ("city-of-newport-v-fact-concerts", '"The more reasonable assumption is', "446 U.S. 14"),
]


@pytest.mark.parametrize(("stem", "begins", "quoted"), QUOTED)
def test_whom_a_block_quotation_quotes(stem, begins, quoted):
    source = read(stem)
    assert [b.quoted for b in source.blocks if source.text[b.start :].startswith(begins)][:1] == [quoted]
