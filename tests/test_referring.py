"""Short forms and signals: made-up texts for the rules, and forms in real decisions that were read and judged by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SHARED
from corpus.library import open_library
from corpus.mentions import find_mentions
from corpus.models import Authority, Note, Part, Source
from corpus.opinions import read_opinion
from corpus.referring import references
from corpus.signals import signal_before

CANTON = Authority("489 U.S. 378", "City of Canton v. Harris", "case", "scotus", 1989, 401, ("109 S. Ct. 1197",), "canton")
MONELL = Authority("436 U.S. 658", "Monell v. Department of Social Services", "case", "scotus", 1978, 724, (), "monell")
IQBAL = Authority("556 U.S. 662", "Ashcroft v. Iqbal", "case", "scotus", 2009, None, (), "iqbal")
HELD = {a.key: a for a in (CANTON, MONELL, IQBAL)} | {"109 S. Ct. 1197": CANTON}


def read(text: str, notes: tuple[Note, ...] = ()) -> list[tuple[str, str, str | None]]:
    """(the words that are linked, where to, the pin)."""
    source = Source("made", "opinion", "Made v. Up", text, "2026", parts=(Part("majority", None, "", 0, len(text)),), notes=notes)
    return [(text[r.start : r.end], r.key, r.pin) for r in references(source, find_mentions(text), HELD)]


FULL = "We held so in Canton v. Harris, 489 U.S. 378, 388 (1989). "
MADE = [  # a text, what is linked in it
    (FULL, [("489 U.S. 378, 388", "489 U.S. 378", "388")]),
    ("Canton v. Harris, 489 U. S. 378, 390, n. 10 (1989).", [("489 U. S. 378, 390, n. 10", "489 U.S. 378", "390 n.10")]),
    ("Canton v. Harris, 489 U.S. 378, 388, 109 S. Ct. 1197, 1204 (1989).",
     [("489 U.S. 378, 388", "489 U.S. 378", "388"), ("109 S. Ct. 1197", "489 U.S. 378", None)]),
    ("See Canton v. Harris, 489 U.S. 378, 999 (1989).", [("489 U.S. 378", "489 U.S. 378", None)]),  # no such page in it
    ("Nothing turns on Brown v. Board, 347 U.S. 483 (1954). Id., at 490.", []),
    (FULL + "That is so. Id., at 390.", [("489 U.S. 378, 388", "489 U.S. 378", "388"), ("Id., at 390", "489 U.S. 378", "390")]),
    (FULL + "That is so. Id., at 690.", [("489 U.S. 378, 388", "489 U.S. 378", "388")]),  # the page is not in it
    (FULL + "That is so. App. 390. Id., at 391.", [("489 U.S. 378, 388", "489 U.S. 378", "388")]),  # the record may be meant
    (FULL + "See Brief for Petitioner 12. Ibid.", [("489 U.S. 378, 388", "489 U.S. 378", "388")]),
    (FULL + "Monell said less. Id., at 390.", [("489 U.S. 378, 388", "489 U.S. 378", "388"), ("Id., at 390", "489 U.S. 378", "390")]),
    ("Monell v. New York, 436 U.S. 658 (1978); Canton v. Harris, 489 U.S. 378 (1989). Ibid.",
     [("436 U.S. 658", "436 U.S. 658", None), ("489 U.S. 378", "489 U.S. 378", None)]),  # either may be meant
    ("Monell v. New York, 436 U.S. 658 (1978); Canton v. Harris, 489 U.S. 378 (1989). Id., at 690.",
     [("436 U.S. 658", "436 U.S. 658", None), ("489 U.S. 378", "489 U.S. 378", None), ("Id., at 690", "436 U.S. 658", "690")]),  # the page tells
    (FULL + "As Canton says, 489 U.S., at 390-91.", [("489 U.S. 378, 388", "489 U.S. 378", "388"), ("489 U.S., at 390-91", "489 U.S. 378", "390-91")]),
    ("So it is. Owen, 489 U.S., at 390.", []),  # another name
    ("As was said, 489 U.S., at 390.", [("489 U.S., at 390", "489 U.S. 378", "390")]),  # a page of one decision, whose last page is known
    ("As was said, 489 U.S., at 402.", []),
    ("As was said, 556 U.S., at 678.", []),  # nobody knows where Iqbal ends, and it was not cited in full
    ("Ashcroft v. Iqbal, 556 U.S. 662 (2009). Later: 556 U.S., at 678.", [("556 U.S. 662", "556 U.S. 662", None), ("556 U.S., at 678", "556 U.S. 662", "678")]),
    ("Monell v. New York, 436 U.S. 658 (1978). Later: Monell, supra, at 694.",
     [("436 U.S. 658", "436 U.S. 658", None), ("supra, at 694", "436 U.S. 658", "694")]),
    ("Later: Monell, supra, at 694.", []),  # not cited before
    ("Canton v. Harris, 489 U.S. 378 (1989); Scott v. Harris, 550 U.S. 372 (2007). Later: Harris, supra.", [("489 U.S. 378", "489 U.S. 378", None)]),
    ("See supra, at 390. " + FULL, [("489 U.S. 378, 388", "489 U.S. 378", "388")]),
    (FULL + "We said it: Canton, at 390.", [("489 U.S. 378, 388", "489 U.S. 378", "388"), ("Canton, at 390", "489 U.S. 378", "390")]),
    ("We said it: Canton, at 390.", []),
    ("489 U.S., at ___ (slip op., at 4). Id., at 5.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "linked"), MADE)
def test_only_a_sure_form_is_followed(text, linked):
    assert read(text) == linked


def test_an_id_does_not_cross_into_a_footnote_nor_out_of_one():
    note = "[Footnote 1] Id., at 391."
    text = f"{FULL}It is so.\n\n{note}\n\nId., at 390."
    at = text.index(note)
    found = read(text, (Note("1", at, at + len(note), 388),))
    assert [words for words, _, _ in found] == ["489 U.S. 378, 388", "Id., at 390"]


def test_a_decision_does_not_refer_to_itself():
    source = Source("canton", "opinion", CANTON.name, FULL, "1989", parts=(Part("majority", None, "", 0, len(FULL)),), authority=CANTON)
    assert references(source, find_mentions(FULL), HELD) == ()


PIECES = ["489 U.S. 378", "436 U. S. 658, 690", "489 U.S., at 390", "at 12-9", "Id.", "id., at 390", "Ibid.", "supra", "Canton",
          "Monell, supra, at 694", "See", "cf.", "(", ")",
          ";", ",", ". ", "\n\n", "[Footnote 1]", "§ 1983", "App. 3", "v.", "Harris", "99999 U.S. 0",
          "Canton, at 390", "<b>", "“", "109 S. Ct. 1197", "1, 2, 3", "n. 10", "\u00a0"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", " "]))
def test_any_jumble_is_read_in_order_and_inside_the_text(pieces, between):
    text = between.join(pieces)
    source = Source("made", "opinion", "Made v. Up", text, "2026", parts=(Part("majority", None, "", 0, len(text)),))
    found = references(source, find_mentions(text), HELD)
    ends = [0, *(r.end for r in found)]
    assert all(end <= r.start < r.end <= len(text) for r, end in zip(found, ends, strict=False))


SIGNALS = [
    ("So it is. See Canton v. Harris, ", "see"), ("So it is. See, e.g., Canton v. Harris, ", "see, e.g."),
    ("So it is. See, e. g., Canton v. Harris, ", "see, e.g."),
    ("So it is; see also Canton v. Harris, ", "see also"), ("So it is. But see Canton v. Harris, ", "but see"), ("So it is. But cf. Canton, ", "but cf."),
    ("(cf. Monell v. New York City Dept. of Social Servs., ", "cf."), ("So it is. Contra, Canton v. Harris, ", "contra"),
    ("Accord, Canton v. Harris, ", "accord"), ("So it is. Compare Canton v. Harris, ", "compare"), ("So it is. Canton v. Harris, ", ""),
    ("We see no reason to follow Canton v. Harris, ", ""),
    ("See the opinion that the Court wrote in Canton v. Harris, ", ""), ("See ", "see"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "signal"), SIGNALS)
def test_the_signal_before_a_citation(before, signal):
    assert signal_before(f"{before}489 U.S. 378", len(before)) == signal


def test_a_signal_holds_on_through_a_string_of_citations():
    text = "See Owen v. Independence, 445 U.S. 622, 633 (1980) (same); Canton v. Harris, 489 U.S. 378"
    first = text.index("622") + 3
    assert signal_before(text, text.index("489"), first) is None
    apart = "See Owen v. Independence, 445 U.S. 622. We go on; Canton v. Harris, 489 U.S. 378"
    assert signal_before(apart, apart.index("489"), apart.index("622") + 3) == ""


JUDGED = [  # decision, words before the form, the form, where it leads (None: nowhere), the pin
    ("board-of-commrs-of-bryan-county-v-brown", 'ortfeasor." ', "Id., at 692", "436 U.S. 658", "692"),
    ("board-of-commrs-of-bryan-county-v-brown", "rs\" (citing Monell, ", "supra, at 665-683", "436 U.S. 658", "665-83"),
    ("board-of-commrs-of-bryan-county-v-brown", "(plurality opinion); ", "id., at 828", "471 U.S. 808", "828"),
    ("board-of-commrs-of-bryan-county-v-brown", "injury. See Monell, ", "supra, at 694", "436 U.S. 658", "694"),
    ("board-of-commrs-of-bryan-county-v-brown", "Canton, ", "supra, at 391-392", "489 U.S. 378", "391-92"),
    ("board-of-commrs-of-bryan-county-v-brown", "isionmaker, ", "475 U. S., at 485", "475 U.S. 469", "485"),
    ("board-of-commrs-of-bryan-county-v-brown", "ue process, ", "489 U. S., at 388-389, n. 8", "489 U.S. 378", "388-89 n.8"),
    ("board-of-commrs-of-bryan-county-v-brown", "employees. ", "Id., at 390", "489 U.S. 378", "390"),
    ("board-of-commrs-of-bryan-county-v-brown", "epartment.\" ", "Id., at 30", None, None),  # the record
    ("board-of-commrs-of-bryan-county-v-brown", "hire Burns. ", "Id., at 1185", None, None),  # the court below
    ("board-of-commrs-of-bryan-county-v-brown", "suffered. ", "Supra, at 412", None, None),  # the opinion itself
    ("connick-v-thompson", "employees’ actions. See ", "id., at 691", "436 U.S. 658", "691"),  # the page tells it from Pembaur, which stands nearer
    ("connick-v-thompson", "liability on municipalities … .” ", "Id., at 392", "489 U.S. 378", "392"),
    ("connick-v-thompson", "U. S., at 409. Cf. ", "id., at 406–408", "520 U.S. 397", "406-08"),
    ("city-of-st-louis-v-praprotnik", "policy in that area of the city's business. ", "Id. at 482-483", "475 U.S. 469", "482-83"),
    ("city-of-springfield-v-kibbe", "where such causation was absent.\" ", "Id. at 692", "436 U.S. 658", "692"),
    ("jett-v-dallas-isd", "having the force of law,\" Praprotnik, ", "supra, at 124, n. 1", "485 U.S. 112", "124 n.1"),
    ("collins-v-city-of-harker-heights", "because they were the "
     "\"officials responsible for establishing final policy with respect to the subject matter in question,\" ", "id., at 483-484", "475 U.S. 469", "483-84"),
    ("kyles-v-whitley-514-us-419", "several different brands at a time. ", "Id., at 179, 180", None, None),  # a transcript
    ("allen-v-mccurry-449-us-90", "aims\" of the legislation. ", "365 U.S. at 173", "365 U.S. 167", "173"),
    ("zinermon-v-burch-494-us-113", "Daniels, ", "474 U.S. at 342, n. 19", "474 U.S. 327", "342 n.19"),
    ("monroe-v-pape", "was ill-advised. ", "Id.", None, None),
    ("hope-v-pelzer", "'the very action in "
     "question has [not] previously been held unlawful,' Anderson, ", "supra, at 640", "483 U.S. 635", "640"),
    ("farmer-v-brennan", "inflicted cruel and unusual punishment.\" ", "Id., at 299", "501 U.S. 294", "299"),
    ("city-of-los-angeles-v-heller", "pain compliance hold\").\n\n[Footnote 6] See 6 ", "id. at 279", None, None),
]  # fmt: skip


@pytest.fixture(scope="module")
def real():
    """Every judged decision with its references, by start; skipped where the decisions are not there."""
    if not SHARED.is_dir():
        pytest.skip("../shared/opinions is not there: no real decision to check against")
    library = open_library()
    held = {p: a for a in library.authorities.values() for p in a.parallel} | library.authorities
    sources = {name: read_opinion(SHARED / f"{name}.json") for name in dict.fromkeys(row[0] for row in JUDGED)}
    return {name: (s.text, {r.start: r for r in references(s, find_mentions(s.text), held)}) for name, s in sources.items()}


@pytest.mark.parametrize(("name", "before", "form", "key", "pin"), JUDGED)
def test_forms_of_real_decisions(real, name, before, form, key, pin):
    text, found = real[name]
    at = text.index(before + form) + len(before)
    reference = found.get(at)
    if key is None:
        assert reference is None
    else:
        assert (reference.key, reference.pin, text[reference.start : reference.end]) == (key, pin, form)


def test_every_reference_lies_inside_its_decision(real):
    """Whatever is linked: stretches in order that do not overlap, and pages between the first and the last of the decision."""
    authorities = open_library().authorities
    for text, found in real.values():
        ends = 0
        for start, r in sorted(found.items()):
            assert ends <= start < r.end <= len(text)
            ends = r.end
            a = authorities[r.key]
            if r.pin and a.last_page:
                assert int(a.key.split()[-1]) <= int(r.pin.split("-")[0].split(",")[0].split()[0]) <= a.last_page
