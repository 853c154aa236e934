"""What a text says of a decision's court, year, writer, outcome and fate: wrong ones are set right, right ones left alone."""

import pytest

from corpus.citing import find_names
from corpus.decisions import Decision, decision_of
from corpus.described import misdescribed
from corpus.history import read_later
from corpus.justices import SERVED, sat, surname
from corpus.models import Authority, Line, Section, Source

CANTON = Authority("489 U.S. 378", "City of Canton v. Harris", "case", "scotus", 1989)
CONNICK = Authority("563 U.S. 51", "Connick v. Thompson", "case", "scotus", 2011)
MONROE = Authority(
    "365 U.S. 167",
    "Monroe v. Pape",
    "case",
    "scotus",
    1961,
    later=read_later([{"citation": "436 U.S. 658", "kind": "overruled in part", "how": "cities are persons"}], "x"),
)
DENIS = Authority("23 F.3d 576", "Maldonado-Denis v. Castillo-Rodriguez", "case", "ca1", 1994)


def made(a, by, others, disposition, prevailed, below=None):
    below_it = frozenset(below) if below else None
    return Decision(a, frozenset([by]), frozenset(others), True, disposition, prevailed, below_it, "2026-11-24", frozenset(["12", "14"]), 12)


KNOWN = {
    CANTON.key: made(CANTON, "White", ["O'Connor", "Brennan"], "vacated and remanded", "neither side finally", ["Sixth"]),
    CONNICK.key: made(CONNICK, "Thomas", ["Ginsburg", "Scalia"], "reversed", "the district attorney's office", ["Fifth"]),
    MONROE.key: made(MONROE, "Douglas", ["Frankfurter", "Harlan"], "reversed", "plaintiffs against the officers"),
    DENIS.key: Decision(DENIS, frozenset(["Selya"])),
}
WRONG = [
    ("Since the Ninth Circuit's 1989 decision in Canton, what must I prove?", "by the Supreme Court"),
    ("The 9th Circuit held in Canton that a city must train.", "by the Supreme Court"),
    ("Canton is a Sixth Circuit case.", "by the Supreme Court"),
    ("City of Canton v. Harris was decided by the Ninth Circuit in 1989.", "by the Supreme Court"),
    ("Maldonado-Denis v. Castillo-Rodriguez is a Second Circuit case.", "by the First Circuit"),
    ("In the 1995 Canton case the Court spoke of training.", "in 1989, not 1995"),
    ("Canton (1990) says so.", "in 1989, not 1990"),
    ("Connick v. Thompson was decided in 2009.", "in 2011, not 2009"),
    ("As Justice Thomas wrote in Canton, cities must train.", "was not on the Court then"),
    ("as ginsburg wrote for the majority in Connick v. Thompson, a pattern is needed", "wrote separately"),
    ("In Connick, Justice Breyer wrote that a pattern is needed.", "we know of no opinion by Justice Breyer"),
    ("Justice Scalia, writing for the Court in Canton, spoke of indifference.", "is by Justice White"),
    ("Justice Thomas's dissent in Connick says more.", "is no dissent"),
    ("Now that Canton was overruled in 2022, what is left?", "no decision that overruled City of Canton v. Harris"),
    ("After the Supreme Court overturned Canton, what is left?", "no decision that overruled"),
    ("Canton is no longer good law.", "no decision that overruled"),
    ("Connick overruled Canton.", "no decision that overruled City of Canton"),
    ("The jury's $14 million award was upheld in Connick.", "ended thus: reversed"),
    ("The Supreme Court affirmed in Connick.", "ended thus: reversed"),
    ("Thompson won in Connick.", "the district attorney's office"),
    ("The plaintiff prevailed in Canton.", "neither side finally"),
    ("The prosecutor lost in Connick.", "the district attorney's office"),
]
WRONG += [
    ("Scalia's opinion for the Court in Canton says so.", "is by Justice White"),
    ("Justice Ginsburg, who authored the Connick majority, spoke of patterns.", "wrote separately"),
    ("The jury's verdict in Connick v. Thompson was affirmed.", "ended thus: reversed"),
    ("A 1962 ruling like City of Canton v. Harris is old.", "in 1989, not 1962"),
    ("In 1973, when the Supreme Court issued Canton, cities were worried.", "in 1989, not 1973"),
    ("Canton, abrogated by a later act, is of no use.", "no decision that overruled"),
    ("Monroe is still good law.", "was overruled in part by"),
    ("Thompson came out on top in Connick.", "the district attorney's office"),
    ("Harris kept the jury verdict in Canton.", "ended thus: vacated and remanded"),
    ("The Ninth Circuit spoke of causation in its 1989 decision in Canton.", "by the Supreme Court"),
    ("The majority in Connick, through Justice Ginsburg, found a pattern.", "wrote separately"),
    ("Canton sets 40 hours as the least training.", "the figure 40 stands nowhere"),
    ("Footnote 94 of Canton speaks of officers.", "has no note 94"),
]
RIGHT = [
    "The Sixth Circuit's decision in Canton was too broad.",
    "The district court's ruling in Canton was appealed.",
    "The Supreme Court's 1989 decision in Canton came from Ohio.",
    "Canton, decided in 1989, speaks of training.",
    "City of Canton v. Harris, 489 U.S. 378 (1989), speaks of training.",
    "In 2019 in Canton an officer hit me.",
    "In the 2011 Connick decision the Court reversed.",
    "In Connick the Fifth Circuit affirmed, and the Supreme Court reversed.",
    "As Justice White wrote in Canton, training can be policy.",
    "Justice Ginsburg's dissent in Connick lists more facts.",
    "Justice O'Connor wrote separately in Canton.",
    "Officer Thomas said in Canton that he was never trained.",
    "Canton was never overruled.",
    "The Court has not overturned Canton.",
    "Monroe was overruled in part.",
    "Thompson lost in Connick.",
    "A jury gave Thompson $14 million before Connick came to the Supreme Court.",
    "The city won in Owen.",
    "Maldonado-Denis is a First Circuit case.",
    "Thompson kept his claim after Connick.",
    "Footnote 10 of Canton speaks of officers.",
    "Canton speaks of 12 hours.",
    "My officer had 40 hours, and Canton asks for more.",
]


def told(text):
    named = find_names(text, [d.authority for d in KNOWN.values()])
    by_name = {"City of Canton v. Harris": CANTON.key, "Connick v. Thompson": CONNICK.key, "Maldonado-Denis v. Castillo-Rodriguez": DENIS.key}
    return [reason for n in named for reason in misdescribed(text, n.start, n.end, KNOWN[n.key or by_name[n.name]])]


@pytest.mark.parametrize(("text", "true"), WRONG)
def test_what_is_told_wrongly_of_a_decision_is_set_right(text, true):
    assert any(true in reason for reason in told(text))


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_told_rightly_or_not_told_is_left_alone(text):
    assert told(text) == []


def test_what_is_not_known_of_a_decision_is_not_held_against_a_text():
    bare = Decision(CANTON)
    for text, _ in WRONG:
        if "Canton" in text and not any(w in text for w in ("Circuit", "Justice", "19", "20", "overruled", "overturned", "abrogated", "good law")):
            assert list(misdescribed(text, text.index("Canton"), text.index("Canton") + 6, bare)) == []


def test_a_decision_is_described_from_its_digest_alone():
    lines = (Line("voice", "Justice Ginsburg and three others dissented.", voice="separate opinion"),)
    facts = {"author": "Thomas", "disposition": "Reversed", "prevailed": "the office"}
    digest = Source(
        "c",
        "digest",
        "Connick",
        "Justice Ginsburg and three others dissented.",
        "2026-11-24",
        sections=(Section("c#1", "c", "?", (), lines, 0, 1),),
        facts=facts,
    )
    d = decision_of(CONNICK, digest)
    assert (d.authors, d.others, d.complete, d.disposition, d.below) == ({"Thomas"}, {"Ginsburg"}, False, "reversed", None)


def test_a_plurality_signed_in_part_and_an_unsigned_decision_have_their_writers():
    signed = Source("x", "digest", "x", "", "2026-11-24", facts={"author": "Kennedy (Part IV not for the Court)"})
    unsigned = Source("x", "digest", "x", "", "2026-11-24", facts={"author": "Per Curiam"})
    assert decision_of(CANTON, signed).authors == {"Kennedy"}
    assert decision_of(CANTON, unsigned).authors == {"Per Curiam"}


def test_justices_sat_when_the_table_says():
    assert sat("Thomas", 1991)
    assert not sat("Thomas", 1989)
    assert sat("Jackson", 2024)
    assert not sat("Jackson", 1989)
    assert surname("o’connor") == "O'Connor"
    assert all(first <= last for spans in SERVED.values() for first, last in spans)
